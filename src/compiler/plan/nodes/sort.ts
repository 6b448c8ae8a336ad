/** ORDER BY of a whole result. */
import type { PlanNode, SortKey } from '../plan.ts';

/** Bounded runs only: all rows in order, at the end. Expressions over the input row. `append`. */
export interface SortNode {
  readonly node: 'sort';
  readonly input: PlanNode;
  readonly by: readonly SortKey[];
}
