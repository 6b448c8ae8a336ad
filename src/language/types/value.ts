/**
 * What a value is at run time. Values describe themselves, so that schema-less columns (type ANY) need no tag:
 *
 * | type | value |
 * |---|---|
 * | BOOLEAN | boolean |
 * | BIGINT | number while it is a safe integer, else bigint: one form for each value, so `===` and Map keys work |
 * | DOUBLE | number |
 * | DECIMAL | Decimal |
 * | STRING | string |
 * | BYTES | Uint8Array |
 * | DATE, TIME, TIMESTAMP, INTERVAL | SqlDate, SqlTime, Timestamp, Interval |
 * | ARRAY | array of values |
 * | MAP, STRUCT, JSON object | Map, in the order of the source; never a plain object, so no key can reach a prototype |
 * | NULL | null |
 *
 * An ANY number that is a safe integer counts as BIGINT, any other number as DOUBLE. A JSON number with a fraction and
 * no exponent is a Decimal (as `0.3` is in SQL text), one with an exponent a DOUBLE.
 */
import type { Decimal } from './decimal.ts';
import type { Interval, SqlDate, SqlTime, Timestamp } from './temporal.ts';

/** A 64-bit integer: number while safe, bigint past 2^53 - 1. */
export type Int64 = number | bigint;

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Decimal
  | Timestamp
  | SqlDate
  | SqlTime
  | Interval
  | Uint8Array
  | readonly Value[]
  | ReadonlyMap<string, Value>;

/** A value that cannot be computed from this record: counted and named, never replaced by a made-up one (DIALECT §7). */
export class RecordError extends Error {
  override readonly name = 'RecordError';
  /** Stable, for dead letters and metrics. `function`: a function of the user failed. */
  readonly code: 'overflow' | 'division_by_zero' | 'cast' | 'argument' | 'decode' | 'time' | 'function' | 'late';
  constructor(code: RecordError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
