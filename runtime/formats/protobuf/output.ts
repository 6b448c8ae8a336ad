/** Bytes of Protobuf messages, one behind the other into chunks. */
import type { Int64 } from '../../../src/language/types/value.ts';

/** Bytes of a chunk: what is kept of it keeps all of it. */
const CHUNK = 16_384;
const TWO_32 = 2 ** 32;
const UTF_8 = new TextEncoder();

export class Output {
  /** The message written last is `chunk` from `start` to `at`. */
  chunk = new Uint8Array(CHUNK);
  start = 0;
  at = 0;

  /** What comes now is another message. */
  begin(): void {
    this.start = this.at;
  }

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    this.room(10);
    const { chunk } = this;
    let { at } = this;
    let rest = value;
    while (rest >= 0x80) {
      chunk[at++] = (rest & 0x7f) | 0x80;
      rest = rest < TWO_32 ? rest >>> 7 : Math.floor(rest / 128);
    }
    chunk[at++] = rest;
    this.at = at;
  }

  /** With a sign: a negative one takes ten bytes. */
  varint64(value: Int64): void {
    if (typeof value === 'number' && value >= 0) {
      this.varint(value);
      return;
    }
    this.room(10);
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest >= 0x80n) {
      this.chunk[this.at++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.chunk[this.at++] = Number(rest);
  }

  fixed32(bits: number): void {
    this.room(4);
    const { chunk, at } = this;
    chunk[at] = bits;
    chunk[at + 1] = bits >>> 8;
    chunk[at + 2] = bits >>> 16;
    chunk[at + 3] = bits >>> 24;
    this.at = at + 4;
  }

  fixed64(value: Int64): void {
    const bits = BigInt.asUintN(64, BigInt(value));
    this.fixed32(Number(bits & 0xffffffffn));
    this.fixed32(Number(bits >> 32n));
  }

  float(value: number): void {
    FLOAT[0] = value;
    this.fixed32(WORDS[0]!);
  }

  double(value: number): void {
    DOUBLE[0] = value;
    this.fixed32(WORDS[0]!);
    this.fixed32(WORDS[1]!);
  }

  bytes(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.room(bytes.length);
    this.chunk.set(bytes, this.at);
    this.at += bytes.length;
  }

  string(text: string): void {
    const { length } = text;
    this.room(length * 3 + 5);
    const from = this.open();
    const { chunk } = this;
    let { at } = this;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) {
        at += UTF_8.encodeInto(text.slice(i), chunk.subarray(at)).written;
        break;
      }
      chunk[at++] = code;
    }
    this.at = at;
    this.close(from);
  }

  /** What is written until `close` has its length before it. Says where it begins, from the message's start. */
  open(): number {
    this.room(5);
    this.at++;
    return this.at - this.start;
  }

  close(from: number): void {
    const length = this.at - this.start - from;
    if (length >= 0x80) {
      const more = length < 0x4000 ? 1 : length < 0x20_0000 ? 2 : length < 0x1000_0000 ? 3 : 4;
      this.room(more);
      const place = this.start + from;
      this.chunk.copyWithin(place + more, place, this.at);
      const end = this.at + more;
      this.at = place - 1;
      this.varint(length);
      this.at = end;
    } else this.chunk[this.start + from - 1] = length;
  }

  /** Bytes as they are. */
  raw(bytes: readonly number[]): void {
    this.room(bytes.length);
    for (const byte of bytes) this.chunk[this.at++] = byte;
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.chunk.length) return;
    const begun = this.chunk.subarray(this.start, this.at);
    this.chunk = new Uint8Array(Math.max(CHUNK, 2 * (begun.length + bytes)));
    this.chunk.set(begun);
    this.start = 0;
    this.at = begun.length;
  }
}

const WORDS = new Uint32Array(2);
const FLOAT = new Float32Array(WORDS.buffer, 0, 1);
const DOUBLE = new Float64Array(WORDS.buffer);
