/** EXTRACT, and a function for each part of a time that people ask for by name. */
import { civilOf, dayOfYear, isoDayOfWeek, isoWeek } from '../../types/calendar.ts';
import { Interval, SqlTime, Timestamp } from '../../types/temporal.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar, type ScalarEntry } from '../define.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A part of the time of day; undefined for another part. */
function partOfDay(field: string, micros: number): number | undefined {
  switch (field) {
    case 'HOUR':
      return Math.trunc(micros / HOUR) % 24;
    case 'MINUTE':
      return Math.trunc(micros / MINUTE) % 60;
    case 'SECOND':
      return Math.trunc(micros / SECOND) % 60;
    case 'MILLISECOND':
      return Math.trunc((micros % SECOND) / 1000);
    case 'MICROSECOND':
      return micros % SECOND;
    case 'NANOSECOND':
      return (micros % SECOND) * 1000;
    default:
      return undefined;
  }
}

function partOfTimestamp(field: string, time: Timestamp): number | undefined {
  const ofDay = partOfDay(field, time.microsOfDay);
  if (ofDay !== undefined) return ofDay;
  if (field === 'EPOCH') return Math.floor(time.millis / 1000);
  const { days } = time;
  const { year, month, day } = civilOf(days);
  switch (field) {
    case 'YEAR':
      return year;
    case 'QUARTER':
      return Math.ceil(month / 3);
    case 'MONTH':
      return month;
    case 'DAY':
      return day;
    case 'WEEK':
      return isoWeek(days).week;
    case 'ISOYEAR':
      return isoWeek(days).year;
    case 'DOW':
      return (isoDayOfWeek(days) % 7) + 1;
    case 'ISODOW':
      return isoDayOfWeek(days);
    case 'DOY':
      return dayOfYear(days, year);
    case 'DECADE':
      return Math.floor(year / 10);
    case 'CENTURY':
      return countedFromOne(year, 100);
    case 'MILLENNIUM':
      return countedFromOne(year, 1000);
    default:
      return undefined;
  }
}

/** Which run of so many years a year is in: years 1 to 100 are century 1, the hundred years before them -1. */
const countedFromOne = (year: number, length: number): number =>
  year > 0 ? Math.ceil(year / length) : Math.floor((year - 1) / length);

function partOfInterval(field: string, { months, micros }: Interval): number | undefined {
  switch (field) {
    case 'EPOCH':
      return Math.trunc(Interval.of(months, micros).approximateMicros() / SECOND);
    case 'YEAR':
      return Math.trunc(months / 12);
    case 'QUARTER':
      return Math.trunc((months % 12) / 3) + 1;
    case 'MONTH':
      return months % 12;
    case 'DAY':
      return Math.trunc(micros / DAY);
    default:
      return partOfDay(field, micros);
  }
}

const FIELDS = new Map<string, string>([
  ['DAYOFWEEK', 'DOW'],
  ['DAYOFYEAR', 'DOY'],
  ['DAYOFMONTH', 'DAY'],
]);
for (const field of 'YEAR QUARTER MONTH WEEK DAY HOUR MINUTE SECOND MILLISECOND MICROSECOND NANOSECOND'.split(' '))
  FIELDS.set(field, field).set(`${field}S`, field);
for (const field of 'DOW ISODOW ISOYEAR DOY EPOCH DECADE CENTURY MILLENNIUM'.split(' ')) FIELDS.set(field, field);

/** Throws RecordError('argument') for what is no part of a time. */
function fieldOf(text: string): string {
  const field = FIELDS.get(text) ?? FIELDS.get(text.trim().toUpperCase());
  if (field) return field;
  const known = Array.from(new Set(FIELDS.values())).join(', ');
  throw new RecordError('argument', `'${text}' is no part of a time: ${known} are`);
}

