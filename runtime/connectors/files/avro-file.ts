/**
 * An Avro file as records. A position is the number of a record. Its blocks are found by their lengths, without unpacking them;
 * a block that is not there as a whole is waited for, or where nothing more will come is told with its byte.
 */
import { closeSync, fstatSync } from 'node:fs';
import { RecordError } from '../../../src/language/types/value.ts';
import { Input } from '../../formats/avro/input.ts';
import { Reading, type Skip } from '../../formats/avro/read.ts';
import { avroType } from '../../formats/avro/schema.ts';
import { headed, headNumber } from '../../formats/heads.ts';
import { FormatError } from '../../formats/port.ts';
import { readAt } from '../file-bytes.ts';
import { ConnectorError } from '../port.ts';
import { fileError } from '../refusals.ts';
import { type ContainerHead, containerHead, longAt, SYNC_BYTES } from './avro-container.ts';
import { openHandle, PIECE_BYTES, type RecordFile } from './record-file.ts';

interface Block {
  /** Of its packed records. */
  readonly at: number;
  readonly size: number;
  /** Of its first record. */
  readonly number: number;
  readonly count: number;
}

interface Opened extends ContainerHead {
  readonly head: number;
  readonly skip: Skip;
}

const LONGEST_HEAD = 64 * 1024 * 1024;
/** Two numbers of at most ten bytes. */
const BLOCK_HEAD = 20;

/** Throws ConnectorError. */
export function avroFile(path: string, at: string): RecordFile {
  const { handle, identity } = openHandle(path, at);
  const blocks: Block[] = [];
  let opened: Opened | undefined;
  /** Behind the last block that is there as a whole. */
  let scanned = 0;
  let unpacked: { readonly block: Block; readonly records: readonly Uint8Array[] } | undefined;

  const unreadable = (why: string): ConnectorError => new ConnectorError('unreadable', `cannot read ${path}: ${why}`);
  function attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fileError('read', path, error);
    }
  }

  function open(): Opened | undefined {
    if (opened) return opened;
    for (let length = 64 * 1024; ; length *= 8) {
      const bytes = readAt(handle, 0, length);
      const found = containerHead(bytes);
      if (typeof found === 'string') throw unreadable(found);
      if (found) {
        scanned = found.at;
        opened = { ...found, head: headNumber(found.schema), skip: new Reading().skip(typeOf(found.schema)) };
        return opened;
      }
      if (bytes.length < length) return undefined;
      if (length > LONGEST_HEAD) throw unreadable('its head does not end');
    }
  }

  function typeOf(schema: string): ReturnType<typeof avroType> {
    try {
      return avroType(schema, path);
    } catch (error) {
      if (error instanceof FormatError) throw new ConnectorError('unreadable', `cannot read ${error.message}`);
      throw error;
    }
  }

  const counted = (): number => {
    const last = blocks.at(-1);
    return last ? last.number + last.count : 0;
  };

  /** Finds the blocks that are there. */
  function scan(): void {
    const file = open();
    if (!file) return;
    const { size } = fstatSync(handle);
    while (scanned < size) {
      const bytes = readAt(handle, scanned, BLOCK_HEAD);
      const count = longAt(bytes, 0);
      const length = count && longAt(bytes, count.next);
      if (!length) return;
      if (count.value < 0 || length.value < 0) throw unreadable(`what stands at byte ${scanned} is no block`);
      const at = scanned + length.next;
      const next = at + length.value + SYNC_BYTES;
      if (next > size) return;
      if (!readAt(handle, next - SYNC_BYTES, SYNC_BYTES).equals(file.sync))
        throw unreadable(`the block at byte ${scanned} does not end as the blocks of this file do: it is damaged`);
      blocks.push({ at, size: length.value, number: counted(), count: count.value });
      scanned = next;
    }
  }

  function blockOf(position: number): Block | undefined {
    let [low, high] = [0, blocks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { number, count } = blocks[middle]!;
      if (number + count <= position) low = middle + 1;
      else high = middle;
    }
    return blocks[low];
  }

  function recordsOf(block: Block, { codec, skip, head }: Opened): readonly Uint8Array[] {
    if (unpacked?.block === block) return unpacked.records;
    try {
      const bytes = codec.unpack(readAt(handle, block.at, block.size));
      const input = new Input();
      input.begin(bytes, 0);
      const records: Uint8Array[] = [];
      for (let i = 0; i < block.count; i++) {
        const from = input.at;
        skip(input);
        records.push(bytes.subarray(from, input.at));
      }
      if (input.left > 0) throw new RecordError('decode', `${input.left} bytes are left over`);
      unpacked = { block, records: headed(head, records) };
      return unpacked.records;
    } catch (error) {
      throw unreadable(`the block at byte ${block.at} is damaged: ${error instanceof Error ? error.message : error}`);
    }
  }

  return {
    path,
    identity,
    first: bytes => attempt(() => readAt(handle, 0, bytes)),
    columns: () => undefined,
    end: () =>
      attempt(() => {
        scan();
        return counted();
      }),
    read: (from, to) =>
      attempt(() => {
        const modified = Math.trunc(fstatSync(handle).mtimeMs);
        const file = open();
        if (from >= counted()) scan();
        const records: { readonly position: number; readonly value: Uint8Array }[] = [];
        let next = from;
        for (let bytes = 0; file && next < to && bytes < PIECE_BYTES; ) {
          const block = blockOf(next);
          if (!block) break;
          const all = recordsOf(block, file);
          const last = Math.min(block.number + block.count, to);
          for (; next < last; next++) records.push({ position: next, value: all[next - block.number]! });
          bytes += block.size;
        }
        return { records, next, modified };
      }),
    checkEnd: () =>
      attempt(() => {
        scan();
        const { size } = fstatSync(handle);
        if (scanned < size)
          throw unreadable(
            opened
              ? `it is cut off: the block at byte ${scanned} should go on behind its end at byte ${size}; the ${counted()} records before it were read`
              : `it is cut off: its head should go on behind its end at byte ${size}`,
          );
      }),
    wasCut: () => attempt(() => fstatSync(handle).size < scanned),
    locate(position) {
      const block = blockOf(position);
      return `${path}: record ${position + 1}${block ? ` (block at byte ${block.at})` : ''}`;
    },
    close: () => closeSync(handle),
  };
}
