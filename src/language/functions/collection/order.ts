/** ARRAY_SORT, ARRAY_MIN, ARRAY_MAX: arrays by the order of their elements. */
import { compareValues } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

type Elements = readonly Value[];

export const arraySort = defineScalar<[Elements, boolean?, boolean?]>(
  'ARRAY_SORT(array ARRAY<T> [, ascending BOOLEAN] [, nulls_first BOOLEAN]) → ARRAY<T>',
  {
    category: 'collection',
    doc: 'The elements from the least to the greatest, from the greatest to the least when `ascending` is FALSE. NULL elements come first in the one order and last in the other, or as `nulls_first` says. NULL when an argument is NULL.',
    examples: [
      ['ARRAY_SORT(ARRAY[3, NULL, 1, 2])', 'ARRAY[NULL, 1, 2, 3]'],
      ['ARRAY_SORT(ARRAY[3, NULL, 1], FALSE)', 'ARRAY[3, 1, NULL]'],
      ['ARRAY_SORT(ARRAY[3, NULL, 1], TRUE, FALSE)', 'ARRAY[1, 3, NULL]'],
    ],
    evaluate: ([array, ascending = true, nullsFirst = ascending]) => {
      const nulls = array.filter(value => value === null);
      const sorted = array
        .filter(value => value !== null)
        .sort((a, b) => (ascending ? compareValues(a, b) : compareValues(b, a)));
      return nullsFirst ? [...nulls, ...sorted] : [...sorted, ...nulls];
    },
  },
);

/** @param sign 1 for the greatest, -1 for the least */
const extreme = (array: Elements, sign: number): Value =>
  array.reduce((best, value) => {
    if (value === null) return best;
    return best === null || sign * compareValues(value, best) > 0 ? value : best;
  }, null);

export const arrayMin = defineScalar<[Elements]>('ARRAY_MIN(array ARRAY<T>) → T', {
  category: 'collection',
  doc: 'The least element; NULLs do not count. NULL where there is none.',
  examples: [
    ['ARRAY_MIN(ARRAY[3, 1, NULL])', '1'],
    ['ARRAY_MIN(ARRAY[])', 'NULL'],
  ],
  evaluate: ([array]) => extreme(array, -1),
});

export const arrayMax = defineScalar<[Elements]>('ARRAY_MAX(array ARRAY<T>) → T', {
  category: 'collection',
  doc: 'The greatest element; NULLs do not count. NULL where there is none.',
  examples: [["ARRAY_MAX(ARRAY['a', 'c', 'b'])", "'c'"]],
  evaluate: ([array]) => extreme(array, 1),
});
