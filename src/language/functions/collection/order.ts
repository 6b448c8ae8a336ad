/** ARRAY_SORT, ARRAY_MIN, ARRAY_MAX: arrays by the order of their elements. */
import { compareValues } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

type Elements = readonly Value[];

const known = (array: Elements): readonly Value[] => array.filter(value => value !== null);

export const arraySort = defineScalar<[Elements, boolean?]>(
  'ARRAY_SORT(array ARRAY<T> [, descending BOOLEAN]) → ARRAY<T>',
  {
    category: 'collection',
    doc: 'The elements from the least to the greatest, or the other way round; NULLs come last either way. NULL gives NULL.',
    examples: [
      ['ARRAY_SORT(ARRAY[3, NULL, 1, 2])', 'ARRAY[1, 2, 3, NULL]'],
      ['ARRAY_SORT(ARRAY[3, NULL, 1], TRUE)', 'ARRAY[3, 1, NULL]'],
    ],
    evaluate: ([array, descending = false]) => {
      const sorted = known(array).toSorted((a, b) => (descending ? compareValues(b, a) : compareValues(a, b)));
      return [...sorted, ...array.filter(value => value === null)];
    },
  },
);

export const arrayMin = defineScalar<[Elements]>('ARRAY_MIN(array ARRAY<T>) → T', {
  category: 'collection',
  doc: 'The least element; NULLs do not count. NULL where there is none.',
  examples: [
    ['ARRAY_MIN(ARRAY[3, 1, NULL])', '1'],
    ['ARRAY_MIN(ARRAY[])', 'NULL'],
  ],
  evaluate: ([array]) => known(array).toSorted(compareValues)[0] ?? null,
});

export const arrayMax = defineScalar<[Elements]>('ARRAY_MAX(array ARRAY<T>) → T', {
  category: 'collection',
  doc: 'The greatest element; NULLs do not count. NULL where there is none.',
  examples: [["ARRAY_MAX(ARRAY['a', 'c', 'b'])", "'c'"]],
  evaluate: ([array]) => known(array).toSorted(compareValues).at(-1) ?? null,
});
