/** GROUP BY. */
import type { BoundWindow } from '../../../language/names/bound.ts';
import type { AggregateCall, PlanNode, TypedExpression } from '../plan.ts';

/**
 * Groups by keys and windows. Output row: keys, aggregates, then (windowed) window start and end. FINAL (`append`): one row
 * per window and key when the watermark reaches end + grace (of a session: passes it, because a row exactly at its end
 * still belongs to it); without a window at the end of the input. CHANGES (`upsert`): the updated row for each input row;
 * with `everyMs` one at most per group and interval of event time, the last one when the watermark has passed the interval.
 * A session whose bounds change is deleted under its old ones. Row time: window end − 1 ms; without a window the greatest
 * time of the group. The row's key becomes the grouping key (with the window's bounds).
 */
export interface AggregateNode {
  readonly node: 'aggregate';
  readonly input: PlanNode;
  readonly keys: readonly { readonly name: string; readonly expression: TypedExpression }[];
  readonly calls: readonly AggregateCall[];
  readonly window: BoundWindow | undefined;
  /** What places a row in windows; absent: its event time. */
  readonly placedBy?: TypedExpression;
  readonly emit: 'FINAL' | 'CHANGES';
  /** Milliseconds of event time; only with CHANGES. */
  readonly everyMs?: number;
  /** A group that nothing touched for so many milliseconds of event time is forgotten, and begins anew; absent: never. */
  readonly ttlMs?: number;
}
