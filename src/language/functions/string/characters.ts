/** ASCII, CHR, TRANSLATE and OVERLAY: characters one by one and by their places. */
import type { Int64 } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { characterCount, characterSlice } from '../code-points.ts';
import { defineScalar } from '../define.ts';

export const ascii = defineScalar<[string]>('ASCII(text STRING) → BIGINT', {
  category: 'string',
  doc: "The number of the text's first character: its Unicode code point, below 128 that of ASCII. 0 for an empty text, NULL for NULL.",
  examples: [
    [`ASCII('abc')`, '97'],
    [`ASCII('€')`, '8364'],
    [`ASCII('')`, '0'],
  ],
  evaluate: ([text]) => text.codePointAt(0) ?? 0,
});

const LAST_CODE_POINT = 0x10ffff;

export const chr = defineScalar<[Int64]>('CHR(code BIGINT) → STRING', {
  category: 'string',
  doc: 'The character with that Unicode code point, of which the first 128 are those of ASCII. A record error for a number that is no character.',
  examples: [
    ['CHR(97)', `'a'`],
    ['CHR(8364)', `'€'`],
    ['CHR(NULL)', 'NULL'],
  ],
  evaluate: ([code]) => {
    if (code < 0 || code > LAST_CODE_POINT || (code >= 0xd800 && code <= 0xdfff))
      throw new RecordError('argument', `CHR(${code}): there is no such character (0 to ${LAST_CODE_POINT})`);
    return String.fromCodePoint(Number(code));
  },
});

export const translate = defineScalar<[string, string, string]>(
  'TRANSLATE(text STRING, from STRING, to STRING) → STRING',
  {
    category: 'string',
    doc: 'The text with each character of `from` replaced by the one at the same place in `to`; those without a counterpart are removed. NULL when an argument is.',
    examples: [
      [`TRANSLATE('1.234,50', '.,', ',.')`, `'1,234.50'`],
      [`TRANSLATE('(030) 12-34', '()- ', '')`, `'0301234'`],
      [`TRANSLATE('abc', 'aa', 'xy')`, `'xbc'`],
    ],
    evaluate: ([text, from, to]) => {
      const targets = Array.from(to);
      const replacements = new Map<string, string>();
      for (const [i, character] of Array.from(from).entries())
        if (!replacements.has(character)) replacements.set(character, targets[i] ?? '');
      return Array.from(text, character => replacements.get(character) ?? character).join('');
    },
  },
);

export const overlay = defineScalar<[string, string, Int64, Int64?]>(
  'OVERLAY(text STRING, replacement STRING, start BIGINT [, length BIGINT]) → STRING',
  {
    category: 'string',
    doc: 'The text with `length` characters from `start` (counted from 1) replaced; without a length as many as the replacement has, with 0 it is put in between. Unchanged when the text has no character `start`, as in Flink; a record error for a negative length.',
    examples: [
      [`OVERLAY('abcdef', 'XY', 2)`, `'aXYdef'`],
      [`OVERLAY('abcdef', 'X', 2, 3)`, `'aXef'`],
      [`OVERLAY('abc', '-', 2, 0)`, `'a-bc'`],
      [`OVERLAY('abc', 'X', 4)`, `'abc'`],
    ],
    evaluate: ([text, replacement, start, length = characterCount(replacement)]) => {
      if (length < 0)
        throw new RecordError('argument', `OVERLAY cannot replace ${length} characters: give a length of 0 or more`);
      const size = characterCount(text);
      if (start < 1 || start > size) return text;
      const before = Number(start) - 1;
      return characterSlice(text, 0, before) + replacement + characterSlice(text, before + Number(length), size);
    },
  },
);
