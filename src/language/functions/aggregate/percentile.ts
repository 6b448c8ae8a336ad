/** Percentiles: the value below which a share of the values lies. */

import { finite, toDouble, toNumeric } from '../../types/coerce.ts';
import { compareValues } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';
import { defineAggregate } from '../define.ts';
import { SHARE_LITERAL, shareOf } from './share.ts';

interface Values {
  readonly values: Exclude<Value, null>[];
  /** The first row's; the argument is meant to be a constant. */
  fraction: number;
}

const start = (fraction: number): Values => ({ values: [], fraction });

type Args = readonly [Exclude<Value, null>, Value?, boolean?];

function collect(state: Values, [value, fraction, descending]: Args): Values {
  if (state.values.length === 0 && fraction !== undefined) {
    const share = shareOf(fraction);
    state.fraction = descending ? 1 - share : share;
  }
  state.values.push(value);
  return state;
}

/** Between the two values that the share falls between, in proportion. */
function continuous({ values, fraction }: Values): number | null {
  if (values.length === 0) return null;
  const numbers = values.map(value => toDouble(toNumeric(value))).sort((a, b) => a - b);
  const place = fraction * (numbers.length - 1);
  const [low, high] = [numbers[Math.floor(place)]!, numbers[Math.ceil(place)]!];
  return finite(low + (high - low) * (place - Math.floor(place)));
}

export const percentileCont = defineAggregate<Values, Args>(
  'PERCENTILE_CONT(value NUMERIC, share DOUBLE [, descending BOOLEAN]) → DOUBLE',
  {
    orderedSet: true,
    literals: SHARE_LITERAL,
    keeps: 'all',
    doc: 'The value below which this share (0 to 1) of the values lies, interpolated between neighbours; `PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY latency)` says the same. NULLs do not count; NULL where there are none. A record error for a share outside 0 to 1.',
    examples: [
      ['PERCENTILE_CONT(x, 0.5) over x = 1, 2, 3, 4', '2.5e0'],
      ['PERCENTILE_CONT(x, 0.9, TRUE) over x = 1, 2, 3, NULL', '1.2e0'],
      ['PERCENTILE_CONT(x, 0.5) over x = NULL', 'NULL'],
    ],
    init: () => start(0.5),
    add: (state, args) => collect(state, args),
    result: continuous,
  },
);

export const percentileDisc = defineAggregate<Values, Args>(
  'PERCENTILE_DISC(value T, share DOUBLE [, descending BOOLEAN]) → T',
  {
    orderedSet: true,
    literals: SHARE_LITERAL,
    keeps: 'all',
    doc: 'The first of the sorted values at which this share (0 to 1) of them is reached: always one of the values, of any type that has an order; `PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY x)` says the same. NULLs do not count; NULL where there are none. A record error for a share outside 0 to 1.',
    examples: [
      ['PERCENTILE_DISC(x, 0.5) over x = 1, 2, 3, 4', '2'],
      ["PERCENTILE_DISC(x, 1.0) over x = 'a', 'c', 'b'", "'c'"],
      ['PERCENTILE_DISC(x, 0.5) over x = NULL', 'NULL'],
    ],
    init: () => start(0.5),
    add: (state, args) => collect(state, args),
    result: ({ values, fraction }) => {
      const sorted = values.toSorted(compareValues);
      return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? null;
    },
  },
);

export const median = defineAggregate<Values, Args>('MEDIAN(value NUMERIC) → DOUBLE', {
  keeps: 'all',
  doc: 'The middle of the sorted values, between the two middle ones when their number is even: PERCENTILE_CONT(value, 0.5). NULLs do not count; NULL where there are none.',
  examples: [
    ['MEDIAN(x) over x = 3, 1, 2', '2e0'],
    ['MEDIAN(x) over x = 1, 2, NULL', '1.5e0'],
    ['MEDIAN(x) over x = NULL', 'NULL'],
  ],
  init: () => start(0.5),
  add: (state, [value]) => collect(state, [value]),
  result: continuous,
});
