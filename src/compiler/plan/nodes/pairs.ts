/** Upserts as pairs of before and after. */
import type { PlanNode } from '../plan.ts';

/** Remembers the row of each key and puts out what a row took the place of. Its input gives `upsert`; `retract`. */
export interface PairsNode {
  readonly node: 'pairs';
  readonly input: PlanNode;
}
