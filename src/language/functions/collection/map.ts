/** MAP_KEYS and its kind: maps taken apart and put together. Keys are kept as text, in the order in which they came. */
import { castValue } from '../../types/coerce.ts';
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { textOf } from '../../types/value-text.ts';
import { defineScalar } from '../define.ts';

type Entries = ReadonlyMap<string, Value>;

export const mapKeys = defineScalar<[Entries]>('MAP_KEYS(map MAP<K,V>) → ARRAY<K>', {
  category: 'collection',
  doc: 'The keys of a map, in the order of MAP_VALUES. NULL gives NULL.',
  examples: [
    ["MAP_KEYS(MAP['x', 1, 'y', 2])", "ARRAY['x', 'y']"],
    ["MAP_KEYS(MAP[7, 'a'])", 'ARRAY[7]'],
  ],
  evaluate: ([map], { returns }) => castValue([...map.keys()], returns),
});

export const mapValues = defineScalar<[Entries]>('MAP_VALUES(map MAP<K,V>) → ARRAY<V>', {
  category: 'collection',
  doc: 'The values of a map, in the order of MAP_KEYS. NULL gives NULL.',
  examples: [["MAP_VALUES(MAP['x', 1, 'y', NULL])", 'ARRAY[1, NULL]']],
  evaluate: ([map]) => [...map.values()],
});

export const mapFromArrays = defineScalar<[readonly Value[], readonly Value[]]>(
  'MAP_FROM_ARRAYS(keys ARRAY<K>, values ARRAY<V>) → MAP<K,V>',
  {
    category: 'collection',
    doc: 'The map of the keys to the values in the same places; of equal keys the last counts. NULL when one of the arrays is NULL; a record error for a NULL key and for arrays of different lengths.',
    examples: [["MAP_FROM_ARRAYS(ARRAY['x', 'y'], ARRAY[1, 2])", "MAP['x', 1, 'y', 2]"]],
    evaluate: ([keys, values]) => {
      if (keys.length !== values.length)
        throw new RecordError('argument', `MAP_FROM_ARRAYS has ${keys.length} keys and ${values.length} values`);
      return new Map(
        keys.map((key, i) => {
          if (key === null) throw new RecordError('argument', 'A key of a MAP cannot be NULL');
          return [textOf(key), values[i]!] as const;
        }),
      );
    },
  },
);

export const mapUnion = defineScalar<readonly Entries[]>('MAP_UNION(map MAP<K,V> [, other MAP<K,V>, …]) → MAP<K,V>', {
  category: 'collection',
  aliases: ['MAP_CONCAT'],
  doc: 'The entries of all maps; of equal keys the last one’s value. NULL when one of the maps is NULL.',
  examples: [["MAP_UNION(MAP['x', 1], MAP['x', 2, 'y', 3])", "MAP['x', 2, 'y', 3]"]],
  evaluate: (maps, { returns }) => castValue(new Map(maps.flatMap(map => [...map])), returns),
});
