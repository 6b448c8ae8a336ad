/**
 * One partition of a relation of files: a file, and after it those that take its place where it is followed. Offsets go on
 * from one to the next: what a file has counts from where the one before it ended.
 */
import { closeSync, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { readAt } from '../file-bytes.ts';
import { identityOf, openHandle, type RecordFile } from './record-file.ts';

export interface PastFile {
  readonly path: string;
  readonly identity: string;
  /** Of its first bytes, so that another file with the same number on the disk is not taken for it. */
  readonly print: Print;
}

export type Print = readonly [bytes: number, crc: number];

/** A file as a partition remembers it from one run to the next. */
export interface KeptFile extends PastFile {
  readonly base: number;
}

/** A file that is or was under the partition's path. */
export interface Generation {
  /** Where it is now. */
  at: string;
  identity: string;
  /** The offset of its first position. */
  readonly base: number;
  /** While it is being read. */
  file: RecordFile | undefined;
}

export interface FilePartition {
  /** As it is told. */
  readonly path: string;
  /** Oldest first; none: the file is gone. */
  generations: Generation[];
  /** Where the partition ends when its files are gone. */
  readonly gone: number;
}

/** In bytes. */
export const PRINTED_BYTES = 1024;

/** Undefined: there is none. */
export function identityAt(at: string): string | undefined {
  const stat = statSync(at, { throwIfNoEntry: false });
  return stat?.isFile() ? identityOf(stat) : undefined;
}

export const isEmpty = (at: string): boolean => (statSync(at, { throwIfNoEntry: false })?.size ?? 0) === 0;

/** As `KeptFile.print`. */
export function printOf(path: string, at: string, bytes = PRINTED_BYTES): Print {
  const { handle } = openHandle(path, at);
  try {
    return printed(readAt(handle, 0, bytes));
  } finally {
    closeSync(handle);
  }
}

export const printed = (first: Buffer): Print => [first.length, crc32(first)];

/** Whether the file begins as the one that is remembered. */
export function isSame({ path, identity, print }: PastFile, at: string): boolean {
  if (identityAt(at) !== identity) return false;
  const [bytes, crc] = printOf(path, at, print[0]);
  return bytes === print[0] && crc === print[1];
}

/** Where a file is by now that had this path: renamed in its folder; undefined: nowhere there. */
export function renamed(kept: KeptFile, at: string): string | undefined {
  const folder = path.dirname(at);
  if (!existsSync(folder)) return undefined;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const other = path.join(folder, entry.name);
    if (entry.isFile() && other !== at && isSame(kept, other)) return other;
  }
  return undefined;
}
