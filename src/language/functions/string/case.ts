/** UPPER, LOWER and INITCAP. */
import { defineScalar } from '../define.ts';

export const upper = defineScalar<[string]>('UPPER(text STRING) → STRING', {
  category: 'string',
  aliases: ['UCASE'],
  doc: 'The text in upper case, by the rules of Unicode and of no language.',
  examples: [
    [`UPPER('ferris')`, `'FERRIS'`],
    [`UPPER('straße')`, `'STRASSE'`],
    ['UPPER(NULL)', 'NULL'],
  ],
  evaluate: ([text]) => text.toUpperCase(),
});

export const lower = defineScalar<[string]>('LOWER(text STRING) → STRING', {
  category: 'string',
  aliases: ['LCASE'],
  doc: 'The text in lower case, by the rules of Unicode and of no language.',
  examples: [
    [`LOWER('AAPL')`, `'aapl'`],
    ['LOWER(NULL)', 'NULL'],
  ],
  evaluate: ([text]) => text.toLowerCase(),
});

export const initcap = defineScalar<[string]>('INITCAP(text STRING) → STRING', {
  category: 'string',
  doc: 'Each word with a capital first letter and the rest in lower case. A word is a run of letters and digits.',
  examples: [
    [`INITCAP('hello WORLD')`, `'Hello World'`],
    [`INITCAP('new-york 2nd')`, `'New-York 2nd'`],
  ],
  evaluate: ([text]) =>
    text.toLowerCase().replace(/[\p{L}\p{N}\p{M}]+/gu, word => {
      const first = String.fromCodePoint(word.codePointAt(0)!);
      return first.toUpperCase() + word.slice(first.length);
    }),
});
