/** The primitive types of Kafka's protocol, written to and read from bytes. */

/** Grows as it is written to. Numbers that Kafka has as INT64 are safe integers here. */
export class ByteWriter {
  #bytes: Buffer;
  #end = 0;

  constructor(capacity = 256) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  int8(value: number): this {
    const at = this.#take(1);
    this.#bytes.writeInt8(value, at);
    return this;
  }
  int16(value: number): this {
    const at = this.#take(2);
    this.#bytes.writeInt16BE(value, at);
    return this;
  }
  int32(value: number): this {
    const at = this.#take(4);
    this.#bytes.writeInt32BE(value, at);
    return this;
  }
  int64(value: number): this {
    const at = this.#take(8);
    writeInt64(this.#bytes, value, at);
    return this;
  }
  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }
  string(value: string): this {
    const length = Buffer.byteLength(value);
    this.int16(length);
    const at = this.#take(length);
    this.#bytes.write(value, at);
    return this;
  }
  nullableString(value: string | null): this {
    return value === null ? this.int16(-1) : this.string(value);
  }
  /** BYTES of several parts, one after the other. */
  bytes(parts: readonly Uint8Array[]): this {
    this.int32(parts.reduce((sum, { length }) => sum + length, 0));
    for (const part of parts) {
      const at = this.#take(part.length);
      this.#bytes.set(part, at);
    }
    return this;
  }
  array<Item>(items: readonly Item[], write: (item: Item) => void): this {
    this.int32(items.length);
    items.forEach(write);
    return this;
  }

  // The "flexible" versions of requests have their own strings and arrays: lengths as varints, plus one.
  unsignedVarint(value: number): this {
    let rest = value;
    while (rest > 0x7f) {
      this.int8(((rest & 0x7f) | 0x80) - 256);
      rest >>>= 7;
    }
    return this.int8(rest);
  }
  compactString(value: string): this {
    const length = Buffer.byteLength(value);
    this.unsignedVarint(length + 1);
    const at = this.#take(length);
    this.#bytes.write(value, at);
    return this;
  }
  compactBytes(value: Uint8Array): this {
    this.unsignedVarint(value.length + 1);
    const at = this.#take(value.length);
    this.#bytes.set(value, at);
    return this;
  }
  /** A null string. */
  noCompactString(): this {
    return this.unsignedVarint(0);
  }
  compactArray<Item>(items: readonly Item[], write: (item: Item) => void): this {
    this.unsignedVarint(items.length + 1);
    items.forEach(write);
    return this;
  }
  noTags(): this {
    return this.int8(0);
  }

  /** What was written so far; it is not copied, so write no more. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#end);
  }

  #take(length: number): number {
    const at = this.#end;
    this.#end += length;
    if (this.#end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#end, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, at);
      this.#bytes = larger;
    }
    return at;
  }
}

/** Reads one answer from front to back; running past its end throws RangeError. */
export class ByteReader {
  readonly bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  int8(): number {
    return this.bytes.readInt8(this.#pass(1));
  }
  int16(): number {
    return this.bytes.readInt16BE(this.#pass(2));
  }
  int32(): number {
    return this.bytes.readInt32BE(this.#pass(4));
  }
  int64(): number {
    return readInt64(this.bytes, this.#pass(8));
  }
  boolean(): boolean {
    return this.int8() !== 0;
  }
  string(): string {
    return this.nullableString() ?? '';
  }
  nullableString(): string | null {
    const length = this.int16();
    if (length < 0) return null;
    const at = this.#pass(length);
    return this.bytes.toString('utf8', at, at + length);
  }
  /** A view, not a copy. */
  nullableBytes(): Buffer | null {
    const length = this.int32();
    if (length < 0) return null;
    const at = this.#pass(length);
    return this.bytes.subarray(at, at + length);
  }
  /** A null array reads as an empty one. */
  array<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (let left = this.int32(); left > 0; left--) items.push(read());
    return items;
  }

  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.bytes.readUInt8(this.#pass(1));
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a varint of more than five bytes');
  }
  compactNullableString(): string | null {
    const length = this.unsignedVarint() - 1;
    if (length < 0) return null;
    const at = this.#pass(length);
    return this.bytes.toString('utf8', at, at + length);
  }
  /** A view, not a copy; null reads as empty. */
  compactBytes(): Buffer {
    const length = Math.max(0, this.unsignedVarint() - 1);
    const at = this.#pass(length);
    return this.bytes.subarray(at, at + length);
  }
  compactArray<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (let left = this.unsignedVarint() - 1; left > 0; left--) items.push(read());
    return items;
  }
  tags(): void {
    for (let left = this.unsignedVarint(); left > 0; left--) {
      this.unsignedVarint();
      const length = this.unsignedVarint();
      this.#pass(length);
    }
  }

  #pass(length: number): number {
    const at = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new RangeError('the answer ends too early');
    return at;
  }
}

const HIGH = 2 ** 32;

/** Exact for safe integers, negative ones too. */
export function readInt64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * HIGH + bytes.readUInt32BE(at + 4);
}

export function writeInt64(bytes: Buffer, value: number, at: number): void {
  const high = Math.floor(value / HIGH);
  bytes.writeInt32BE(high, at);
  bytes.writeUInt32BE(value - high * HIGH, at + 4);
}
