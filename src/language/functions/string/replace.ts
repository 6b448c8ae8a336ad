/** REPLACE, REVERSE and REPEAT. */
import type { Int64 } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const replace = defineScalar<[string, string, string]>(
  'REPLACE(text STRING, search STRING, replacement STRING) → STRING',
  {
    category: 'string',
    doc: 'The text with every occurrence of `search` replaced. Unchanged when `search` is empty.',
    examples: [
      [`REPLACE('a-b-c', '-', '+')`, `'a+b+c'`],
      [`REPLACE('price: $5', '$5', '$&')`, `'price: $&'`],
      [`REPLACE('abc', '', 'x')`, `'abc'`],
    ],
    evaluate: ([text, search, replacement]) => (search === '' ? text : text.replaceAll(search, () => replacement)),
  },
);

export const reverse = defineScalar<[string]>('REVERSE(text STRING) → STRING', {
  category: 'string',
  doc: 'The characters of the text from the last to the first.',
  examples: [
    [`REVERSE('abc')`, `'cba'`],
    [`REVERSE('a🦀')`, `'🦀a'`],
  ],
  evaluate: ([text]) => Array.from(text).reverse().join(''),
});

/** A row must not be able to ask for more memory than a record may have. */
const LONGEST = 16 * 1024 * 1024;

export function tooLong(name: string): RecordError {
  return new RecordError('overflow', `${name} would make a text of more than 16 million characters`);
}

export const repeat = defineScalar<[string, Int64]>('REPEAT(text STRING, times BIGINT) → STRING', {
  category: 'string',
  doc: 'The text so many times over; empty when `times` is not above 0. A record error beyond 16 million characters.',
  examples: [
    [`REPEAT('ab', 3)`, `'ababab'`],
    [`REPEAT('ab', 0)`, `''`],
  ],
  evaluate: ([text, times]) => {
    if (text.length * Number(times) > LONGEST) throw tooLong('REPEAT');
    return times > 0 ? text.repeat(Number(times)) : '';
  },
});
