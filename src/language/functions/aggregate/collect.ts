/** ARRAY_AGG, MIN_BY, MAX_BY and TOPK: values themselves, not numbers about them. */
import { toDouble, toNumeric } from '../../types/coerce.ts';
import { compareValues } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { textOf } from '../../types/value-text.ts';
import { defineAggregate, type RowOrder } from '../define.ts';
import { compareRows, placeOf } from './row-order.ts';

interface Part extends RowOrder {
  readonly value: Value;
}

export const arrayAgg = defineAggregate<{ readonly parts: Part[] }, readonly [Value]>('ARRAY_AGG(value T) → ARRAY<T>', {
  skipsNulls: false,
  keeps: 'all',
  doc: 'The values as an array, NULLs too, in the order of the rows: event time, then topic, partition and offset, or in that of an ORDER BY inside the brackets. NULL where there are no rows.',
  examples: [
    ['ARRAY_AGG(x) over x = 3, 1, NULL', 'ARRAY[3, 1, NULL]'],
    ["ARRAY_AGG(x) over x = 'a'", "ARRAY['a']"],
  ],
  init: () => ({ parts: [] }),
  add: (state, [value], { time, topic, partition, offset }) => {
    state.parts.push({ value, time, topic, partition, offset });
    return state;
  },
  result: ({ parts }) => (parts.length === 0 ? null : parts.toSorted(compareRows).map(({ value }) => value)),
});

interface Best {
  value: Value;
  /** NULL before the first row. */
  by: Value;
  /** That row's; null before the first. */
  order: RowOrder | null;
}

function bestBy(name: 'MIN_BY' | 'MAX_BY', sign: 1 | -1) {
  const word = sign > 0 ? 'least' : 'greatest';
  return defineAggregate<Best, readonly [Value, Value]>(`${name}(value T, by K) → T`, {
    aliases: [name === 'MIN_BY' ? 'ARG_MIN' : 'ARG_MAX'],
    skipsNulls: false,
    doc: `The value of the row where \`by\` is ${word}, of several the first by event time, then topic, partition and offset. Rows where \`by\` is NULL do not count; NULL where there are no others.`,
    examples: [
      [
        `${name}(symbol, price) over symbol, price = ('a', 2), ('b', 1), ('c', 3), ('d', NULL)`,
        sign > 0 ? "'b'" : "'c'",
      ],
      [`${name}(symbol, price) over symbol, price = ('a', 1), ('b', 1)`, "'a'"],
      [`${name}(symbol, price) over symbol, price = ('a', NULL)`, 'NULL'],
    ],
    init: () => ({ value: null, by: null, order: null }),
    add: (state, [value, by], order) => {
      if (by === null) return state;
      const difference =
        state.order === null ? -1 : compareValues(by, state.by) * sign || compareRows(order, state.order);
      return difference < 0 ? { value, by, order: placeOf(order) } : state;
    },
    result: ({ value }) => value,
  });
}

export const minBy = bestBy('MIN_BY', 1);
export const maxBy = bestBy('MAX_BY', -1);

/** @throws RecordError for a number that is none */
function countOf(value: Value): number {
  const count = value === null ? Number.NaN : toDouble(toNumeric(value));
  if (Number.isInteger(count) && count >= 1 && count <= 10_000) return count;
  throw new RecordError('argument', `TOPK keeps 1 to 10000 values, not ${value === null ? 'NULL' : textOf(value)}`);
}

interface Top {
  /** Greatest first, at most `count`. */
  readonly values: Exclude<Value, null>[];
}

export const topk = defineAggregate<Top, readonly [Exclude<Value, null>, Value]>(
  'TOPK(value T, count BIGINT) → ARRAY<T>',
  {
    literals: { count: countOf },
    doc: 'The greatest values, as many as `count` says, the greatest first; equal ones count each. NULLs do not count; NULL where there are none. A record error for a count below 1 or above 10000.',
    examples: [
      ['TOPK(x, 2) over x = 1, 3, 2, NULL', 'ARRAY[3, 2]'],
      ['TOPK(x, 2) over x = NULL', 'NULL'],
    ],
    init: () => ({ values: [] }),
    add: (state, [value, count]) => {
      const most = countOf(count);
      const { values } = state;
      const last = values.at(-1);
      if (values.length >= most && compareValues(value, last!) <= 0) return state;
      const at = values.findIndex(other => compareValues(value, other) > 0);
      values.splice(at < 0 ? values.length : at, 0, value);
      if (values.length > most) values.pop();
      return state;
    },
    result: ({ values }) => (values.length === 0 ? null : [...values]),
  },
);
