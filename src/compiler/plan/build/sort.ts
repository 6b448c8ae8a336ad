/** ORDER BY of a query → a sort. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';

export const sorted = (input: PlanNode, { orderBy }: BoundQuery): PlanNode =>
  orderBy.length > 0 ? { node: 'sort', input, by: orderBy } : input;
