/** DATE, TIMESTAMP, FROM_UNIXTIME and UNIX_TIMESTAMP: from one way of giving a time to another. */
import { toDate, toExactDecimal, toNumeric, toTimestamp } from '../../types/coerce.ts';
import { Decimal } from '../../types/decimal.ts';
import { type SqlDate, Timestamp } from '../../types/temporal.ts';
import { formatWithPattern, parseWithPattern, timePattern } from '../../types/time-pattern.ts';
import type { Int64, Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const date = defineScalar<[Timestamp | SqlDate | string]>(
  ['DATE(time TIMESTAMP) → DATE', 'DATE(date DATE) → DATE', 'DATE(text STRING) → DATE'],
  {
    category: 'time',
    doc: 'The day that a time falls on, in UTC. Of a text in ISO 8601, a number is taken as milliseconds since 1970.',
    examples: [
      [`DATE(TIMESTAMP '2023-11-14 22:13:20')`, `DATE '2023-11-14'`],
      [`DATE('2023-11-14T22:13:20Z')`, `DATE '2023-11-14'`],
      ['DATE(NULL)', 'NULL'],
    ],
    evaluate: ([time]) => toDate(time),
  },
);

export const timestamp = defineScalar<[] | [Timestamp | string | Int64]>(
  [
    'TIMESTAMP() → TIMESTAMP',
    'TIMESTAMP(time TIMESTAMP) → TIMESTAMP',
    'TIMESTAMP(text STRING) → TIMESTAMP',
    'TIMESTAMP(millis BIGINT) → TIMESTAMP',
  ],
  {
    category: 'time',
    volatile: 'without arguments',
    doc: "With an argument, that time: a text in ISO 8601 or milliseconds since 1970. Without one, the computer's clock, as NOW().",
    examples: [
      [`TIMESTAMP('2023-11-14 22:13:20')`, `TIMESTAMP '2023-11-14T22:13:20Z'`],
      ['TIMESTAMP(1700000000123)', `TIMESTAMP '2023-11-14T22:13:20.123Z'`],
      [`TIMESTAMP(DATE '2023-11-14')`, `TIMESTAMP '2023-11-14T00:00:00Z'`],
      ['TIMESTAMP()', `TIMESTAMP '2023-11-14T22:13:20.123456Z'`],
    ],
    evaluate: ([time], { now }) => (time === undefined ? Timestamp.of(now()) : toTimestamp(time)),
  },
);

const MILLION = Decimal.of(1_000_000, 0);

export const fromUnixtime = defineScalar<[Exclude<Value, null>, string?]>(
  ['FROM_UNIXTIME(seconds NUMERIC) → TIMESTAMP', 'FROM_UNIXTIME(seconds NUMERIC, pattern STRING) → STRING'],
  {
    category: 'time',
    literals: { pattern: timePattern },
    doc: 'The time so many seconds after 1970-01-01T00:00:00Z; with a pattern, written by it (see DATE_FORMAT).',
    examples: [
      ['FROM_UNIXTIME(1700000000)', `TIMESTAMP '2023-11-14T22:13:20Z'`],
      ['FROM_UNIXTIME(1700000000.5)', `TIMESTAMP '2023-11-14T22:13:20.500Z'`],
      [`FROM_UNIXTIME(1700000000, 'yyyy-MM-dd')`, `'2023-11-14'`],
    ],
    evaluate: ([seconds, pattern]) => {
      const n = toNumeric(seconds);
      const time =
        typeof n === 'number' && Number.isSafeInteger(n * 1_000_000)
          ? Timestamp.of(n * 1_000_000)
          : Timestamp.of(toExactDecimal(n).multiply(MILLION).truncate());
      return pattern === undefined ? time : formatWithPattern(time, pattern);
    },
  },
);

export const unixTimestamp = defineScalar<[] | [Timestamp | string] | [string, string]>(
  [
    'UNIX_TIMESTAMP() → BIGINT',
    'UNIX_TIMESTAMP(time TIMESTAMP) → BIGINT',
    'UNIX_TIMESTAMP(text STRING) → BIGINT',
    'UNIX_TIMESTAMP(text STRING, pattern STRING) → BIGINT',
  ],
  {
    category: 'time',
    volatile: 'without arguments',
    literals: { pattern: timePattern },
    doc: "Seconds since 1970-01-01T00:00:00Z, of the computer's clock or of a time; a text is read by the pattern (see DATE_FORMAT) or as ISO 8601. A fraction of a second is cut.",
    examples: [
      [`UNIX_TIMESTAMP(TIMESTAMP '2023-11-14 22:13:20.9')`, '1700000000'],
      [`UNIX_TIMESTAMP('14.11.2023', 'dd.MM.yyyy')`, '1699920000'],
      ['UNIX_TIMESTAMP()', '1700000000'],
    ],
    evaluate: ([time, pattern], { now }) => {
      if (time === undefined) return Math.floor(now() / 1_000_000);
      const read = pattern === undefined ? toTimestamp(time) : parseWithPattern(time as string, pattern);
      if (!read)
        throw new RecordError('cast', `Cannot read '${String(time).slice(0, 60)}' as a time written as ${pattern}`);
      return Math.floor(read.millis / 1000);
    },
  },
);
