/** SUBSTRING, LEFT and RIGHT. */
import type { Int64 } from '../../types/value.ts';
import { characterCount, characterSlice } from '../code-points.ts';
import { defineScalar } from '../define.ts';

export const substring = defineScalar<[string, Int64, Int64?]>(
  'SUBSTRING(text STRING, start BIGINT [, length BIGINT]) → STRING',
  {
    category: 'string',
    aliases: ['SUBSTR'],
    doc: 'The part of the text that begins at character `start`, from 1 (from the end when negative; 0 is taken as 1), `length` characters long or to the end. Empty when `length` is 0 or nothing is there, NULL when it is negative, as in Flink. Also written `SUBSTRING(text FROM start FOR length)`.',
    examples: [
      [`SUBSTRING('ferris', 1, 3)`, `'fer'`],
      [`SUBSTRING('ferris', 4)`, `'ris'`],
      [`SUBSTRING('ferris', -3, 2)`, `'ri'`],
      [`SUBSTRING('ferris', 10)`, `''`],
      [`SUBSTRING('ferris', 2, 0)`, `''`],
      [`SUBSTRING('ferris', 2, -1)`, `NULL`],
    ],
    evaluate: ([text, start, length]) => {
      if (length !== undefined && length < 0) return null;
      const first = Number(start);
      const from = first > 0 ? first - 1 : first < 0 ? characterCount(text) + first : 0;
      return characterSlice(text, from, length === undefined ? Number.POSITIVE_INFINITY : from + Number(length));
    },
  },
);

export const left = defineScalar<[string, Int64]>('LEFT(text STRING, length BIGINT) → STRING', {
  category: 'string',
  doc: 'The first `length` characters of the text, all of it when it is shorter; empty when `length` is not above 0.',
  examples: [
    [`LEFT('ferris', 3)`, `'fer'`],
    [`LEFT('ferris', 99)`, `'ferris'`],
    [`LEFT('ferris', -1)`, `''`],
  ],
  evaluate: ([text, length]) => characterSlice(text, 0, Number(length)),
});

export const right = defineScalar<[string, Int64]>('RIGHT(text STRING, length BIGINT) → STRING', {
  category: 'string',
  doc: 'The last `length` characters of the text, all of it when it is shorter; empty when `length` is not above 0.',
  examples: [
    [`RIGHT('ferris', 3)`, `'ris'`],
    [`RIGHT('ferris', 99)`, `'ferris'`],
    [`RIGHT('ferris', 0)`, `''`],
  ],
  evaluate: ([text, length]) => {
    const count = characterCount(text);
    return Number(length) <= 0 ? '' : characterSlice(text, count - Number(length), count);
  },
});
