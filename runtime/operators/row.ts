/** What flows between operators, and what an operator may ask of the task it runs in. */
import type { Value } from '../../src/language/types/value.ts';
import { RecordError } from '../../src/language/types/value.ts';
import type { Headers, SourceRecord } from '../connectors/port.ts';
import type { OpenFormats } from '../formats/table.ts';
import type { Keep } from '../state/entries/kept.ts';
import type { Clock } from '../time/clock.ts';
import type { SourcePartition } from '../time/watermarks.ts';

/** Not changed once handed on. Topic, partition and offset are those of the source record it goes back to. */
export interface Row {
  readonly values: readonly Value[];
  /** Milliseconds since the epoch; of a deletion when the row was taken back. */
  readonly time: number;
  /** Of a deletion that retracts a row: the time that row had. Its place is that row's. */
  readonly was?: number;
  /** The watermark that its own source partition had reached before it: what lateness is judged by. */
  readonly late: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Bytes: a key that was read and is passed on. */
  readonly key: Value;
  readonly headers: Headers;
  /** The record it goes back to, where the plan keeps failed or late records in a topic. */
  readonly record?: SourceRecord;
  /** Takes a row back, as `changes` of the plan's node says. */
  readonly deleted: boolean;
}

/** Of a record, with the record where rows carry it. */
export interface Place extends SourcePartition {
  readonly offset: number;
  readonly record?: SourceRecord;
}

/** Rows that are looked at and not kept: they come one by one, and are the giver's again after the call. */
export interface Passing {
  /** Positions of the values that are looked at; the others need not be there. */
  readonly reads: ReadonlySet<number>;
  take(row: Row): void;
  /** Hands on what has come out of them. */
  flush(): void;
}

/** Takes batches in order and hands its own on before it returns. */
export interface Operator {
  rows(batch: readonly Row[]): void;
  /** Rows that carry no record may come here instead. */
  readonly passing?: Passing;
  /** No row that counts is before this time any more; never less than the last. Infinity: no row will come. */
  watermark(ms: number): void;
  end(): void;
}

export interface Scope {
  readonly clock: Clock;
  /** How topics are encoded that are not JSON with keys as they are; absent: all are. */
  readonly formats?: OpenFormats | undefined;
  /** Whether the sources end. */
  readonly bounded: boolean;
  /** Has what is remembered kept outside, where it is; the same calls in the same order each time. */
  readonly keep?: Keep;
  /** Calls whenever the clock may have gone on, also while no record comes. */
  whenTime(then: () => void): void;
  /** Tells from now on of each source partition that has been read to its end for so long; milliseconds. */
  whenQuiet(then: (topic: string, partition: number, forMs: number) => void): void;
  /** The source partitions that rows of this query come from. */
  readonly partitions: readonly SourcePartition[];
  /** Whether rows carry the records they were read as. */
  readonly keepsRecords: boolean;
  /** A row that could not be processed, or could not be put out. Throws FailedBatchError where that stops the job. */
  problem(place: Place, error: RecordError): void;
  /** So many more rows were too late for their window. */
  late(rows: number): void;
  /** The record that a row goes back to is kept in this topic, with why. */
  putAside(topic: string, place: Place, error: RecordError): void;
}

/** The error, if it is one of the record's; any other is a fault of the program and thrown on. */
export function recordError(error: unknown): RecordError {
  if (error instanceof RecordError) return error;
  throw error;
}

/** A row of no columns that goes back to no record: what a query without FROM reads, and an empty group has seen. */
export const NO_ROW: Row = {
  values: [],
  time: 0,
  late: -Infinity,
  topic: '',
  partition: 0,
  offset: 0,
  key: null,
  headers: [],
  deleted: false,
};
