/** The end of a query: rows encoded for its topic, and handed to the queries that read it. */
import type { PlanQuery } from '../../src/compiler/plan/plan.ts';
import { encodeKey, jsonEncoder } from '../formats/json/encode.ts';
import type { ResultRow } from '../jobs/job.ts';
import type { Operator, Row } from './row.ts';

/** `take` gets rows in order. A stream leaves deletions out; a table and a bare result write them. */
export function sink(
  { output, bare }: PlanQuery,
  take: (row: ResultRow) => void,
  readers: readonly Operator[],
): Operator {
  const encode = jsonEncoder(output);
  const next = handedOn(readers);
  const deletions = bare || output.kind === 'table';
  return {
    rows(batch) {
      for (const row of batch) if (deletions || !row.deleted) take(encoded(row, encode));
      next.rows(batch);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}

/** The end of a query that is only read by others. */
export const handedOn = (readers: readonly Operator[]): Operator => ({
  rows(batch) {
    for (const reader of readers) reader.rows(batch);
  },
  watermark(ms) {
    for (const reader of readers) reader.watermark(ms);
  },
  end() {
    for (const reader of readers) reader.end();
  },
});

function encoded(row: Row, encode: (values: Row['values']) => string): ResultRow {
  const key = encodeKey(row.key);
  return {
    key: key.bytes,
    keyText: key.text,
    value: row.deleted ? null : encode(row.values),
    timestamp: row.time,
    headers: row.headers,
  };
}
