/** Where the frame of a row begins and ends: both only move forward from row to row. */
import type { OverNode } from '../../../src/compiler/plan/nodes/over.ts';
import type { Frame, FrameBound } from '../../../src/compiler/plan/plan.ts';
import { add, subtract } from '../../../src/language/types/arithmetic.ts';
import { SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { timeReader } from '../../time/event-times.ts';
import { compareBy } from '../compare-by.ts';
import { type Entry, entryAt, type Partition, sizeOf } from './partition.ts';

export interface Frames {
  /** No row leaves a frame once it is in. */
  readonly fromStart: boolean;
  ready(partition: Partition, i: number): boolean;
  /** The first row of the frame, not before `from`. */
  start(partition: Partition, i: number, from: number): number;
  /** Behind the last one, not before `from`. */
  end(partition: Partition, i: number, from: number): number;
}

const DEFAULT: Frame = { unit: 'RANGE', start: { at: 'start' }, end: { at: 'current' } };
const ALL: Frame = { unit: 'RANGE', start: { at: 'start' }, end: { at: 'end' } };

export function framesOf(written: Frame | undefined, buffer: number | undefined, node: OverNode): Frames {
  const { orderBy, at } = node;
  const ordered = orderBy.length > 0;
  const frame = written ?? (ordered ? DEFAULT : buffer === undefined ? ALL : { ...DEFAULT, unit: 'ROWS' as const });
  const { unit, start, end } = frame;
  const compareAll = compareBy(orderBy);
  const compareOne = compareBy(orderBy.slice(0, 1));
  const descending = orderBy[0]?.descending ?? false;

  /** What is compared along a duration: microseconds, so that all forms of time are alike. */
  const readTime = timeReader({ kind: 'auto' });
  function timeAt({ keys, row }: Entry): Value {
    const key = keys[0] ?? null;
    if (key === null) return null;
    if (key instanceof Timestamp) return Number(key.micros);
    if (key instanceof SqlDate) return Timestamp.ofDays(key.days).micros;
    if (key instanceof SqlTime) return key.micros;
    // The event time itself, in whatever form it is written.
    return (at === 'watermark' ? row.time : readTime(key)) * 1000;
  }

  /** Where the row lies to what `bound` of row i says: negative before it. Throws RecordError. */
  function relative(partition: Partition, j: number, i: number, bound: FrameBound): number {
    const [other, entry] = [entryAt(partition, j), entryAt(partition, i)];
    if (bound.at === 'current') return compareAll(other.keys, entry.keys);
    if (bound.at === 'start') return 1;
    if (bound.at === 'end') return -1;
    const [ours, theirs] = 'ms' in bound ? [timeAt(entry), timeAt(other)] : [entry.keys[0]!, other.keys[0]!];
    const distance = 'ms' in bound ? bound.ms * 1000 : 'rows' in bound ? bound.rows : 0;
    if (ours === null) return compareOne([theirs], [null]);
    const limit = (bound.at === 'following') === descending ? subtract(ours, distance) : add(ours, distance);
    return compareOne([theirs], [limit]);
  }

  const rowsAway = (bound: FrameBound): number => {
    const rows = 'rows' in bound ? bound.rows : 0;
    return bound.at === 'following' ? rows : -rows;
  };

  function ready(partition: Partition, i: number): boolean {
    if (partition.whole || buffer !== undefined) return true;
    if (end.at === 'end') return false;
    if (unit === 'ROWS') return i + rowsAway(end) < sizeOf(partition);
    if (end.at !== 'following') return true;
    if ('ms' in end && at === 'watermark') return partition.passed >= entryAt(partition, i).row.time + end.ms;
    return beyond(partition, i);
  }

  /** Whether a row behind the frame is there already. */
  const beyond = (partition: Partition, i: number): boolean => relative(partition, sizeOf(partition) - 1, i, end) > 0;

  return {
    fromStart: start.at === 'start' && buffer === undefined,
    ready,
    start(partition, i, from) {
      const buffered = buffer === undefined ? 0 : i - buffer + 1;
      const size = sizeOf(partition);
      let first = Math.max(from, buffered);
      if (start.at === 'start') return first;
      if (unit === 'ROWS') return Math.min(Math.max(first, i + rowsAway(start)), size);
      while (first < size && relative(partition, first, i, start) < 0) first++;
      return first;
    },
    end(partition, i, from) {
      const size = buffer === undefined ? sizeOf(partition) : i + 1;
      if (end.at === 'end') return size;
      if (unit === 'ROWS') return Math.max(from, Math.min(i + rowsAway(end) + 1, size));
      let behind = from;
      while (behind < size && relative(partition, behind, i, end) <= 0) behind++;
      return behind;
    },
  };
}
