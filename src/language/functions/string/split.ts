/** SPLIT and SPLIT_INDEX: a text cut at a separator. */
import type { Int64 } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const split = defineScalar<[string, string]>('SPLIT(text STRING, separator STRING) → ARRAY<STRING>', {
  category: 'string',
  aliases: ['STRING_TO_ARRAY'],
  doc: 'The parts of the text between the separators, also the empty ones; the whole text as the only part when the separator is not in it. An empty separator cuts between all characters. NULL when an argument is. JOIN puts the parts together again.',
  examples: [
    [`SPLIT('a,b,c', ',')`, `ARRAY['a', 'b', 'c']`],
    [`SPLIT(',b,', ',')`, `ARRAY['', 'b', '']`],
    [`SPLIT('abc', ';')`, `ARRAY['abc']`],
    [`SPLIT('a🦀', '')`, `ARRAY['a', '🦀']`],
    [`SPLIT(NULL, ',')`, 'NULL'],
  ],
  evaluate: ([text, separator]) => (separator === '' ? Array.from(text) : text.split(separator)),
});

export const splitIndex = defineScalar<[string, string, Int64]>(
  'SPLIT_INDEX(text STRING, separator STRING, index BIGINT) → STRING',
  {
    category: 'string',
    doc: "The index-th part of the text cut at the separator, from 0, as in Flink; SPLIT_PART counts from 1. NULL beyond the parts, for a negative index and when an argument is NULL. An empty separator doesn't cut.",
    examples: [
      [`SPLIT_INDEX('a,b,c', ',', 0)`, `'a'`],
      [`SPLIT_INDEX('a,b,c', ',', 3)`, 'NULL'],
      [`SPLIT_INDEX('a,b,c', ',', -1)`, 'NULL'],
    ],
    evaluate: ([text, separator, index]) => {
      const parts = separator === '' ? [text] : text.split(separator);
      return parts[Number(index)] ?? null;
    },
  },
);
