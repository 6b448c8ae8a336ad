/** Bytes to text and back, in the encodings that WITH names. */
import { RecordError } from '../../src/language/types/value.ts';

export type Charset = 'utf-8' | 'iso-8859-1';

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

/** Throws RecordError for bytes that are no text. */
export function charset(name: Charset | undefined): (bytes: Uint8Array) => string {
  if (name === 'iso-8859-1')
    return bytes => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return bytes => {
    try {
      return UTF_8.decode(bytes);
    } catch {
      throw new RecordError('decode', 'the bytes are no text: they are not UTF-8');
    }
  };
}

/** Throws RecordError for a character that the encoding has not. */
export function textBytes(name: Charset | undefined): (text: string) => Uint8Array {
  if (name !== 'iso-8859-1') return text => ENCODER.encode(text);
  return text => {
    const beyond = /[^\0-\u00ff]/u.exec(text);
    if (beyond) throw new RecordError('decode', `'${beyond[0]}' is not in ISO-8859-1`);
    return Buffer.from(text, 'latin1');
  };
}
