/** UNION ALL. */
import type { PlanNode } from '../plan.ts';

/**
 * The rows of all inputs as they come, each with its own key; the inputs have as many columns of the same types. `append`
 * or `upsert` when all inputs are, else `retract`. Upserts share their keys (several writers of one table); those that do
 * not are given to it as `retract`, and `keyed`.
 */
export interface UnionNode {
  readonly node: 'union';
  readonly inputs: readonly PlanNode[];
  /**
   * Rows of different inputs may have the same key, which is theirs no more then: it becomes `_input`, the input's number
   * from 1, and `_key`, or where the row came from of an input that appends.
   */
  readonly keyed?: true;
}
