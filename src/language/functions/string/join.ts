/** JOIN: texts in one, out of an array or one by one. */
import type { Value } from '../../types/value.ts';
import { textOf } from '../../types/value-text.ts';
import { defineScalar } from '../define.ts';

const texts = (values: readonly Value[], absent: Value | undefined): readonly string[] =>
  values
    .flatMap(value => (value === null ? (absent ?? []) : [value]))
    .map(value => textOf(value as Exclude<Value, null>));

export const join = defineScalar<readonly Value[]>(
  [
    'JOIN(parts ARRAY<STRING>, separator STRING [, absent STRING]) → STRING',
    'JOIN(separator STRING, value ANY, …) → STRING',
  ],
  {
    category: 'string',
    aliases: ['ARRAY_JOIN', 'ARRAY_TO_STRING'],
    nulls: 'handled',
    doc: 'The elements of an array as text, one after the other, with the separator between them: what SPLIT takes apart. A NULL element is left out, or written as `absent`; an empty array gives an empty text, a NULL array NULL. With the separator first it is CONCAT_WS: the values that follow, NULLs left out. NULL when the separator is NULL.',
    examples: [
      [`JOIN(ARRAY['a', 'b', 'c'], '-')`, `'a-b-c'`],
      [`JOIN(ARRAY['a', NULL, 'c'], '-')`, `'a-c'`],
      [`JOIN(ARRAY['a', NULL, 'c'], '-', '?')`, `'a-?-c'`],
      ["ARRAY_JOIN(ARRAY[1, 2.50], ', ')", `'1, 2.5'`],
      ["JOIN(', ', 'Paris', NULL, 'France')", `'Paris, France'`],
      ["JOIN(NULL, 'a', 'b')", 'NULL'],
    ],
    evaluate: ([first = null, second = null, ...rest]) => {
      if (first === null) return null;
      if (!Array.isArray(first)) return texts([second, ...rest], undefined).join(textOf(first));
      return second === null ? null : texts(first, rest[0]).join(textOf(second));
    },
  },
);
