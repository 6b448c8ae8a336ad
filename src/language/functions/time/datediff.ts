/** DATEDIFF, in the orders of arguments that are in use. */
import { civilOf } from '../../types/calendar.ts';
import { divideInt64, subtractInt64 } from '../../types/int64.ts';
import type { Timestamp } from '../../types/temporal.ts';
import type { Int64 } from '../../types/value.ts';
import { defineScalar } from '../define.ts';
import { UNIT_LIST, UNIT_MICROS, UNIT_MONTHS, type Unit, unitOf } from './unit.ts';

type Args =
  | [unit: string, start: Timestamp, end: Timestamp]
  | [start: Timestamp, end: Timestamp, unit: string]
  | [end: Timestamp, start: Timestamp];

/** Whole units from `start` to `end`, towards zero. */
function elapsed(unit: Unit, start: Timestamp, end: Timestamp): Int64 {
  const micros = UNIT_MICROS[unit];
  if (micros !== undefined) return divideInt64(subtractInt64(end.micros, start.micros), micros);
  return Math.trunc(wholeMonths(start, end) / UNIT_MONTHS[unit]!) + 0;
}

function wholeMonths(start: Timestamp, end: Timestamp): number {
  if (end.micros < start.micros) return -wholeMonths(end, start);
  const from = civilOf(start.days);
  const to = civilOf(end.days);
  const months = (to.year - from.year) * 12 + to.month - from.month;
  const complete = to.day > from.day || (to.day === from.day && end.microsOfDay >= start.microsOfDay);
  return complete ? months : months - 1;
}

export const dateDiff = defineScalar<Args>(
  [
    'DATEDIFF(unit STRING, start TIMESTAMP, end TIMESTAMP) → BIGINT',
    'DATEDIFF(start TIMESTAMP, end TIMESTAMP, unit STRING) → BIGINT',
    'DATEDIFF(end TIMESTAMP, start TIMESTAMP) → BIGINT',
  ],
  {
    category: 'time',
    aliases: ['DATE_DIFF', 'TIMESTAMPDIFF'],
    literals: { unit: unitOf },
    doc: `How many whole units lie between two times, negative when \`end\` is the earlier. Without a unit: days of the calendar, with the later time first (as in MySQL and Flink's batch cousins). Units: ${UNIT_LIST}.`,
    examples: [
      [`DATEDIFF('hours', TIMESTAMP '2023-11-14 20:00:00', TIMESTAMP '2023-11-14 22:13:20')`, '2'],
      [`DATEDIFF('minute', TIMESTAMP '2023-11-14 22:13:20', TIMESTAMP '2023-11-14 22:10:00')`, '-3'],
      [`DATEDIFF('month', DATE '2024-01-31', DATE '2024-02-29')`, '0'],
      [`DATEDIFF(TIMESTAMP '2023-11-14', TIMESTAMP '2023-11-16', 'day')`, '2'],
      [`DATEDIFF(DATE '2024-03-01', DATE '2024-02-28')`, '2'],
    ],
    evaluate: args => {
      if (args.length === 2) return args[0].days - args[1].days;
      return typeof args[0] === 'string'
        ? elapsed(unitOf(args[0]), args[1] as Timestamp, args[2] as Timestamp)
        : elapsed(unitOf(args[2] as string), args[0], args[1]);
    },
  },
);
