/** The running sum behind SUM and AVG over INTERVALs: months and microseconds apart, as an INTERVAL keeps them. */
import { Interval } from '../../types/temporal.ts';
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';

export interface IntervalSum {
  intervals: number;
  months: number;
  micros: number;
}

export const emptyIntervalSum = (): IntervalSum => ({ intervals: 0, months: 0, micros: 0 });

/** @throws RecordError, before changing anything, past 2^53 microseconds (285 years) */
export function addInterval(sum: IntervalSum, value: Value): IntervalSum {
  if (!(value instanceof Interval)) throw new RecordError('argument', 'An INTERVAL is needed');
  const [months, micros] = [sum.months + value.months, sum.micros + value.micros];
  if (!Number.isSafeInteger(micros)) throw new RecordError('overflow', 'The sum of INTERVALs is beyond 285 years');
  return { intervals: sum.intervals + 1, months, micros };
}

export const sumOfIntervals = ({ intervals, months, micros }: IntervalSum): Value =>
  intervals === 0 ? null : Interval.of(months, micros);

const MICROS_OF_MONTH = 30 * 86_400 * 1_000_000;

/** Rounded to the microsecond; a part of a month counts as that part of 30 days, as in comparing INTERVALs. */
export function averageOfIntervals({ intervals, months, micros }: IntervalSum): Value {
  if (intervals === 0) return null;
  const whole = Math.trunc(months / intervals);
  const rest = (months - whole * intervals) / intervals;
  return Interval.of(whole, Math.round(rest * MICROS_OF_MONTH + micros / intervals));
}
