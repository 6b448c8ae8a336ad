/** COUNT: how many rows, or how many values. */
import { hashKey } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';
import { defineAggregate } from '../define.ts';

export const count = defineAggregate<{ rows: number }>(['COUNT(*) → BIGINT', 'COUNT(value ANY) → BIGINT'], {
  doc: '`COUNT(*)` is how many rows there are, `COUNT(value)` how many of them have a value that is not NULL. 0 where there are none, never NULL.',
  examples: [
    ['COUNT(*) over x = 1, NULL, 1', '3'],
    ['COUNT(x) over x = 1, NULL, 1', '2'],
    ['COUNT(x) over x = NULL', '0'],
  ],
  init: () => ({ rows: 0 }),
  add: state => {
    state.rows++;
    return state;
  },
  result: ({ rows }) => rows,
});

export const countDistinct = defineAggregate<{ seen: Set<string | number> }>('COUNT_DISTINCT(value ANY) → BIGINT', {
  doc: 'How many different values there are; NULLs do not count. The same as `COUNT(DISTINCT value)`. Values that are equal count once: 1, 1.0 and 1e0 are one. Keeps every different value in state.',
  examples: [
    ['COUNT_DISTINCT(x) over x = 1, 1.0, 2, NULL', '2'],
    [`COUNT_DISTINCT(x) over x = 'a', 'A', 'a'`, '2'],
  ],
  keeps: 'distinct',
  init: () => ({ seen: new Set() }),
  add: (state, [value]) => {
    state.seen.add(hashKey(value as Value));
    return state;
  },
  result: ({ seen }) => seen.size,
});
