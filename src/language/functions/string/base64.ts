/** TO_BASE64 and FROM_BASE64, of the text's UTF-8 bytes. */
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export const toBase64 = defineScalar<[string]>('TO_BASE64(text STRING) → STRING', {
  category: 'string',
  doc: "The text's UTF-8 bytes in base64.",
  examples: [
    [`TO_BASE64('ferris')`, `'ZmVycmlz'`],
    [`TO_BASE64('é')`, `'w6k='`],
  ],
  evaluate: ([text]) => btoa(Array.from(encoder.encode(text), byte => String.fromCharCode(byte)).join('')),
});

export const fromBase64 = defineScalar<[string]>('FROM_BASE64(text STRING) → STRING', {
  category: 'string',
  doc: 'The text whose UTF-8 bytes are given in base64. A record error when it is not base64 or not UTF-8.',
  examples: [
    [`FROM_BASE64('ZmVycmlz')`, `'ferris'`],
    [`FROM_BASE64('w6k=')`, `'é'`],
  ],
  evaluate: ([text]) => {
    try {
      return decoder.decode(Uint8Array.from(atob(text), character => character.charCodeAt(0)));
    } catch {
      throw new RecordError(
        'argument',
        `FROM_BASE64 was given '${text.slice(0, 40)}', which is not the base64 of a text`,
      );
    }
  },
});
