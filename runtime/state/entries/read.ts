/** Data out of the bytes that `DataWriter` made of them. */
import { Decimal } from '../../../src/language/types/decimal.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Int64 } from '../../../src/language/types/value.ts';
import { ROW, Tag } from './tags.ts';
import type { Data } from './write.ts';

/** What was written is not whole, or was written by something else. */
export class UnreadableData extends Error {
  override readonly name = 'UnreadableData';
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class DataReader {
  private bytes: Uint8Array;
  /** Made when it is needed. */
  private dataView: DataView | undefined;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Goes on with other bytes, from their beginning. */
  begin(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.dataView = undefined;
    this.at = 0;
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  /** Throws UnreadableData, as all of these do. */
  byte(): number {
    return this.bytes[this.ahead(1)]!;
  }

  size(): number {
    let [value, unit] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 0x80;
    }
  }

  data(): Data {
    const tag = this.byte();
    switch (tag) {
      case Tag.undefined:
        return undefined;
      case Tag.null:
        return null;
      case Tag.false:
        return false;
      case Tag.true:
        return true;
      case Tag.whole:
        return this.size();
      case Tag.negative:
        return -this.size();
      case Tag.double:
        return this.view.getFloat64(this.ahead(8));
      case Tag.nan:
        return Number.NaN;
      case Tag.big:
        return this.big();
      case Tag.text:
        return this.utf8();
      case Tag.units:
        return this.units();
      case Tag.bytes:
        return this.raw().slice();
      case Tag.decimal: {
        const unscaled = this.data() as Int64;
        return Decimal.of(unscaled, this.size());
      }
      case Tag.timestamp:
        return Timestamp.of(this.data() as Int64);
      case Tag.date:
        return SqlDate.of(this.data() as number);
      case Tag.time:
        return SqlTime.of(this.data() as number);
      case Tag.interval: {
        const months = this.data() as number;
        return Interval.of(months, this.data() as number);
      }
      case Tag.array:
        return this.list();
      case Tag.map:
        return this.map();
      case Tag.set:
        return new Set(this.list());
      case Tag.object:
        return this.object();
      case Tag.row:
      case Tag.rowWas:
      case Tag.rowRecord:
      case Tag.rowWasRecord:
        return this.row(tag - Tag.row);
      default:
        throw new UnreadableData(`what is kept begins with a byte that says nothing: ${tag}`);
    }
  }

  private list(): Data[] {
    const items: Data[] = [];
    for (let left = this.size(); left > 0; left--) items.push(this.data());
    return items;
  }

  private map(): Map<Data, Data> {
    const map = new Map<Data, Data>();
    for (let left = this.size(); left > 0; left--) {
      const key = this.data();
      map.set(key, this.data());
    }
    return map;
  }

  private object(): Record<string, Data> {
    const members: [string, Data][] = [];
    for (let left = this.size(); left > 0; left--) members.push([this.data() as string, this.data()]);
    // As own members, whatever they are called.
    return Object.fromEntries(members);
  }

  private row(more: number): Record<string, Data> {
    const row: Record<string, Data> = {};
    for (const name of ROW) row[name] = this.data();
    if (more & 1) row.was = this.data();
    if (more & 2) row.record = this.data();
    return row;
  }

  private big(): bigint {
    const text = this.utf8();
    if (!/^-?\d+$/.test(text)) throw new UnreadableData('what is kept as a number is no number');
    return BigInt(text);
  }

  private utf8(): string {
    const bytes = this.raw();
    const short = shortAscii(bytes);
    if (short !== undefined) return short;
    try {
      return UTF_8.decode(bytes);
    } catch {
      throw new UnreadableData('what is kept as text is no text');
    }
  }

  private units(): string {
    let text = '';
    for (let left = this.size(); left > 0; left--) text += String.fromCharCode(this.view.getUint16(this.ahead(2)));
    return text;
  }

  private get view(): DataView {
    this.dataView ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    return this.dataView;
  }

  private raw(): Uint8Array {
    const length = this.size();
    const start = this.ahead(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Where the next bytes begin. */
  private ahead(length: number): number {
    const start = this.at;
    if (start + length > this.bytes.length) throw new UnreadableData('what is kept ends too early');
    this.at += length;
    return start;
  }
}

/** Keys mostly are short and plain, where a decoder costs more than its work. */
function shortAscii(bytes: Uint8Array): string | undefined {
  if (bytes.length > 24) return undefined;
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte > 0x7f) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}
