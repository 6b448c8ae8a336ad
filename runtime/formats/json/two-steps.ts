/** Decodes a record in two steps: what decides whether it is wanted, and for those that are the rest. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import type { SourceRecord } from '../../connectors/port.ts';
import { fieldsOf } from './fields.ts';
import { memberDecoder } from './members.ts';

export interface TwoSteps {
  /**
   * The values of the deciding columns, in their places, until the next call; what is wrong with any column is thrown
   * here. RecordError as of `jsonDecoder`.
   */
  first(record: SourceRecord, topic: string, partition: number): Value[];
  /** All values of the record that `first` was called for, as they were changed since; until the next call of `first`. */
  rest(record: SourceRecord, topic: string, partition: number): Value[];
  /** As `rest`, to be kept. */
  all(record: SourceRecord, topic: string, partition: number): Value[];
}

/** Of the records of a stream. @param deciding by column */
export function inTwoSteps(columns: readonly PlanColumn[], deciding: readonly boolean[]): TwoSteps {
  const byMembers = memberDecoder(columns, 'stream');
  const fields = fieldsOf(columns);
  const early = columns.flatMap((_, i) => (deciding[i] ? [i] : []));
  const late = columns.flatMap((_, i) => (deciding[i] ? [] : [i]));
  const scratch = columns.map((): Value => null);
  let complete: Value[] | undefined;

  function rest(record: SourceRecord, topic: string, partition: number): Value[] {
    if (complete !== undefined) return complete;
    for (let i = 0; i < late.length; i++) {
      const column = late[i]!;
      scratch[column] = fields!.value(column, record, topic, partition);
    }
    return scratch;
  }

  return {
    first(record, topic, partition) {
      complete = undefined;
      if (fields !== undefined && record.value !== null && fields.scan(record.value)) {
        try {
          for (let i = 0; i < early.length; i++) {
            const column = early[i]!;
            scratch[column] = fields.value(column, record, topic, partition);
          }
          for (let i = 0; i < late.length; i++) {
            const column = late[i]!;
            // Its value is not wanted yet, its error is.
            if (!fields.certain(column)) fields.value(column, record, topic, partition);
          }
          return scratch;
        } catch (error) {
          if (!(error instanceof RecordError)) throw error;
        }
      }
      complete = byMembers(record, topic, partition);
      return complete;
    },
    rest,
    all(record, topic, partition) {
      const values = rest(record, topic, partition);
      return values === complete ? values : values.slice();
    },
  };
}
