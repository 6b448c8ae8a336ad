/**
 * `+ - * / %` and unary minus over values. `add(a, b)` and its kind look at what the operands are (columns of type ANY);
 * `addBigint`, `addDecimal` and their kind are for operands whose types are known.
 *
 * Integer / integer is DOUBLE. DECIMAL with BIGINT is DECIMAL, with DOUBLE it is DOUBLE. A string beside a number is an
 * exact DECIMAL. Decimals of no declared type keep every digit in + - * up to 38; past that the fraction is rounded
 * half-up. Their quotient follows Flink's rule with each operand taken as DECIMAL(19, s) (as
 * wide as a BIGINT, or as its own digits when they are more; s without zeros at the end): how many digits it has depends
 * on the operands' scales, neither on how large this row's numbers happen to be nor on 1.5 being written 1.50.
 */
import { addMonths, DAY_MICROS } from './calendar.ts';
import { finite, fitDecimal, toTimestamp } from './coerce.ts';
import { Decimal } from './decimal.ts';
import { BIGINT_SIZE, MAX_PRECISION, quotientSize } from './decimal-rules.ts';
import { addInt64, modInt64, multiplyInt64, negateInt64, subtractInt64 } from './int64.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from './temporal.ts';
import type { Int64, Value } from './value.ts';
import { RecordError } from './value.ts';
import { describe } from './value-text.ts';

type Numeric = Int64 | Decimal;

/** NULL when either is NULL. A DATE plus an integer is that many days on. */
export function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return addNumbers(a, b);
  if (a === null || b === null) return null;
  if (b instanceof Interval) return a instanceof Interval ? addIntervals(a, b) : addInterval(momentOf(a, '+'), b);
  if (a instanceof Interval) return addInterval(momentOf(b, '+'), a);
  if (a instanceof SqlDate && isInteger(b)) return addDays(a, b);
  if (b instanceof SqlDate && isInteger(a)) return addDays(b, a);
  const x = numeric(a, '+', b);
  const y = numeric(b, '+', a);
  if (x instanceof Decimal || y instanceof Decimal)
    return isDouble(x) || isDouble(y) ? finite(asDouble(x) + asDouble(y)) : bounded(exact(x).add(exact(y)));
  return typeof x === 'number' && typeof y === 'number' ? addNumbers(x, y) : mixed(x, y, addInt64, (p, q) => p + q);
}

/** NULL when either is NULL. TIMESTAMP − TIMESTAMP and DATE − DATE are INTERVALs. */
export function subtract(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return subtractNumbers(a, b);
  if (a === null || b === null) return null;
  if (b instanceof Interval)
    return a instanceof Interval ? addIntervals(a, b.negate()) : addInterval(momentOf(a, '-'), b.negate());
  if (a instanceof SqlDate && isInteger(b)) return addDays(a, negateInt64(b));
  if (a instanceof SqlDate && b instanceof SqlDate) return dateDifference(a, b);
  if (isMoment(a) || isMoment(b)) return timestampDifference(timestampOf(a, '-'), timestampOf(b, '-'));
  const x = numeric(a, '-', b);
  const y = numeric(b, '-', a);
  if (x instanceof Decimal || y instanceof Decimal)
    return isDouble(x) || isDouble(y) ? finite(asDouble(x) - asDouble(y)) : bounded(exact(x).subtract(exact(y)));
  return typeof x === 'number' && typeof y === 'number'
    ? subtractNumbers(x, y)
    : mixed(x, y, subtractInt64, (p, q) => p - q);
}

/** NULL when either is NULL. An INTERVAL may be multiplied by an integer. */
export function multiply(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return multiplyNumbers(a, b);
  if (a === null || b === null) return null;
  if (a instanceof Interval && isInteger(b)) return multiplyInterval(a, b);
  if (b instanceof Interval && isInteger(a)) return multiplyInterval(b, a);
  const x = numeric(a, '*', b);
  const y = numeric(b, '*', a);
  if (x instanceof Decimal || y instanceof Decimal)
    return isDouble(x) || isDouble(y) ? finite(asDouble(x) * asDouble(y)) : bounded(exact(x).multiply(exact(y)));
  return typeof x === 'number' && typeof y === 'number'
    ? multiplyNumbers(x, y)
    : mixed(x, y, multiplyInt64, (p, q) => p * q);
}

/** NULL when either is NULL; RecordError('division_by_zero') by 0 of any type. */
export function divide(a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  const x = numeric(a, '/', b);
  const y = numeric(b, '/', a);
  if ((x instanceof Decimal || y instanceof Decimal) && !isDouble(x) && !isDouble(y))
    return bareQuotient(exact(x), exact(y));
  return divideDouble(asDouble(x), asDouble(y));
}

