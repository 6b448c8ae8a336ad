/** ARRAY_SLICE and its kind: arrays made of parts of others, in their order. */
import { castValue } from '../../types/coerce.ts';
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

type Elements = readonly Value[];

/** A place from 1 (0 is the first too), or from the end for a negative one, as an index from 0; negative beyond the start. */
const indexOf = (place: number | bigint, length: number): number =>
  Number(place) >= 0 ? Math.max(1, Number(place)) - 1 : length + Number(place);

export const arraySlice = defineScalar<[Elements, number | bigint, (number | bigint)?]>(
  'ARRAY_SLICE(array ARRAY<T>, first BIGINT [, last BIGINT]) → ARRAY<T>',
  {
    category: 'collection',
    doc: 'The elements from the place `first` to the place `last`, both with it, counted from 1, or from the end for a negative one; 0 is the first as well. To the end without `last`. Empty where they do not meet or lie outside. NULL when an argument is NULL.',
    examples: [
      ['ARRAY_SLICE(ARRAY[1, 2, 3, 4], 2, 3)', 'ARRAY[2, 3]'],
      ['ARRAY_SLICE(ARRAY[1, 2, 3, 4], 3)', 'ARRAY[3, 4]'],
      ['ARRAY_SLICE(ARRAY[1, 2, 3, 4], -2, -1)', 'ARRAY[3, 4]'],
      ['ARRAY_SLICE(ARRAY[1, 2], 2, 1)', 'ARRAY[]'],
    ],
    evaluate: ([array, first, last = -1]) =>
      array.slice(Math.max(0, indexOf(first, array.length)), Math.max(0, indexOf(last, array.length) + 1)),
  },
);

export const arrayConcat = defineScalar<[Elements, ...Elements[]]>(
  'ARRAY_CONCAT(array ARRAY<T> [, other ARRAY<T>, …]) → ARRAY<T>',
  {
    category: 'collection',
    aliases: ['ARRAY_CAT'],
    doc: 'The elements of all arrays, one after the other. NULL when one of them is NULL.',
    examples: [
      ['ARRAY_CONCAT(ARRAY[1, 2], ARRAY[2])', 'ARRAY[1, 2, 2]'],
      ['ARRAY_CONCAT(ARRAY[1], ARRAY[2.5], ARRAY[])', 'ARRAY[1, 2.5]'],
    ],
    evaluate: (arrays, { returns }) => castValue(arrays.flat(1) as Value[], returns),
  },
);

export const arrayAppend = defineScalar<[Elements | null, Value]>('ARRAY_APPEND(array ARRAY<T>, value T) → ARRAY<T>', {
  category: 'collection',
  nulls: 'handled',
  doc: 'The array with the value behind its elements; a NULL value becomes a NULL element. NULL when the array is NULL.',
  examples: [
    ['ARRAY_APPEND(ARRAY[1], 2)', 'ARRAY[1, 2]'],
    ['ARRAY_APPEND(ARRAY[1], NULL)', 'ARRAY[1, NULL]'],
  ],
  evaluate: ([array, value], { returns }) => array && castValue([...array, value], returns),
});

export const arrayPrepend = defineScalar<[Elements | null, Value]>(
  'ARRAY_PREPEND(array ARRAY<T>, value T) → ARRAY<T>',
  {
    category: 'collection',
    nulls: 'handled',
    doc: 'The array with the value in front of its elements; a NULL value becomes a NULL element. NULL when the array is NULL.',
    examples: [['ARRAY_PREPEND(ARRAY[1], 2)', 'ARRAY[2, 1]']],
    evaluate: ([array, value], { returns }) => array && castValue([value, ...array], returns),
  },
);

export const arrayReverse = defineScalar<[Elements]>('ARRAY_REVERSE(array ARRAY<T>) → ARRAY<T>', {
  category: 'collection',
  doc: 'The elements from the last to the first. NULL gives NULL.',
  examples: [['ARRAY_REVERSE(ARRAY[1, 2, 3])', 'ARRAY[3, 2, 1]']],
  evaluate: ([array]) => array.toReversed(),
});
