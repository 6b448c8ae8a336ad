/** A value as JSON gives it to the type that a column is declared with. */
import { castValue, toDate, toDecimal, toDouble, toTimestamp } from '../../../src/language/types/coerce.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { int64, parseInt64 } from '../../../src/language/types/int64.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import type { Int64, Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe, textOf } from '../../../src/language/types/value-text.ts';

type Present = Exclude<Value, null>;
export type Members = ReadonlyMap<string, Value>;

/** Throws RecordError that names the column. */
export function named(name: string, value: Present, convert: (value: Present) => Value): Value {
  try {
    return convert(value);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new RecordError(error.code === 'overflow' ? 'overflow' : 'decode', `'${name}': ${error.message}`);
  }
}

const unreadable = (value: Present, type: SqlType): RecordError =>
  new RecordError('decode', `cannot read ${describe(value)} as ${typeText(type)}`);

/** Whether its numbers are wanted as they were written, also those with an exponent, which are DOUBLEs elsewhere. */
export function isExact(type: SqlType): boolean {
  const parts = partsOf(type);
  return parts.some(({ kind }) => EXACT.has(kind)) && !parts.some(({ kind }) => kind === 'ANY' || kind === 'JSON');
}

const EXACT: ReadonlySet<SqlType['kind']> = new Set(['BIGINT', 'DECIMAL']);

function partsOf(type: SqlType): readonly SqlType[] {
  switch (type.kind) {
    case 'ARRAY':
      return partsOf(type.element);
    case 'MAP':
      return partsOf(type.value);
    case 'STRUCT':
      return type.fields.flatMap(field => partsOf(field.type));
    default:
      return [type];
  }
}

/** Throws RecordError when it cannot be read as the type, or does not fit it. */
export function converter(type: SqlType): (value: Present) => Value {
  const fail = (value: Present) => unreadable(value, type);
  switch (type.kind) {
    case 'BIGINT':
      return value => {
        if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
        const whole = wholeOf(value);
        if (whole === undefined) throw fail(value);
        return whole;
      };
    case 'DOUBLE':
      return value => {
        if (typeof value === 'number') return value;
        if (!isNumberLike(value)) throw fail(value);
        return reading(value, type, toDouble);
      };
    case 'DECIMAL':
      return value => {
        if (!isNumberLike(value)) throw fail(value);
        return reading(value, type, number => toDecimal(number, type.precision, type.scale));
      };
    case 'STRING':
      return value => (typeof value === 'string' ? value : textOf(value));
    case 'BOOLEAN':
      return value => {
        if (typeof value === 'boolean') return value;
        const text = typeof value === 'string' ? value.toLowerCase() : '';
        if (text !== 'true' && text !== 'false') throw fail(value);
        return text === 'true';
      };
    case 'TIMESTAMP':
      return value => {
        if (typeof value === 'boolean') throw fail(value);
        return reading(value, type, toTimestamp);
      };
    case 'DATE':
      return value => reading(value, type, toDate);
    case 'BYTES':
      return value => {
        if (value instanceof Uint8Array) return value;
        if (typeof value !== 'string') throw fail(value);
        return base64(value);
      };
    case 'TIME':
    case 'INTERVAL':
      return value => reading(value, type, text => castValue(text, type));
    case 'ARRAY': {
      const element = converter(type.element);
      return value => {
        if (!Array.isArray(value)) throw fail(value);
        return value.map((item: Value) => (item === null ? null : element(item)));
      };
    }
    case 'MAP': {
      const item = converter(type.value);
      return value => {
        if (!(value instanceof Map)) throw fail(value);
        const result = new Map<string, Value>();
        for (const [key, member] of value as Members) result.set(key, member === null ? null : item(member));
        return result;
      };
    }
    case 'STRUCT': {
      const fields = type.fields.map(field => ({
        name: field.name,
        find: memberFinder(field.name),
        convert: converter(field.type),
      }));
      return value => {
        if (!(value instanceof Map)) throw fail(value);
        const result = new Map<string, Value>();
        for (const { name, find, convert } of fields) {
          const member = find(value) ?? null;
          result.set(name, member === null ? null : named(name, member, convert));
        }
        return result;
      };
    }
    default:
      return value => value;
  }
}

const isNumberLike = (value: Present): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string' || value instanceof Decimal;

/** A message of the decoder instead of CAST's, whose advice (TRY_CAST) does not help here. */
function reading(value: Present, type: SqlType, read: (value: Present) => Value): Value {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof RecordError && error.code === 'cast') throw unreadable(value, type);
    throw error;
  }
}

/** 5.0 and '5' are whole, 5.7 is not. */
function wholeOf(value: Present): Int64 | undefined {
  switch (typeof value) {
    case 'bigint':
      return value;
    case 'number':
      return Number.isInteger(value) ? int64(BigInt(value)) : undefined;
    case 'string': {
      const digits = parseInt64(value.trim());
      if (digits !== undefined) return digits;
      const decimal = Decimal.parse(value.trim());
      return decimal && wholeOf(decimal);
    }
    default: {
      if (!(value instanceof Decimal)) return undefined;
      const whole = value.trimmed();
      if (whole.scale !== 0) return undefined;
      return typeof whole.unscaled === 'number' ? whole.unscaled : int64(whole.unscaled);
    }
  }
}

function base64(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, ''))
    throw new RecordError('decode', `cannot read ${describe(text)} as BYTES (base64)`);
  return bytes;
}

/** By its exact name, else by one that differs only in case; undefined when there is neither. */
export function memberFinder(name: string): (members: Members) => Value | undefined {
  const lower = name.toLowerCase();
  return members => {
    const exact = members.get(name);
    if (exact !== undefined) return exact;
    let found: Value | undefined;
    for (const [other, value] of members)
      if (other.length === name.length && other.toLowerCase() === lower) found = value;
    return found;
  };
}
