/** JSON written as bytes, one text behind the other into chunks: what `encode.ts` says as text, without the text. */

import { Decimal } from '../../../src/language/types/decimal.ts';
import { dateText, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { jsonText } from './encode.ts';

/** Bytes of a chunk: what is kept of it keeps all of it. */
const CHUNK = 16_384;
const UTF_8 = new TextEncoder();
const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
const BILLION = 1_000_000_000;
const DAY_MICROS = 86_400_000_000;
/** No number, decimal of safe digits or time is written in more bytes. */
const WIDEST = 40;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;

export class JsonWriter {
  /** The text written last is `chunk` from `start` to `at`. */
  chunk: Uint8Array;
  start = 0;
  at = 0;
  /** Of the text written last. */
  get end(): number {
    return this.at;
  }
  private readonly decimalAsString: boolean;

  constructor(decimalAsString: boolean, chunk = new Uint8Array(CHUNK)) {
    this.decimalAsString = decimalAsString;
    this.chunk = chunk;
  }

  /** What comes now is another text. */
  begin(): void {
    this.start = this.at;
  }

  value(value: Value): void {
    if (typeof value === 'number') {
      if (Number.isSafeInteger(value)) this.whole(value);
      else this.text(Number.isFinite(value) ? String(value) : `"${value}"`);
    } else if (typeof value === 'string') this.string(value);
    else if (value === null) this.text('null');
    else if (value instanceof Decimal) this.decimal(value);
    else if (value instanceof Timestamp) this.timestamp(value);
    else if (value instanceof Map) this.map(value as ReadonlyMap<string, Value>);
    else this.text(jsonText(value, this.decimalAsString));
  }

  /** Bytes as they are. */
  raw(bytes: Uint8Array): void {
    const { length } = bytes;
    this.room(length);
    const { chunk, at } = this;
    for (let i = 0; i < length; i++) chunk[at + i] = bytes[i]!;
    this.at = at + length;
  }

  /** Text as it is. */
  text(text: string): void {
    const { length } = text;
    this.room(length * 3);
    const { chunk } = this;
    let { at } = this;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) {
        this.at += UTF_8.encodeInto(text, chunk.subarray(this.at)).written;
        return;
      }
      chunk[at++] = code;
    }
    this.at = at;
  }

  private string(text: string): void {
    const { length } = text;
    this.room(length + 2);
    const { chunk } = this;
    let { at } = this;
    chunk[at++] = QUOTE;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x20 || code >= 0x80 || code === QUOTE || code === BACKSLASH) {
        this.text(JSON.stringify(text));
        return;
      }
      chunk[at++] = code;
    }
    chunk[at++] = QUOTE;
    this.at = at;
  }

  private map(members: ReadonlyMap<string, Value>): void {
    let before = '{';
    for (const [name, member] of members) {
      this.text(before);
      this.string(name);
      this.text(':');
      this.value(member);
      before = ',';
    }
    this.text(before === '{' ? '{}' : '}');
  }

  private whole(n: number): void {
    this.room(WIDEST);
    if (n < 0) this.chunk[this.at++] = 0x2d;
    this.digits(n < 0 ? -n : n, 1);
  }

  private decimal(decimal: Decimal): void {
    const { unscaled, scale } = decimal;
    if (typeof unscaled === 'number' && scale < POWERS.length) this.units(unscaled, scale);
    else this.text(jsonText(decimal, this.decimalAsString));
  }

  /** The decimal `unscaled` × 10^-`fractionDigits`. @param unscaled a safe integer @param fractionDigits up to 15 */
  units(unscaled: number, fractionDigits: number): void {
    let scale = fractionDigits;
    this.room(WIDEST);
    if (this.decimalAsString) this.chunk[this.at++] = QUOTE;
    if (unscaled < 0) this.chunk[this.at++] = 0x2d;
    let digits = unscaled < 0 ? -unscaled : unscaled;
    while (scale > 0 && digits % 10 === 0) {
      digits /= 10;
      scale--;
    }
    const power = POWERS[scale]!;
    const fraction = digits % power;
    this.digits((digits - fraction) / power, 1);
    if (scale > 0) {
      this.chunk[this.at++] = 0x2e;
      this.digits(fraction, scale);
    }
    if (this.decimalAsString) this.chunk[this.at++] = QUOTE;
  }

  private timestamp(moment: Timestamp): void {
    const { micros } = moment;
    if (typeof micros !== 'number') {
      this.text(`"${moment}"`);
      return;
    }
    const days = Math.floor(micros / DAY_MICROS);
    const ofDay = micros - days * DAY_MICROS;
    const fraction = ofDay % 1_000_000;
    const seconds = (ofDay - fraction) / 1_000_000;
    this.text('"');
    this.text(dateText(days));
    this.room(WIDEST);
    const { chunk } = this;
    chunk[this.at++] = 0x54;
    this.digits((seconds / 3600) | 0, 2);
    chunk[this.at++] = 0x3a;
    this.digits(((seconds / 60) | 0) % 60, 2);
    chunk[this.at++] = 0x3a;
    this.digits(seconds % 60, 2);
    if (fraction > 0) {
      chunk[this.at++] = 0x2e;
      if (fraction % 1000 === 0) this.digits(fraction / 1000, 3);
      else this.digits(fraction, 6);
    }
    chunk[this.at++] = 0x5a;
    chunk[this.at++] = QUOTE;
  }

  /** Of a whole number that is not negative, with zeros before it up to `least` digits. There is room. */
  private digits(n: number, least: number): void {
    if (n >= BILLION) {
      const low = n % BILLION;
      this.digits((n - low) / BILLION, least - 9);
      this.small(low, 9);
    } else this.small(n, least);
  }

  /** Below 10^9. */
  private small(n: number, least: number): void {
    let count = 1;
    for (let power = 10; n >= power; power *= 10) count++;
    if (count < least) count = least;
    const { chunk, at } = this;
    let rest = n | 0;
    for (let i = at + count - 1; i >= at; i--) {
      const shorter = (rest / 10) | 0;
      chunk[i] = ZERO + rest - shorter * 10;
      rest = shorter;
    }
    this.at = at + count;
  }

  private room(bytes: number): void {
    if (this.at + bytes > this.chunk.length) this.grow(bytes);
  }

  /** On to another chunk, which begins with what there is of this text. */
  private grow(bytes: number): void {
    const begun = this.chunk.subarray(this.start, this.at);
    this.chunk = new Uint8Array(Math.max(CHUNK, 2 * (begun.length + bytes)));
    this.chunk.set(begun);
    this.start = 0;
    this.at = begun.length;
  }
}