/** The remainder, signed as `a`. NULL when either is NULL; RecordError('division_by_zero') by 0 of any type. */
export function modulo(a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  const x = numeric(a, '%', b);
  const y = numeric(b, '%', a);
  if (isDouble(x) || isDouble(y)) return moduloDouble(asDouble(x), asDouble(y));
  if (x instanceof Decimal || y instanceof Decimal) return exact(x).remainder(exact(y));
  return modInt64(x, y);
}

export function negate(a: Value): Value {
  if (a === null) return null;
  if (a instanceof Interval) return a.negate();
  const x = numeric(a, '-', a);
  if (x instanceof Decimal) return x.negate();
  return isDouble(x) ? -x : negateInt64(x);
}

// Operands of known types. A BIGINT may stand where a DECIMAL is expected.

export const addBigint = addInt64;
export const subtractBigint = subtractInt64;
export const multiplyBigint = multiplyInt64;
export const moduloBigint = modInt64;
export const negateBigint = negateInt64;

/** BIGINT / BIGINT is DOUBLE. */
export function divideBigint(a: Int64, b: Int64): number {
  if (b === 0) throw divisionByZero();
  return Number(a) / Number(b);
}

export const addDouble = (a: number, b: number): number => finite(a + b);
export const subtractDouble = (a: number, b: number): number => finite(a - b);
export const multiplyDouble = (a: number, b: number): number => finite(a * b);

export function divideDouble(a: number, b: number): number {
  if (b === 0) throw divisionByZero();
  return finite(a / b);
}

export function moduloDouble(a: number, b: number): number {
  if (b === 0) throw divisionByZero();
  return a % b;
}

/** The result is a DECIMAL(precision, scale), rounded half-up; RecordError('overflow') when it does not fit. */
export const addDecimal = (a: Numeric, b: Numeric, precision: number, scale: number): Decimal =>
  sized(exact(a).add(exact(b)), precision, scale);

/** As addDecimal. */
export const subtractDecimal = (a: Numeric, b: Numeric, precision: number, scale: number): Decimal =>
  sized(exact(a).subtract(exact(b)), precision, scale);

/** As addDecimal. */
export const multiplyDecimal = (a: Numeric, b: Numeric, precision: number, scale: number): Decimal =>
  sized(exact(a).multiply(exact(b)), precision, scale);

/** As addDecimal. */
export const divideDecimal = (a: Numeric, b: Numeric, precision: number, scale: number): Decimal =>
  fitDecimal(exact(a).divide(exact(b), scale), precision, scale);

/** As addDecimal. */
export const moduloDecimal = (a: Numeric, b: Numeric, precision: number, scale: number): Decimal =>
  sized(exact(a).remainder(exact(b)), precision, scale);

export const negateDecimal = (a: Decimal): Decimal => a.negate();

/**
 * A moment some time on. Months keep the day, or give the last one of a shorter month. A DATE stays a DATE: RecordError
 * when the interval is not of whole days. A TIME goes on round the clock, past midnight, and months leave it as it is: as
 * in Flink.
 */
export function addInterval<M extends Timestamp | SqlDate | SqlTime>(moment: M, interval: Interval): M;
export function addInterval(moment: Timestamp | SqlDate | SqlTime, { months, micros }: Interval): Value {
  if (moment instanceof SqlTime)
    return SqlTime.of((((moment.micros + (micros % DAY_MICROS)) % DAY_MICROS) + DAY_MICROS) % DAY_MICROS);
  if (moment instanceof SqlDate) {
    if (micros % DAY_MICROS !== 0)
      throw new RecordError('argument', 'A DATE moves by whole days: CAST it to TIMESTAMP to add hours or less');
    return SqlDate.of((months === 0 ? moment.days : addMonths(moment.days, months)) + micros / DAY_MICROS);
  }
  const start =
    months === 0 ? moment.micros : Timestamp.ofDays(addMonths(moment.days, months), moment.microsOfDay).micros;
  return Timestamp.of(addInt64(start, micros));
}

/** How long after `b` `a` is, in microseconds, with no months. */
export function timestampDifference(a: Timestamp, b: Timestamp): Interval {
  return Interval.of(0, Number(subtractInt64(a.micros, b.micros)));
}

/** Whole days. */
const dateDifference = (a: SqlDate, b: SqlDate): Interval => Interval.of(0, (a.days - b.days) * DAY_MICROS);

