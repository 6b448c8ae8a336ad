/** MIN and MAX, in the total order of values. */
import { compareValues } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';
import { defineAggregate } from '../define.ts';

interface Extreme {
  /** NULL before the first row. */
  value: Value;
}

export const min = defineAggregate<Extreme>('MIN(value T) → T', {
  doc: 'The least of the values that are not NULL; NULL where there are none. Numbers compare by value, strings by code point, times by time.',
  examples: [
    ['MIN(x) over x = 3, 1, NULL, 2', '1'],
    [`MIN(x) over x = 'b', 'B', 'a'`, `'B'`],
    ['MIN(x) over x = NULL', 'NULL'],
  ],
  init: () => ({ value: null }),
  add: (state, [value]) => {
    if (state.value === null || compareValues(value!, state.value) < 0) state.value = value!;
    return state;
  },
  result: ({ value }) => value,
});

export const max = defineAggregate<Extreme>('MAX(value T) → T', {
  doc: 'The greatest of the values that are not NULL; NULL where there are none. Numbers compare by value, strings by code point, times by time.',
  examples: [
    ['MAX(x) over x = 3, 10, NULL, 2', '10'],
    [`MAX(x) over x = DATE '2024-02-29', DATE '2023-12-31'`, `DATE '2024-02-29'`],
    ['MAX(x) over x = NULL', 'NULL'],
  ],
  init: () => ({ value: null }),
  add: (state, [value]) => {
    if (state.value === null || compareValues(value!, state.value) > 0) state.value = value!;
    return state;
  },
  result: ({ value }) => value,
});
