/** The end of a query whose topic is not JSON with plain keys: rows encoded for it, and handed to the queries that read it. */
import type { PlanQuery } from '../../src/compiler/plan/plan.ts';
import { jsonEncoder } from '../formats/json/encode.ts';
import type { OutputFormats } from '../formats/table.ts';
import type { ResultRow } from '../jobs/job.ts';
import { changeKinds, withChange } from './change-headers.ts';
import { EncodedRow } from './encoded-row.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';
import { handedOn } from './sink.ts';

/** As `sink`. A row that does not fit the format is a failed record; those who read the query get it all the same. */
export function encodingSink(
  { output, bare }: PlanQuery,
  formats: OutputFormats,
  problem: Scope['problem'],
  take: (row: ResultRow) => void,
  readers: readonly Operator[],
): Operator {
  const json = jsonEncoder(output);
  const plain = (values: Row['values']): Uint8Array => Buffer.from(json(values));
  const next = handedOn(readers);
  const mode = output.changelog ?? (bare || output.kind === 'table' ? 'upsert' : 'append');

  function put(row: Row, value: typeof json | undefined): void {
    let encoded: EncodedRow;
    try {
      encoded = new EncodedRow(row, formats, value, plain);
    } catch (error) {
      problem(row, recordError(error));
      return;
    }
    take(encoded);
  }

  return {
    rows(batch) {
      const kinds = mode === 'retract' ? changeKinds(batch) : undefined;
      for (const [i, row] of batch.entries()) {
        if (kinds) put({ ...row, headers: withChange(row.headers, kinds[i]!) }, json);
        else if (!row.deleted) put(row, json);
        else if (mode === 'upsert') put(row, undefined);
      }
      next.rows(batch);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}
