/** LAST_DAY, MAKE_DATE, DAYNAME and MONTHNAME. */
import { civilOf, daysInMonth, daysOf, isCivilDate, MAX_YEAR, MIN_YEAR } from '../../types/calendar.ts';
import { toDate } from '../../types/coerce.ts';
import { SqlDate, type Timestamp } from '../../types/temporal.ts';
import { formatWithPattern } from '../../types/time-pattern.ts';
import type { Int64 } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const lastDay = defineScalar<[Timestamp | SqlDate]>(
  ['LAST_DAY(time TIMESTAMP) → DATE', 'LAST_DAY(date DATE) → DATE'],
  {
    category: 'time',
    doc: 'The last day of the month that the time falls in, in UTC.',
    examples: [
      [`LAST_DAY(DATE '2024-02-10')`, `DATE '2024-02-29'`],
      [`LAST_DAY(TIMESTAMP '2023-11-30 22:13:20')`, `DATE '2023-11-30'`],
    ],
    evaluate: ([time]) => {
      const { year, month } = civilOf(toDate(time).days);
      return SqlDate.of(daysOf(year, month, daysInMonth(year, month)));
    },
  },
);

export const makeDate = defineScalar<[Int64, Int64, Int64]>('MAKE_DATE(year BIGINT, month BIGINT, day BIGINT) → DATE', {
  category: 'time',
  doc: 'The day of that year, month (1 to 12) and day of the month. A record error when the calendar has no such day.',
  examples: [
    ['MAKE_DATE(2024, 2, 29)', `DATE '2024-02-29'`],
    ['MAKE_DATE(2023, 11, NULL)', 'NULL'],
  ],
  evaluate: ([year, month, day]) => {
    const [y, m, d] = [Number(year), Number(month), Number(day)];
    if (y >= MIN_YEAR && y <= MAX_YEAR && isCivilDate(y, m, d)) return SqlDate.of(daysOf(y, m, d));
    throw new RecordError('time', `MAKE_DATE(${year}, ${month}, ${day}): the calendar has no such day`);
  },
});

export const dayName = defineScalar<[Timestamp]>('DAYNAME(time TIMESTAMP) → STRING', {
  category: 'time',
  doc: 'The English name of the day of the week, in UTC: Monday to Sunday.',
  examples: [[`DAYNAME(TIMESTAMP '2023-11-14 22:13:20')`, `'Tuesday'`]],
  evaluate: ([time]) => formatWithPattern(time, 'EEEE'),
});

export const monthName = defineScalar<[Timestamp]>('MONTHNAME(time TIMESTAMP) → STRING', {
  category: 'time',
  doc: 'The English name of the month, in UTC: January to December.',
  examples: [[`MONTHNAME(TIMESTAMP '2023-11-14 22:13:20')`, `'November'`]],
  evaluate: ([time]) => formatWithPattern(time, 'MMMM'),
});
