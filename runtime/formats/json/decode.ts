/** Bytes of a JSON record to the values of a scan's columns: exact, checked to the last brace. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import type { SourceRecord } from '../../connectors/port.ts';
import { fieldsOf } from './fields.ts';
import { memberDecoder } from './members.ts';

/**
 * Values in the order of `columns`. A NULL value of a table is a deletion: only what the key and the record's place tell
 * is filled in. Throws RecordError ('decode', or 'overflow' for a number that does not fit its type).
 */
export type Decode = (record: SourceRecord, topic: string, partition: number) => Value[];

export function jsonDecoder(columns: readonly PlanColumn[], kind: 'stream' | 'table'): Decode {
  const byMembers = memberDecoder(columns, kind);
  const fields = fieldsOf(columns);
  if (!fields) return byMembers;
  const none = columns.map((): Value => null);
  return (record, topic, partition) => {
    if (record.value !== null && fields.scan(record.value)) {
      const values = none.slice();
      try {
        for (let i = 0; i < values.length; i++) values[i] = fields.value(i, record, topic, partition);
        return values;
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
      }
    }
    return byMembers(record, topic, partition);
  };
}
