/** ARRAY_LENGTH: how many there are. */
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { describe } from '../../types/value-text.ts';
import { defineScalar } from '../define.ts';

export const arrayLength = defineScalar<[Exclude<Value, null>]>(
  ['ARRAY_LENGTH(array ARRAY<T>) → BIGINT', 'ARRAY_LENGTH(map MAP<K,V>) → BIGINT'],
  {
    category: 'collection',
    aliases: ['CARDINALITY', 'ARRAY_SIZE', 'SIZE'],
    doc: 'How many elements an array has, or how many entries a map; NULL elements count. NULL gives NULL.',
    examples: [
      ["ARRAY_LENGTH(ARRAY['a', NULL])", '2'],
      ['ARRAY_LENGTH(ARRAY[])', '0'],
      ["CARDINALITY(MAP['a', 1])", '1'],
    ],
    evaluate: ([collection]) => {
      if (Array.isArray(collection)) return collection.length;
      if (collection instanceof Map) return collection.size;
      throw new RecordError('argument', `ARRAY_LENGTH needs an array or a map, not ${describe(collection)}`);
    },
  },
);
