/** DATE_TRUNC. */

import { civilOf, daysOf, isoDayOfWeek } from '../../types/calendar.ts';
import { addInt64 } from '../../types/int64.ts';
import { Timestamp } from '../../types/temporal.ts';
import { defineScalar } from '../define.ts';
import { UNIT_LIST, UNIT_MICROS, UNIT_MONTHS, unitOf } from './unit.ts';

export const dateTrunc = defineScalar<[string, Timestamp]>('DATE_TRUNC(unit STRING, time TIMESTAMP) → TIMESTAMP', {
  category: 'time',
  literals: { unit: unitOf },
  doc: `The beginning of the unit that the time falls into, in UTC; a week begins on Monday. Units: ${UNIT_LIST}.`,
  examples: [
    [`DATE_TRUNC('hour', TIMESTAMP '2023-11-14 22:13:20')`, `TIMESTAMP '2023-11-14 22:00:00'`],
    [`DATE_TRUNC('week', DATE '2023-11-14')`, `TIMESTAMP '2023-11-13'`],
    [`DATE_TRUNC('quarter', TIMESTAMP '2023-11-14 22:13:20')`, `TIMESTAMP '2023-10-01'`],
    [`DATE_TRUNC('minute', TIMESTAMP '1969-12-31 23:59:59.5')`, `TIMESTAMP '1969-12-31 23:59:00'`],
  ],
  evaluate: ([name, time]) => {
    const unit = unitOf(name);
    if (unit === 'WEEK') return Timestamp.ofDays(time.days - isoDayOfWeek(time.days) + 1);
    const micros = UNIT_MICROS[unit];
    if (micros !== undefined) return Timestamp.of(addInt64(time.micros, -(time.microsOfDay % micros)));
    const { year, month } = civilOf(time.days);
    const months = UNIT_MONTHS[unit]!;
    return Timestamp.ofDays(daysOf(year, month - ((month - 1) % months), 1));
  },
});
