/** What a group of a GROUP BY puts out. */
import { Timestamp } from '../../src/language/types/temporal.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { Group } from '../state/groups.ts';
import type { Row } from './row.ts';

/** Milliseconds; the end is not in it. */
export interface Bounds {
  readonly start: number;
  readonly end: number;
}

export interface GroupRow {
  /** Of the keys. */
  readonly names: readonly string[];
  readonly group: Group;
  /** Of its aggregates. */
  readonly results: readonly Value[];
  readonly bounds: Bounds | undefined;
  /** What the row is judged by. */
  readonly late: number;
  readonly deleted: boolean;
}

/** Keys, aggregates, then the window's start and end. */
export function groupRow({ names, group, results, bounds, late, deleted }: GroupRow): Row {
  const { keys, last } = group;
  const values: Value[] = keys.concat(results);
  if (bounds) values.push(Timestamp.ofMillis(bounds.start), Timestamp.ofMillis(bounds.end));
  const row = {
    values,
    time: bounds ? bounds.end - 1 : last.time,
    late,
    topic: last.topic,
    partition: last.partition,
    offset: last.offset,
    key: outputKey(names, values, bounds !== undefined),
    headers: last.headers,
    deleted,
  };
  return last.record ? { ...row, record: last.record } : row;
}

/** Of values that begin with the keys and, windowed, end with the window's bounds. */
export function outputKey(names: readonly string[], values: readonly Value[], windowed: boolean): Value {
  if (!windowed) {
    if (names.length === 0) return null;
    if (names.length === 1) return values[0]!;
  }
  const key = new Map<string, Value>();
  for (let i = 0; i < names.length; i++) key.set(names[i]!, values[i]!);
  if (windowed) key.set('_window_start', values.at(-2)!).set('_window_end', values.at(-1)!);
  return key;
}
