/** Avro records → the columns that are asked for; fields that nobody asks for are passed over. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import { AvroToSql } from '../../../src/language/schemas/avro-sql.ts';
import type { AvroRecord, AvroType } from '../../../src/language/schemas/avro-type.ts';
import { Findings } from '../../../src/language/schemas/schema.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import { sameType } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { converter } from '../json/convert.ts';
import { Input } from './input.ts';
import { type Read, Reading, type Skip } from './read.ts';

/** From where the data begin in the bytes. Throws RecordError. */
export type FieldsProgram = (bytes: Uint8Array, from: number) => (Value | undefined)[];

interface Step {
  readonly name: string;
  readonly skip: Skip | undefined;
  readonly read: Read;
  readonly slots: readonly {
    readonly at: number;
    readonly convert: ((value: Exclude<Value, null>) => Value) | undefined;
  }[];
}

/**
 * @param written what the bytes are
 * @param wanted the schema they are read by; the same object where there is none
 * Throws RecordError where the two cannot be resolved, naming the field.
 */
export function fieldsProgram(written: AvroType, wanted: AvroType, columns: readonly PlanColumn[]): FieldsProgram {
  const record = recordOf(written);
  const target = written === wanted ? record : recordOf(wanted);
  const whole = columns.some(({ origin }) => origin.kind === 'record');
  if (!record || !target || whole || record !== written) return byWhole(written, wanted, columns);
  const reading = new Reading();
  const { taken, missing } = reading.steps(record, target);
  const sources = columns.map(({ name }) => fieldNamed(target, name));
  const empty = columns.map(({ type }, at): Value | undefined => {
    const field = sources[at];
    const value = field && missing.get(field.name);
    return value === undefined || value === null ? value : (convertTo(field!.type, type)?.(value) ?? value);
  });
  const steps = taken.map(({ name, read, skip }, i): Step => {
    const slots = columns.flatMap(({ type }, at) => {
      const field = sources[at];
      return field && field.name === name ? [{ at, convert: convertTo(field.type, type) }] : [];
    });
    return { name: record.fields[i]!.name, read, skip: slots.length === 0 ? skip : undefined, slots };
  });
  const input = new Input();
  return (bytes, from) => {
    input.begin(bytes, from);
    const values = empty.slice();
    let i = 0;
    try {
      for (; i < steps.length; i++) {
        const { skip, read, slots } = steps[i]!;
        if (skip) {
          skip(input);
          continue;
        }
        const value = read(input);
        for (let j = 0; j < slots.length; j++) {
          const { at, convert } = slots[j]!;
          values[at] = value !== null && convert ? convert(value) : value;
        }
      }
    } catch (error) {
      throw named(steps[i]!.name, error);
    }
    atEnd(input);
    return values;
  };
}

/** All of a value. */
export function wholeProgram(written: AvroType, wanted: AvroType): (bytes: Uint8Array, from: number) => Value {
  const read = new Reading().of(written, wanted);
  const input = new Input();
  return (bytes, from) => {
    input.begin(bytes, from);
    const value = read(input);
    atEnd(input);
    return value;
  };
}

/** What is no plain record, or is wanted as a whole. */
function byWhole(written: AvroType, wanted: AvroType, columns: readonly PlanColumn[]): FieldsProgram {
  const read = wholeProgram(written, wanted);
  const record = recordOf(wanted);
  const takes = columns.map(({ name, type, origin }) => {
    if (origin.kind === 'record') return (value: Value): Value | undefined => value;
    const field = record && fieldNamed(record, name);
    const convert = convertTo(field?.type ?? wanted, type);
    return (value: Value): Value | undefined => {
      const found = record
        ? value instanceof Map && field
          ? (value as ReadonlyMap<string, Value>).get(field.name)
          : undefined
        : value;
      if (found === undefined || found === null || !convert) return found;
      try {
        return convert(found);
      } catch (error) {
        throw named(name, error);
      }
    };
  });
  return (bytes, from) => {
    const value = read(bytes, from);
    return takes.map(take => take(value));
  };
}

/** A record, also one that may be null. */
export function recordOf(type: AvroType): AvroRecord | undefined {
  if (type.kind === 'record') return type;
  if (type.kind !== 'union') return undefined;
  const others = type.branches.filter(branch => !(branch.kind === 'primitive' && branch.name === 'null'));
  return others.length === 1 && others[0]!.kind === 'record' ? others[0] : undefined;
}

/** By its exact name, else by one that differs only in case. */
export const fieldNamed = ({ fields }: AvroRecord, name: string): AvroRecord['fields'][number] | undefined =>
  fields.find(field => field.name === name) ??
  fields.findLast(field => field.name.toLowerCase() === name.toLowerCase());

/** From what a field is to what its column is declared as; undefined: it is that already. */
function convertTo(field: AvroType, column: SqlType): ((value: Exclude<Value, null>) => Value) | undefined {
  if (column.kind === 'ANY' || column.kind === 'JSON') return undefined;
  const natural = new AvroToSql(new Findings()).of(field).type;
  if (sameType(natural, column)) return undefined;
  return column.kind === 'BYTES' && natural.kind === 'BYTES' ? undefined : converter(column);
}

function atEnd(input: Input): void {
  if (input.left > 0)
    throw new RecordError('decode', `${input.left} bytes are left over: the record was written with another schema`);
}

function named(name: string, error: unknown): unknown {
  if (!(error instanceof RecordError)) return error;
  return new RecordError(error.code === 'overflow' ? 'overflow' : 'decode', `'${name}': ${error.message}`);
}
