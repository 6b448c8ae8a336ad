/** CAST, and which type two operands meet in. */
import { Decimal } from './decimal.ts';
import { BIGINT_SIZE, commonSize, type DecimalSize } from './decimal-rules.ts';
import { int64, parseInt64 } from './int64.ts';
import type { SqlType } from './sql-type.ts';
import { ANY, DOUBLE, JSON_TYPE, TIMESTAMP, typeText } from './sql-type.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from './temporal.ts';
import type { Int64, Value } from './value.ts';
import { RecordError } from './value.ts';
import { describe, textOf } from './value-text.ts';

export { parseType } from './type-text.ts';

/**
 * The type that holds both (CASE, COALESCE, comparisons): BIGINT → DECIMAL → DOUBLE, DATE → TIMESTAMP, element-wise for
 * arrays, maps and structs. ANY beside anything is ANY. Undefined when there is none: a STRING meets only a STRING.
 */
export function commonType(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === 'NULL') return b;
  if (b.kind === 'NULL') return a;
  if (a.kind === 'ANY' || b.kind === 'ANY') return ANY;
  if (a.kind === 'JSON' || b.kind === 'JSON') return JSON_TYPE;
  const left = decimalSizeOf(a);
  const right = decimalSizeOf(b);
  if (a.kind !== b.kind) {
    if (left && right) return { kind: 'DECIMAL', ...commonSize(left, right) };
    if ((a.kind === 'DOUBLE' && right) || (b.kind === 'DOUBLE' && left)) return DOUBLE;
    if (isMoment(a) && isMoment(b)) return TIMESTAMP;
    return undefined;
  }
  switch (a.kind) {
    case 'DECIMAL':
      return { kind: 'DECIMAL', ...commonSize(left!, right!) };
    case 'ARRAY': {
      const element = b.kind === 'ARRAY' && commonType(a.element, b.element);
      return element ? { kind: 'ARRAY', element } : undefined;
    }
    case 'MAP': {
      const key = b.kind === 'MAP' && commonType(a.key, b.key);
      const value = b.kind === 'MAP' && commonType(a.value, b.value);
      return key && value ? { kind: 'MAP', key, value } : undefined;
    }
    case 'STRUCT':
      return b.kind === 'STRUCT' ? commonStruct(a, b) : undefined;
    default:
      return a;
  }
}

/** What a BIGINT or DECIMAL counts as in decimal arithmetic; undefined for other types. */
export const decimalSizeOf = (type: SqlType): DecimalSize | undefined =>
  type.kind === 'DECIMAL' ? type : type.kind === 'BIGINT' ? BIGINT_SIZE : undefined;

const isMoment = (type: SqlType): boolean => type.kind === 'DATE' || type.kind === 'TIMESTAMP';

type Struct = Extract<SqlType, { kind: 'STRUCT' }>;

function commonStruct(a: Struct, b: Struct): SqlType | undefined {
  if (a.fields.length !== b.fields.length) return undefined;
  const fields: { name: string; type: SqlType }[] = [];
  for (const [i, field] of a.fields.entries()) {
    const type = b.fields[i]!.name === field.name ? commonType(field.type, b.fields[i]!.type) : undefined;
    if (!type) return undefined;
    fields.push({ name: field.name, type });
  }
  return { kind: 'STRUCT', fields };
}

/**
 * What a string literal means where `type` is wanted (`price > '100.00'`); undefined when it cannot be read so. A DECIMAL
 * keeps the digits of the text, whatever the precision and scale of `type`: rounding is CAST's business.
 */
export function literalAs(text: string, type: SqlType): Value | undefined {
  if (type.kind === 'DECIMAL') return Decimal.parse(text.trim());
  if (!canCast({ kind: 'STRING' }, type)) return undefined;
  try {
    return castValue(text, type);
  } catch (error) {
    if (error instanceof RecordError) return undefined;
    throw error;
  }
}

/** Whether CAST between the types can succeed for any value at all. */
export function canCast(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'ANY' || from.kind === 'JSON' || from.kind === 'NULL' || to.kind === 'ANY' || to.kind === 'JSON')
    return to.kind !== 'NULL' || from.kind === 'NULL';
  if (to.kind === 'STRING') return true;
  if (from.kind !== to.kind) return CASTS[from.kind]?.includes(to.kind) ?? false;
  if (from.kind === 'ARRAY' && to.kind === 'ARRAY') return canCast(from.element, to.element);
  if (from.kind === 'MAP' && to.kind === 'MAP') return canCast(from.key, to.key) && canCast(from.value, to.value);
  if (from.kind === 'STRUCT' && to.kind === 'STRUCT')
    return to.fields.every(field => {
      const source = from.fields.find(({ name }) => name === field.name);
      return !source || canCast(source.type, field.type);
    });
  return true;
}

