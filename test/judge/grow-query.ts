/** Random queries in the subset that both engines have. */
import type { Draw } from './draw.ts';
import { grow, typeIn } from './grow-expression.ts';
import { type Around, and, askedOf, lateralOf, leaf, oneValue } from './grow-subquery.ts';
import { type Aggregate, aggregates } from './operations/aggregates.ts';
import type { Grow } from './operations/operation.ts';
import { overOf, overs } from './operations/over.ts';
import {
  BIGINT,
  BOOLEAN,
  type Case,
  type Expr,
  type Input,
  type Item,
  type Kind,
  type Query,
  type Table,
  type TablesJoin,
  TIMESTAMP,
  type Type,
  type Window,
} from './tree.ts';

export function growQueryOver(draw: Draw, tables: readonly Table[]): Case {
  const query = growQuery(draw, tables);
  const order = draw.oneIn(8) ? orderOf(draw, query) : undefined;
  return { tables, query: { ...query, order } };
}

interface Source {
  readonly input: Input;
  readonly leaves: readonly Expr[];
  /** An upper bound of how many rows it has. */
  readonly rows: number;
  /** What must stand in WHERE. */
  readonly filter?: Expr;
}

/** The first so many of each partition by some column: all columns, and the number. */
function topOf(draw: Draw, table: Table): Source {
  const leaves = table.columns.map(column => leaf(column));
  const ranking = overOf('ROW_NUMBER by a column')!.build(grow(draw, leaves, 0), BIGINT, table.rows.length)!;
  const by = draw.pick(leaves.filter(({ type }) => ['STRING', 'BIGINT', 'BOOLEAN'].includes(type.kind)));
  const number: Expr = {
    type: BIGINT,
    op: 'over ROW_NUMBER by a column',
    args: [ranking.args[0]!, by],
    text: ranking.text!,
    bound: 1000,
  };
  const items = [
    ...table.columns.map((column, i) => ({ name: `q${i + 1}`, expr: leaf(column) })),
    { name: 'rn', expr: number },
  ];
  const rest = { where: undefined, group: undefined, window: undefined, distinct: false, union: undefined };
  const query: Query = { ...rest, input: { kind: 'table', name: table.name }, items, order: undefined };
  const outer = items.map(({ name, expr: { type, bound } }) => leaf({ name, type, bound }));
  const count: Expr = { type: BIGINT, op: 'literal', args: [], text: String(draw.int(1, 3)), bound: 3 };
  const filter: Expr = { type: BOOLEAN, op: '<=', args: [outer.at(-1)!, count], bound: 0 };
  return { input: { kind: 'query', query, cte: false }, leaves: outer, rows: table.rows.length, filter };
}

function sourceOf(draw: Draw, tables: readonly Table[]): Source {
  const [table, other] = tables as [Table, Table | undefined];
  const rows = table.rows.length;
  if (table.primaryKey !== undefined) return tablesOf(draw, tables);
  if (draw.oneIn(other ? 2 : 12)) {
    const joined = joinOf(draw, table, other ?? table);
    if (joined) return joined;
  }
  if (draw.oneIn(20)) {
    const left = table.columns.map(column => leaf(column, 'l.'));
    const query = lateralOf(draw, { outer: left, tables, depth: 0 });
    const right = query.items.map(({ name, expr: { type, bound } }) => leaf({ name, type, bound }, 'r.'));
    const input: Input = { kind: 'lateral', join: draw.pick(['INNER', 'LEFT'] as const), left: table.name, query };
    return { input, leaves: [...left, ...right], rows: rows * (rows + 1) };
  }
  if (draw.oneIn(25)) return topOf(draw, table);
  if (draw.oneIn(10)) {
    const within = growQuery(draw, [table], true);
    // Names of their own: an outer alias of the same name would mean the one here and the other there.
    const query = { ...within, items: within.items.map(({ expr }, i) => ({ name: `q${i + 1}`, expr })) };
    const leaves = query.items.map(({ name, expr: { type, bound, inexact } }) =>
      leaf({ name, type, bound, ...(inexact ? { inexact } : {}) }),
    );
    return { input: { kind: 'query', query, cte: draw.oneIn(2) }, leaves, rows: rows * 10 };
  }
  return { input: { kind: 'table', name: table.name }, leaves: table.columns.map(column => leaf(column)), rows };
}

