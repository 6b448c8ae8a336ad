/** LPAD and RPAD. */
import type { Int64 } from '../../types/value.ts';
import { characterCount, characterSlice } from '../code-points.ts';
import { defineScalar } from '../define.ts';
import { tooLong } from './replace.ts';

const LONGEST = 16 * 1024 * 1024;

/** What is missing to `length` characters; NULL when the text must be cut or there is nothing to pad with. */
function padding(name: string, text: string, length: number, pad: string): string | null {
  if (length > LONGEST) throw tooLong(name);
  const missing = length - characterCount(text);
  if (missing <= 0 || pad === '') return null;
  const padLength = characterCount(pad);
  return characterSlice(pad.repeat(Math.ceil(missing / padLength)), 0, missing);
}

export const lpad = defineScalar<[string, Int64, string?]>('LPAD(text STRING, length BIGINT [, pad STRING]) → STRING', {
  category: 'string',
  doc: 'The text filled up to `length` characters on its left with `pad` (a space unless given); cut to its first `length` when it is longer.',
  examples: [
    [`LPAD('42', 5, '0')`, `'00042'`],
    [`LPAD('7', 3)`, `'  7'`],
    [`LPAD('abcdef', 3, '*')`, `'abc'`],
  ],
  evaluate: ([text, length, pad = ' ']) => {
    const fill = padding('LPAD', text, Number(length), pad);
    return fill === null ? characterSlice(text, 0, Number(length)) : fill + text;
  },
});

export const rpad = defineScalar<[string, Int64, string?]>('RPAD(text STRING, length BIGINT [, pad STRING]) → STRING', {
  category: 'string',
  doc: 'The text filled up to `length` characters on its right with `pad` (a space unless given); cut to its first `length` when it is longer.',
  examples: [
    [`RPAD('ab', 5, 'xy')`, `'abxyx'`],
    [`RPAD('ab', 3)`, `'ab '`],
    [`RPAD('abcdef', 3, '*')`, `'abc'`],
  ],
  evaluate: ([text, length, pad = ' ']) => {
    const fill = padding('RPAD', text, Number(length), pad);
    return fill === null ? characterSlice(text, 0, Number(length)) : text + fill;
  },
});
