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

const slice: (bytes: Uint8Array, start: number, end: number) => string =
  // Browsers have no such method.
  typeof Buffer === 'function' && typeof Buffer.prototype.latin1Slice === 'function'
    ? (bytes, start, end) => Buffer.prototype.latin1Slice.call(bytes, start, end)
    : (bytes, start, end) => WHOLE.decode(bytes.subarray(start, end));

/** Short texts come again and again (currencies, tickers, states): the last ones are kept. */
const LONGEST_KEPT = 24;
const KEPT = 8192;
const kept: string[] = new Array<string>(KEPT).fill('');

/** Of bytes that are all ASCII. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length > LONGEST_KEPT) return slice(bytes, start, end);
  if (length === 0) return '';
  let hash = length;
  for (let i = Math.max(start, end - 6); i < end; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
  const place = (hash ^ (hash >>> 13)) & (KEPT - 1);
  const known = kept[place]!;
  if (known.length === length && isText(known, bytes, start)) return known;
  const text = slice(bytes, start, end);
  kept[place] = text;
  return text;
}

function isText(text: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
