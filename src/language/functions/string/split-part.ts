/** SPLIT_PART. */
import type { Int64 } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const splitPart = defineScalar<[string, string, Int64]>(
  'SPLIT_PART(text STRING, separator STRING, index BIGINT) → STRING',
  {
    category: 'string',
    doc: 'The index-th part of the text cut at the separator, from 1; from the end when negative. NULL beyond the parts; a record error for index 0.',
    examples: [
      [`SPLIT_PART('a,b,c', ',', 2)`, `'b'`],
      [`SPLIT_PART('a,b,c', ',', -1)`, `'c'`],
      [`SPLIT_PART('a,b,c', ',', 4)`, 'NULL'],
    ],
    evaluate: ([text, separator, index]) => {
      if (index === 0)
        throw new RecordError('argument', 'SPLIT_PART counts from 1 (or from -1 at the end): index is 0');
      const parts = separator === '' ? [text] : text.split(separator);
      return parts.at(Number(index) > 0 ? Number(index) - 1 : Number(index)) ?? null;
    },
  },
);
