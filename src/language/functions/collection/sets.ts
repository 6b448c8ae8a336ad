/** ARRAY_DISTINCT and its kind: arrays as sets. Elements are the same when they are equal, and NULL is the same as NULL. */
import { castValue } from '../../types/coerce.ts';
import { equalOperands, hashKey } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

type Elements = readonly Value[];

const keyOf = (value: Value): string | number => (value === null ? '\0n' : hashKey(value));

/** Each element once, where it stands first. */
function distinct(array: Elements): Value[] {
  const found = new Map<string | number, Value>();
  for (const value of array) if (!found.has(keyOf(value))) found.set(keyOf(value), value);
  return [...found.values()];
}

const keys = (array: Elements): ReadonlySet<string | number> => new Set(array.map(keyOf));

export const arrayDistinct = defineScalar<[Elements]>('ARRAY_DISTINCT(array ARRAY<T>) → ARRAY<T>', {
  category: 'collection',
  doc: 'Each element once, in the order in which they come first; 1 and 1.0 are one. NULL gives NULL.',
  examples: [
    ["ARRAY_DISTINCT(ARRAY['b', 'a', 'b'])", "ARRAY['b', 'a']"],
    ['ARRAY_DISTINCT(ARRAY[1, NULL, 1.0, NULL])', 'ARRAY[1, NULL]'],
  ],
  evaluate: ([array]) => distinct(array),
});

export const arrayUnion = defineScalar<[Elements, Elements]>('ARRAY_UNION(array ARRAY<T>, other ARRAY<T>) → ARRAY<T>', {
  category: 'collection',
  doc: 'Each element of the two arrays once. NULL when one of them is NULL.',
  examples: [['ARRAY_UNION(ARRAY[1, 2], ARRAY[2, 3])', 'ARRAY[1, 2, 3]']],
  evaluate: ([array, other], { returns }) => castValue(distinct([...array, ...other]), returns),
});

export const arrayIntersect = defineScalar<[Elements, Elements]>(
  'ARRAY_INTERSECT(array ARRAY<T>, other ARRAY<T>) → ARRAY<T>',
  {
    category: 'collection',
    doc: 'Each element of the first array that the other one has too, once. NULL when one of them is NULL.',
    examples: [['ARRAY_INTERSECT(ARRAY[1, 2, 2], ARRAY[2, 3])', 'ARRAY[2]']],
    evaluate: ([array, other], { returns }) => {
      const wanted = keys(other);
      const kept = distinct(array).filter(value => wanted.has(keyOf(value)));
      return castValue(kept, returns);
    },
  },
);

export const arrayExcept = defineScalar<[Elements, Elements]>(
  'ARRAY_EXCEPT(array ARRAY<T>, other ARRAY<T>) → ARRAY<T>',
  {
    category: 'collection',
    doc: 'Each element of the first array that the other one has not, once. NULL when one of them is NULL.',
    examples: [['ARRAY_EXCEPT(ARRAY[1, 1, 2], ARRAY[2])', 'ARRAY[1]']],
    evaluate: ([array, other], { returns }) => {
      const unwanted = keys(other);
      const kept = distinct(array).filter(value => !unwanted.has(keyOf(value)));
      return castValue(kept, returns);
    },
  },
);

export const arrayRemove = defineScalar<[Elements | null, Value]>('ARRAY_REMOVE(array ARRAY<T>, value T) → ARRAY<T>', {
  category: 'collection',
  nulls: 'handled',
  doc: 'The array without the elements that equal the value; NULL takes the NULL elements out. NULL when the array is NULL. A record error where the two cannot be compared.',
  examples: [
    ['ARRAY_REMOVE(ARRAY[1, 2, 1], 1)', 'ARRAY[2]'],
    ['ARRAY_REMOVE(ARRAY[1, NULL], NULL)', 'ARRAY[1]'],
  ],
  evaluate: ([array, value], { returns }) => {
    const goes = (element: Value): boolean =>
      element === null || value === null ? element === value : equalOperands(element, value);
    return (
      array &&
      castValue(
        array.filter(element => !goes(element)),
        returns,
      )
    );
  },
});
