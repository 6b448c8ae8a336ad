/** LPAD and RPAD. */
import type { Int64 } from '../../types/value.ts';
import { characterCount, characterSlice } from '../code-points.ts';
import { defineScalar } from '../define.ts';
import { tooLong } from './replace.ts';

const LONGEST = 16 * 1024 * 1024;

/** NULL when there is no text of that length, or nothing to pad with, as in Flink. @param join the padding and the text */
function padded(
  name: string,
  [text, given, pad = ' ']: readonly [string, Int64, string?],
  join: (padding: string) => string,
): string | null {
  const length = Number(given);
  if (length < 0 || pad === '') return null;
  if (length > LONGEST) throw tooLong(name);
  const missing = length - characterCount(text);
  if (missing <= 0) return characterSlice(text, 0, length);
  const padLength = characterCount(pad);
  return join(characterSlice(pad.repeat(Math.ceil(missing / padLength)), 0, missing));
}

export const lpad = defineScalar<[string, Int64, string?]>('LPAD(text STRING, length BIGINT [, pad STRING]) → STRING', {
  category: 'string',
  doc: 'The text filled up to `length` characters on its left with `pad` (a space unless given); cut to its first `length` when it is longer. NULL when `length` is negative or `pad` is empty.',
  examples: [
    [`LPAD('42', 5, '0')`, `'00042'`],
    [`LPAD('7', 3)`, `'  7'`],
    [`LPAD('abcdef', 3, '*')`, `'abc'`],
    [`LPAD('abc', -1, '*')`, `NULL`],
  ],
  evaluate: args => padded('LPAD', args, padding => padding + args[0]),
});

export const rpad = defineScalar<[string, Int64, string?]>('RPAD(text STRING, length BIGINT [, pad STRING]) → STRING', {
  category: 'string',
  doc: 'The text filled up to `length` characters on its right with `pad` (a space unless given); cut to its first `length` when it is longer. NULL when `length` is negative or `pad` is empty.',
  examples: [
    [`RPAD('ab', 5, 'xy')`, `'abxyx'`],
    [`RPAD('ab', 3)`, `'ab '`],
    [`RPAD('abcdef', 3, '*')`, `'abc'`],
    [`RPAD('abc', -1, '*')`, `NULL`],
  ],
  evaluate: args => padded('RPAD', args, padding => args[0] + padding),
});
