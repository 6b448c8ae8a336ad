/** STDDEV and VARIANCE, of a sample and of a population, in one pass (Welford's method). */
import { finite, toDouble, toNumeric } from '../../types/coerce.ts';
import type { Value } from '../../types/value.ts';
import { defineAggregate } from '../define.ts';

interface Spread {
  count: number;
  mean: number;
  /** The sum of the squared distances from the mean. */
  squares: number;
}

const NULLS = 'Numbers of every type are taken as DOUBLE; NULLs do not count.';

function spreadFunction(
  name: string,
  aliases: readonly string[],
  doc: string,
  examples: readonly (readonly [string, string])[],
  result: (spread: Spread) => number | null,
) {
  return defineAggregate<Spread>(`${name}(value NUMERIC) → DOUBLE`, {
    aliases,
    doc: `${doc} ${NULLS}`,
    examples,
    init: () => ({ count: 0, mean: 0, squares: 0 }),
    add: (state, [value]) => {
      const n = typeof value === 'number' ? value : toDouble(toNumeric(value as Exclude<Value, null>));
      state.count++;
      const before = n - state.mean;
      state.mean += before / state.count;
      state.squares += before * (n - state.mean);
      return state;
    },
    result: state => {
      const spread = result(state);
      return spread === null ? null : finite(spread);
    },
  });
}

const sample = ({ count, squares }: Spread): number | null => (count < 2 ? null : squares / (count - 1));
const population = ({ count, squares }: Spread): number | null => (count < 1 ? null : squares / count);
const root = (n: number | null): number | null => (n === null ? null : Math.sqrt(n));

export const stddev = spreadFunction(
  'STDDEV',
  ['STDDEV_SAMP'],
  'The standard deviation of the values as a sample (divided by n − 1); NULL for fewer than two.',
  [
    ['STDDEV(x) over x = 2, 4, 4, 4, 5, 5, 7, 9, NULL', '2.138089935299395e0'],
    ['STDDEV(x) over x = 1', 'NULL'],
  ],
  spread => root(sample(spread)),
);

export const stddevPop = spreadFunction(
  'STDDEV_POP',
  [],
  'The standard deviation of the values as the whole population (divided by n); NULL where there are none.',
  [
    ['STDDEV_POP(x) over x = 2, 4, 4, 4, 5, 5, 7, 9', '2e0'],
    ['STDDEV_POP(x) over x = 1', '0e0'],
  ],
  spread => root(population(spread)),
);

export const variance = spreadFunction(
  'VARIANCE',
  ['VAR_SAMP'],
  'The variance of the values as a sample (divided by n − 1); NULL for fewer than two.',
  [
    ['VARIANCE(x) over x = 1, 2, 3, 4', '1.6666666666666667e0'],
    ['VARIANCE(x) over x = 1', 'NULL'],
  ],
  sample,
);

export const varPop = spreadFunction(
  'VAR_POP',
  [],
  'The variance of the values as the whole population (divided by n); NULL where there are none.',
  [
    ['VAR_POP(x) over x = 1, 2, 3, 4', '1.25e0'],
    ['VAR_POP(x) over x = NULL', 'NULL'],
  ],
  population,
);
