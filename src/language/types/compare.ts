/**
 * How values compare: one total order for MIN, MAX and ORDER BY, and keys that group what is equal.
 *
 * Numbers compare by value across BIGINT, DECIMAL and DOUBLE without rounding. A whole DOUBLE is taken exactly
 * (9007199254740992.0 is less than the BIGINT 9007199254740993), any other by its shortest text, so that the DOUBLE 0.1
 * equals the DECIMAL 0.1. NaN equals itself and is greater than every number. Strings are in the order of their code
 * points (that of their UTF-8 bytes). A DATE compares as its midnight, a month in an INTERVAL as 30 days.
 */
import { Decimal } from './decimal.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from './temporal.ts';
import type { Int64, Value } from './value.ts';
import { RecordError } from './value.ts';
import { describe } from './value-text.ts';

/** Negative, 0 or positive. Values of different kinds are ordered by kind, NULL last. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  if (difference !== 0) return difference;
  switch (rank) {
    case Rank.boolean:
      return Number(a) - Number(b);
    case Rank.number:
      return compareNumbers(a as Int64 | Decimal, b as Int64 | Decimal);
    case Rank.moment:
      return order(momentMicros(a as Timestamp | SqlDate), momentMicros(b as Timestamp | SqlDate));
    case Rank.time:
      return (a as SqlTime).micros - (b as SqlTime).micros;
    case Rank.interval:
      return order((a as Interval).approximateMicros(), (b as Interval).approximateMicros());
    case Rank.bytes:
      return compareBytes(a as Uint8Array, b as Uint8Array);
    case Rank.array:
      return compareArrays(a as readonly Value[], b as readonly Value[]);
    case Rank.map:
      return compareMaps(a as ReadonlyMap<string, Value>, b as ReadonlyMap<string, Value>);
    default:
      return 0;
  }
}

/** Whether two values are the same in that order; NULL equals NULL here. */
export const equalValues = (a: Value, b: Value): boolean => a === b || compareValues(a, b) === 0;

/**
 * The operators = <> < <= > >= for operands whose types are only known now: beside a number a string is read as an exact
 * DECIMAL, beside a time as ISO 8601, beside a boolean as `true` or `false`; a number beside a TIMESTAMP is epoch
 * milliseconds. Neither operand may be NULL. Throws RecordError when they cannot be compared.
 */
export function compareOperands(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const rank = rankOf(a);
  const other = rankOf(b);
  if (rank === other) return compareValues(a, b);
  if (rank === Rank.string) return compareValues(readLike(a as string, b), b);
  if (other === Rank.string) return compareValues(a, readLike(b as string, a));
  if (rank === Rank.number && b instanceof Timestamp) return compareValues(epochMillis(a), b);
  if (other === Rank.number && a instanceof Timestamp) return compareValues(a, epochMillis(b));
  throw new RecordError('cast', `Cannot compare ${describe(a)} with ${describe(b)}: CAST one of them`);
}

/** As compareOperands, for = and <>. */
export const equalOperands = (a: Value, b: Value): boolean => a === b || compareOperands(a, b) === 0;

/**
 * A key for Map and Set that is the same exactly for values that equalValues calls equal: 1, DECIMAL 1.00 and DOUBLE 1.0
 * group together. Numbers and nearly all strings are their own key.
 */
export function hashKey(value: Value): string | number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
  switch (rankOf(value)) {
    case Rank.boolean:
      return value ? '\0t' : '\0f';
    case Rank.number:
      return typeof value === 'bigint' ? wholeKey(value) : decimalKey(value as Decimal);
    case Rank.moment:
      return `\0m${momentMicros(value as Timestamp | SqlDate)}`;
    case Rank.time:
      return `\0c${(value as SqlTime).micros}`;
    case Rank.interval:
      return `\0i${(value as Interval).approximateMicros()}`;
    case Rank.bytes:
      return `\0b${bytesText(value as Uint8Array)}`;
    case Rank.array:
      return `\0[${(value as readonly Value[]).map(lengthPrefixed).join('')}`;
    case Rank.map: {
      const entries = sortedEntries(value as ReadonlyMap<string, Value>);
      return `\0{${entries.map(([key, item]) => lengthPrefixed(key) + lengthPrefixed(item)).join('')}`;
    }
    default:
      return '\0n';
  }
}

/** A character a byte; what is too long for a call's arguments as numbers. */
const bytesText = (bytes: Uint8Array): string => (bytes.length > 256 ? bytes.join() : String.fromCharCode(...bytes));

const Rank = {
  boolean: 0,
  number: 1,
  string: 2,
  moment: 3,
  time: 4,
  interval: 5,
  bytes: 6,
  array: 7,
  map: 8,
  null: 9,
} as const;

