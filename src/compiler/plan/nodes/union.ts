/** UNION ALL. */
import type { PlanNode } from '../plan.ts';

/**
 * The rows of all inputs as they come, each with its own key; the inputs have as many columns of the same types. `append`
 * when all inputs are, else `retract`: what is built gives it no upserts, whose keys would meet.
 */
export interface UnionNode {
  readonly node: 'union';
  readonly inputs: readonly PlanNode[];
}
