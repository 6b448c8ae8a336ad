/** Groupings that cannot run yet. */
import type { LaterCheck } from './check.ts';

export const laterAggregation: LaterCheck = ({ aggregation, input }) => {
  if (!aggregation) return [];
  const ordered = aggregation.calls.flatMap(({ name, orderBy }) =>
    orderBy ? [{ span: orderBy[0]!.expression.span, what: `ORDER BY inside ${name}` }] : [],
  );
  if (input.kind !== 'relation' || input.relation.kind !== 'table') return ordered;
  return [{ span: input.span, what: `aggregating the table '${input.relation.name}'` }, ...ordered];
};