/** Two or three tables, also with themselves, by keys or other columns. */
function tablesOf(draw: Draw, tables: readonly Table[]): Source {
  const first = draw.pick(tables);
  let leaves = first.columns.map(column => leaf(column, 'l.'));
  let rows = first.rows.length;
  const joins: TablesJoin[] = [];
  for (const as of draw.oneIn(3) ? ['r', 'x'] : ['r']) {
    const table = draw.pick(tables);
    const own = table.columns.map(column => leaf(column, `${as}.`));
    const pairs = leaves.flatMap(a =>
      own
        .slice(2)
        .filter(b => a.type.kind !== 'DOUBLE' && JSON.stringify(a.type) === JSON.stringify(b.type))
        // Keys more often than chance would have it.
        .flatMap((b, i) =>
          Array.from({ length: i === 0 ? 3 : 1 }, () => [a.text!, b.text!.slice(as.length + 1)] as const),
        ),
    );
    const on = draw.some(pairs, draw.oneIn(5) ? 2 : 1);
    const join = draw.pick(['INNER', 'LEFT', 'RIGHT', 'FULL'] as const);
    leaves = [...leaves, ...own];
    joins.push({ join, name: table.name, as, on, also: draw.oneIn(4) ? condition(draw, leaves) : undefined });
    rows = rows * table.rows.length + rows + table.rows.length;
  }
  return { input: { kind: 'tables', first: first.name, joins }, leaves, rows };
}

function joinOf(draw: Draw, left: Table, right: Table): Source | undefined {
  if (right.primaryKey !== undefined) return asOf(draw, left, right, right.primaryKey);
  const pairs = left.columns.slice(2).flatMap(a =>
    right.columns
      .slice(2)
      .filter(
        b =>
          a.type.kind === b.type.kind && a.type.kind !== 'DOUBLE' && JSON.stringify(a.type) === JSON.stringify(b.type),
      )
      .map(b => [a.name, b.name] as const),
  );
  if (pairs.length === 0) return undefined;
  const on = draw.some(pairs, draw.oneIn(4) ? 2 : 1);
  const join = draw.pick(['INNER', 'LEFT', 'RIGHT', 'FULL'] as const);
  const withinMs = draw.pick([0, 1000, 2500, 10_000]);
  const leaves = [...left.columns.map(one => leaf(one, 'l.')), ...right.columns.map(one => leaf(one, 'r.'))];
  const also = draw.oneIn(4) ? condition(draw, leaves) : undefined;
  const rows = left.rows.length * right.rows.length + left.rows.length + right.rows.length;
  return { input: { kind: 'join', join, left: left.name, right: right.name, on, withinMs, also }, leaves, rows };
}

function asOf(draw: Draw, left: Table, right: Table, key: string): Source | undefined {
  const { type } = right.columns.find(({ name }) => name === key)!;
  const matching = left.columns.slice(2).filter(one => JSON.stringify(one.type) === JSON.stringify(type));
  if (matching.length === 0) return undefined;
  const on = [draw.pick(matching).name, key] as const;
  const join = draw.pick(['INNER', 'LEFT'] as const);
  const leaves = [...left.columns.map(one => leaf(one, 'l.')), ...right.columns.map(one => leaf(one, 'r.'))];
  return { input: { kind: 'as of', join, left: left.name, right: right.name, on }, leaves, rows: left.rows.length };
}

