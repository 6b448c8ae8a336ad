/** WHERE and HAVING. */
import type { PlanNode, TypedExpression } from '../plan.ts';

/**
 * Keeps rows for which the predicate is TRUE. Changes as its input: of upserts a key that passed and no longer does gives a
 * deletion; the deletions of a retracting input pass when their values do.
 */
export interface FilterNode {
  readonly node: 'filter';
  readonly input: PlanNode;
  readonly predicate: TypedExpression;
}
