/** The order of time. */
import type { PlanNode } from '../plan.ts';

/**
 * Rows in the order of the time from which they count, which is their own, or of a late row the watermark that its own
 * partition had reached before it; of one time in the order of rows. They come out when the watermark has passed that time;
 * once the input has been read to the end offsets found at the start, at once.
 * `within`: what stays in the order in which it came, and counts from then on: nothing (records), the rows of a key (upserts
 * of another query), or all (what another query takes back). Changes as its input.
 */
export interface InTimeNode {
  readonly node: 'in-time';
  readonly input: PlanNode;
  readonly within: 'nothing' | 'keys' | 'all';
}
