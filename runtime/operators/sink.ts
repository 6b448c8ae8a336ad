/** The end of a query: rows encoded for its topic, and handed to the queries that read it. */
import type { PlanQuery } from '../../src/compiler/plan/plan.ts';
import { rowWriter } from '../formats/json/encode.ts';
import { JsonWriter } from '../formats/json/writer.ts';
import type { ResultRow } from '../jobs/job.ts';
import { changeKinds, withChange } from './change-headers.ts';
import type { Operator, Row } from './row.ts';
import { WrittenRow } from './written-row.ts';

/** A sink whose rows nobody reads but who takes them: a scan may write them by itself. */
export interface RowSink extends Operator {
  readonly direct?: Direct;
}

export interface Direct {
  readonly output: PlanQuery['output'];
  /** Writes the keys of rows. */
  readonly keys: JsonWriter;
  readonly take: (row: ResultRow) => void;
}

/** `take` gets rows in order. A stream leaves deletions out unless it is to tell changes; a table and a bare result write them. */
export function sink(
  { output, bare }: PlanQuery,
  take: (row: ResultRow) => void,
  readers: readonly Operator[],
): RowSink {
  const writer = new JsonWriter(output.decimalAsString);
  const keys = new JsonWriter(false);
  const write = rowWriter(output, writer);
  const next = handedOn(readers);
  const mode = output.changelog ?? (bare || output.kind === 'table' ? 'upsert' : 'append');
  const deletions = mode === 'upsert';

  function writeChanges(batch: readonly Row[]): void {
    for (const [i, kind] of changeKinds(batch).entries()) {
      const row = batch[i]!;
      write(row.values);
      take(new WrittenRow(row.time, withChange(row.headers, kind), row.key, writer, keys));
    }
    next.rows(batch);
  }

  return {
    rows(batch) {
      if (mode === 'retract') {
        writeChanges(batch);
        return;
      }
      for (const row of batch) {
        if (row.deleted) {
          if (deletions) take(new WrittenRow(row.time, row.headers, row.key, undefined, keys));
          continue;
        }
        write(row.values);
        take(new WrittenRow(row.time, row.headers, row.key, writer, keys));
      }
      next.rows(batch);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
    ...(readers.length === 0 && mode !== 'retract' ? { direct: { output, keys, take } } : {}),
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
