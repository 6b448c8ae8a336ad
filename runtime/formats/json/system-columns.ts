/** What columns such as `_offset` say of a record. */
import { Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import type { SourceRecord } from '../../connectors/port.ts';
import { keyText } from './text.ts';

export function systemReader(name: string): (record: SourceRecord, topic: string, partition: number) => Value {
  switch (name) {
    case '_timestamp':
    case '_event_time':
      return record => Timestamp.ofMillis(record.timestamp);
    case '_offset':
      return record => record.offset;
    case '_partition':
      return (_record, _topic, partition) => partition;
    case '_topic':
      return (_record, topic) => topic;
    case '_key':
      return record => (record.key === null ? null : keyText(record.key));
    default:
      return () => null;
  }
}
