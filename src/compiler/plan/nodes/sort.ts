/** ORDER BY of a whole result. */
import type { PlanNode, TypedExpression } from '../plan.ts';

/** Bounded runs only: all rows in order, at the end. NULLs last. Expressions over the input row. `append`. */
export interface SortNode {
  readonly node: 'sort';
  readonly input: PlanNode;
  readonly by: readonly { readonly expression: TypedExpression; readonly descending: boolean }[];
}
