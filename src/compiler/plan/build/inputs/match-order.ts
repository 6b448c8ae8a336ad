/** In which order MATCH_RECOGNIZE reads its rows: along their time, or as they are at the end of the input. */
import type { BoundInput, BoundMatch, BoundQuery, InputColumn } from '../../../../language/names/bound.ts';
import { timeOf } from '../../../../language/rules/sql/event-time.ts';
import { leavesOf } from '../../../../language/rules/sql/walk.ts';

type Match = Extract<BoundInput, { readonly kind: 'match' }>;

/** The query that the match's own input stands in, as its builder sees it. */
export function innerQuery(
  { input, match: bound }: Match,
  query: BoundQuery,
  columns: readonly InputColumn[],
): BoundQuery {
  const leaf = 'leaf' in input ? input.leaf : 0;
  return {
    ...query,
    input,
    columns: columns.map(column => ({ ...column, leaf })),
    where: undefined,
    aggregation: undefined,
    window: undefined,
    orderBy: bound.orderBy,
    items: [],
    unions: [],
  };
}

/** Whether rows can be taken in turn as time goes on; else all of them are there at the end only. */
export function isAlongTime({ orderBy }: BoundMatch, inner: BoundQuery, bounded: boolean): boolean {
  const [key] = orderBy;
  if (!key || key.descending || leavesOf(inner.input).size !== 1) return false;
  const time = timeOf(key.expression, inner);
  return time !== undefined && time.cutMs === 0 && (time.declared || !bounded);
}