/** Beside a type to itself and everything to STRING. */
const CASTS: Readonly<Partial<Record<SqlType['kind'], readonly SqlType['kind'][]>>> = {
  BOOLEAN: ['BIGINT', 'DOUBLE', 'DECIMAL'],
  BIGINT: ['BOOLEAN', 'DOUBLE', 'DECIMAL', 'TIMESTAMP'],
  DOUBLE: ['BOOLEAN', 'BIGINT', 'DECIMAL', 'TIMESTAMP'],
  DECIMAL: ['BOOLEAN', 'BIGINT', 'DOUBLE', 'TIMESTAMP'],
  STRING: ['BOOLEAN', 'BIGINT', 'DOUBLE', 'DECIMAL', 'BYTES', 'DATE', 'TIME', 'TIMESTAMP', 'INTERVAL'],
  BYTES: [],
  DATE: ['TIMESTAMP'],
  TIMESTAMP: ['DATE', 'TIME', 'BIGINT', 'DOUBLE', 'DECIMAL'],
  STRUCT: ['MAP'],
  MAP: ['STRUCT'],
};

/**
 * CAST of a value, by the kind it describes itself as. NULL stays NULL. Throws RecordError('cast') when it cannot be read
 * as the type, RecordError('overflow') when it does not fit. To DECIMAL(p, s) rounds half-up; DOUBLE and DECIMAL to
 * BIGINT cut the fraction (as in Flink); a number to TIMESTAMP and back is epoch milliseconds.
 */
export function castValue(value: Value, to: SqlType): Value {
  if (value === null) return null;
  switch (to.kind) {
    case 'BOOLEAN':
      return toBoolean(value);
    case 'BIGINT':
      return toBigint(value);
    case 'DOUBLE':
      return toDouble(value);
    case 'DECIMAL':
      return toDecimal(value, to.precision, to.scale);
    case 'STRING':
      return textOf(value);
    case 'BYTES':
      return toBytes(value);
    case 'DATE':
      return toDate(value);
    case 'TIME':
      return toTime(value);
    case 'TIMESTAMP':
      return toTimestamp(value);
    case 'INTERVAL':
      return toInterval(value);
    case 'ARRAY':
      return toArray(value, to);
    case 'MAP':
      return toMap(value, to);
    case 'STRUCT':
      return toStruct(value, to);
    default:
      return value;
  }
}

type Present = Exclude<Value, null>;

const failed = (value: Present, to: string): RecordError =>
  new RecordError('cast', `Cannot read ${describe(value)} as ${to}; TRY_CAST gives NULL instead`);

const TRUE = /^(true|t|yes|y|on|1)$/i;
const FALSE = /^(false|f|no|n|off|0)$/i;

/** A number is true unless 0; of strings `true`, `t`, `yes`, `y`, `on`, `1` and their opposites. */
export function toBoolean(value: Present): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'bigint':
      return true;
    case 'string': {
      const text = value.trim();
      if (TRUE.test(text)) return true;
      if (FALSE.test(text)) return false;
      throw failed(value, 'BOOLEAN');
    }
    default:
      if (value instanceof Decimal) return value.unscaled !== 0;
      throw failed(value, 'BOOLEAN');
  }
}

/** A string must be a whole number in digits. */
function toBigint(value: Present): Int64 {
  switch (typeof value) {
    case 'number':
      if (Number.isSafeInteger(value)) return value;
      if (Number.isFinite(value)) return int64(BigInt(Math.trunc(value)));
      throw failed(value, 'BIGINT');
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'string': {
      const read = parseInt64(value.trim());
      if (read === undefined) throw failed(value, 'BIGINT');
      return read;
    }
    default:
      if (value instanceof Decimal) {
        const whole = value.truncate();
        return typeof whole === 'number' ? whole : int64(whole);
      }
      if (value instanceof Timestamp) return value.millis;
      throw failed(value, 'BIGINT');
  }
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** A number as it is, a string as an exact DECIMAL: what schema-less operands of arithmetic and aggregates are read as. */
export function toNumeric(value: Present): Int64 | Decimal {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal) return value;
  const read = typeof value === 'string' ? Decimal.parse(value.trim()) : undefined;
  if (!read) throw new RecordError('cast', `A number is needed: ${describe(value)} is none; CAST or filter such rows`);
  return read;
}

/** The nearest double; a number beyond the range of DOUBLE is an overflow. */
export function toDouble(value: Present): number {
  switch (typeof value) {
    case 'number':
      return value;
    case 'bigint':
      return Number(value);
    case 'boolean':
      return value ? 1 : 0;
    case 'string': {
      const text = value.trim();
      if (!NUMBER.test(text)) throw failed(value, 'DOUBLE');
      return finite(Number(text));
    }
    default:
      if (value instanceof Decimal) return finite(value.toNumber());
      if (value instanceof Timestamp) return value.millis;
      throw failed(value, 'DOUBLE');
  }
}