const addIntervals = (a: Interval, b: Interval): Interval => Interval.of(a.months + b.months, a.micros + b.micros);

const multiplyInterval = (a: Interval, factor: Int64): Interval =>
  Interval.of(a.months * Number(factor), a.micros * Number(factor));

const addDays = (date: SqlDate, days: Int64): SqlDate => SqlDate.of(date.days + Number(days));

const isSafe = (n: number): boolean => n <= Number.MAX_SAFE_INTEGER && n >= -Number.MAX_SAFE_INTEGER;

/** A number of no declared type that is a safe integer counts as BIGINT, any other as DOUBLE. */
function addNumbers(a: number, b: number): Int64 {
  const sum = a + b;
  if (isSafe(sum)) return sum;
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) ? addInt64(a, b) : finite(sum);
}

function subtractNumbers(a: number, b: number): Int64 {
  const difference = a - b;
  if (isSafe(difference)) return difference;
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) ? subtractInt64(a, b) : finite(difference);
}

function multiplyNumbers(a: number, b: number): Int64 {
  const product = a * b;
  if (isSafe(product)) return product + 0;
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) ? multiplyInt64(a, b) : finite(product);
}

/** Two integers, at least one beyond the safe ones, or one of those and a DOUBLE. */
function mixed(
  a: Int64,
  b: Int64,
  integers: (a: Int64, b: Int64) => Int64,
  doubles: (a: number, b: number) => number,
): Int64 {
  return isDouble(a) || isDouble(b) ? finite(doubles(Number(a), Number(b))) : integers(a, b);
}

function numeric(value: Exclude<Value, null>, operator: string, other: Value): Numeric {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal) return value;
  if (typeof value === 'string') {
    const read = Decimal.parse(value.trim());
    if (read) return read;
  }
  const pair = value === other ? describe(value) : `${describe(value)} with ${describe(other)}`;
  throw new RecordError('cast', `'${operator}' needs numbers: it was given ${pair}; CAST or filter such rows`);
}

const isInteger = (value: Value): value is Int64 => typeof value === 'bigint' || Number.isSafeInteger(value);

const isDouble = (n: Numeric): n is number => typeof n === 'number' && !Number.isSafeInteger(n);

const asDouble = (n: Numeric): number => (typeof n === 'number' ? n : n instanceof Decimal ? n.toNumber() : Number(n));

const exact = (n: Numeric): Decimal => (n instanceof Decimal ? n : Decimal.of(n, 0));

const isMoment = (value: Value): boolean => value instanceof Timestamp || value instanceof SqlDate;

/** A schema-less time beside an INTERVAL or a time: ISO 8601 text or epoch milliseconds. */
function momentOf(value: Exclude<Value, null>, operator: string): Timestamp | SqlDate | SqlTime {
  return value instanceof SqlDate || value instanceof SqlTime ? value : timestampOf(value, operator);
}

function timestampOf(value: Exclude<Value, null>, operator: string): Timestamp {
  if (typeof value === 'boolean' || value instanceof Interval)
    throw new RecordError('cast', `'${operator}' with a time needs a time or an INTERVAL, not ${describe(value)}`);
  return toTimestamp(value);
}

const sized = (value: Decimal, precision: number, scale: number): Decimal =>
  fitDecimal(value.scale > scale ? value.rescale(scale) : value, precision, scale);

/** Within DECIMAL(38, …), by giving up digits of the fraction. */
function bounded(value: Decimal): Decimal {
  if (value.scale <= MAX_PRECISION && value.fits(MAX_PRECISION)) return value;
  const trimmed = value.trimmed();
  const whole = trimmed.precision() - trimmed.scale;
  const scale = Math.max(0, Math.min(trimmed.scale, MAX_PRECISION - whole));
  const rounded = trimmed.rescale(scale);
  // 99…9.9 may round to one digit more.
  return fitDecimal(
    rounded.fits(MAX_PRECISION) || scale === 0 ? rounded : rounded.rescale(scale - 1),
    MAX_PRECISION,
    0,
  );
}

function bareQuotient(a: Decimal, b: Decimal): Decimal {
  const x = a.trimmed();
  const y = b.trimmed();
  const { scale } = quotientSize(bareSize(x), bareSize(y));
  return bounded(x.divide(y, scale).trimmed());
}

const bareSize = (n: Decimal) => ({
  precision: Math.max(BIGINT_SIZE.precision, n.precision()),
  scale: n.scale,
});

const divisionByZero = () =>
  new RecordError('division_by_zero', 'Division by zero: guard the divisor, as in x / NULLIF(y, 0)');
