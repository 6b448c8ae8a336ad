/** Bytes of a JSON record to the values of a scan's columns: exact, checked to the last brace. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import { castValue, toDate, toDecimal, toDouble, toTimestamp } from '../../../src/language/types/coerce.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { int64, parseInt64 } from '../../../src/language/types/int64.ts';
import { readJson } from '../../../src/language/types/json.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { Timestamp } from '../../../src/language/types/temporal.ts';
import type { Int64, Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe, textOf } from '../../../src/language/types/value-text.ts';
import type { SourceRecord } from '../../connectors/port.ts';

type Present = Exclude<Value, null>;
type Members = ReadonlyMap<string, Value>;

/**
 * Values in the order of `columns`. A NULL value of a table is a deletion: only what the key and the record's place tell
 * is filled in. Throws RecordError ('decode', or 'overflow' for a number that does not fit its type).
 */
export type Decode = (record: SourceRecord, topic: string, partition: number) => Value[];

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
const LENIENT = new TextDecoder();

export function jsonDecoder(columns: readonly PlanColumn[], kind: 'stream' | 'table'): Decode {
  const readers = columns.map(columnReader);
  return (record, topic, partition) => {
    const members = record.value === null ? undefined : recordMembers(record.value);
    if (!members && kind === 'stream')
      throw new RecordError('decode', 'The record has no value: a deletion belongs in a TABLE, not in a STREAM');
    const values = new Array<Value>(readers.length);
    for (let i = 0; i < readers.length; i++) values[i] = readers[i]!(members, record, topic, partition);
    return values;
  };
}

type ColumnReader = (members: Members | undefined, record: SourceRecord, topic: string, partition: number) => Value;

function columnReader({ name, type, origin }: PlanColumn): ColumnReader {
  if (origin.kind === 'record') return members => members ?? null;
  if (origin.kind === 'system') return systemReader(name);
  const { required, keyFallback } = origin;
  const convert = converter(type);
  const find = memberFinder(name);
  return (members, record) => {
    const found = members && find(members);
    if (found !== undefined && found !== null) return named(name, found, convert);
    if (keyFallback && found === undefined && record.key !== null)
      return named(name, LENIENT.decode(record.key), convert);
    if (required && members)
      throw new RecordError('decode', `'${name}' is NOT NULL but ${found === null ? 'null' : 'missing'}`);
    return null;
  };
}

function systemReader(name: string): ColumnReader {
  switch (name) {
    case '_timestamp':
    case '_event_time':
      return (_, record) => Timestamp.ofMillis(record.timestamp);
    case '_offset':
      return (_, record) => record.offset;
    case '_partition':
      return (_, _record, _topic, partition) => partition;
    case '_topic':
      return (_, _record, topic) => topic;
    case '_key':
      return (_, record) => (record.key === null ? null : LENIENT.decode(record.key));
    default:
      return () => null;
  }
}

function recordMembers(bytes: Uint8Array): Members {
  let text: string;
  try {
    text = UTF_8.decode(bytes);
  } catch {
    throw new RecordError('decode', 'Not JSON: the bytes are not UTF-8');
  }
  const value = readJson(text);
  if (value instanceof Map) return value;
  throw new RecordError('decode', `A record is a JSON object: this is ${describe(value)}`);
}

/** By its exact name, else by one that differs only in case; undefined when there is neither. */
function memberFinder(name: string): (members: Members) => Value | undefined {
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

function named(name: string, value: Present, convert: (value: Present) => Value): Value {
  try {
    return convert(value);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new RecordError(error.code === 'overflow' ? 'overflow' : 'decode', `'${name}': ${error.message}`);
  }
}

const unreadable = (value: Present, type: SqlType): RecordError =>
  new RecordError('decode', `cannot read ${describe(value)} as ${typeText(type)}`);

function converter(type: SqlType): (value: Present) => Value {
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
