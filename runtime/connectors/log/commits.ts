/**
 * The commits file of an embedded log: what of the segments counts.
 *
 * One line per transaction, `CRC-32 in hex, blank, JSON, newline`, appended after the data it speaks of. It names the
 * new end of every partition written (offset and bytes) and the offsets a group has reached, so that a transaction
 * over any number of topics is there when its line is whole and not there at all when it is not: bytes in segments
 * beyond the last named end are nobody's and are overwritten. A last line without its newline is what a killed writer left;
 * readers stop before it, the next writer cuts it off. A whole line with a wrong checksum is damage and is said, not cut.
 *
 * When the file has grown, its sum is written as a new generation `commits/00000002` and the old one removed.
 */
import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { readAt, writeFully } from '../file-bytes.ts';
import { ConnectorError } from '../port.ts';
import { fileError } from '../refusals.ts';

export interface PartitionState {
  /** First offset of each segment, ascending; the last one is being written. */
  readonly segments: number[];
  /** Committed bytes of the last segment. */
  bytes: number;
  /** The offset the next record will get. */
  end: number;
}

/** One transaction, as its line has it. Every field may be absent. */
export interface Entry {
  readonly log?: number;
  /** New topics: partition count by name. */
  readonly make?: Readonly<Record<string, number>>;
  readonly ends?: readonly (readonly [
    topic: string,
    partition: number,
    end: number,
    bytes: number,
    newSegments: readonly number[],
  ])[];
  /** Segments before this one are no more. */
  readonly cut?: readonly (readonly [topic: string, partition: number, first: number])[];
  readonly groups?: Readonly<Record<string, readonly (readonly [topic: string, partition: number, offset: number])[]>>;
}

export interface Commits {
  readonly topics: ReadonlyMap<string, readonly PartitionState[]>;
  /** Offsets by group, topic and partition. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, number>>>;
  /** Takes in what has been committed since; whether there was anything. */
  catchUp(): boolean;
  /** Only under the folder's lock and after `catchUp`. When it throws, nothing was committed. */
  append(entry: Entry): void;
}

const FORMAT = 1;
/** A commits file is summed up when it is this large and four times its sum: it stays readable in some 10 ms. */
const LARGE_BYTES = 1024 * 1024;

