/** Records that are kept aside in a topic: the original bytes, and in headers where they stood, what was wrong and when. */
import type { RecordError } from '../../src/language/types/value.ts';
import type { Headers, OutputRecord, SourceRecord } from '../connectors/port.ts';
import type { SourcePartition } from '../time/watermarks.ts';

/** A record to keep, with why. */
export interface Aside {
  /** Of the dead letters. */
  readonly topic: string;
  /** The query of the plan that met it. */
  readonly query: string;
  readonly place: SourcePartition & { readonly offset: number };
  readonly record: SourceRecord;
  readonly error: Pick<RecordError, 'code' | 'message'>;
  /** Microseconds since the epoch. */
  readonly at: number;
}

/** What a header of this name tells, in the order in which they are written. */
const HEADERS = {
  topic: 'ferris-topic',
  partition: 'ferris-partition',
  offset: 'ferris-offset',
  query: 'ferris-query',
  code: 'ferris-error-code',
  message: 'ferris-error-message',
  at: 'ferris-error-time',
} as const;

/** The record's own headers come first. */
export function deadLetter({ topic, query, place, record, error, at }: Aside): OutputRecord {
  const told: Readonly<Record<keyof typeof HEADERS, string>> = {
    topic: place.topic,
    partition: String(place.partition),
    offset: String(place.offset),
    query,
    code: error.code,
    message: error.message,
    at: new Date(Math.floor(at / 1000)).toISOString(),
  };
  const headers: Headers = [
    ...record.headers,
    ...Object.entries(HEADERS).map(([what, name]) => [name, Buffer.from(told[what as keyof typeof HEADERS])] as const),
  ];
  const value = record.head === undefined ? record.value : (record.value?.subarray(record.head) ?? null);
  return { topic, timestamp: record.timestamp, key: record.key, value, headers };
}

/** A record that was kept aside, read again. */
export interface DeadLetter {
  /** Where it had stood. */
  readonly place: SourcePartition & { readonly offset: number };
  readonly query: string;
  readonly code: string;
  readonly message: string;
  /** ISO 8601. */
  readonly at: string;
  /** As it was, its own headers only. */
  readonly original: Omit<OutputRecord, 'topic' | 'partition'>;
}

/** Undefined for a record that has none of this: somebody else wrote it. */
export function readDeadLetter({ headers, key, value, timestamp }: SourceRecord): DeadLetter | undefined {
  const names: readonly string[] = Object.values(HEADERS);
  // One that was kept aside twice says it twice: the last is the latest.
  const told = new Map(headers.flatMap(([name, bytes]) => (bytes ? [[name, Buffer.from(bytes).toString()]] : [])));
  const of = (what: keyof typeof HEADERS): string => told.get(HEADERS[what]) ?? '';
  const [partition, offset] = [Number(of('partition')), Number(of('offset'))];
  if (of('topic') === '' || !Number.isSafeInteger(partition) || !Number.isSafeInteger(offset)) return undefined;
  return {
    place: { topic: of('topic'), partition, offset },
    query: of('query'),
    code: of('code'),
    message: of('message'),
    at: of('at'),
    original: { key, value, timestamp, headers: headers.filter(([name]) => !names.includes(name)) },
  };
}
