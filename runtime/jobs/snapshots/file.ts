/**
 * A snapshot as bytes: blocks with a checksum each. The first says what it is of, then come entries, and the last says how many
 * there were, so that what was cut off is noticed.
 */
import { crc32c } from '../../connectors/kafka/records/crc32c.ts';
import { keyOf, nameOf } from '../fold.ts';
import type { SnapshotFile, SnapshotFolder } from './folder.ts';

/** What tells whether a snapshot is believed. */
export interface SnapshotHead {
  readonly topic: string;
  readonly partition: number;
  /** Of the partitions of the topic. */
  readonly of: number;
  /** Everything before this offset of the changelog is in it. */
  readonly offset: number;
  /** When nothing came after that offset, in milliseconds since the epoch. */
  readonly at: number;
  /** Of the changelog itself, and where it says so. */
  readonly id: string;
  readonly idAt: number;
  /** About how many entries it has. */
  readonly about: number;
}

/** It cannot be read as what it should be: why. */
export class DamagedSnapshot extends Error {
  override readonly name = 'DamagedSnapshot';
}

export type Entries = Iterable<readonly [name: string, value: Uint8Array]>;

const MAGIC = 'ferris-sql snapshot';
/** Raised when snapshots could not be read as before; those of another form are made anew. */
const FORM = 1;

/** Blocks are of this size and what the last entry in them is longer, in bytes. */
const BLOCK = 256 << 10;
/** Of a block: its length and its checksum. */
const FRAME = 8;
/** Of an entry: the lengths of its key and of its value. */
const LENGTHS = 8;
/** Records of a changelog are cut before they are anywhere near this. */
const LARGEST_BLOCK = 64 << 20;

/** @param parts one after the other; of one key there is one entry in all of them */
export async function writeSnapshot(
  folder: SnapshotFolder,
  name: string,
  head: SnapshotHead,
  parts: AsyncIterable<Entries>,
): Promise<void> {
  async function* blocks(): AsyncIterable<Uint8Array> {
    yield* framed(Buffer.from(JSON.stringify({ magic: MAGIC, form: FORM, ...head })));
    let count = 0;
    let block: Uint8Array[] = [];
    let size = 0;
    for await (const part of parts)
      for (const [key, value] of part) {
        const lengths = Buffer.allocUnsafe(LENGTHS);
        lengths.writeUInt32BE(key.length, 0);
        lengths.writeUInt32BE(value.length, 4);
        block.push(lengths, keyOf(key), value);
        size += LENGTHS + key.length + value.length;
        count++;
        if (size < BLOCK) continue;
        yield* framed(Buffer.concat(block));
        block = [];
        size = 0;
      }
    if (size > 0) yield* framed(Buffer.concat(block));
    yield* framed(Buffer.alloc(0));
    yield* framed(Buffer.from(JSON.stringify({ count })));
  }
  await folder.write(name, blocks());
}

function* framed(payload: Uint8Array): Iterable<Uint8Array> {
  const frame = Buffer.allocUnsafe(FRAME);
  frame.writeUInt32BE(payload.length, 0);
  frame.writeUInt32BE(crc32c(payload), 4);
  yield frame;
  yield payload;
}

export interface OpenSnapshot {
  readonly head: SnapshotHead;
  /** To be gone through to its end, which throws DamagedSnapshot when anything is wrong, and only once. */
  parts(): AsyncIterable<Entries>;
  close(): Promise<void>;
}

/** Undefined where there is none, or one of another form. Rejects with DamagedSnapshot, and with what the disk has to say. */
export async function openSnapshot(folder: SnapshotFolder, name: string): Promise<OpenSnapshot | undefined> {
  const file = await folder.open(name);
  if (!file) return undefined;
  try {
    const { magic, form, ...head } = parsed(await blockOf(file)) as SnapshotHead & { magic?: string; form?: number };
    if (magic !== MAGIC) throw new DamagedSnapshot('it is no snapshot');
    if (form === FORM) return { head, parts: () => partsOf(file), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

async function* partsOf(file: SnapshotFile): AsyncIterable<Entries> {
  let count = 0;
  for (;;) {
    const block = await blockOf(file);
    if (block.length === 0) break;
    const entries = entriesOf(block);
    count += entries.length;
    yield entries;
  }
  const end = parsed(await blockOf(file)) as { readonly count?: number };
  if (end.count !== count) throw new DamagedSnapshot(`it has ${count} entries and should have ${end.count}`);
}

async function blockOf(file: SnapshotFile): Promise<Uint8Array> {
  const frame = Buffer.from(await file.read(FRAME));
  if (frame.length < FRAME) throw new DamagedSnapshot('its end is missing');
  const length = frame.readUInt32BE(0);
  if (length > LARGEST_BLOCK) throw new DamagedSnapshot('the length of a block is impossible');
  const block = await file.read(length);
  if (block.length < length) throw new DamagedSnapshot('its end is missing');
  if (crc32c(block) !== frame.readUInt32BE(4)) throw new DamagedSnapshot('the checksum of a block is another');
  return block;
}

function entriesOf(block: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const entries: [string, Uint8Array][] = [];
  for (let at = 0; at < block.length; ) {
    const [key, value] = [view.getUint32(at), view.getUint32(at + 4)];
    const from = at + LENGTHS + key;
    at = from + value;
    if (at > block.length) throw new DamagedSnapshot('an entry is longer than its block');
    entries.push([nameOf(block.subarray(from - key, from)), block.subarray(from, at)]);
  }
  return entries;
}

function parsed(block: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(block).toString());
  } catch {
    throw new DamagedSnapshot('what it is of is not told');
  }
}
