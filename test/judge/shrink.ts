/** Smaller cases of the same kind: fewer rows, columns and parts of the query, simpler expressions and values. */
import { type Case, type Expr, type Query, type Row, type Table, typeText } from './tree.ts';

export function* smaller({ tables, query }: Case): Generator<Case> {
  for (const less of smallerQueries(query)) yield { tables, query: less };
  for (const [i, table] of tables.entries())
    for (const less of smallerTables(table)) yield { tables: tables.with(i, less), query };
}

function* smallerTables(table: Table): Generator<Table> {
  const { rows } = table;
  for (let size = Math.ceil(rows.length / 2); size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < rows.length; from += size)
      yield { ...table, rows: numbered([...rows.slice(0, from), ...rows.slice(from + size)]) };
  for (const [at, row] of rows.entries())
    for (const [i, value] of row.entries())
      if (i > 1 && value !== null && table.columns[i]!.name !== table.primaryKey)
        yield { ...table, rows: rows.with(at, row.with(i, null)) };
}

/** The first column numbers the rows. */
const numbered = (rows: readonly Row[]): Row[] => rows.map((row, i) => row.with(0, String(i)));

function* smallerQueries(query: Query): Generator<Query> {
  const { where, group, window, items, union, order, distinct, input } = query;
  if (order) yield { ...query, order: undefined };
  if (union) yield { ...query, union: undefined };
  if (distinct) yield { ...query, distinct: false };
  if (where) yield { ...query, where: undefined };
  if (group?.having) yield { ...query, group: { ...group, having: undefined } };
  if (window && group && !items.some(({ expr }) => mentionsWindow(expr))) yield { ...query, window: undefined };
  if (items.length > 1 && !union)
    for (const i of items.keys()) {
      const kept = items.toSpliced(i, 1);
      const descending = order?.descending.toSpliced(i, 1);
      if (!group || kept.some(({ expr }) => aggregates(expr)))
        yield { ...query, items: kept, order: order && descending ? { ...order, descending } : undefined };
    }
  if (where) for (const less of smallerExpressions(where)) yield { ...query, where: less };
  if (group?.having)
    for (const less of smallerExpressions(group.having)) yield { ...query, group: { ...group, having: less } };
  // A key stands in items and HAVING too: it may go where nothing else needs it.
  if (group)
    for (const [i, key] of group.keys.entries()) {
      const text = JSON.stringify(key);
      const needed = [...items.map(({ expr }) => expr), ...(group.having ? [group.having] : [])];
      if (!needed.some(expr => JSON.stringify(expr).includes(text) || JSON.stringify(expr).includes('"sub"')))
        yield { ...query, group: { ...group, keys: group.keys.toSpliced(i, 1) } };
    }
  const keys = new Set(group?.keys.map(key => JSON.stringify(key)));
  for (const [i, { name, expr }] of items.entries())
    if (!keys.has(JSON.stringify(expr)))
      for (const less of smallerExpressions(expr, keys))
        if (!group || aggregates(less)) yield { ...query, items: items.with(i, { name, expr: less }) };
  if (union)
    for (const less of smallerQueries(union.query))
      if (less.items.length === items.length) yield { ...query, union: { ...union, query: less } };
  if (input.kind === 'join' && input.also) {
    yield { ...query, input: { ...input, also: undefined } };
    for (const less of smallerExpressions(input.also)) yield { ...query, input: { ...input, also: less } };
  }
  if (input.kind === 'tables')
    for (const [i, one] of input.joins.entries()) {
      const rest = input.joins.with(i, { ...one, also: undefined });
      if (one.also) yield { ...query, input: { ...input, joins: rest } };
      if (one.join !== 'INNER')
        yield { ...query, input: { ...input, joins: input.joins.with(i, { ...one, join: 'INNER' }) } };
    }
  if (input.kind === 'query' || input.kind === 'lateral')
    for (const less of smallerQueries(input.query))
      if (less.items.length === input.query.items.length) yield { ...query, input: { ...input, query: less } };
}

const aggregates = (expr: Expr): boolean => expr.op.startsWith('aggregate ') || expr.args.some(aggregates);
const mentionsWindow = (expr: Expr): boolean => expr.op.startsWith('window ') || expr.args.some(mentionsWindow);

/** Of the same type: a part of it, or one of its operands smaller. `whole`: what must stay as it is (keys), as JSON. */
function* smallerExpressions(expr: Expr, whole: ReadonlySet<string> = new Set()): Generator<Expr> {
  if (expr.sub)
    for (const less of smallerQueries(expr.sub))
      if (less.items.length === expr.sub.items.length && (less.order !== undefined) === (expr.sub.order !== undefined))
        yield { ...expr, sub: less };
  if (expr.args.length === 0 || whole.has(JSON.stringify(expr))) return;
  const type = typeText(expr.type);
  // What stands inside OVER and aggregates cannot stand outside of them.
  if (!/^(over|aggregate) /.test(expr.op)) for (const part of parts(expr)) if (typeText(part.type) === type) yield part;
  if (expr.text === 'filtered') {
    const { text: _, ...rest } = expr;
    yield { ...rest, args: expr.args.slice(0, -1) };
  }
  for (const [i, arg] of expr.args.entries())
    for (const less of smallerExpressions(arg, whole)) yield { ...expr, args: expr.args.with(i, less) };
}

function* parts({ args }: Expr): Generator<Expr> {
  for (const arg of args) yield arg;
  for (const arg of args) if (!arg.op.startsWith('aggregate ')) yield* parts(arg);
}
