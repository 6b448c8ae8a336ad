/** UNNEST: one row for each element of a collection. */
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { describe } from '../../types/value-text.ts';
import { defineTable } from '../define.ts';

function rowsOf(collection: Value): readonly (readonly Value[])[] {
  if (collection === null) return [];
  if (Array.isArray(collection)) return collection.map(element => [element]);
  if (collection instanceof Map) return [...collection];
  throw new RecordError('argument', `UNNEST needs an array or a map, not ${describe(collection)}`);
}

export const unnest = defineTable(['UNNEST(collection ARRAY<T>) → T', 'UNNEST(collection MAP<K,V>) → V'], {
  aliases: ['EXPLODE'],
  doc: 'One row for each element of an array, in order, or for each entry of a map (key and value). It stands after FROM (`CROSS JOIN UNNEST(tags) AS t(tag)`) or alone in the select list, where several go in step: as many rows as the longest has elements, NULL beyond the end of the others. Rows that come of a table are keyed by `{_key, _element}`, its key and the number of the element, unless PRIMARY KEY items say otherwise. An empty collection and NULL give no row; WITH ORDINALITY adds the number of the row, from 1. A record error for a value that is no collection.',
  examples: [
    ['UNNEST(ARRAY[1, 2, NULL])', '1, 2, NULL'],
    ['UNNEST(ARRAY[])', ''],
  ],
  rows: rowsOf,
});
