/** Records of a topic to rows. */
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import type { Batch } from '../connectors/port.ts';
import { ENVELOPE_COLUMNS } from '../formats/debezium/envelope-columns.ts';
import { changeDecoder, formatDecoder } from '../formats/decode.ts';
import { jsonDecoder } from '../formats/json/decode.ts';
import { takesBack } from './change-headers.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';
import { tableKey } from './table-key.ts';
import { takenBack } from './taken-back.ts';

export interface Scan {
  records(batch: Batch): void;
  watermark(ms: number): void;
  end(): void;
}

export function scan(node: NodeOf<'scan'>, scope: Scope, next: Operator): Scan {
  const { columns, kind, primaryKey, retracts } = node;
  const formats = scope.formats?.scan(node);
  const decode = formats ? formatDecoder(formats, columns, kind) : jsonDecoder(columns, kind);
  const keyOf = kind === 'table' ? tableKey(primaryKey ?? [], formats) : undefined;
  const keys = formats?.key;
  const changes = formats && changeDecoder(formats, columns, kind);
  const back = retracts ? takenBack(columns, scope.keep, changes && ENVELOPE_COLUMNS) : undefined;
  return {
    records({ topic, partition, records }) {
      const out: Row[] = [];
      for (const record of records) {
        const { offset, timestamp: time, headers } = record;
        try {
          const given = changes?.(record, topic, partition) ?? [
            { values: decode(record, topic, partition), gone: record.value === null },
          ];
          const key = keyOf
            ? keyOf(record, topic, partition)
            : keys && record.key !== null
              ? keys.whole(record.key)
              : record.key;
          for (const { values, gone } of given) {
            const row: Row = { values, time, late: -Infinity, topic, partition, offset, key, headers, deleted: gone };
            const known = back ? back({ ...row, deleted: false }, changes ? gone : takesBack(headers)) : row;
            if (known) out.push(scope.keepsRecords ? { ...known, record } : known);
          }
        } catch (error) {
          scope.problem({ topic, partition, offset, record }, recordError(error));
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}
