/** How two columns move together: correlation, covariance, the line of least squares. */
import { finite, toDouble, toNumeric } from '../../types/coerce.ts';
import type { Value } from '../../types/value.ts';
import { defineAggregate } from '../define.ts';

/** Welford's running moments, which do not cancel as sums of squares do. */
interface Moments {
  count: number;
  meanX: number;
  meanY: number;
  squaresX: number;
  squaresY: number;
  products: number;
}

const NULLS = 'Numbers of every type are taken as DOUBLE; rows where one of the two is NULL do not count.';

type Pair = readonly [Exclude<Value, null>, Value];

function pairFunction(
  name: string,
  doc: string,
  examples: readonly (readonly [string, string])[],
  result: (moments: Moments) => number | null,
) {
  return defineAggregate<Moments, Pair>(`${name}(y NUMERIC, x NUMERIC) → DOUBLE`, {
    doc: `${doc} ${NULLS}`,
    examples,
    init: () => ({ count: 0, meanX: 0, meanY: 0, squaresX: 0, squaresY: 0, products: 0 }),
    add: (state, [first, second]) => {
      if (second === null) return state;
      const y = toDouble(toNumeric(first));
      const x = toDouble(toNumeric(second));
      state.count++;
      const dx = x - state.meanX;
      const dy = y - state.meanY;
      state.meanX += dx / state.count;
      state.meanY += dy / state.count;
      state.squaresX += dx * (x - state.meanX);
      state.squaresY += dy * (y - state.meanY);
      state.products += dx * (y - state.meanY);
      return state;
    },
    result: state => {
      const value = result(state);
      return value === null ? null : finite(value);
    },
  });
}

export const covarPop = pairFunction(
  'COVAR_POP',
  'The covariance of two columns as the whole population (divided by n); NULL where there are no pairs.',
  [
    ['COVAR_POP(y, x) over y, x = (2, 1), (6, 3), (NULL, 9)', '2e0'],
    ['COVAR_POP(y, x) over y, x = (1, 5), (2, 5)', '0e0'],
    ['COVAR_POP(y, x) over y, x = (1, NULL)', 'NULL'],
  ],
  ({ count, products }) => (count < 1 ? null : products / count),
);

export const covarSamp = pairFunction(
  'COVAR_SAMP',
  'The covariance of two columns as a sample (divided by n − 1); NULL for fewer than two pairs.',
  [
    ['COVAR_SAMP(y, x) over y, x = (2, 1), (6, 3), (NULL, 9)', '4e0'],
    ['COVAR_SAMP(y, x) over y, x = (1, 5), (2, 5)', '0e0'],
    ['COVAR_SAMP(y, x) over y, x = (1, NULL)', 'NULL'],
  ],
  ({ count, products }) => (count < 2 ? null : products / (count - 1)),
);

export const corr = pairFunction(
  'CORR',
  'Pearson’s correlation of two columns, from −1 to 1; NULL where there are no pairs or one of the columns is always the same.',
  [
    ['CORR(y, x) over y, x = (6, 1), (4, 2), (2, 3)', '-1e0'],
    ['CORR(y, x) over y, x = (1, 5), (2, 5)', 'NULL'],
    ['CORR(y, x) over y, x = (1, NULL)', 'NULL'],
  ],
  ({ squaresX, squaresY, products }) =>
    squaresX === 0 || squaresY === 0 ? null : Math.max(-1, Math.min(1, products / Math.sqrt(squaresX * squaresY))),
);

export const regrSlope = pairFunction(
  'REGR_SLOPE',
  'The slope of the line of least squares through the points (x, y): how much y grows with x. NULL where there are no pairs or x is always the same.',
  [
    ['REGR_SLOPE(y, x) over y, x = (2, 1), (4, 2), (6, 3)', '2e0'],
    ['REGR_SLOPE(y, x) over y, x = (1, 5), (2, 5)', 'NULL'],
    ['REGR_SLOPE(y, x) over y, x = (1, NULL)', 'NULL'],
  ],
  ({ squaresX, products }) => (squaresX === 0 ? null : products / squaresX),
);

export const regrIntercept = pairFunction(
  'REGR_INTERCEPT',
  'Where the line of least squares through the points (x, y) meets x = 0. NULL where there are no pairs or x is always the same.',
  [
    ['REGR_INTERCEPT(y, x) over y, x = (2.5, 1), (4.5, 2), (6.5, 3)', '0.5e0'],
    ['REGR_INTERCEPT(y, x) over y, x = (1, 5), (2, 5)', 'NULL'],
    ['REGR_INTERCEPT(y, x) over y, x = (1, NULL)', 'NULL'],
  ],
  ({ squaresX, products, meanX, meanY }) => (squaresX === 0 ? null : meanY - (products / squaresX) * meanX),
);

export const regrR2 = pairFunction(
  'REGR_R2',
  'How much of the spread of y the line of least squares explains, from 0 to 1: the square of CORR, and 1 where y is always the same. NULL where there are no pairs or x is always the same.',
  [
    ['REGR_R2(y, x) over y, x = (1, 1), (1, 2), (0, 1), (2, 2)', '0.5e0'],
    ['REGR_R2(y, x) over y, x = (1, 5), (2, 5)', 'NULL'],
    ['REGR_R2(y, x) over y, x = (1, NULL)', 'NULL'],
  ],
  ({ squaresX, squaresY, products }) =>
    squaresX === 0 ? null : squaresY === 0 ? 1 : Math.min(1, products ** 2 / (squaresX * squaresY)),
);