function growQuery(draw: Draw, tables: readonly Table[], inner = false): Query {
  const source = sourceOf(draw, tables);
  const { input, leaves } = source;
  const wanted = draw.oneIn(2) ? condition(draw, leaves) : undefined;
  // What is windowed has another name in DuckDB.
  const around = !inner && input.kind !== 'tables' && draw.oneIn(4) ? aroundOf(source, tables) : undefined;
  const asked = around && draw.oneIn(2) ? askedOf(draw, around) : undefined;
  const filtered = asked ? and(asked, wanted) : wanted;
  const where = source.filter ? and(source.filter, filtered) : filtered;
  const rest = { input, where, distinct: false, union: undefined, order: undefined };
  if (draw.oneIn(2)) return { ...rest, ...aggregated(draw, source, around) };
  const items = itemsOf(draw, leaves);
  if (around && draw.oneIn(2)) items.push({ name: 'a1', expr: oneValue(draw, around) });
  if (around && draw.oneIn(3)) items.push({ name: 'a2', expr: askedOf(draw, around) });
  if (around)
    return {
      ...rest,
      group: undefined,
      window: undefined,
      items,
      distinct: draw.oneIn(8) && items.every(({ expr }) => !expr.inexact),
    };
  if (input.kind === 'table' && draw.oneIn(6))
    return { ...rest, group: undefined, window: undefined, items: withOvers(draw, source, items) };
  if (input.kind === 'table' && draw.oneIn(20)) {
    const bounds = [windowBound('start'), windowBound('end')].map((expr, i) => ({ name: `w${i + 1}`, expr }));
    return { ...rest, group: undefined, window: windowOf(draw, false), items: [...items, ...bounds] };
  }
  const exact = items.filter(({ expr }) => !expr.inexact);
  const rows: Query = { ...rest, group: undefined, window: undefined, items };
  if (exact.length > 0 && draw.oneIn(8)) return { ...rows, items: exact, distinct: true };
  if (exact.length > 0 && !inner && input.kind === 'table' && draw.oneIn(8))
    return { ...rows, items: exact, union: { all: draw.oneIn(2), query: branchOf(draw, source, exact) } };
  return rows;
}

/** Seldom one that is the same for all rows. */
function condition(draw: Draw, leaves: readonly Expr[]): Expr {
  const grown = () => grow(draw, leaves, draw.int(1, 3)).exact('BOOLEAN');
  const first = grown();
  return mentions(first) ? first : grown();
}

/** A second branch with columns of the same types. */
function branchOf(draw: Draw, { input, leaves }: Source, items: readonly Item[]): Query {
  const where = draw.oneIn(2) ? condition(draw, leaves) : undefined;
  const make = (type: Type): Expr => {
    for (;;) {
      const expr = grow(draw, leaves, 2).of(type);
      if (!expr.inexact) return expr;
    }
  };
  const others = items.map(({ name, expr }) => ({ name, expr: make(expr.type) }));
  const rest = { distinct: false, union: undefined, order: undefined, group: undefined, window: undefined };
  return { ...rest, input, where, items: others };
}

function itemsOf(draw: Draw, leaves: readonly Expr[]): Item[] {
  return Array.from({ length: draw.int(1, 4) }, (_, i) => ({
    name: `o${i + 1}`,
    expr: grow(draw, leaves, draw.int(0, 4)).of(typeIn(draw, leaves)),
  }));
}

function withOvers(draw: Draw, { leaves, rows }: Source, items: readonly Item[]): Item[] {
  const by = leaves.filter(({ type }) => ['STRING', 'BIGINT', 'BOOLEAN'].includes(type.kind));
  const all = [...items];
  for (let i = 1; i <= draw.int(1, 2); i++) {
    const one = draw.pick(overs);
    const made = one.build(grow(draw, leaves, 1), typeIn(draw, leaves), rows);
    if (!made) continue;
    const { args, type, bound = 0, text } = made;
    // Divided by a column: an expression would divide the same rows, at more cost to the reader.
    const partition = draw.pick(by);
    const given = [...args.slice(0, -1), partition];
    const inexact = type.kind === 'DOUBLE' || given.some(arg => arg.inexact);
    all.push({
      name: `v${i}`,
      expr: { type, op: `over ${one.name}`, args: given, bound, inexact, ...(text === undefined ? {} : { text }) },
    });
  }
  return all;
}

const windowBound = (edge: 'start' | 'end'): Expr => ({ type: TIMESTAMP, op: `window ${edge}`, args: [], bound: 0 });

/** `grouped`: sessions need groups, to know whose gap it is. */
function windowOf(draw: Draw, grouped: boolean): Window {
  const unit = draw.pick([1000, 2000, 3000, 700]);
  switch (draw.int(1, grouped ? 8 : 6)) {
    case 1:
    case 2:
    case 3:
      return { kind: 'tumbling', sizeMs: unit * draw.int(1, 5) };
    case 4:
    case 5:
      return { kind: 'hopping', sizeMs: unit * draw.int(2, 5), advanceMs: unit };
    case 6:
      return { kind: 'cumulate', stepMs: unit, sizeMs: unit * draw.int(2, 5) };
    default:
      return { kind: 'session', gapMs: unit };
  }
}

