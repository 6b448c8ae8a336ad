/**
 * The data files of an embedded log: `topics/NAME/PARTITION/FIRST-OFFSET.log`, blocks of records one after another,
 * cut into files of some 64 MB. What of a file counts is said by the commits file alone.
 */
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readAt, writeFully } from '../file-bytes.ts';
import { type Batch, ConnectorError, type SourceRecord } from '../port.ts';
import { fileError } from '../refusals.ts';
import { HEADER_BYTES, isIntact, type OpenBlock, readHeader, readRecords, seal } from './block.ts';
import type { PartitionState } from './commits.ts';

const SEGMENT_BYTES = 64 * 1024 * 1024;
const READ_BYTES = 1024 * 1024;

export interface WrittenEnd {
  readonly end: number;
  readonly bytes: number;
  readonly newSegments: readonly number[];
}

/** Writes blocks behind a partition's committed end, over whatever a killed writer left there. */
export function writeBlocks(folder: string, { segments, bytes, end }: PartitionState, blocks: OpenBlock[]): WrittenEnd {
  const newSegments: number[] = [];
  let segment = segments.at(-1);
  let position = bytes;
  let start = bytes;
  let next = end;
  let sealed: Buffer[] = [];
  for (const block of blocks) {
    if (segment === undefined || (position > 0 && position + block.length > SEGMENT_BYTES)) {
      if (segment !== undefined) writeSegment(segmentFile(folder, segment), sealed, start);
      newSegments.push(next);
      segment = next;
      sealed = [];
      position = 0;
      start = 0;
    }
    sealed.push(seal(block, next));
    position += block.length;
    next += block.count;
  }
  writeSegment(segmentFile(folder, segment!), sealed, start);
  return { end: next, bytes: position, newSegments };
}

function writeSegment(path: string, sealed: readonly Buffer[], start: number): void {
  if (sealed.length === 0) return;
  try {
    if (start === 0) mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, start === 0 ? 'w' : 'r+');
    try {
      const { size } = fstatSync(file);
      if (size < start) throw damaged(path, size, `${start} bytes were committed`);
      if (size > start) ftruncateSync(file, start);
      writeFully(file, sealed, start);
    } catch (error) {
      // On a full disk the room is needed by others.
      ftruncateSync(file, Math.min(start, fstatSync(file).size));
      throw error;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError('write', path, error);
  }
}

export interface PartitionCursor {
  readonly next: number;
  /** The committed records from `next` up to `to`, at most some megabytes of them; undefined when there is none. */
  advance(to: number): Batch | undefined;
  close(): void;
}

/** Reads a partition from an offset on. `stateNow` is asked with each step: what is committed grows meanwhile. */
export function partitionCursor(
  folder: string,
  topic: string,
  partition: number,
  stateNow: () => PartitionState,
  from: number,
): PartitionCursor {
  let next = Math.max(from, stateNow().segments[0] ?? 0);
  let open: { readonly segment: number; readonly path: string; readonly file: number; position: number } | undefined;

  function close(): void {
    if (open) closeSync(open.file);
    open = undefined;
  }

  function atSegment(segment: number): NonNullable<typeof open> {
    if (open?.segment === segment) return open;
    close();
    const path = segmentFile(folder, segment);
    open = { segment, path, file: openSync(path, 'r'), position: 0 };
    return open;
  }

  /** One step through the file: records taken, or only blocks before `next` passed by. */
  function step({ segments, bytes: lastBytes }: PartitionState, until: number, into: SourceRecord[]): void {
    const index = segments.findLastIndex(first => first <= next);
    const at = atSegment(segments[index]!);
    // A closed segment may end with blocks that were never committed; the next segment's first offset stops before them.
    const to = Math.min(until, segments[index + 1] ?? Infinity);
    const committed = index === segments.length - 1 ? lastBytes : fstatSync(at.file).size;
    let bytes = readAt(at.file, at.position, Math.min(committed - at.position, READ_BYTES));
    let passed = 0;
    while (next < to) {
      if (passed + HEADER_BYTES > bytes.length) {
        if (passed > 0) break;
        throw damaged(at.path, at.position, `offset ${next} should be there`);
      }
      const header = readHeader(bytes, passed);
      if (header.firstOffset > next) throw damaged(at.path, at.position + passed, `offset ${next} should be there`);
      if (header.firstOffset + header.count <= next) {
        passed += header.bytes;
        continue;
      }
      if (passed + header.bytes > bytes.length) {
        if (passed > 0) break;
        if (at.position + header.bytes > committed) throw damaged(at.path, at.position, 'a block is cut short');
        bytes = readAt(at.file, at.position, header.bytes);
      }
      if (!isIntact(bytes, passed, header)) throw damaged(at.path, at.position + passed, 'a checksum does not match');
      readRecords(bytes, passed, header, next, to, into);
      next = Math.min(header.firstOffset + header.count, to);
      if (next === header.firstOffset + header.count) passed += header.bytes;
    }
    at.position += passed;
  }

  return {
    get next() {
      return next;
    },
    advance(to) {
      const state = stateNow();
      const until = Math.min(to, state.end);
      const records: SourceRecord[] = [];
      try {
        while (next < until && records.length === 0) step(state, until, records);
      } catch (error) {
        throw fileError('read', open?.path ?? folder, error);
      }
      return records.length === 0 ? undefined : { topic, partition, records, nextOffset: next };
    },
    close,
  };
}

const segmentFile = (folder: string, first: number) => join(folder, `${`${first}`.padStart(20, '0')}.log`);

/** Folder of a partition. Names that some file system would take for another, or not take, are escaped with `%`. */
export function partitionFolder(place: string, topic: string, partition: number): string {
  const name = topic.replace(
    /[A-Z]|\.$|^(?=(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))./g,
    letter => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return join(place, 'topics', name, `${partition}`);
}

function damaged(path: string, position: number, what: string): ConnectorError {
  return new ConnectorError(
    'unreadable',
    `${path} is damaged at byte ${position}: ${what}. Restore it from a copy, or delete the log's folder to begin anew.`,
  );
}