export function commits(folder: string): Commits {
  const home = join(folder, 'commits');
  const topics = new Map<string, PartitionState[]>();
  const groups = new Map<string, Map<string, Map<number, number>>>();
  let generation = 0;
  /** Bytes of the current generation taken in, always at the end of a line. */
  let position = 0;
  let sumBytes = 0;

  function catchUp(): boolean {
    try {
      const newest = newestGeneration(home);
      if (newest === 0) return false;
      if (newest !== generation) {
        topics.clear();
        groups.clear();
        position = 0;
        sumBytes = 0;
        generation = newest;
      }
      return takeIn(fileOf(home, generation));
    } catch (error) {
      // Summed up by another process between looking and opening.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' && newestGeneration(home) > generation) return catchUp();
      throw fileError('read', home, error);
    }
  }

  function takeIn(path: string): boolean {
    const { size } = statSync(path);
    if (size < position) throw damaged(path, size, 'it got shorter');
    if (size === position) return false;
    const bytes = readBytes(path, position, size);
    let at = 0;
    for (let end = bytes.indexOf(10, at); end >= 0; end = bytes.indexOf(10, at)) {
      apply(parse(path, position + at, bytes.subarray(at, end)));
      at = end + 1;
    }
    position += at;
    return at > 0;
  }

  function apply({ make = {}, ends = [], cut = [], groups: reached = {} }: Entry): void {
    for (const [topic, partitions] of Object.entries(make))
      topics.set(
        topic,
        Array.from({ length: partitions }, () => ({ segments: [], bytes: 0, end: 0 })),
      );
    for (const [topic, partition, end, bytes, newSegments] of ends) {
      const state = topics.get(topic)![partition]!;
      state.segments.push(...newSegments);
      state.bytes = bytes;
      state.end = end;
    }
    for (const [topic, partition, first] of cut) {
      const { segments } = topics.get(topic)![partition]!;
      segments.splice(0, segments.indexOf(first));
    }
    for (const [group, offsets] of Object.entries(reached)) {
      const byTopic = groups.get(group) ?? new Map<string, Map<number, number>>();
      groups.set(group, byTopic);
      for (const [topic, partition, offset] of offsets)
        byTopic.set(topic, (byTopic.get(topic) ?? new Map<number, number>()).set(partition, offset));
    }
  }

  function append(entry: Entry): void {
    if (generation === 0) {
      begin(1, entry);
      return;
    }
    const path = fileOf(home, generation);
    const bytes = line(entry);
    try {
      const file = openSync(path, 'r+');
      try {
        // Also what a killed writer left behind the last whole line.
        ftruncateSync(file, position);
        writeFully(file, [bytes], position);
      } catch (error) {
        ftruncateSync(file, position);
        throw error;
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw fileError('write', path, error);
    }
    position += bytes.length;
    apply(entry);
    if (position > LARGE_BYTES && position > 4 * sumBytes) sumUp();
  }

  /** Everything so far as one entry, in a new generation. */
  function sumUp(): void {
    const sum: Entry = {
      make: Object.fromEntries([...topics].map(([topic, partitions]) => [topic, partitions.length])),
      ends: [...topics].flatMap(([topic, partitions]) =>
        partitions.map(({ segments, bytes, end }, partition) => [topic, partition, end, bytes, segments] as const),
      ),
      groups: Object.fromEntries(
        [...groups].map(([group, byTopic]) => [
          group,
          [...byTopic].flatMap(([topic, offsets]) => [...offsets].map(([p, offset]) => [topic, p, offset] as const)),
        ]),
      ),
    };
    const old = fileOf(home, generation);
    try {
      begin(generation + 1, sum);
    } catch {
      // The transaction itself is committed; a disk too full for the sum must not make it look failed.
      return;
    }
    rmSync(old, { force: true });
  }

  /** Makes a generation whole or not at all, and goes on with it. */
  function begin(next: number, entry: Entry): void {
    const path = fileOf(home, next);
    const fresh = join(home, 'new');
    const bytes = Buffer.concat([line({ log: FORMAT }), line(entry)]);
    try {
      mkdirSync(home, { recursive: true });
      const file = openSync(fresh, 'w');
      try {
        writeFully(file, [bytes], 0);
      } finally {
        closeSync(file);
      }
      renameSync(fresh, path);
    } catch (error) {
      throw fileError('write', path, error);
    }
    if (generation === 0) apply(entry);
    generation = next;
    position = bytes.length;
    sumBytes = bytes.length;
  }

  return { topics, groups, catchUp, append };
}

const fileOf = (home: string, generation: number) => join(home, `${generation}`.padStart(8, '0'));

/** 0 when nothing was ever committed. */
function newestGeneration(home: string): number {
  let newest = 0;
  try {
    for (const name of readdirSync(home)) if (/^\d{8}$/.test(name)) newest = Math.max(newest, Number(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return newest;
}

function line(entry: Entry): Buffer {
  const json = Buffer.from(JSON.stringify(entry));
  return Buffer.concat([Buffer.from(`${crc32(json).toString(16).padStart(8, '0')} `), json, Buffer.from('\n')]);
}

function parse(path: string, position: number, text: Buffer): Entry {
  const json = text.subarray(9);
  if (text.length < 9 || crc32(json) !== Number.parseInt(text.toString('latin1', 0, 8), 16))
    throw damaged(path, position, 'a line does not match its checksum');
  const entry = JSON.parse(json.toString()) as Entry;
  if (entry.log === undefined || entry.log === FORMAT) return entry;
  throw new ConnectorError(
    'unreadable',
    `${path} is an embedded log of format ${entry.log}; this version reads format ${FORMAT}. Update ferris-sql.`,
  );
}

function readBytes(path: string, from: number, to: number): Buffer {
  const file = openSync(path, 'r');
  try {
    return readAt(file, from, to - from);
  } finally {
    closeSync(file);
  }
}

function damaged(path: string, position: number, what: string): ConnectorError {
  return new ConnectorError(
    'unreadable',
    `${path} is damaged at byte ${position}: ${what}. Restore it from a copy, or delete the log's folder to begin anew.`,
  );
}
