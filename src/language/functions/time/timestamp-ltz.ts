/** TO_TIMESTAMP_LTZ: Flink's way from a number or a local text to a moment. */
import { castValue, toExactDecimal } from '../../types/coerce.ts';
import { Decimal } from '../../types/decimal.ts';
import { TIMESTAMP } from '../../types/sql-type.ts';
import { Timestamp } from '../../types/temporal.ts';
import { parseWithPattern, timePattern } from '../../types/time-pattern.ts';
import type { Int64, Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';
import { momentOf, timeZone } from './time-zone.ts';

type Args = [text: string, pattern?: string, zone?: string] | [epoch: Exclude<Value, null>, precision?: Int64];

export const toTimestampLtz = defineScalar<Args>(
  [
    'TO_TIMESTAMP_LTZ(epoch NUMERIC [, precision BIGINT]) → TIMESTAMP',
    'TO_TIMESTAMP_LTZ(text STRING [, pattern STRING [, zone STRING]]) → TIMESTAMP',
  ],
  {
    category: 'time',
    literals: { pattern: timePattern, zone: timeZone },
    doc: 'The time so many units after 1970-01-01T00:00:00Z: precision 0 is seconds, 3 (without one) milliseconds, 6 microseconds, 9 nanoseconds; a record error for another. Of a text, the time that it gives by the pattern (see DATE_FORMAT; ISO 8601 without one) in the zone (see CONVERT_TZ; UTC without one); a record error when it is not so written.',
    examples: [
      ['TO_TIMESTAMP_LTZ(1700000000, 0)', `TIMESTAMP '2023-11-14T22:13:20Z'`],
      ['TO_TIMESTAMP_LTZ(1700000000123)', `TIMESTAMP '2023-11-14T22:13:20.123Z'`],
      ['TO_TIMESTAMP_LTZ(1700000000.5, 0)', `TIMESTAMP '2023-11-14T22:13:20.500Z'`],
      [`TO_TIMESTAMP_LTZ('2023-11-14 22:13:20')`, `TIMESTAMP '2023-11-14T22:13:20Z'`],
      [`TO_TIMESTAMP_LTZ('14.07.2023', 'dd.MM.yyyy', 'Europe/Berlin')`, `TIMESTAMP '2023-07-13T22:00:00Z'`],
    ],
    evaluate: ([first, second = 3, zone]) => {
      if (typeof first === 'string' && typeof second !== 'string') return castValue(first, TIMESTAMP);
      if (typeof second === 'string') return read(first as string, second, zone);
      return Timestamp.of(toExactDecimal(first).multiply(unit(second)).truncate());
    },
  },
);

const MICROS = new Map<Int64, Decimal>([
  [0, Decimal.of(1_000_000, 0)],
  [3, Decimal.of(1000, 0)],
  [6, Decimal.of(1, 0)],
  [9, Decimal.of(1, 3)],
]);

function unit(precision: Int64): Decimal {
  const micros = MICROS.get(precision);
  if (micros) return micros;
  throw new RecordError('argument', `TO_TIMESTAMP_LTZ has no precision ${precision}: 0, 3, 6 and 9 are`);
}

function read(text: string, pattern: string, zone = 'UTC'): Timestamp {
  const time = parseWithPattern(text.trim(), pattern);
  if (!time) throw new RecordError('cast', `Cannot read '${text.slice(0, 60)}' as a time written as ${pattern}`);
  return momentOf(time, timeZone(zone));
}