export const extract = defineScalar<[string, Timestamp | Interval | SqlTime]>(
  [
    'EXTRACT(field STRING, time TIMESTAMP) → BIGINT',
    'EXTRACT(field STRING, interval INTERVAL) → BIGINT',
    'EXTRACT(field STRING, time TIME) → BIGINT',
  ],
  {
    category: 'time',
    aliases: ['DATE_PART'],
    literals: { field: fieldOf },
    doc: `A part of a time (in UTC) or of an interval, as a whole number; usually written \`EXTRACT(HOUR FROM time)\`.

YEAR, QUARTER, MONTH, WEEK (of ISO 8601) and ISOYEAR, DAY, HOUR, MINUTE, SECOND; MILLISECOND, MICROSECOND, NANOSECOND (the fraction of the second, without whole seconds, as in Flink); DOW (Sunday is 1, as in Flink), ISODOW (Monday is 1), DOY; DECADE (the year divided by 10), CENTURY and MILLENNIUM (2000 ends the 20th and the 2nd); EPOCH: seconds since 1970, or in the interval (a month taken as 30 days).`,
    examples: [
      [`EXTRACT('HOUR', TIMESTAMP '2023-11-14 22:13:20')`, '22'],
      [`EXTRACT('EPOCH', TIMESTAMP '2023-11-14 22:13:20')`, '1700000000'],
      [`EXTRACT('DOW', DATE '2023-11-14')`, '3'],
      [`EXTRACT('MILLISECOND', TIMESTAMP '2023-11-14 22:13:20.5')`, '500'],
      [`EXTRACT('CENTURY', DATE '2000-12-31')`, '20'],
      [`EXTRACT('EPOCH', INTERVAL '90' MINUTE)`, '5400'],
    ],
    evaluate: ([name, time]) => {
      const field = fieldOf(name);
      let part: number | undefined;
      if (time instanceof Timestamp) part = partOfTimestamp(field, time);
      else if (time instanceof Interval) part = partOfInterval(field, time);
      else part = field === 'EPOCH' ? Math.floor(time.micros / SECOND) : partOfDay(field, time.micros);
      if (part === undefined)
        throw new RecordError('argument', `${time instanceof SqlTime ? 'A TIME' : 'An INTERVAL'} has no ${field}`);
      return part + 0;
    },
  },
);

function partFunction(
  name: string,
  aliases: readonly string[],
  field: string,
  what: string,
  example: string,
): ScalarEntry {
  const isOfDay = partOfDay(field, 0) !== undefined;
  const forms = isOfDay
    ? [`${name}(time TIMESTAMP) → BIGINT`, `${name}(time TIME) → BIGINT`]
    : [`${name}(time TIMESTAMP) → BIGINT`];
  return defineScalar<[Timestamp | SqlTime]>(forms, {
    category: 'time',
    aliases,
    doc: `${what} of the time, in UTC; the same as \`EXTRACT(${field} FROM time)\`.`,
    examples: [[`${name}(TIMESTAMP '2023-11-14 22:13:20')`, example]],
    evaluate: ([time]) => (time instanceof SqlTime ? partOfDay(field, time.micros) : partOfTimestamp(field, time))!,
  });
}

export const partFunctions: readonly ScalarEntry[] = [
  partFunction('YEAR', [], 'YEAR', 'The year', '2023'),
  partFunction('QUARTER', [], 'QUARTER', 'The quarter of the year, 1 to 4,', '4'),
  partFunction('MONTH', [], 'MONTH', 'The month, 1 to 12,', '11'),
  partFunction('WEEK', ['WEEKOFYEAR'], 'WEEK', 'The week of ISO 8601, 1 to 53,', '46'),
  partFunction('DAY', ['DAYOFMONTH'], 'DAY', 'The day of the month, 1 to 31,', '14'),
  partFunction('DAYOFWEEK', [], 'DOW', 'The day of the week, 1 (Sunday) to 7 (Saturday),', '3'),
  partFunction('DAYOFYEAR', [], 'DOY', 'The day of the year, 1 to 366,', '318'),
  partFunction('HOUR', [], 'HOUR', 'The hour, 0 to 23,', '22'),
  partFunction('MINUTE', [], 'MINUTE', 'The minute, 0 to 59,', '13'),
  partFunction('SECOND', [], 'SECOND', 'The second, 0 to 59,', '20'),
];
