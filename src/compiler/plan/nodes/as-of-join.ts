/** JOIN of a stream with a table, as it was at the time of each of the stream's rows. */
import type { PlanNode, TypedExpression } from '../plan.ts';

/**
 * Each row of the stream (`append`) with the rows that the table (any changes) had at the row's time, where the keys are
 * equal and the condition is TRUE; NULL keys match nothing. LEFT: with NULLs where there is none. `append`; time, place, key
 * and headers are the stream row's. Columns in the order of the inputs.
 *
 * What the table had at a time t is decided by its rows' own times and places, not by when they were read:
 * - A row counts from its time on, t = its time included; a deletion too. Of several rows of one key (`upsert`) it is the
 *   one greatest by (time, topic, partition, offset). Rows from no topic (VALUES) were always there.
 * - A row behind the watermark that its own partition had reached before it counts as one of the time of that watermark:
 *   rows of the stream before that may be out already and are not revised.
 *
 * A row of the stream waits until the table's watermark is beyond its time (at the watermark another row of that time may
 * come), or the table's input has been read to the end offsets found at the start, or has ended. After that nothing waits
 * any more: rows go on with what has been read. A table made of a topic that the stream comes from, too, is always waited
 * for: its watermark rises with theirs. So what comes out does not depend on how the two were read, but for what
 * the table receives after the start.
 *
 * The watermark that goes on is the least of both inputs', of the stream alone once nothing waits. Versions are kept for
 * stream rows up to `graceMs` behind the stream's watermark; a row further behind (by its own partition) sees the
 * table as it was that much before it.
 */
export interface AsOfJoinNode {
  readonly node: 'as-of-join';
  /** As written. */
  readonly inputs: readonly PlanNode[];
  /** Which of the inputs is the stream. */
  readonly stream: 0 | 1;
  readonly outer: boolean;
  /** Equal ones are found by these; over the rows of each side. */
  readonly streamKeys: readonly TypedExpression[];
  readonly tableKeys: readonly TypedExpression[];
  /** Over the joined row; what the keys do not say already. */
  readonly condition: TypedExpression | undefined;
  /** FOR SYSTEM_TIME AS OF another time, over the stream's row; NULL matches nothing. All versions are kept for it. */
  readonly asOf: TypedExpression | undefined;
  /** Table's rows whose time is further from the stream row's than this do not match; milliseconds. */
  readonly withinMs: number | undefined;
  readonly graceMs: number;
  /** How many columns the sides have. */
  readonly widths: readonly [number, number];
}
