/** FIRST_VALUE and LAST_VALUE, by the rows' time and place and not by when they arrived. */
import type { Value } from '../../types/value.ts';
import { defineAggregate, type RowOrder } from '../define.ts';
import { compareRows, placeOf } from './row-order.ts';

interface Edge {
  value: Value;
  /** Undefined before the first row. */
  order: RowOrder | undefined;
}

export const firstValue = defineAggregate<Edge>('FIRST_VALUE(value T) → T', {
  aliases: ['FIRST'],
  doc: 'The first value that is not NULL, in the order of the rows: event time, then topic, partition and offset, whatever the order they were read in. NULL where there are none.',
  examples: [
    ['FIRST_VALUE(x) over x = NULL, 3, 1, 2', '3'],
    ['FIRST_VALUE(x) over x = NULL', 'NULL'],
  ],
  init: () => ({ value: null, order: undefined }),
  add: (state, [value], order) => {
    if (!state.order || compareRows(order, state.order) < 0) {
      state.value = value!;
      state.order = placeOf(order);
    }
    return state;
  },
  result: ({ value }) => value,
});

export const lastValue = defineAggregate<Edge>('LAST_VALUE(value T) → T', {
  aliases: ['LAST'],
  doc: 'The last value that is not NULL, in the order of the rows: event time, then topic, partition and offset, whatever the order they were read in. NULL where there are none.',
  examples: [
    ['LAST_VALUE(x) over x = 3, 1, 2, NULL', '2'],
    ['LAST_VALUE(x) over x = NULL', 'NULL'],
  ],
  init: () => ({ value: null, order: undefined }),
  add: (state, [value], order) => {
    if (!state.order || compareRows(order, state.order) >= 0) {
      state.value = value!;
      state.order = placeOf(order);
    }
    return state;
  },
  result: ({ value }) => value,
});
