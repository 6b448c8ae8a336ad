/** The time of rows, and the watermark it makes. */
import type { EventTime, PlanNode } from '../plan.ts';

/**
 * Sets the rows' event time and makes the watermark: per partition the greatest time seen − boundMs, the least of them
 * going on. `column` is a position in the input row; undefined keeps the time the row has. Changes as its input.
 */
export interface EventTimeNode {
  readonly node: 'event-time';
  readonly input: PlanNode;
  readonly column: number | undefined;
  readonly time: EventTime;
}