const KEYS: readonly Kind[] = ['STRING', 'BIGINT', 'BOOLEAN', 'DATE', 'DECIMAL', 'TIMESTAMP'];

function aggregated(draw: Draw, source: Source, around?: Around): Pick<Query, 'group' | 'window' | 'items'> {
  const { leaves } = source;
  const keys: Expr[] = [];
  for (let i = draw.int(0, 2); i > 0; i--) {
    const fitting = leaves.filter(({ type }) => KEYS.includes(type.kind));
    const key = draw.oneIn(4) ? growKey(grow(draw, leaves, 2)) : fitting.length > 0 ? draw.pick(fitting) : undefined;
    // A literal would be a position.
    if (key && mentions(key)) keys.push(key);
  }
  const timed = !around && (source.input.kind === 'table' || source.input.kind === 'join') && draw.oneIn(3);
  const window = timed ? windowOf(draw, source.input.kind === 'table') : undefined;
  const bounds = window ? [windowBound('start'), windowBound('end')] : [];
  const calls = Array.from({ length: draw.int(1, 3) }, () => aggregateIn(draw, source)).filter(
    call => call !== undefined,
  );
  if (calls.length === 0) calls.push(countAll(source));
  const known = [...keys, ...bounds, ...calls];
  const items = known.map((expr, i) => ({ name: `o${i + 1}`, expr }));
  for (let i = draw.int(0, 2); i > 0; i--)
    items.push({ name: `o${items.length + 1}`, expr: grow(draw, known, 2).of(typeIn(draw, known)) });
  if (around) {
    const names = new Set(keys.flatMap(({ op, text }) => (op === 'column' ? [text!] : [])));
    const outer = around.outer.filter(({ text }) => names.has(text!) || names.has(text!.replace(/^.*\./, '')));
    const inside = { ...around, outer };
    if (draw.oneIn(2)) items.push({ name: 'a1', expr: oneValue(draw, inside) });
    if (draw.oneIn(2)) return { group: { keys, having: askedOf(draw, inside) }, window, items };
  }
  const having = draw.oneIn(4) ? grow(draw, known, 2).exact('BOOLEAN') : undefined;
  return { group: { keys, having }, window, items };
}

/** Its columns by names that mean them inside another query too. */
function aroundOf({ input, leaves }: Source, tables: readonly Table[]): Around {
  const before = input.kind === 'table' ? `${input.name}.` : input.kind === 'query' ? 'q.' : '';
  const outer = leaves.map(one => ({ ...one, text: before + one.text })).filter(one => !one.inexact);
  return { outer, tables, depth: 0 };
}

const countAll = ({ rows }: Source): Expr => ({
  type: { kind: 'BIGINT' },
  op: 'aggregate COUNT(*)',
  args: [],
  bound: rows,
});

function aggregateIn(draw: Draw, { input, leaves, rows }: Source): Expr | undefined {
  const fitting = input.kind === 'table' ? aggregates : aggregates.filter(({ ordered }) => !ordered);
  const aggregate: Aggregate = draw.pick(fitting);
  const made = aggregate.build(grow(draw, leaves, draw.int(0, 2)), typeIn(draw, leaves), rows);
  if (!made) return undefined;
  const { args, type, bound = 0 } = made;
  const inexact = aggregate.inexact || args.some(arg => arg.inexact);
  const all = draw.oneIn(5) ? [...args, grow(draw, leaves, 2).exact('BOOLEAN')] : args;
  const filtered = all.length > args.length ? { text: 'filtered' } : {};
  return { type, op: `aggregate ${aggregate.name}`, args: all, bound, ...filtered, ...(inexact ? { inexact } : {}) };
}

const growKey = (of: Grow): Expr => of.exact(of.kindIn(KEYS));

/** Whether any column stands in it. */
export const mentions = (expr: Expr): boolean =>
  expr.op === 'column' || expr.sub !== undefined || expr.args.some(mentions);

/** By everything, so that what LIMIT leaves is decided; only where every value is exact. */
function orderOf(draw: Draw, { items, union, window }: Query): Query['order'] {
  if (union || window || items.some(({ expr }) => expr.inexact || expr.type.kind === BOOLEAN.kind)) return undefined;
  return { descending: items.map(() => draw.oneIn(3)), limit: draw.oneIn(2) ? draw.int(0, 10) : undefined };
}
