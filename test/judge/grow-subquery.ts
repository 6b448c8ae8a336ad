/** Random queries inside expressions and LATERAL ones, alone or about the row around them. */
import type { Draw } from './draw.ts';
import { grow, sameType } from './grow-expression.ts';
import { aggregates } from './operations/aggregates.ts';
import { BOOLEAN, type Column, type Expr, type Item, type Kind, type Query, type Table, type Type } from './tree.ts';

export const leaf = ({ name, type, bound, inexact }: Column, before = ''): Expr => ({
  type,
  op: 'column',
  args: [],
  text: before + name,
  bound,
  ...(inexact ? { inexact } : {}),
});

export const and = (a: Expr, b: Expr | undefined): Expr =>
  b ? { type: BOOLEAN, op: 'AND 2', args: [a, b], bound: 0 } : a;

export interface Around {
  /** Columns of the row around it, by names that mean them also inside. */
  readonly outer: readonly Expr[];
  readonly tables: readonly Table[];
  /** How many queries it stands in. */
  readonly depth: number;
}

/** A condition with a query in it. */
export function askedOf(draw: Draw, around: Around): Expr {
  const { outer } = around;
  const negated = (expr: Expr): Expr => (draw.oneIn(3) ? { type: BOOLEAN, op: 'NOT', args: [expr], bound: 0 } : expr);
  if (draw.oneIn(3))
    return negated({ ...base(BOOLEAN), op: 'subquery exists', sub: rowsOf(draw, around, draw.int(1, 2)) });
  const query = draw.oneIn(4) ? oneRow(draw, around) : rowsOf(draw, around, 1);
  const { type } = query.items[0]!.expr;
  const operand = exactly(() => grow(draw, outer, 1).of(type));
  if (draw.oneIn(2)) return negated({ ...base(BOOLEAN), op: 'subquery in', args: [operand], sub: query });
  const text = draw.pick(['=', '<>', '<', '<=', '>', '>=']);
  return negated({
    ...base(BOOLEAN),
    op: draw.oneIn(2) ? 'subquery any' : 'subquery all',
    args: [operand],
    text,
    sub: query,
  });
}

/** A value out of one row. */
export function oneValue(draw: Draw, around: Around): Expr {
  const query = oneRow(draw, around);
  const { type, bound } = query.items[0]!.expr;
  return { type, op: 'subquery value', args: [], bound, sub: query };
}

/** The rows of a LATERAL query. */
export function lateralOf(draw: Draw, around: Around): Query {
  if (draw.oneIn(2)) return oneRow(draw, around);
  const query = rowsOf(draw, around, 2);
  if (draw.oneIn(2)) return query;
  const orderable = query.items.every(({ expr }) => expr.type.kind !== 'BOOLEAN');
  const order = { descending: query.items.map(() => draw.oneIn(2)), limit: draw.int(1, 3) };
  return orderable && !query.union && !query.distinct ? { ...query, order } : query;
}

const base = (type: Type) => ({ type, args: [] as readonly Expr[], bound: 0 });

const REST = { group: undefined, window: undefined, distinct: false, union: undefined, order: undefined } as const;

interface Inside {
  readonly query: Pick<Query, 'input' | 'where'>;
  readonly leaves: readonly Expr[];
  readonly rows: number;
}

function insideOf(draw: Draw, around: Around): Inside {
  const table = draw.pick(around.tables.filter(one => one.primaryKey === undefined));
  const as = `s${around.depth + 1}`;
  const leaves = table.columns.map(column => leaf(column, `${as}.`));
  if (draw.oneIn(8)) {
    // Of a query after FROM that uses the row around as well.
    const { depth } = around;
    const items = table.columns.map((column, i) => ({ name: `q${i + 1}`, expr: leaf(column, `${as}.`) }));
    const inner = { input: { kind: 'table', name: table.name, as } as const, where: whereOf(draw, leaves, around) };
    const distinct = draw.oneIn(3) && items.every(({ expr }) => !expr.inexact);
    const outer = `d${depth + 1}`;
    const above = items.map(({ name, expr: { type, bound } }) => leaf({ name, type, bound }, `${outer}.`));
    return {
      query: {
        input: { kind: 'query', query: { ...inner, ...REST, items, distinct }, cte: false, as: outer },
        where: whereOf(draw, above, around),
      },
      leaves: above,
      rows: table.rows.length,
    };
  }
  return {
    query: { input: { kind: 'table', name: table.name, as }, where: whereOf(draw, leaves, around) },
    leaves,
    rows: table.rows.length,
  };
}

