/** Records of a topic to rows. */
import type { PlanNode } from '../../src/compiler/plan/plan.ts';
import type { Batch } from '../connectors/port.ts';
import { jsonDecoder } from '../formats/json/decode.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

export interface Scan {
  records(batch: Batch): void;
  watermark(ms: number): void;
  end(): void;
}

export function scan({ columns, kind }: Extract<PlanNode, { node: 'scan' }>, scope: Scope, next: Operator): Scan {
  const decode = jsonDecoder(columns, kind);
  return {
    records({ topic, partition, records }) {
      const out: Row[] = [];
      for (const record of records) {
        const { offset, timestamp: time, key, headers } = record;
        try {
          const values = decode(record, topic, partition);
          const deleted = record.value === null;
          out.push({ values, time, late: -Infinity, topic, partition, offset, key, headers, deleted });
        } catch (error) {
          scope.problem({ topic, partition, offset }, recordError(error));
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}
