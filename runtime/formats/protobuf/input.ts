/** The bytes of a Protobuf message, read from the front; what cannot be there is a RecordError('decode'). */
import type { Int64 } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { asciiText } from '../json/text.ts';

/** How a field stands in the bytes; 3 and 4 begin and end a group. */
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const GROUP = 3;
export const GROUP_END = 4;
export const FIXED32 = 5;

/** Messages within each other, as Java's library has it: what calls itself must end. */
export const DEEPEST = 100;

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const TWO_32 = 2 ** 32;

export class Input {
  readonly bytes: Uint8Array;
  at: number;
  /** Reading never goes beyond: the end of the message that is being read. */
  end: number;
  depth = 0;
  /** The 64 bits that `varint` or `fixed64` read last, as two unsigned halves. */
  low = 0;
  high = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
    this.end = bytes.length;
  }

  varint(): void {
    const { bytes, end } = this;
    let { at } = this;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= end) throw this.torn('a number');
      const byte = bytes[at++]!;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else if (shift < 63) high |= bits << (shift - 32);
      else high |= (bits & 1) << 31;
      if (byte < 0x80) {
        this.at = at;
        this.low = low >>> 0;
        this.high = high >>> 0;
        return;
      }
    }
    throw new RecordError('decode', `Not Protobuf: a number of more than 10 bytes at byte ${this.at}`);
  }

  /** A varint whose upper half does not matter. */
  varint32(): number {
    const { bytes, at } = this;
    if (at < this.end && bytes[at]! < 0x80) {
      this.at = at + 1;
      return bytes[at]!;
    }
    this.varint();
    return this.low | 0;
  }

  /** The number and wire type of the field that comes next: `number * 8 + type`. */
  tag(): number {
    const start = this.at;
    const tag = this.varint32() >>> 0;
    if (tag >= 8 && (tag & 7) <= 5 && (this.high === 0 || this.at - start <= 4)) return tag;
    throw new RecordError('decode', `Not Protobuf: no field begins with what is at byte ${start}`);
  }

  /** How many bytes come, which are there. */
  length(): number {
    const start = this.at;
    const { bytes } = this;
    let length: number;
    if (start < this.end && bytes[start]! < 0x80) length = bytes[this.at++]!;
    else {
      this.varint();
      length = this.high === 0 ? this.low : Number.POSITIVE_INFINITY;
    }
    if (length > this.end - this.at)
      throw new RecordError(
        'decode',
        `Not Protobuf, or cut off: at byte ${start} are said to follow ${length} bytes, and there are ${this.end - this.at}`,
      );
    return length;
  }

  fixed32(): number {
    const { bytes, at } = this;
    if (at + 4 > this.end) throw this.torn('4 bytes');
    this.at = at + 4;
    return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
  }

  fixed64(): void {
    if (this.at + 8 > this.end) throw this.torn('8 bytes');
    this.low = this.fixed32();
    this.high = this.fixed32();
  }

  float(): number {
    WORDS[0] = this.fixed32();
    return FLOAT[0]!;
  }

  double(): number {
    this.fixed64();
    WORDS[0] = this.low;
    WORDS[1] = this.high;
    return DOUBLE[0]!;
  }

  /** The 64 bits read last, with a sign. */
  signed(): Int64 {
    const high = this.high | 0;
    if (high >= -0x200000 && high < 0x200000) {
      const value = high * TWO_32 + this.low;
      // -2^53 itself is no safe integer.
      if (Number.isSafeInteger(value)) return value;
    }
    return (BigInt(high) << 32n) | BigInt(this.low);
  }

  unsigned(): Int64 {
    if (this.high < 0x200000) return this.high * TWO_32 + this.low;
    return (BigInt(this.high) << 32n) | BigInt(this.low);
  }

  /** Bytes with their length before them; they stay part of the record. */
  slice(): Uint8Array {
    const length = this.length();
    const { at } = this;
    this.at = at + length;
    return this.bytes.subarray(at, at + length);
  }

  string(): string {
    const length = this.length();
    const { bytes, at } = this;
    const end = at + length;
    this.at = end;
    let i = at;
    while (i < end && bytes[i]! < 0x80) i++;
    if (i === end) return asciiText(bytes, at, end);
    try {
      return UTF_8.decode(bytes.subarray(at, end));
    } catch {
      throw new RecordError('decode', `The text at byte ${at} is not UTF-8`);
    }
  }

  /** Passes over a field that nobody asks for. */
  skip(tag: number): void {
    switch (tag & 7) {
      case VARINT:
        this.varint();
        return;
      case FIXED64:
        this.fixed64();
        return;
      case BYTES:
        this.slice();
        return;
      case FIXED32:
        this.fixed32();
        return;
      case GROUP:
        this.skipGroup(tag >>> 3);
        return;
      default:
        throw new RecordError('decode', `Not Protobuf: the group that ends before byte ${this.at} never began`);
    }
  }

  deeper(): void {
    if (++this.depth > DEEPEST)
      throw new RecordError('decode', `More than ${DEEPEST} messages within each other at byte ${this.at}`);
  }

  private skipGroup(number: number): void {
    this.deeper();
    for (;;) {
      const tag = this.tag();
      if ((tag & 7) === GROUP_END && tag >>> 3 === number) break;
      this.skip(tag);
    }
    this.depth--;
  }

  private torn(what: string): RecordError {
    return new RecordError(
      'decode',
      `Not Protobuf, or cut off: ${what} should stand at byte ${this.at}, where it ends`,
    );
  }
}

const WORDS = new Uint32Array(2);
const FLOAT = new Float32Array(WORDS.buffer, 0, 1);
const DOUBLE = new Float64Array(WORDS.buffer);