function rankOf(value: Value): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return Rank.number;
    case 'string':
      return Rank.string;
    case 'boolean':
      return Rank.boolean;
    default:
      if (value === null) return Rank.null;
      if (value instanceof Decimal) return Rank.number;
      if (value instanceof Timestamp || value instanceof SqlDate) return Rank.moment;
      if (value instanceof SqlTime) return Rank.time;
      if (value instanceof Interval) return Rank.interval;
      if (value instanceof Uint8Array) return Rank.bytes;
      return Array.isArray(value) ? Rank.array : Rank.map;
  }
}

const order = (a: Int64, b: Int64): number => (a < b ? -1 : a > b ? 1 : 0);

const compareDoubles = (a: number, b: number): number =>
  a < b ? -1 : a > b ? 1 : a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));

/** By value, whatever the numbers' types. */
export function compareNumbers(a: Int64 | Decimal, b: Int64 | Decimal): number {
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b);
  // NaN and the infinities have no decimal.
  if (typeof a === 'number' && !Number.isFinite(a)) return a < 0 ? -1 : 1;
  if (typeof b === 'number' && !Number.isFinite(b)) return b < 0 ? 1 : -1;
  // JavaScript compares a bigint with a number by value.
  if (!(a instanceof Decimal) && !(b instanceof Decimal)) return order(a, b);
  return decimalOf(a).compare(decimalOf(b));
}

const decimalOf = (n: Int64 | Decimal): Decimal =>
  n instanceof Decimal ? n : typeof n === 'bigint' ? Decimal.of(n, 0) : Decimal.fromNumber(n)!;

/** By code point: surrogates stand for code points above the rest of the 16-bit range. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? surrogatesLast(x) - surrogatesLast(y) : x - y;
  }
  return a.length - b.length;
}

const surrogatesLast = (unit: number): number => (unit <= 0xdfff ? unit + 0x10000 : unit);

const momentMicros = (moment: Timestamp | SqlDate): Int64 =>
  moment instanceof Timestamp ? moment.micros : Timestamp.ofDays(moment.days).micros;

const epochMillis = (n: Value): Timestamp => {
  if (typeof n === 'number') return Timestamp.ofMillis(n);
  return n instanceof Decimal ? Timestamp.of(n.multiply(THOUSAND).truncate()) : Timestamp.of((n as bigint) * 1000n);
};

const THOUSAND = Decimal.of(1000, 0);

function readLike(text: string, other: Value): Value {
  const trimmed = text.trim();
  const read = readAs(trimmed, other);
  if (read === undefined)
    throw new RecordError(
      'cast',
      `Cannot compare '${text.slice(0, 60)}' with ${describe(other)}: it cannot be read as one`,
    );
  return read;
}

function readAs(text: string, other: Value): Value | undefined {
  switch (rankOf(other)) {
    case Rank.number:
      return Decimal.parse(text);
    case Rank.moment:
      return Timestamp.parse(text);
    case Rank.time:
      return SqlTime.parse(text);
    case Rank.interval:
      return Interval.parse(text);
    case Rank.boolean: {
      const lower = text.toLowerCase();
      return lower === 'true' ? true : lower === 'false' ? false : undefined;
    }
    default:
      return undefined;
  }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = compareValues(a[i]!, b[i]!);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The order of a JSON object's members says nothing. */
function compareMaps(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): number {
  const left = sortedEntries(a);
  const right = sortedEntries(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = compareText(left[i]![0], right[i]![0]) || compareValues(left[i]![1], right[i]![1]);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const sortedEntries = (map: ReadonlyMap<string, Value>): [string, Value][] =>
  [...map].sort(([a], [b]) => compareText(a, b));

const lengthPrefixed = (value: Value): string => {
  const key = hashKey(value);
  // A number's own key must not look like the text of the same digits; 0 stands for -0 too.
  const text = typeof key === 'number' ? `\0d${key}` : key;
  return `${text.length}:${text}`;
};

function wholeKey(value: bigint): string | number {
  const double = Number(value);
  return BigInt(double) === value ? double : `\0w${value}`;
}

/** The double of the same value, when there is one in the sense above; else the digits. */
function decimalKey(value: Decimal): string | number {
  // Up to 15 digits survive the way through a double.
  if (typeof value.unscaled === 'number' && Math.abs(value.unscaled) < 1e15 && value.scale < 290)
    return value.toNumber();
  const trimmed = value.trimmed();
  if (trimmed.scale === 0) return typeof trimmed.unscaled === 'number' ? trimmed.unscaled : wholeKey(trimmed.unscaled);
  const double = value.toNumber();
  const back = Decimal.fromNumber(double);
  return back?.compare(value) === 0 ? double : `\0w${value}`;
}
