/** Bytes of Avro's binary encoding, read from the front: every length is held against what is there before it is believed. */
import type { Int64 } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { asciiText } from '../json/text.ts';

/** Records within records: deeper ones are damaged bytes rather than data. */
const DEEPEST = 500;
/** Elements that take no bytes at all (null, empty records) in one list. */
const MOST_EMPTY = 1 << 20;
const LONGEST_KEPT = 24;

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });

const text: (bytes: Uint8Array, start: number, end: number) => string =
  // Browsers have no such method.
  typeof Buffer === 'function' && typeof Buffer.prototype.utf8Slice === 'function'
    ? (bytes, start, end) => Buffer.prototype.utf8Slice.call(bytes, start, end)
    : (bytes, start, end) => LENIENT.decode(bytes.subarray(start, end));

/** The processors that this runs on keep the least byte first, as Avro does. */
const HELD = new Uint8Array(8);
const FLOATS = new Float32Array(HELD.buffer);
const DOUBLES = new Float64Array(HELD.buffer);

/** All methods throw RecordError('decode') when the bytes are not what is asked for. */
export class Input {
  at = 0;
  private bytes: Uint8Array = new Uint8Array();
  private depth = 0;

  begin(bytes: Uint8Array, from: number): void {
    this.bytes = bytes;
    this.at = from;
    this.depth = 0;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** Around what may hold itself. */
  enter(): void {
    if (++this.depth > DEEPEST) throw damaged(`records are nested more than ${DEEPEST} deep`);
  }

  leave(): void {
    this.depth--;
  }

  boolean(): boolean {
    const byte = this.byte();
    if (byte > 1) throw damaged(`a boolean is 0 or 1, and here is ${byte}`);
    return byte === 1;
  }

  /** Of 32 bits. */
  int(): number {
    const value = this.long();
    if (typeof value === 'number' && value >= -0x80000000 && value <= 0x7fffffff) return value;
    throw damaged(`${value} does not fit an int of 32 bits`);
  }

  long(): Int64 {
    const { bytes } = this;
    const end = bytes.length;
    let at = this.at;
    let low = 0;
    let shift = 0;
    while (shift < 28) {
      if (at >= end) throw ended();
      const byte = bytes[at++]!;
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.at = at;
        return (low >>> 1) ^ -(low & 1);
      }
      shift += 7;
    }
    let high = 0;
    for (let i = 0; i < 6; i++) {
      if (at >= end) throw ended();
      const byte = bytes[at++]!;
      high += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) {
        this.at = at;
        return unzigzag(low, high);
      }
    }
    throw damaged('a whole number of more than 64 bits');
  }

  float(): number {
    this.need(4);
    const { bytes, at } = this;
    for (let i = 0; i < 4; i++) HELD[i] = bytes[at + i]!;
    this.at = at + 4;
    return FLOATS[0]!;
  }

  double(): number {
    this.need(8);
    const { bytes, at } = this;
    for (let i = 0; i < 8; i++) HELD[i] = bytes[at + i]!;
    this.at = at + 8;
    return DOUBLES[0]!;
  }

  /** To be kept. */
  blob(): Uint8Array {
    return this.fixed(this.length());
  }

  /** To be kept. */
  fixed(size: number): Uint8Array {
    this.need(size);
    const value = Uint8Array.prototype.slice.call(this.bytes, this.at, this.at + size);
    this.at += size;
    return value;
  }

  /** A whole number in two's complement, the greatest byte first, behind its length; undefined: for `blob`. */
  shortNumber(): number | undefined {
    const from = this.at;
    const size = this.length();
    if (size > 6 || size === 0) {
      this.at = from;
      return undefined;
    }
    const { bytes, at } = this;
    let value = bytes[at]! < 0x80 ? bytes[at]! : bytes[at]! - 0x100;
    for (let i = 1; i < size; i++) value = value * 0x100 + bytes[at + i]!;
    this.at = at + size;
    return value;
  }

  string(): string {
    const size = this.length();
    this.need(size);
    const { bytes, at: start } = this;
    const end = start + size;
    this.at = end;
    if (size <= LONGEST_KEPT) {
      let high = 0;
      for (let i = start; i < end; i++) high |= bytes[i]!;
      if (high < 0x80) return asciiText(bytes, start, end);
    }
    const read = text(bytes, start, end);
    if (!read.includes('\ufffd')) return read;
    try {
      return STRICT.decode(bytes.subarray(start, end));
    } catch {
      throw damaged('the bytes of a string are not UTF-8');
    }
  }

  /** A place in a list of so many: a union's branch, an enum's symbol. */
  choice(count: number): number {
    const value = this.long();
    if (typeof value === 'number' && value >= 0 && value < count) return value;
    throw damaged(`there is no choice number ${value} of ${count}`);
  }

  /** How many elements come next; 0: no more. @param least bytes that an element takes */
  block(least: number): number {
    const count = this.long();
    if (count === 0) return 0;
    // A negative count is followed by the bytes that the block takes, for those who pass over it.
    const elements = typeof count === 'number' ? Math.abs(count) : Infinity;
    if (count < 0) this.long();
    const most = least === 0 ? MOST_EMPTY : this.left / least;
    if (elements > most) throw damaged(`${elements} elements are said to come, and ${this.left} bytes are left`);
    return elements;
  }

  /** As `block`, of elements that are not wanted: those that are left to be passed over one by one. */
  skipBlock(least: number): number {
    const count = this.long();
    if (count >= 0) {
      const most = least === 0 ? MOST_EMPTY : this.left / least;
      if (count > most) throw damaged(`${count} elements are said to come, and ${this.left} bytes are left`);
      return Number(count);
    }
    this.skip(this.length());
    return -1;
  }

  skip(size: number): void {
    this.need(size);
    this.at += size;
  }

  skipLong(): void {
    const { bytes } = this;
    const end = bytes.length;
    for (let at = this.at; at < end; )
      if (bytes[at++]! < 0x80) {
        this.at = at;
        return;
      }
    throw ended();
  }

  skipBlob(): void {
    this.skip(this.length());
  }

  private length(): number {
    const size = this.long();
    if (typeof size === 'number' && size >= 0 && size <= this.left) return size;
    throw damaged(`a length of ${size} bytes is told where ${this.left} are left`);
  }

  private byte(): number {
    if (this.at >= this.bytes.length) throw ended();
    return this.bytes[this.at++]!;
  }

  private need(size: number): void {
    if (size > this.bytes.length - this.at) throw ended();
  }
}

/** From the lower 28 bits and those above. */
function unzigzag(low: number, high: number): Int64 {
  if (high < 2 ** 25) {
    const value = high * 2 ** 28 + (low >>> 0);
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
  const value = (BigInt(high) << 28n) | BigInt(low >>> 0);
  if (value >= 2n ** 64n) throw damaged('a whole number of more than 64 bits');
  const signed = (value & 1n) === 0n ? value >> 1n : -((value + 1n) >> 1n);
  const small = Number(signed);
  return Number.isSafeInteger(small) ? small : signed;
}

const ended = (): RecordError => damaged('the bytes end in the middle of a value');

const damaged = (what: string): RecordError => new RecordError('decode', what);
