/** The key of a table's record: what it is filed under, and by which a later one replaces it. */
import type { PlanColumn } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import { RecordError } from '../../src/language/types/value.ts';
import type { SourceRecord } from '../connectors/port.ts';
import { formatDecoder } from '../formats/decode.ts';
import { jsonDecoder } from '../formats/json/decode.ts';
import { encodeKey } from '../formats/json/encode.ts';
import type { ScanFormats } from '../formats/table.ts';

/** The record's own key, or else what its PRIMARY KEY columns say. RecordError('decode') without either. */
export type TableKey = (record: SourceRecord, topic: string, partition: number) => Value;

export function tableKey(columns: readonly PlanColumn[], formats?: ScanFormats): TableKey {
  const decode = formats ? formatDecoder(formats, columns, 'table') : jsonDecoder(columns, 'table');
  const keys = formats?.key;
  return (record, topic, partition) => {
    if (record.key !== null) return keys ? keys.whole(record.key) : record.key;
    const values = decode(record, topic, partition);
    const missing = values.indexOf(null);
    if (missing >= 0 && values.length > 1)
      throw new RecordError(
        'decode',
        `The record has no key, and '${columns[missing]!.name}' of its PRIMARY KEY is NULL`,
      );
    const given = missing >= 0 ? null : keyOf(columns, values);
    const key = keys ? given : encodeKey(given).bytes;
    if (key !== null) return key;
    throw new RecordError('decode', `The record has no key, and a TABLE replaces rows by key${hint(columns)}`);
  };
}

const keyOf = (columns: readonly PlanColumn[], values: readonly Value[]): Value =>
  values.length === 1 ? values[0]! : new Map(columns.map(({ name }, i) => [name, values[i]!]));

const hint = (columns: readonly PlanColumn[]): string =>
  columns.length === 0 ? ' (declare a PRIMARY KEY)' : `: ${columns.map(({ name }) => name).join(', ')} would be it`;
