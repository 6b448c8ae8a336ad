/** Records → a record batch as a broker takes it, part of a transaction. */
import type { OutputRecord } from '../../port.ts';
import { writeInt64 } from '../wire/bytes.ts';
import { type Compression, compress } from './compression.ts';
import { crc32c } from './crc32c.ts';
import {
  ATTRIBUTES,
  BASE_OFFSET,
  BASE_SEQUENCE,
  BASE_TIMESTAMP,
  BEFORE_LENGTH_ENDS,
  CRC,
  LAST_OFFSET_DELTA,
  LENGTH,
  MAGIC,
  MAX_TIMESTAMP,
  PRODUCER_EPOCH,
  PRODUCER_ID,
  RECORD_COUNT,
  RECORDS,
  TRANSACTIONAL,
} from './layout.ts';

/** Who writes the batch, and where it stands among those that the same writer sent to the partition. */
export interface BatchOrigin {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly sequence: number;
}

/** Collects the records of one partition as bytes. Not usable after `seal`. */
export class BatchEncoder {
  count = 0;
  #bytes: Buffer;
  #end = RECORDS;
  #baseTimestamp = 0;
  #maxTimestamp = 0;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** Bytes so far, the batch's head included. */
  get size(): number {
    return this.#end;
  }

  /** Copies the record's bytes. */
  add({ timestamp, key, value, headers }: OutputRecord): void {
    if (this.count === 0) {
      this.#baseTimestamp = timestamp;
      this.#maxTimestamp = timestamp;
    } else if (timestamp > this.#maxTimestamp) this.#maxTimestamp = timestamp;
    const encodedHeaders = headers.length > 0 ? encodeHeaders(headers) : ONE_ZERO;
    const timestampDelta = timestamp - this.#baseTimestamp;
    const offsetDelta = this.count;
    const length =
      1 +
      varlongSize(timestampDelta) +
      varintSize(offsetDelta) +
      bytesSize(key) +
      bytesSize(value) +
      encodedHeaders.length;
    this.#reserve(length + 5);
    this.#varint(length);
    this.#bytes[this.#end++] = 0;
    this.#varlong(timestampDelta);
    this.#varint(offsetDelta);
    this.#nullableBytes(key);
    this.#nullableBytes(value);
    this.#raw(encodedHeaders);
    this.count++;
  }

  /** The batch, whole; its records compressed where that makes them smaller. */
  seal({ producerId, producerEpoch, sequence }: BatchOrigin, compression?: Compression): Buffer {
    const { batch, code } = this.#compressed(compression);
    writeInt64(batch, 0, BASE_OFFSET);
    batch.writeInt32BE(batch.length - BEFORE_LENGTH_ENDS, LENGTH);
    // The leader's epoch, which the broker fills in.
    batch.writeInt32BE(-1, BEFORE_LENGTH_ENDS);
    batch.writeInt8(2, MAGIC);
    batch.writeInt16BE(TRANSACTIONAL | code, ATTRIBUTES);
    batch.writeInt32BE(this.count - 1, LAST_OFFSET_DELTA);
    writeInt64(batch, this.#baseTimestamp, BASE_TIMESTAMP);
    writeInt64(batch, this.#maxTimestamp, MAX_TIMESTAMP);
    writeInt64(batch, producerId, PRODUCER_ID);
    batch.writeInt16BE(producerEpoch, PRODUCER_EPOCH);
    batch.writeInt32BE(sequence, BASE_SEQUENCE);
    batch.writeInt32BE(this.count, RECORD_COUNT);
    batch.writeUInt32BE(crc32c(batch, ATTRIBUTES), CRC);
    return batch;
  }

  /** Room for the head and the records, with the code of their compression; 0: none. */
  #compressed(compression: Compression | undefined): { readonly batch: Buffer; readonly code: number } {
    const plain = { batch: this.#bytes.subarray(0, this.#end), code: 0 };
    if (!compression) return plain;
    const { code, packed } = compress(compression, plain.batch.subarray(RECORDS));
    if (RECORDS + packed.length >= this.#end) return plain;
    const batch = Buffer.allocUnsafe(RECORDS + packed.length);
    packed.copy(batch, RECORDS);
    return { batch, code };
  }

  #reserve(length: number): void {
    const needed = this.#end + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }

  #varint(value: number): void {
    let rest = (value << 1) ^ (value >> 31);
    while (rest & ~0x7f) {
      this.#bytes[this.#end++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#end++] = rest;
  }

  #varlong(value: number): void {
    if (fitsInt31(value)) {
      this.#varint(value);
      return;
    }
    for (let rest = zigzag(value); ; rest >>= 7n) {
      if (rest < 0x80n) {
        this.#bytes[this.#end++] = Number(rest);
        return;
      }
      this.#bytes[this.#end++] = Number(rest & 0x7fn) | 0x80;
    }
  }

  #nullableBytes(bytes: Uint8Array | null): void {
    this.#varint(bytes === null ? -1 : bytes.length);
    if (bytes) this.#raw(bytes);
  }

  #raw(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }
}

/** A record's headers: their count, then name and value of each. */
function encodeHeaders(headers: OutputRecord['headers']): Uint8Array {
  const named = headers.map(([name, value]) => [Buffer.from(name), value] as const);
  const size = named.reduce(
    (sum, [name, value]) => sum + bytesSize(name) + bytesSize(value),
    varintSize(headers.length),
  );
  const bytes = Buffer.allocUnsafe(size);
  let end = 0;
  const varint = (value: number) => {
    let rest = (value << 1) ^ (value >> 31);
    for (; rest & ~0x7f; rest >>>= 7) bytes[end++] = (rest & 0x7f) | 0x80;
    bytes[end++] = rest;
  };
  const nullable = (part: Uint8Array | null) => {
    varint(part === null ? -1 : part.length);
    if (part === null) return;
    bytes.set(part, end);
    end += part.length;
  };
  varint(headers.length);
  for (const [name, value] of named) {
    nullable(name);
    nullable(value);
  }
  return bytes;
}

const ONE_ZERO = Uint8Array.of(0);

const fitsInt31 = (value: number): boolean => value >= -0x40000000 && value < 0x40000000;
const zigzag = (value: number): bigint => BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
const bytesSize = (bytes: Uint8Array | null): number => (bytes === null ? 1 : varintSize(bytes.length) + bytes.length);

function varintSize(value: number): number {
  const zigzagged = ((value << 1) ^ (value >> 31)) >>> 0;
  return zigzagged < 0x80 ? 1 : zigzagged < 0x4000 ? 2 : zigzagged < 0x200000 ? 3 : zigzagged < 0x10000000 ? 4 : 5;
}

function varlongSize(value: number): number {
  if (fitsInt31(value)) return varintSize(value);
  let size = 1;
  for (let rest = zigzag(value) >> 7n; rest > 0n; rest >>= 7n) size++;
  return size;
}
