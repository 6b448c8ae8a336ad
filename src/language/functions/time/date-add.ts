/** DATE_ADD and DATE_SUB. */
import { add, subtract } from '../../types/arithmetic.ts';
import { DAY_MICROS } from '../../types/calendar.ts';
import { Interval, type SqlDate, type Timestamp } from '../../types/temporal.ts';
import type { Int64, Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';
import { UNIT_MICROS, UNIT_MONTHS, unitOf } from './unit.ts';

type Args = [time: Timestamp | SqlDate, amount: Interval | Int64] | [unit: string, amount: Int64, time: Timestamp];

const forms = (name: string): string[] => [
  `${name}(time TIMESTAMP, interval INTERVAL) → TIMESTAMP`,
  `${name}(date DATE, interval INTERVAL) → DATE`,
  `${name}(time TIMESTAMP, days BIGINT) → TIMESTAMP`,
  `${name}(date DATE, days BIGINT) → DATE`,
  `${name}(unit STRING, amount BIGINT, time TIMESTAMP) → TIMESTAMP`,
];

function move([first, amount, time]: Args, operation: (a: Value, b: Value) => Value): Value {
  if (typeof first === 'string') {
    const unit = unitOf(first);
    const count = Number(amount as Int64);
    return operation(time!, Interval.of(count * (UNIT_MONTHS[unit] ?? 0), count * (UNIT_MICROS[unit] ?? 0)));
  }
  return operation(first, amount instanceof Interval ? amount : Interval.of(0, Number(amount) * DAY_MICROS));
}

const DETAILS =
  'Months keep the day, or give the last one of a shorter month. A DATE stays a DATE; it cannot move by hours or less.';

export const dateAdd = defineScalar<Args>(forms('DATE_ADD'), {
  category: 'time',
  aliases: ['DATEADD', 'TIMESTAMPADD'],
  literals: { unit: unitOf },
  doc: `The time an interval, a number of days, or a number of some unit later; also written with \`+\`. ${DETAILS}`,
  examples: [
    [`DATE_ADD(TIMESTAMP '2023-11-14 22:13:20', INTERVAL '5' MINUTE)`, `TIMESTAMP '2023-11-14 22:18:20'`],
    [`DATE_ADD(DATE '2024-02-28', 2)`, `DATE '2024-03-01'`],
    [`DATE_ADD('month', 1, TIMESTAMP '2024-01-31')`, `TIMESTAMP '2024-02-29'`],
  ],
  evaluate: args => move(args, add),
});

export const dateSub = defineScalar<Args>(forms('DATE_SUB'), {
  category: 'time',
  aliases: ['DATESUB'],
  literals: { unit: unitOf },
  doc: `The time an interval, a number of days, or a number of some unit earlier; also written with \`-\`. ${DETAILS}`,
  examples: [
    [`DATE_SUB(TIMESTAMP '2023-11-14 22:13:20', INTERVAL '1' HOUR)`, `TIMESTAMP '2023-11-14 21:13:20'`],
    [`DATE_SUB(DATE '2024-03-01', 1)`, `DATE '2024-02-29'`],
  ],
  evaluate: args => move(args, subtract),
});
