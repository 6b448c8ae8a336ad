/** `SELECT … FROM (SELECT …, ROW_NUMBER() OVER (…) AS rn …) WHERE rn <= n`: which rows of the query inside are asked for. */
import { fold } from '../../../language/evaluate/fold.ts';
import type { BoundInput, BoundQuery } from '../../../language/names/bound.ts';
import type { TypedExpression } from '../../../language/names/typed-expression.ts';
import { RANKS } from '../../../language/rules/sql/top-n.ts';
import { conjunctsOf, leavesOf } from '../../../language/rules/sql/walk.ts';
import { type Over, orderOf } from './over-order.ts';

export interface Kept {
  readonly over: Over;
  /** Under which the query inside puts it out. */
  readonly name: string;
  readonly count: number;
  /** `once`: along the event time, where no later row takes a number away. */
  readonly at: 'once' | 'end';
}

/** What a query keeps of the query it reads; undefined where that is no Top-N, or is final without one. */
export function keptOf(outer: BoundQuery): Kept | undefined {
  const kept = firstOf(outer);
  return kept?.at === 'end' ? kept : undefined;
}

/** The same of a query that is written as a table: there first rows of a stream need keys of their own, groups have them. */
export function keptInTable(outer: BoundQuery): Kept | undefined {
  const kept = firstOf(outer);
  return kept?.at === 'once' && (outer.aggregation || isOfGroups(outer.input)) ? undefined : kept;
}

const isOfGroups = (input: BoundInput): boolean =>
  input.kind === 'query' && (input.query.aggregation !== undefined || isOfGroups(input.query.input));

function firstOf(outer: BoundQuery): Kept | undefined {
  const { input, columns, where } = outer;
  if (input.kind !== 'query') return undefined;
  const { query: inner } = input;
  if (inner.unions.length > 0 || inner.distinct || inner.limit !== undefined) return undefined;
  for (const condition of conjunctsOf(where)) {
    const found = mostOf(condition);
    if (!found) continue;
    const name = columns[found.column]?.name;
    const item = inner.items.find(one => one.name === name);
    if (item?.expression.op !== 'over' || !RANKS.has(item.expression.name)) continue;
    const { at } = orderOf(item.expression, inner, false);
    // Rows of one time have one rank, which would be no key.
    if (at === 'watermark' && item.expression.name !== 'ROW_NUMBER') continue;
    if (at !== 'window')
      return { over: item.expression, name: item.name, count: found.count, at: at === 'end' ? at : 'once' };
  }
  return undefined;
}

/** `column <= n` and its other forms. */
function mostOf(condition: TypedExpression): { readonly column: number; readonly count: number } | undefined {
  if (condition.op !== 'compare') return undefined;
  const turned = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '<>': '<>' } as const;
  const onLeft = condition.left.op === 'column';
  const [column, limit] = onLeft ? [condition.left, condition.right] : [condition.right, condition.left];
  const operator = onLeft ? condition.operator : turned[condition.operator];
  const constant = fold(limit);
  if (column.op !== 'column' || constant.op !== 'literal' || constant.text === null) return undefined;
  const most = Number(constant.text);
  if (!Number.isFinite(most)) return undefined;
  if (operator === '<=' || operator === '=') return { column: column.index, count: Math.max(Math.floor(most), 0) };
  return operator === '<' ? { column: column.index, count: Math.max(Math.ceil(most) - 1, 0) } : undefined;
}

/** What is kept of each query by all that read it. */
export function keptRanks(queries: readonly BoundQuery[]): ReadonlySet<TypedExpression> {
  const kept = new Set<TypedExpression>();
  const lost = new Set<TypedExpression>();
  for (const outer of queries) {
    const own = keptOf(outer)?.over;
    if (own) kept.add(own);
    for (const leaf of leavesOf(outer.input).values())
      if (leaf.kind === 'query')
        for (const { expression } of leaf.query.items) if (expression !== own) lost.add(expression);
  }
  return new Set([...kept].filter(one => !lost.has(one)));
}
