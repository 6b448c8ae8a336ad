/** Bytes to text. */

const CHECKING = new TextDecoder('utf-8', { fatal: true });
/** A byte order mark inside a record is a character like others. */
const WHOLE = new TextDecoder('utf-8', { ignoreBOM: true });

export function checkUtf8(bytes: Uint8Array): boolean {
  try {
    CHECKING.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** What is no UTF-8 becomes U+FFFD. */
export const utf8Text = (bytes: Uint8Array): string => WHOLE.decode(bytes);

const LENIENT = new TextDecoder();

/** A record's key as text. */
export const keyText = (key: Uint8Array): string => LENIENT.decode(key);

/** Of bytes that are all ASCII. */
export const asciiText: (bytes: Uint8Array, start: number, end: number) => string =
  // Browsers have no such method.
  typeof Buffer === 'function' && typeof Buffer.prototype.latin1Slice === 'function'
    ? (bytes, start, end) => Buffer.prototype.latin1Slice.call(bytes, start, end)
    : (bytes, start, end) => WHOLE.decode(bytes.subarray(start, end));
