/** LIMIT → a limit. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';

export const limited = (input: PlanNode, { limit: count }: BoundQuery): PlanNode =>
  count === undefined ? input : { node: 'limit', input, count };
