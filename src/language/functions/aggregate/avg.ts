/** AVG: the exact sum divided once. */
import { divideDouble } from '../../types/arithmetic.ts';
import { fitDecimal } from '../../types/coerce.ts';
import { Decimal } from '../../types/decimal.ts';
import { averageSize, MAX_PRECISION } from '../../types/decimal-rules.ts';
import { ANY, DOUBLE } from '../../types/sql-type.ts';
import type { Value } from '../../types/value.ts';
import { defineAggregate } from '../define.ts';
import { addTo, asDouble, type ExactSum, emptySum, exactPart } from './exact-sum.ts';
import { addInterval, averageOfIntervals, emptyIntervalSum, type IntervalSum } from './interval-sum.ts';

export const avg = defineAggregate<ExactSum | IntervalSum>(
  ['AVG(value NUMERIC) → NUMERIC', 'AVG(value INTERVAL) → INTERVAL'],
  {
    aliases: ['MEAN'],
    returns: ([{ type } = { type: ANY }]) => {
      if (type.kind === 'DECIMAL') return { kind: 'DECIMAL', ...averageSize(type) };
      if (type.kind === 'INTERVAL') return type;
      return type.kind === 'ANY' || type.kind === 'JSON' ? ANY : DOUBLE;
    },
    doc: `The sum of the values that are not NULL, divided by how many there are; NULL where there are none.

- of BIGINT and DOUBLE: a DOUBLE
- of DECIMAL(p, s): a DECIMAL(38, max(6, s)), rounded half-up
- of INTERVAL: an INTERVAL, rounded to the microsecond
- of a column without a type: a DECIMAL when there are decimals (or strings of digits) and no DOUBLE among the values, with 6 digits of fraction or as many as the longest of them; else a DOUBLE.`,
    examples: [
      ['AVG(x) over x = 1, 2, NULL', '1.5e0'],
      ['AVG(x) over x = 10.00, 10.00, 10.01', '10.003333'],
      ['AVG(x) over x = 1e0, 2e0', '1.5e0'],
      ["AVG(x) over x = INTERVAL '2' SECOND, INTERVAL '1' MINUTE", "INTERVAL '31' SECOND"],
      ['AVG(x) over x = NULL', 'NULL'],
    ],
    init: ({ returns }) => (returns.kind === 'INTERVAL' ? emptyIntervalSum() : emptySum()),
    add: (state, [value]) => ('intervals' in state ? addInterval(state, value!) : addTo(state, value!, 'ANY')),
    result: (state, { returns }): Value => {
      if ('intervals' in state) return averageOfIntervals(state);
      const { count, doubles, decimals, fraction } = state;
      if (count === 0) return null;
      if (doubles > 0 || !(decimals || returns.kind === 'DECIMAL')) return divideDouble(asDouble(state), count);
      const scale = returns.kind === 'DECIMAL' ? returns.scale : Math.min(fraction, MAX_PRECISION);
      return fitDecimal(exactPart(state).divide(Decimal.of(count, 0), scale), MAX_PRECISION, scale);
    },
  },
);
