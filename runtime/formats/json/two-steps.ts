/** Decodes a record in two steps: what decides whether it is wanted, and for those that are the rest. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import type { SourceRecord } from '../../connectors/port.ts';
import type { UnitLayout } from '../../expressions/unit-rows.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { memberDecoder } from './members.ts';

export interface TwoSteps {
  /**
   * The values of the deciding columns, in their places, until the next call; what is wrong with any column is thrown
   * here. RecordError as of `jsonDecoder`.
   */
  first(record: SourceRecord, topic: string, partition: number): Value[];
  /** One value of the record that `first` was called for. */
  one(column: number, record: SourceRecord, topic: string, partition: number): Value;
  /** Of a TIMESTAMP of that record milliseconds since 1970; NaN where its value must be asked for. */
  millis(column: number): number;
  /** Units of columns of that record into `row`, from its beginning. False: their values are to be asked for, of all of them. */
  units(layout: UnitLayout, row: Float64Array): boolean;
  /** The values of `first` with those of these columns besides. */
  also(columns: readonly number[], record: SourceRecord, topic: string, partition: number): Value[];
  /** With the values that are wanted of that record, as they were changed since; until the next call of `first`. */
  rest(record: SourceRecord, topic: string, partition: number): Value[];
  /** All its values, as they were changed since, to be kept. */
  all(record: SourceRecord, topic: string, partition: number): Value[];
  /** Its fields; undefined where it was not read by them. */
  fields(): Fields | undefined;
}

/** Of the records of a stream. @param deciding by column @param wanted of the others; all unless given */
export function inTwoSteps(
  columns: readonly PlanColumn[],
  deciding: readonly boolean[],
  wanted: readonly boolean[] = columns.map(() => true),
): TwoSteps {
  const byMembers = memberDecoder(columns, 'stream');
  const fields = fieldsOf(columns);
  const early = columns.flatMap((_, i) => (deciding[i] ? [i] : []));
  const late = columns.flatMap((_, i) => (deciding[i] ? [] : [i]));
  const lateAndWanted = late.filter(i => wanted[i]);
  const scratch = columns.map((): Value => null);
  let complete: Value[] | undefined;

  function made(some: readonly number[], record: SourceRecord, topic: string, partition: number): Value[] {
    if (complete !== undefined) return complete;
    for (let i = 0; i < some.length; i++) {
      const column = some[i]!;
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
    one(column, record, topic, partition) {
      return complete === undefined ? fields!.value(column, record, topic, partition) : complete[column]!;
    },
    millis: column => (complete === undefined ? fields!.millis(column) : Number.NaN),
    units({ columns: those, slots, wide }, row) {
      if (complete !== undefined) return false;
      for (let i = 0; i < those.length; i++) fields!.units(those[i]!, row, slots[i]!, wide[i]!);
      return true;
    },
    also: (some, record, topic, partition) => made(some, record, topic, partition),
    rest: (record, topic, partition) => made(lateAndWanted, record, topic, partition),
    all(record, topic, partition) {
      const values = made(late, record, topic, partition);
      return values === complete ? values : values.slice();
    },
    fields: () => (complete === undefined ? fields : undefined),
  };
}
