/** DATE_FORMAT, TO_TIMESTAMP and TO_DATE: times and texts by a pattern. */
import { castValue, toDate } from '../../types/coerce.ts';
import { TIMESTAMP } from '../../types/sql-type.ts';
import { SqlDate, type Timestamp } from '../../types/temporal.ts';
import { formatWithPattern, parseWithPattern, timePattern } from '../../types/time-pattern.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

const PATTERNS =
  "Patterns are Java's (`yyyy-MM-dd HH:mm:ss.SSS`, text in quotes: `yyyy-MM-dd'T'HH:mm`) or, with a `%`, strftime's (`%Y-%m-%d %H:%M:%S`); times are UTC, names English.";

function parsed(text: string, pattern: string): Timestamp {
  const time = parseWithPattern(text.trim(), pattern);
  if (!time) throw new RecordError('cast', `Cannot read '${text.slice(0, 60)}' as a time written as ${pattern}`);
  return time;
}

export const dateFormat = defineScalar<[Timestamp, string]>('DATE_FORMAT(time TIMESTAMP, pattern STRING) → STRING', {
  category: 'time',
  aliases: ['FORMAT_TIMESTAMP', 'STRFTIME'],
  literals: { pattern: timePattern },
  doc: `The time written by a pattern. ${PATTERNS}`,
  examples: [
    [`DATE_FORMAT(TIMESTAMP '2023-11-14 22:13:20.5', 'yyyy-MM-dd HH:mm:ss.SSS')`, `'2023-11-14 22:13:20.500'`],
    [`DATE_FORMAT(TIMESTAMP '2023-11-14 22:13:20', '%d/%m/%Y %I:%M %p')`, `'14/11/2023 10:13 PM'`],
    [`DATE_FORMAT(DATE '2023-11-04', 'EEE, d MMM yyyy')`, `'Sat, 4 Nov 2023'`],
  ],
  evaluate: ([time, pattern]) => formatWithPattern(time, pattern),
});

export const toTimestampFunction = defineScalar<[string, string?]>(
  'TO_TIMESTAMP(text STRING [, pattern STRING]) → TIMESTAMP',
  {
    category: 'time',
    literals: { pattern: timePattern },
    doc: `The time that a text gives by a pattern; ISO 8601 without one. A record error when the text is not so written. ${PATTERNS}`,
    examples: [
      [`TO_TIMESTAMP('2023-11-14 22:13:20')`, `TIMESTAMP '2023-11-14 22:13:20'`],
      [`TO_TIMESTAMP('14.11.2023 22:13', 'dd.MM.yyyy HH:mm')`, `TIMESTAMP '2023-11-14 22:13:00'`],
      [`TO_TIMESTAMP('14/Nov/2023:22:13:20 +0200', '%d/%b/%Y:%H:%M:%S %z')`, `TIMESTAMP '2023-11-14 20:13:20'`],
    ],
    evaluate: ([text, pattern]) => (pattern === undefined ? castValue(text, TIMESTAMP) : parsed(text, pattern)),
  },
);

export const toDateFunction = defineScalar<[string, string?]>('TO_DATE(text STRING [, pattern STRING]) → DATE', {
  category: 'time',
  literals: { pattern: timePattern },
  doc: `The day that a text gives by a pattern; ISO 8601 without one. A record error when the text is not so written. ${PATTERNS}`,
  examples: [
    [`TO_DATE('2023-11-14')`, `DATE '2023-11-14'`],
    [`TO_DATE('11/14/23', '%m/%d/%y')`, `DATE '2023-11-14'`],
  ],
  evaluate: ([text, pattern]) => (pattern === undefined ? toDate(text) : SqlDate.of(parsed(text, pattern).days)),
});
