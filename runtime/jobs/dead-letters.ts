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

/** The record's own headers come first. */
export function deadLetter({ topic, query, place, record, error, at }: Aside): OutputRecord {
  const told: Readonly<Record<string, string>> = {
    'ferris-topic': place.topic,
    'ferris-partition': String(place.partition),
    'ferris-offset': String(place.offset),
    'ferris-query': query,
    'ferris-error-code': error.code,
    'ferris-error-message': error.message,
    'ferris-error-time': new Date(Math.floor(at / 1000)).toISOString(),
  };
  const headers: Headers = [
    ...record.headers,
    ...Object.entries(told).map(([name, text]) => [name, Buffer.from(text)] as const),
  ];
  return { topic, timestamp: record.timestamp, key: record.key, value: record.value, headers };
}
