/** Rows and what takes them back as upserts by key. */
import type { PlanNode } from '../plan.ts';

/**
 * Of the rows of a key the last that came and was not taken back stands; a key without any is deleted. (As Flink's upsert
 * materializer.) Its input gives `retract`; `upsert`.
 */
export interface UpsertsNode {
  readonly node: 'upserts';
  readonly input: PlanNode;
}
