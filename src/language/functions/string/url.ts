/** URL_ENCODE and URL_DECODE: texts as they stand in forms and the queries of addresses. */
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const urlEncode = defineScalar<[string]>('URL_ENCODE(text STRING) → STRING', {
  category: 'string',
  doc: 'The text as `application/x-www-form-urlencoded`: a space is `+`, what is not a letter, digit or one of `.-*_` is `%` and its UTF-8 bytes.',
  examples: [
    [`URL_ENCODE('a b&c=é')`, `'a+b%26c%3D%C3%A9'`],
    [`URL_ENCODE('.-*_')`, `'.-*_'`],
  ],
  evaluate: ([text]) =>
    encodeURIComponent(text.toWellFormed())
      .replace(/[!'()~]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+'),
});

export const urlDecode = defineScalar<[string]>('URL_DECODE(text STRING) → STRING', {
  category: 'string',
  doc: 'The text that URL_ENCODE would write so; `+` is a space. A record error when a `%` is not followed by two hexadecimal digits or the bytes are not UTF-8.',
  examples: [[`URL_DECODE('a+b%26c%3D%C3%A9')`, `'a b&c=é'`]],
  evaluate: ([text]) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      throw new RecordError('argument', `URL_DECODE was given '${text.slice(0, 40)}', which is not encoded so`);
    }
  },
});
