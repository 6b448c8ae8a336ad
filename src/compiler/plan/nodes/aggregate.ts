/** GROUP BY. */
import type { AggregateCall, PlanNode, TypedExpression } from '../plan.ts';

/**
 * Groups by keys and tumbling windows. Output row: keys, aggregates, then (windowed) window start and end. FINAL (`append`):
 * one row per window and key when the watermark reaches end + grace; without a window at the end of the input. CHANGES
 * (`upsert`): the updated row for each input row. Row time: window end − 1 ms; without a window the greatest time of the
 * group. The row's key becomes the grouping key (with the window's bounds).
 */
export interface AggregateNode {
  readonly node: 'aggregate';
  readonly input: PlanNode;
  readonly keys: readonly { readonly name: string; readonly expression: TypedExpression }[];
  readonly calls: readonly AggregateCall[];
  readonly window: { readonly kind: 'tumbling'; readonly sizeMs: number; readonly graceMs: number } | undefined;
  readonly emit: 'FINAL' | 'CHANGES';
}
