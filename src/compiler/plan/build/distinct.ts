/** SELECT DISTINCT → each different row once. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';
import { retracting } from './changes.ts';

export const distinct = (input: PlanNode, query: BoundQuery): PlanNode =>
  query.distinct ? distinctRows(input, query) : input;

/** Of rows of this query's columns. */
export function distinctRows(input: PlanNode, { items, eventTimeItem }: BoundQuery): PlanNode {
  const written = items.filter((_, i) => i !== eventTimeItem);
  const names = written.some(item => item.spread) ? undefined : written.map(item => item.name);
  return { node: 'distinct', input: retracting(input), names };
}
