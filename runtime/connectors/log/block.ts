/**
 * The bytes of records in a segment: blocks of records with a checksum each.
 *
 * Block, little-endian: u32 bytes after this header, u32 CRC-32 of all that follows it, f64 offset of the first
 * record, u32 number of records, u32 format (1); then the records.
 * Record: f64 timestamp, i32 bytes of key, i32 bytes of value, u32 number of headers, key, value; per header i32 bytes
 * of name, i32 bytes of value, name, value. A length of -1 is null.
 */
import { crc32 } from 'node:zlib';
import type { Headers, OutputRecord, SourceRecord } from '../port.ts';

export const HEADER_BYTES = 24;
const RECORD_BYTES = 20;
/** A block is closed when it has grown this far: what a reader takes at a time. */
const FULL_BYTES = 512 * 1024;
const FORMAT = 1;
const NO_HEADERS: Headers = [];

/** Records of one partition that wait for their offset. */
export interface OpenBlock {
  /** With room for the header in front; only the first `length` bytes count. */
  bytes: Buffer;
  length: number;
  count: number;
}

/** Adds a record to the last of these blocks, or to a new one when that is full. */
export function addRecord(blocks: OpenBlock[], record: OutputRecord): void {
  let block = blocks.at(-1);
  if (block === undefined || block.length >= FULL_BYTES) {
    block = { bytes: Buffer.allocUnsafe(4096), length: HEADER_BYTES, count: 0 };
    blocks.push(block);
  }
  const { timestamp, key, value, headers } = record;
  const names = headers.length === 0 ? NO_NAMES : headers.map(([name]) => Buffer.from(name));
  let needed = RECORD_BYTES + (key?.length ?? 0) + (value?.length ?? 0);
  for (let i = 0; i < headers.length; i++) needed += 8 + names[i]!.length + (headers[i]![1]?.length ?? 0);
  const bytes = withRoom(block, needed);
  let at = block.length;
  bytes.writeDoubleLE(timestamp, at);
  bytes.writeInt32LE(key?.length ?? -1, at + 8);
  bytes.writeInt32LE(value?.length ?? -1, at + 12);
  bytes.writeUInt32LE(headers.length, at + 16);
  at += RECORD_BYTES;
  if (key) {
    bytes.set(key, at);
    at += key.length;
  }
  if (value) {
    bytes.set(value, at);
    at += value.length;
  }
  for (let i = 0; i < headers.length; i++) {
    const name = names[i]!;
    const text = headers[i]![1];
    bytes.writeInt32LE(name.length, at);
    bytes.writeInt32LE(text?.length ?? -1, at + 4);
    bytes.set(name, at + 8);
    at += 8 + name.length;
    if (text) {
      bytes.set(text, at);
      at += text.length;
    }
  }
  block.length = at;
  block.count++;
}

const NO_NAMES: readonly Buffer[] = [];

function withRoom(block: OpenBlock, needed: number): Buffer {
  const least = block.length + needed;
  if (least > block.bytes.length) {
    const larger = Buffer.allocUnsafe(Math.max(least, Math.min(block.bytes.length * 4, FULL_BYTES + 4096)));
    block.bytes.copy(larger, 0, 0, block.length);
    block.bytes = larger;
  }
  return block.bytes;
}

/** Gives the block its place in the partition; the bytes as they are written. May be done again with another offset. */
export function seal(block: OpenBlock, firstOffset: number): Buffer {
  const bytes = block.bytes.subarray(0, block.length);
  bytes.writeUInt32LE(block.length - HEADER_BYTES, 0);
  bytes.writeDoubleLE(firstOffset, 8);
  bytes.writeUInt32LE(block.count, 16);
  bytes.writeUInt32LE(FORMAT, 20);
  bytes.writeUInt32LE(crc32(bytes.subarray(8)), 4);
  return bytes;
}

export interface BlockHeader {
  /** Of the whole block, header included. */
  readonly bytes: number;
  readonly firstOffset: number;
  readonly count: number;
}

/** `bytes` holds at least HEADER_BYTES from `at` on. */
export function readHeader(bytes: Buffer, at: number): BlockHeader {
  return {
    bytes: HEADER_BYTES + bytes.readUInt32LE(at),
    firstOffset: bytes.readDoubleLE(at + 8),
    count: bytes.readUInt32LE(at + 16),
  };
}

/** Whether the block that lies whole at `at` is as it was written. */
export function isIntact(bytes: Buffer, at: number, header: BlockHeader): boolean {
  if (bytes.readUInt32LE(at + 20) !== FORMAT) return false;
  return bytes.readUInt32LE(at + 4) === crc32(bytes.subarray(at + 8, at + header.bytes));
}

/** Appends to `into` the block's records from offset `from` up to, not including, `to`; their bytes are not copied. */
export function readRecords(
  bytes: Buffer,
  at: number,
  { firstOffset, count }: BlockHeader,
  from: number,
  to: number,
  into: SourceRecord[],
): void {
  let position = at + HEADER_BYTES;
  const end = Math.min(firstOffset + count, to);
  for (let offset = firstOffset; offset < end; offset++) {
    const timestamp = bytes.readDoubleLE(position);
    const keyBytes = bytes.readInt32LE(position + 8);
    const valueBytes = bytes.readInt32LE(position + 12);
    let headerCount = bytes.readUInt32LE(position + 16);
    position += RECORD_BYTES;
    const key = keyBytes < 0 ? null : bytes.subarray(position, position + keyBytes);
    position += Math.max(keyBytes, 0);
    const value = valueBytes < 0 ? null : bytes.subarray(position, position + valueBytes);
    position += Math.max(valueBytes, 0);
    let headers = NO_HEADERS;
    if (headerCount > 0) {
      const read: [string, Uint8Array | null][] = [];
      for (; headerCount > 0; headerCount--) {
        const nameEnd = position + 8 + bytes.readInt32LE(position);
        const textBytes = bytes.readInt32LE(position + 4);
        const text = textBytes < 0 ? null : bytes.subarray(nameEnd, nameEnd + textBytes);
        read.push([bytes.toString('utf8', position + 8, nameEnd), text]);
        position = nameEnd + Math.max(textBytes, 0);
      }
      headers = read;
    }
    if (offset >= from) into.push({ offset, timestamp, key, value, headers });
  }
}