function whereOf(draw: Draw, leaves: readonly Expr[], { outer, tables, depth }: Around): Expr | undefined {
  const parts: Expr[] = [];
  const pairs = leaves
    .slice(2)
    .flatMap(a => outer.filter(b => a.type.kind !== 'DOUBLE' && sameType(a.type, b.type)).map(b => [a, b] as const));
  if (pairs.length > 0 && !draw.oneIn(4))
    for (const [a, b] of draw.some(pairs, draw.oneIn(4) ? 2 : 1))
      parts.push({ type: BOOLEAN, op: '=', args: draw.oneIn(2) ? [a, b] : [b, a], bound: 0 });
  if (draw.oneIn(3)) parts.push(grow(draw, leaves, 2).exact('BOOLEAN'));
  if (draw.oneIn(4)) parts.push(grow(draw, [...leaves, ...outer], 2).exact('BOOLEAN'));
  if (depth < 2 && draw.oneIn(6)) parts.push(askedOf(draw, { outer: [...outer, ...leaves], tables, depth: depth + 1 }));
  return parts.reduceRight<Expr | undefined>((rest, part) => and(part, rest), undefined);
}

const COMPARED: readonly Kind[] = ['BIGINT', 'STRING', 'DATE', 'DECIMAL', 'TIMESTAMP'];

function rowsOf(draw: Draw, around: Around, most: number): Query {
  const { query, leaves, rows } = insideOf(draw, around);
  const width = draw.int(1, most);
  if (draw.oneIn(5)) {
    const call = aggregateOf(draw, leaves, rows);
    const fitting = leaves.filter(({ type }) => COMPARED.includes(type.kind));
    const key = fitting.length > 0 ? draw.pick(fitting) : undefined;
    if (call && key) {
      const having = draw.oneIn(3) ? grow(draw, [call, key, ...around.outer], 1).exact('BOOLEAN') : undefined;
      const items = width > 1 ? [call, key] : [draw.oneIn(2) ? call : key];
      return { ...query, ...REST, group: { keys: [key], having }, items: named(items) };
    }
  }
  const sight = draw.oneIn(4) ? [...leaves, ...around.outer] : leaves;
  const items = Array.from({ length: width }, () => exactOne(draw, sight));
  const result = { ...query, ...REST, items: named(items) };
  if (draw.oneIn(8)) return { ...result, distinct: true };
  if (width > 1 || !draw.oneIn(12)) return result;
  const branch = insideOf(draw, around);
  const other = exactly(() => grow(draw, branch.leaves, 1).of(items[0]!.type));
  return { ...result, union: { all: draw.oneIn(2), query: { ...branch.query, ...REST, items: named([other]) } } };
}

/** At most one: an aggregate, or the first. */
function oneRow(draw: Draw, around: Around): Query {
  const { query, leaves, rows } = insideOf(draw, around);
  const call = draw.oneIn(4) ? undefined : aggregateOf(draw, leaves, rows);
  if (!call) {
    const first = exactOne(draw, leaves);
    return { ...query, ...REST, items: named([first]), order: { descending: [draw.oneIn(2)], limit: 1 } };
  }
  const having = draw.oneIn(6) ? grow(draw, [call, ...around.outer], 1).exact('BOOLEAN') : undefined;
  const changed = draw.oneIn(4) ? exactly(() => grow(draw, [call, ...around.outer], 1).of(call.type)) : call;
  const item = mentionsCall(changed) ? changed : call;
  return { ...query, ...REST, group: { keys: [], having }, items: named([item]) };
}

const mentionsCall = (expr: Expr): boolean => expr.op.startsWith('aggregate ') || expr.args.some(mentionsCall);

function aggregateOf(draw: Draw, leaves: readonly Expr[], rows: number): Expr | undefined {
  const aggregate = draw.pick(aggregates.filter(({ ordered, inexact }) => !ordered && !inexact));
  const made = aggregate.build(grow(draw, leaves, 1), draw.pick(leaves).type, rows);
  if (!made || made.args.some(arg => arg.inexact)) return undefined;
  const { args, type, bound = 0 } = made;
  if (!COMPARED.includes(type.kind)) return undefined;
  const all = draw.oneIn(5) ? [...args, grow(draw, leaves, 1).exact('BOOLEAN')] : args;
  return { type, op: `aggregate ${aggregate.name}`, args: all, bound, ...(all === args ? {} : { text: 'filtered' }) };
}

function exactOne(draw: Draw, leaves: readonly Expr[]): Expr {
  const of = grow(draw, leaves, 1);
  return exactly(() => of.exact(of.kindIn(COMPARED)));
}

function exactly(make: () => Expr): Expr {
  for (;;) {
    const made = make();
    if (!made.inexact) return made;
  }
}

const named = (exprs: readonly Expr[]): Item[] => exprs.map((expr, i) => ({ name: `x${i + 1}`, expr }));
