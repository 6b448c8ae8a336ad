/** 64-bit integers in their one form (number while safe, else bigint): arithmetic that overflows instead of rounding. */
import type { Int64 } from './value.ts';
import { RecordError } from './value.ts';

export const INT64_MAX = 9223372036854775807n;
export const INT64_MIN = -9223372036854775808n;

const isSafe = (n: number): boolean => n <= Number.MAX_SAFE_INTEGER && n >= -Number.MAX_SAFE_INTEGER;

/** The one form of an integer; throws RecordError beyond 64 bits. */
export function int64(value: bigint): Int64 {
  const small = Number(value);
  if (isSafe(small)) return small;
  if (value > INT64_MAX || value < INT64_MIN)
    throw new RecordError('overflow', `${value} does not fit a BIGINT (64 bits): use DECIMAL(38, 0)`);
  return value;
}

/** Undefined when the text is not a whole number in plain notation or does not fit 64 bits. */
export function parseInt64(text: string): Int64 | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  if (text.length <= 15) return Number(text) + 0;
  if (text.length > 1000) return undefined;
  const value = BigInt(text.charCodeAt(0) === 43 ? text.slice(1) : text);
  return value > INT64_MAX || value < INT64_MIN ? undefined : int64(value);
}

export function addInt64(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (isSafe(sum)) return sum;
  }
  return int64(BigInt(a) + BigInt(b));
}

export function subtractInt64(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (isSafe(difference)) return difference;
  }
  return int64(BigInt(a) - BigInt(b));
}

export function multiplyInt64(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // A product that rounds to a safe integer was one. `+ 0` turns -0 into 0.
    if (isSafe(product)) return product + 0;
  }
  return int64(BigInt(a) * BigInt(b));
}

/** The quotient towards zero. */
export function divideInt64(a: Int64, b: Int64): Int64 {
  if (b === 0) throw divisionByZero();
  if (typeof a === 'number' && typeof b === 'number') return (a - (a % b)) / b + 0;
  return int64(BigInt(a) / BigInt(b));
}

/** The remainder, signed as `a`. */
export function modInt64(a: Int64, b: Int64): Int64 {
  if (b === 0) throw divisionByZero();
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
  return int64(BigInt(a) % BigInt(b));
}

export const negateInt64 = (a: Int64): Int64 => (typeof a === 'number' ? 0 - a : int64(-a));

export const absInt64 = (a: Int64): Int64 => (a < 0 ? negateInt64(a) : a);

const divisionByZero = () =>
  new RecordError('division_by_zero', 'Division by zero: guard the divisor, as in x % NULLIF(y, 0)');
