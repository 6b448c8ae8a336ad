/**
 * Data as bytes, exactly: values of all types, rows, and what operators and aggregates make of them (plain objects, arrays,
 * maps, sets). The same data give the same bytes.
 */
import { Decimal } from '../../../src/language/types/decimal.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import { ROW, Tag } from './tags.ts';

/** Plain data: no functions, no classes but those of values, nothing that holds itself. */
export type Data = unknown;

const UTF_8 = new TextEncoder();
/** Up to here a loop is quicker than an encoder. */
const SHORT = 64;

export class DataWriter {
  private bytes = new Uint8Array(1024);
  private view = new DataView(this.bytes.buffer);
  private at = 0;

  /** What was written since the last time, as bytes of its own. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.at);
    this.at = 0;
    return taken;
  }

  byte(value: number): void {
    this.room(1);
    this.bytes[this.at++] = value;
  }

  /** An integer of 0 or more, up to 2^53 - 1. */
  size(value: number): void {
    this.room(8);
    let left = value;
    while (left >= 0x80) {
      this.bytes[this.at++] = (left % 0x80) | 0x80;
      left = Math.floor(left / 0x80);
    }
    this.bytes[this.at++] = left;
  }

  data(data: Data): void {
    if (typeof data === 'number') this.number(data);
    else if (typeof data === 'string') this.text(data);
    else if (data === null) this.byte(Tag.null);
    else if (typeof data === 'object') this.object(data);
    else if (data === undefined) this.byte(Tag.undefined);
    else if (typeof data === 'boolean') this.byte(data ? Tag.true : Tag.false);
    else if (typeof data === 'bigint') {
      this.byte(Tag.big);
      this.utf8(String(data));
    } else throw new Error(`a ${typeof data} is no data`);
  }

  private number(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      this.byte(value < 0 ? Tag.negative : Tag.whole);
      this.size(Math.abs(value));
    } else if (Number.isNaN(value)) this.byte(Tag.nan);
    else {
      this.byte(Tag.double);
      this.room(8);
      this.view.setFloat64(this.at, value);
      this.at += 8;
    }
  }

  private text(value: string): void {
    if (value.isWellFormed()) {
      this.byte(Tag.text);
      this.utf8(value);
      return;
    }
    this.byte(Tag.units);
    this.size(value.length);
    this.room(2 * value.length);
    for (let i = 0; i < value.length; i++, this.at += 2) this.view.setUint16(this.at, value.charCodeAt(i));
  }

  /** Of what is well-formed. */
  private utf8(value: string): void {
    if (value.length <= SHORT) {
      const start = this.at;
      this.room(value.length + 1);
      this.bytes[this.at++] = value.length;
      let i = 0;
      for (; i < value.length; i++) {
        const code = value.charCodeAt(i);
        if (code >= 0x80) break;
        this.bytes[this.at++] = code;
      }
      if (i === value.length) return;
      this.at = start;
    }
    this.raw(UTF_8.encode(value));
  }

  /** Length and bytes. */
  private raw(bytes: Uint8Array): void {
    this.size(bytes.length);
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  private object(data: object): void {
    if (Array.isArray(data)) {
      this.byte(Tag.array);
      this.list(data);
    } else if (data instanceof Map) {
      this.byte(Tag.map);
      this.size(data.size);
      for (const [key, value] of data) {
        this.data(key);
        this.data(value);
      }
    } else if (data instanceof Set) {
      this.byte(Tag.set);
      this.size(data.size);
      for (const item of data) this.data(item);
    } else if (data instanceof Uint8Array) {
      this.byte(Tag.bytes);
      this.raw(data);
    } else if (Object.getPrototypeOf(data) === Object.prototype) this.members(data as Record<string, Data>);
    else this.ofType(data);
  }

  private list(items: readonly Data[]): void {
    this.size(items.length);
    for (const item of items) this.data(item);
  }

  private ofType(value: object): void {
    if (value instanceof Decimal) {
      this.byte(Tag.decimal);
      this.data(value.unscaled);
      this.size(value.scale);
    } else if (value instanceof Timestamp) {
      this.byte(Tag.timestamp);
      this.data(value.micros);
    } else if (value instanceof SqlDate) {
      this.byte(Tag.date);
      this.data(value.days);
    } else if (value instanceof SqlTime) {
      this.byte(Tag.time);
      this.data(value.micros);
    } else if (value instanceof Interval) {
      this.byte(Tag.interval);
      this.data(value.months);
      this.data(value.micros);
    } else throw new Error(`a ${value.constructor.name} is no data`);
  }

  private members(data: Record<string, Data>): void {
    const names = Object.keys(data);
    const was = data.was !== undefined ? 1 : 0;
    const record = data.record !== undefined ? 1 : 0;
    if (names.length === ROW.length + was + record && ROW.every(name => data[name] !== undefined)) {
      this.byte(Tag.row + was + 2 * record);
      for (const name of ROW) this.data(data[name]);
      if (was) this.data(data.was);
      if (record) this.data(data.record);
      return;
    }
    this.byte(Tag.object);
    this.size(names.length);
    for (const name of names) {
      this.text(name);
      this.data(data[name]);
    }
  }

  private room(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.at + more));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}
