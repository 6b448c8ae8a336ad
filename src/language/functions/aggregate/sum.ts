/** SUM: integers and decimals exactly, doubles compensated. */
import { finite } from '../../types/coerce.ts';
import { Decimal } from '../../types/decimal.ts';
import { MAX_PRECISION, sumAggregateSize } from '../../types/decimal-rules.ts';
import { INT64_MAX, INT64_MIN } from '../../types/int64.ts';
import { ANY, BIGINT } from '../../types/sql-type.ts';
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineAggregate } from '../define.ts';
import { addTo, asDouble, type ExactSum, emptySum, exactPart } from './exact-sum.ts';
import { addInterval, emptyIntervalSum, type IntervalSum, sumOfIntervals } from './interval-sum.ts';

export const sum = defineAggregate<ExactSum | IntervalSum>(
  ['SUM(value NUMERIC) → NUMERIC', 'SUM(value INTERVAL) → INTERVAL'],
  {
    returns: ([{ type } = { type: ANY }]) => {
      if (type.kind === 'DECIMAL') return { kind: 'DECIMAL', ...sumAggregateSize(type) };
      return type.kind === 'NULL' ? BIGINT : type;
    },
    doc: `The sum of the values that are not NULL; NULL where there are none.

- of BIGINT: a BIGINT, exact; a record error when the sum leaves 64 bits
- of DECIMAL(p, s): a DECIMAL(38, s), exact; a record error past 38 digits
- of INTERVAL: an INTERVAL; a record error past 285 years
- of DOUBLE: a DOUBLE, summed with compensation, so that the order of the rows changes at most the last digit
- of a column without a type: a DOUBLE if any value is one, else a DECIMAL if any is one (a string of digits counts as one), else an integer. A string that is no number is a record error.`,
    examples: [
      ['SUM(x) over x = 1, 2, NULL', '3'],
      ['SUM(x) over x = 0.1, 0.2', '0.3'],
      ['SUM(x) over x = 1e16, 1e0, -1e16', '1e0'],
      [`SUM(x) over x = '0.10', 1`, '1.1'],
      ["SUM(x) over x = INTERVAL '2' SECOND, INTERVAL '1' MINUTE", "INTERVAL '62' SECOND"],
      ['SUM(x) over x = NULL', 'NULL'],
    ],
    init: ({ returns }) => (returns.kind === 'INTERVAL' ? emptyIntervalSum() : emptySum()),
    add: (state, [value], _order, { returns }) => {
      if ('intervals' in state) return addInterval(state, value!);
      if (returns.kind === 'DOUBLE') return addTo(state, value!, 'DOUBLE');
      const { count, unscaled, scale, decimals, fraction, doubles, double, lost } = state;
      const next = addTo(state, value!, 'ANY');
      // A safe integer fits everything, and is what nearly every sum is.
      if (typeof next.unscaled === 'bigint' && !fits(next, returns.kind === 'BIGINT')) {
        const message = `Adding ${String(value)} to SUM leaves the range of ${returns.kind === 'BIGINT' ? 'BIGINT (64 bits): sum CAST(… AS DECIMAL(38, 0))' : 'DECIMAL (38 digits)'}`;
        Object.assign(state, { count, unscaled, scale, decimals, fraction, doubles, double, lost });
        throw new RecordError('overflow', message);
      }
      return next;
    },
    result: (state, { returns }): Value => {
      if ('intervals' in state) return sumOfIntervals(state);
      if (state.count === 0) return null;
      if (returns.kind === 'DOUBLE' || state.doubles > 0) return finite(asDouble(state));
      const exact = exactPart(state);
      if (returns.kind === 'DECIMAL') return exact;
      return state.decimals ? exact : exact.unscaled;
    },
  },
);

function fits({ unscaled, scale, decimals }: ExactSum, integer: boolean): boolean {
  if (integer || !decimals) return unscaled >= INT64_MIN && unscaled <= INT64_MAX;
  return Decimal.of(unscaled, scale).fits(MAX_PRECISION);
}