/** A DOUBLE result that is none (infinite, NaN) is a record error. */
export function finite(result: number): number {
  if (Number.isFinite(result)) return result;
  throw new RecordError('overflow', 'The result is beyond the range of DOUBLE');
}

/** Any number, or the text of one, without loss; a DOUBLE by its shortest text. */
export function toExactDecimal(value: Present): Decimal {
  if (value instanceof Decimal) return value;
  switch (typeof value) {
    case 'number': {
      const read = Decimal.fromNumber(value);
      if (!read) throw failed(value, 'DECIMAL');
      return read;
    }
    case 'bigint':
      return Decimal.of(value, 0);
    case 'boolean':
      return Decimal.of(value ? 1 : 0, 0);
    case 'string': {
      const read = Decimal.parse(value.trim());
      if (!read) throw failed(value, 'DECIMAL');
      return read;
    }
    default:
      if (value instanceof Timestamp) return Decimal.of(value.millis, 0);
      throw failed(value, 'DECIMAL');
  }
}

export const toDecimal = (value: Present, precision: number, scale: number): Decimal =>
  fitDecimal(toExactDecimal(value).rescale(scale), precision, scale);

/** The same decimal; throws RecordError when its digits are more than `precision`. */
export function fitDecimal(value: Decimal, precision: number, scale: number): Decimal {
  if (value.fits(precision)) return value;
  throw new RecordError('overflow', `${value} does not fit DECIMAL(${precision}, ${scale})`);
}

function toBytes(value: Present): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return UTF_8.encode(value);
  throw failed(value, 'BYTES');
}

const UTF_8 = new TextEncoder();

/** A string is ISO 8601, a number epoch milliseconds. */
export function toTimestamp(value: Present): Timestamp {
  if (value instanceof Timestamp) return value;
  if (typeof value === 'string') {
    const read = Timestamp.parse(value.trim());
    if (!read) throw failed(value, 'TIMESTAMP (ISO 8601, such as 2023-11-14T22:13:20Z)');
    return read;
  }
  if (typeof value === 'number') return Timestamp.ofMillis(value);
  if (typeof value === 'bigint') return Timestamp.of(value * 1000n);
  if (value instanceof Decimal) return Timestamp.of(value.multiply(THOUSAND).truncate());
  if (value instanceof SqlDate) return Timestamp.ofDays(value.days);
  throw failed(value, 'TIMESTAMP');
}

const THOUSAND = Decimal.of(1000, 0);

/** A string may carry a time after the date, which is cut. */
export function toDate(value: Present): SqlDate {
  if (value instanceof SqlDate) return value;
  if (value instanceof Timestamp) return SqlDate.of(value.days);
  const read = typeof value === 'string' ? Timestamp.parse(value.trim()) : undefined;
  if (!read) throw failed(value, 'DATE (such as 2023-11-14)');
  return SqlDate.of(read.days);
}

function toTime(value: Present): SqlTime {
  if (value instanceof SqlTime) return value;
  if (value instanceof Timestamp) return SqlTime.of(value.microsOfDay);
  const read = typeof value === 'string' ? SqlTime.parse(value.trim()) : undefined;
  if (!read) throw failed(value, 'TIME (such as 22:13:20)');
  return read;
}

export function toInterval(value: Present): Interval {
  if (value instanceof Interval) return value;
  const read = typeof value === 'string' ? Interval.parse(value) : undefined;
  if (!read) throw failed(value, "INTERVAL (such as '5 minutes')");
  return read;
}

function toArray(value: Present, to: Extract<SqlType, { kind: 'ARRAY' }>): Value {
  if (!Array.isArray(value)) throw failed(value, typeText(to));
  return value.map((item: Value) => castValue(item, to.element));
}

function toMap(value: Present, to: Extract<SqlType, { kind: 'MAP' }>): Value {
  if (!(value instanceof Map)) throw failed(value, typeText(to));
  const result = new Map<string, Value>();
  for (const [key, item] of value as ReadonlyMap<string, Value>) result.set(key, castValue(item, to.value));
  return result;
}

/** Fields by name; one that is missing is NULL, one that the type does not have is left out. */
function toStruct(value: Present, to: Struct): Value {
  if (!(value instanceof Map)) throw failed(value, typeText(to));
  const result = new Map<string, Value>();
  for (const { name, type } of to.fields) result.set(name, castValue(value.get(name) ?? null, type));
  return result;
}
