/** JOIN: the texts of an array in one. */
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const join = defineScalar<[readonly Value[], string, string?]>(
  'JOIN(parts ARRAY<STRING>, separator STRING [, absent STRING]) → STRING',
  {
    category: 'string',
    aliases: ['ARRAY_JOIN', 'ARRAY_TO_STRING'],
    doc: 'The texts of the array one after the other, with the separator between them: what SPLIT takes apart. Other elements are written as text. A NULL element is left out, or written as `absent`; an empty array gives an empty text, NULL gives NULL.',
    examples: [
      [`JOIN(ARRAY['a', 'b', 'c'], '-')`, `'a-b-c'`],
      [`JOIN(ARRAY['a', NULL, 'c'], '-')`, `'a-c'`],
      [`JOIN(ARRAY['a', NULL, 'c'], '-', '?')`, `'a-?-c'`],
      ["ARRAY_JOIN(ARRAY[1, 2.50], ', ')", `'1, 2.5'`],
    ],
    evaluate: ([parts, separator, absent]) =>
      parts.flatMap(part => (part === null ? (absent ?? []) : [String(part)])).join(separator),
  },
);
