/** ARRAY_CONTAINS, ARRAY_POSITION, ELEMENT_AT: what is in a collection, and where. */
import { toDouble, toNumeric } from '../../types/coerce.ts';
import { equalOperands } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { describe, textOf } from '../../types/value-text.ts';
import { defineScalar } from '../define.ts';

type Elements = readonly Value[];

const equals = (element: Value, wanted: Value): boolean => element !== null && equalOperands(element, wanted);

export const arrayContains = defineScalar<[Elements | null, Value]>(
  'ARRAY_CONTAINS(array ARRAY<T>, value T) → BOOLEAN',
  {
    category: 'collection',
    nulls: 'handled',
    doc: 'Whether an element equals the value; NULL equals NULL here, as in Flink. NULL when the array is NULL. A record error where the two cannot be compared.',
    examples: [
      ['ARRAY_CONTAINS(ARRAY[1, 2], 2)', 'TRUE'],
      ['ARRAY_CONTAINS(ARRAY[1, NULL], 3)', 'FALSE'],
      ['ARRAY_CONTAINS(ARRAY[1, NULL], NULL)', 'TRUE'],
      ['ARRAY_CONTAINS(ARRAY[1, 2.50], 2.5)', 'TRUE'],
    ],
    evaluate: ([array, value]) =>
      array === null ? null : value === null ? array.includes(null) : array.some(element => equals(element, value)),
  },
);

export const arrayPosition = defineScalar<[Elements, Value]>('ARRAY_POSITION(array ARRAY<T>, value T) → BIGINT', {
  category: 'collection',
  doc: 'The place of the first element that equals the value, from 1; 0 when there is none. NULL when the array or the value is NULL.',
  examples: [
    ["ARRAY_POSITION(ARRAY['a', 'b', 'b'], 'b')", '2'],
    ["ARRAY_POSITION(ARRAY['a'], 'x')", '0'],
  ],
  evaluate: ([array, value]) => array.findIndex(element => equals(element, value)) + 1,
});

export const elementAt = defineScalar<[Exclude<Value, null>, Exclude<Value, null>]>(
  ['ELEMENT_AT(array ARRAY<T>, place BIGINT) → T', 'ELEMENT_AT(map MAP<K,V>, key K) → V'],
  {
    category: 'collection',
    doc: 'The element at a place, from 1, or from the end for a negative one: -1 is the last; of a map the value of a key. NULL when there is none, or when an argument is NULL. A record error for place 0.',
    examples: [
      ["ELEMENT_AT(ARRAY['a', 'b'], 1)", "'a'"],
      ["ELEMENT_AT(ARRAY['a', 'b'], -1)", "'b'"],
      ["ELEMENT_AT(ARRAY['a', 'b'], 3)", 'NULL'],
      ["ELEMENT_AT(MAP['x', 7], 'x')", '7'],
      ["ELEMENT_AT(MAP['x', 7], 'y')", 'NULL'],
    ],
    evaluate: ([collection, at]) => {
      if (collection instanceof Map) return (collection as ReadonlyMap<string, Value>).get(textOf(at)) ?? null;
      if (!Array.isArray(collection))
        throw new RecordError('argument', `ELEMENT_AT needs an array or a map, not ${describe(collection)}`);
      const place = toDouble(toNumeric(at));
      if (place === 0) throw new RecordError('argument', 'ELEMENT_AT counts elements from 1, or from -1 at the end');
      return (collection as Elements).at(place > 0 ? place - 1 : place) ?? null;
    },
  },
);

export const mapContainsKey = defineScalar<[ReadonlyMap<string, Value>, Exclude<Value, null>]>(
  'MAP_CONTAINS_KEY(map MAP<K,V>, key K) → BOOLEAN',
  {
    category: 'collection',
    aliases: ['MAP_CONTAINS'],
    doc: 'Whether the map has the key, be its value NULL. NULL when the map or the key is NULL.',
    examples: [
      ["MAP_CONTAINS_KEY(MAP['x', NULL], 'x')", 'TRUE'],
      ["MAP_CONTAINS_KEY(MAP['x', 1], 'y')", 'FALSE'],
    ],
    evaluate: ([map, key]) => map.has(textOf(key)),
  },
);
