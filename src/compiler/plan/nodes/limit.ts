/** LIMIT. */
import type { PlanNode } from '../plan.ts';

/** The first `count` rows; the query ends there. Changes as its input. */
export interface LimitNode {
  readonly node: 'limit';
  readonly input: PlanNode;
  readonly count: number;
}
