/** STRING_AGG: texts strung together in the order of the rows. */
import type { Value } from '../../types/value.ts';
import { textOf } from '../../types/value-text.ts';
import { defineAggregate, type RowOrder } from '../define.ts';
import { compareRows } from './row-order.ts';

interface Part extends RowOrder {
  readonly text: string;
}

interface Parts {
  /** In order of arrival. */
  readonly parts: Part[];
  /** The first row's; the argument is meant to be a constant. */
  separator: string;
}

export const stringAgg = defineAggregate<Parts, readonly [Exclude<Value, null>, (string | null)?]>(
  'STRING_AGG(value ANY [, separator STRING]) → STRING',
  {
    aliases: ['GROUP_CONCAT', 'LISTAGG', 'COLLECT'],
    doc: 'The values that are not NULL as text, with the separator between them (`,` unless given), in the order of the rows: event time, then topic, partition and offset. NULL where there are none. Keeps every value in state.',
    examples: [
      [`STRING_AGG(x, '; ') over x = 'a', NULL, 'b'`, `'a; b'`],
      ['STRING_AGG(x) over x = 1, 2.50', `'1,2.5'`],
      ['STRING_AGG(x) over x = NULL', 'NULL'],
    ],
    keeps: 'all',
    init: () => ({ parts: [], separator: ',' }),
    add: (state, [value, separator], { time, topic, partition, offset }) => {
      if (state.parts.length === 0 && separator !== undefined) state.separator = separator ?? '';
      state.parts.push({ time, topic, partition, offset, text: textOf(value) });
      return state;
    },
    result: ({ parts, separator }) =>
      parts.length === 0
        ? null
        : parts
            .toSorted(compareRows)
            .map(({ text }) => text)
            .join(separator),
  },
);
