/** Avro's binary encoding, written to the end of a piece of memory that many records share. */
import type { Int64 } from '../../../src/language/types/value.ts';

const PIECE = 64 * 1024;
const UTF_8 = new TextEncoder();
/** Twice as much is still exact as a number. */
const SMALL = 2 ** 51;

/** The processors that this runs on keep the least byte first, as Avro does. */
const HELD = new Uint8Array(8);
const FLOATS = new Float32Array(HELD.buffer);
const DOUBLES = new Float64Array(HELD.buffer);

export class Output {
  private bytes = new Uint8Array(PIECE);
  private start = 0;
  private at = 0;

  /** What was written before and not taken is forgotten. */
  begin(): void {
    this.at = this.start;
  }

  /** What was written since `begin`; nothing else is ever written there. */
  take(): Uint8Array {
    const written = this.bytes.subarray(this.start, this.at);
    this.start = this.at;
    return written;
  }

  byte(value: number): void {
    this.room(1);
    this.bytes[this.at++] = value;
  }

  long(value: Int64): void {
    this.room(10);
    const { bytes } = this;
    if (typeof value === 'number' && value >= -0x40000000 && value < 0x40000000) {
      let rest = (value << 1) ^ (value >> 31);
      while (rest > 0x7f) {
        bytes[this.at++] = (rest & 0x7f) | 0x80;
        rest >>>= 7;
      }
      bytes[this.at++] = rest;
      return;
    }
    if (typeof value === 'number' && value > -SMALL && value < SMALL) {
      let rest = value < 0 ? -2 * value - 1 : 2 * value;
      while (rest > 0x7fffffff) {
        bytes[this.at++] = (rest % 0x80) | 0x80;
        rest = Math.floor(rest / 0x80);
      }
      while (rest > 0x7f) {
        bytes[this.at++] = (rest & 0x7f) | 0x80;
        rest >>>= 7;
      }
      bytes[this.at++] = rest;
      return;
    }
    const wide = BigInt(value);
    let rest = BigInt.asUintN(64, (wide << 1n) ^ (wide >> 63n));
    while (rest > 0x7fn) {
      bytes[this.at++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    bytes[this.at++] = Number(rest);
  }

  float(value: number): void {
    FLOATS[0] = value;
    this.fixed(HELD.subarray(0, 4));
  }

  double(value: number): void {
    this.room(8);
    DOUBLES[0] = value;
    const { bytes, at } = this;
    for (let i = 0; i < 8; i++) bytes[at + i] = HELD[i]!;
    this.at = at + 8;
  }

  fixed(value: Uint8Array): void {
    this.room(value.length);
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  blob(value: Uint8Array): void {
    this.long(value.length);
    this.fixed(value);
  }

  string(value: string): void {
    const { length } = value;
    if (length < 64) {
      this.room(length + 1);
      const { bytes, at } = this;
      let high = 0;
      for (let i = 0; i < length; i++) {
        const code = value.charCodeAt(i);
        high |= code;
        bytes[at + 1 + i] = code;
      }
      if (high < 0x80) {
        bytes[at] = length << 1;
        this.at = at + 1 + length;
        return;
      }
    }
    this.blob(UTF_8.encode(value));
  }

  private room(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const begun = this.bytes.subarray(this.start, this.at);
    this.bytes = new Uint8Array(Math.max(PIECE, (begun.length + size) * 2));
    this.bytes.set(begun);
    this.start = 0;
    this.at = begun.length;
  }
}
