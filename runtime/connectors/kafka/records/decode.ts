/** Record batches as a broker sends them → records. */

import type { Headers, SourceRecord } from '../../port.ts';
import type { AbortedTransaction } from '../requests/fetch.ts';
import { readInt64 } from '../wire/bytes.ts';
import { decompress } from './compression.ts';
import { crc32c } from './crc32c.ts';
import {
  ATTRIBUTES,
  BASE_OFFSET,
  BASE_TIMESTAMP,
  BEFORE_LENGTH_ENDS,
  COMPRESSION_MASK,
  CONTROL,
  CRC,
  LAST_OFFSET_DELTA,
  LENGTH,
  LOG_APPEND_TIME,
  MAGIC,
  MAX_TIMESTAMP,
  PRODUCER_ID,
  RECORD_COUNT,
  RECORDS,
  TRANSACTIONAL,
} from './layout.ts';
import { UnreadableBatch } from './unreadable-batch.ts';

/**
 * The offset after the last whole batch, or undefined when there is none. Cheap: reads the batches' heads only, so
 * that the next fetch can be on its way while these are decoded.
 */
export function offsetAfter(batches: Buffer): number | undefined {
  let next: number | undefined;
  for (const at of wholeBatches(batches)) next = nextOffset(batches, at);
  return next;
}

/**
 * Appends to `into` the committed records of `batches` with from <= offset < to. Keys and values are views.
 * `aborted` is the list that came with the batches. Throws UnreadableBatch.
 */
export function decodeBatches(
  batches: Buffer,
  aborted: readonly AbortedTransaction[],
  from: number,
  to: number,
  into: SourceRecord[],
): void {
  const waiting = [...aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  let nextWaiting = 0;
  const open = new Set<number>();
  for (const at of wholeBatches(batches)) {
    const base = readInt64(batches, at + BASE_OFFSET);
    if (base >= to) return;
    if (batches[at + MAGIC] !== 2)
      throw new UnreadableBatch(
        base,
        `message format ${batches[at + MAGIC]}, older than Kafka 0.11's, is not supported`,
      );
    const after = nextOffset(batches, at);
    const end = at + BEFORE_LENGTH_ENDS + batches.readInt32BE(at + LENGTH);
    if (crc32c(batches, at + ATTRIBUTES, end) !== batches.readUInt32BE(at + CRC))
      throw new UnreadableBatch(base, 'its checksum is wrong: the data was damaged on disk or on the way');
    while (nextWaiting < waiting.length && waiting[nextWaiting]!.firstOffset < after)
      open.add(waiting[nextWaiting++]!.producer);
    const attributes = batches.readInt16BE(at + ATTRIBUTES);
    const producer = readInt64(batches, at + PRODUCER_ID);
    if (attributes & CONTROL) {
      // A marker ends the producer's transaction, whether committed or aborted.
      open.delete(producer);
      continue;
    }
    if (attributes & TRANSACTIONAL && open.has(producer)) continue;
    if (after <= from) continue;
    const compression = attributes & COMPRESSION_MASK;
    const packed = batches.subarray(at + RECORDS, end);
    const records = compression === 0 ? packed : decompress(compression, packed, base);
    const count = batches.readInt32BE(at + RECORD_COUNT);
    const appendTime = attributes & LOG_APPEND_TIME ? readInt64(batches, at + MAX_TIMESTAMP) : undefined;
    decodeRecords(records, count, base, readInt64(batches, at + BASE_TIMESTAMP), appendTime, from, to, into);
  }
}

function* wholeBatches(batches: Buffer): Generator<number> {
  let at = 0;
  while (at + RECORDS <= batches.length) {
    const end = at + BEFORE_LENGTH_ENDS + batches.readInt32BE(at + LENGTH);
    if (end > batches.length) return;
    yield at;
    at = end;
  }
}

const nextOffset = (batches: Buffer, at: number): number =>
  readInt64(batches, at + BASE_OFFSET) + batches.readInt32BE(at + LAST_OFFSET_DELTA) + 1;

const NO_HEADERS: Headers = [];

function decodeRecords(
  bytes: Buffer,
  count: number,
  base: number,
  baseTimestamp: number,
  appendTime: number | undefined,
  from: number,
  to: number,
  into: SourceRecord[],
): void {
  const read = new VarintReader(bytes);
  for (let index = 0; index < count; index++) {
    const length = read.varint();
    const end = read.at + length;
    read.at += 1;
    const timestamp = baseTimestamp + read.varlong();
    const offset = base + read.varint();
    if (offset >= to) return;
    if (offset >= from) {
      const key = read.nullableBytes();
      const value = read.nullableBytes();
      let headers = NO_HEADERS;
      const headerCount = read.varint();
      if (headerCount > 0) headers = readHeaders(read, headerCount);
      into.push({ offset, timestamp: appendTime ?? timestamp, key, value, headers });
    }
    read.at = end;
  }
}

function readHeaders(read: VarintReader, count: number): Headers {
  const headers: [string, Uint8Array | null][] = [];
  for (let index = 0; index < count; index++) {
    const name = read.nullableBytes();
    headers.push([name ? name.toString('utf8') : '', read.nullableBytes()]);
  }
  return headers;
}

/** Zigzag varints; the loops are written out because a record costs five of them. */
class VarintReader {
  readonly bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  varint(): number {
    const { bytes } = this;
    let byte = bytes[this.at++]!;
    if (byte < 0x80) return (byte >>> 1) ^ -(byte & 1);
    let value = byte & 0x7f;
    for (let shift = 7; shift < 35; shift += 7) {
      byte = bytes[this.at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
    throw new RangeError('a varint of more than five bytes');
  }

  /** Exact for safe integers. */
  varlong(): number {
    const { bytes } = this;
    let byte = bytes[this.at++]!;
    if (byte < 0x80) return (byte >>> 1) ^ -(byte & 1);
    const odd = byte & 1;
    // Halved from the start, so that it stays within the safe integers.
    let half = (byte & 0x7f) >>> 1;
    let weight = 64;
    for (let length = 1; length < 10; length++) {
      byte = bytes[this.at++]!;
      half += (byte & 0x7f) * weight;
      weight *= 128;
      if (byte < 0x80) return odd ? -half - 1 : half;
    }
    throw new RangeError('a varint of more than ten bytes');
  }

  nullableBytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    const at = this.at;
    this.at += length;
    return this.bytes.subarray(at, this.at);
  }
}
