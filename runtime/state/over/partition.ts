/** The rows of one partition of an OVER, in their order: as many as its functions still look at. */
import type { Value } from '../../../src/language/types/value.ts';
import type { Row } from '../../operators/row.ts';

export interface Entry {
  readonly row: Row;
  /** Of ORDER BY. */
  readonly keys: readonly Value[];
  /** By call; undefined where FILTER leaves the row out. */
  readonly args: readonly (readonly Value[] | undefined)[];
  /** What a function could not take: the row does not come out. */
  failed: boolean;
}

/** Rows are told by their number in the partition, from 0. */
export interface Partition {
  /** By which it is found. */
  readonly hash: string | number;
  /** Time of its last row. */
  last: number;
  readonly entries: Entry[];
  /** How many rows in front of `entries` were let go. */
  gone: number;
  /** The next row to come out. */
  next: number;
  /** Up to which row, not including it, the time of those that wait is known. */
  noted: number;
  /** No more rows will come. */
  whole: boolean;
  /** No row of a time up to this, milliseconds, will come. */
  passed: number;
  /** By call. */
  readonly states: unknown[];
}

export const sizeOf = ({ entries, gone }: Partition): number => gone + entries.length;
export const entryAt = ({ entries, gone }: Partition, i: number): Entry => entries[i - gone]!;

/** A function with OVER in a partition. */
export interface OverFunction<State> {
  init(): State;
  /** Whether all rows that the value of this one depends on are there. */
  ready(partition: Partition, i: number): boolean;
  /** Asked for each row once, in their order, when it is ready. Throws RecordError. */
  value(partition: Partition, state: State, i: number): Value;
  /** After `value` of the row before: the first row that is still looked at. */
  needs(partition: Partition, state: State, i: number): number;
}
