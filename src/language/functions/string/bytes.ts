/** OCTET_LENGTH, TO_HEX and FROM_HEX: a text's UTF-8 bytes. */
import type { Int64 } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export const octetLength = defineScalar<[string]>('OCTET_LENGTH(text STRING) → BIGINT', {
  category: 'string',
  aliases: ['BYTE_LENGTH'],
  doc: 'How many bytes the text has in UTF-8; LENGTH counts characters.',
  examples: [
    [`OCTET_LENGTH('ferris')`, '6'],
    [`OCTET_LENGTH('naïve 🦀')`, '11'],
  ],
  evaluate: ([text]) => encoder.encode(text).length,
});

export const toHex = defineScalar<[string | Int64]>(
  ['TO_HEX(text STRING) → STRING', 'TO_HEX(number BIGINT) → STRING'],
  {
    category: 'string',
    aliases: ['HEX'],
    doc: "The text's UTF-8 bytes, or the number, in hexadecimal digits with capital letters, as in Flink. A negative number as its 64 bits in two's complement.",
    examples: [
      [`TO_HEX('ferris')`, `'666572726973'`],
      ['TO_HEX(255)', `'FF'`],
      ['TO_HEX(-1)', `'FFFFFFFFFFFFFFFF'`],
    ],
    evaluate: ([value]) => {
      if (typeof value !== 'string') return BigInt.asUintN(64, BigInt(value)).toString(16).toUpperCase();
      return Array.from(encoder.encode(value), byte => byte.toString(16).padStart(2, '0'))
        .join('')
        .toUpperCase();
    },
  },
);

export const fromHex = defineScalar<[string]>('FROM_HEX(text STRING) → STRING', {
  category: 'string',
  aliases: ['UNHEX'],
  doc: 'The text whose UTF-8 bytes are given in hexadecimal digits, two for each byte. A record error when they are not, or not UTF-8.',
  examples: [
    [`FROM_HEX('666572726973')`, `'ferris'`],
    [`FROM_HEX('c3a9')`, `'é'`],
  ],
  evaluate: ([text]) => {
    try {
      if (/^([0-9a-f]{2})*$/i.test(text))
        return decoder.decode(Uint8Array.from(text.match(/../g) ?? [], byte => Number.parseInt(byte, 16)));
    } catch {
      // Not UTF-8.
    }
    throw new RecordError(
      'argument',
      `FROM_HEX was given '${text.slice(0, 40)}', which is not a text in hexadecimal digits`,
    );
  },
});
