/** What stands at the end of changes. */
import type { PlanNode } from '../plan.ts';

/**
 * Bounded runs only: the rows that stand at the end of the input, in the order of rows. Of upserts one for each key. Its
 * input gives `upsert` or `retract`; `append`.
 */
export interface CurrentNode {
  readonly node: 'current';
  readonly input: PlanNode;
}
