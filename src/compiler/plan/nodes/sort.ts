/** ORDER BY. */
import type { PlanNode, SortKey } from '../plan.ts';

/**
 * Rows in order; of equal ones in the order of rows. Expressions over the input row. `end`: all of them, at the end of the
 * input. `watermark`: of a stream, each time the watermark has passed some, these by time and then by the keys, which is the
 * order within each window of windowed results. Its input gives `append`; `append`.
 */
export interface SortNode {
  readonly node: 'sort';
  readonly input: PlanNode;
  readonly by: readonly SortKey[];
  readonly at: 'end' | 'watermark';
}
