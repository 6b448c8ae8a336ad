/**
 * Text files that are compressed by gzip. One that is read is unpacked into a temporary file without a name, whose bytes are the
 * positions: they do not depend on how it was compressed. What is written is a member of its own for each piece (RFC 1952, 2.2), so
 * that a file which is cut back to a commit is a whole one.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { readAt, writeFully } from '../file-bytes.ts';
import { ConnectorError } from '../port.ts';
import type { FileEncoding } from './file-encoding.ts';

/** Whether what is written to a path is compressed. */
export const isGzipPath = (written: string): boolean => /\.gz$/i.test(written);

/** Whether bytes are the beginning of such a file. */
export const isGzip = (first: Uint8Array): boolean => first[0] === 0x1f && first[1] === 0x8b;

/** Of the text, in bytes: it is in memory once, as a whole. */
const LARGEST_BYTES = 1024 * 1024 * 1024;
/** So much of a file shows how it begins; it unpacks to at most a thousand times as much. */
const BEGINNING_BYTES = 64 * 1024;

/** @param told the file's name. @returns an open file with the text. Throws ConnectorError, and what the system throws. */
export function unpacked(handle: number, told: string): number {
  const text = wholeText(readAt(handle, 0, fstatSync(handle).size), told);
  const at = path.join(tmpdir(), `.ferris-${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
  const made = openSync(at, 'wx+', 0o600);
  try {
    rmSync(at);
    writeFully(made, [text], 0);
    return made;
  } catch (error) {
    closeSync(made);
    throw error;
  }
}

function wholeText(bytes: Buffer, told: string): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_BYTES });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ERR_BUFFER_TOO_LARGE'
        ? `its text is larger than ${LARGEST_BYTES / 1024 ** 3} GB: unpack it first`
        : code === 'Z_BUF_ERROR'
          ? 'it is compressed by gzip, and cut off'
          : `it is compressed by gzip, and damaged (${(error as Error).message})`;
    throw new ConnectorError('unreadable', `cannot read ${told}: ${why}`);
  }
}

/** The same lines, compressed. */
export function gzipped(encoding: FileEncoding): FileEncoding {
  return {
    ending: `${encoding.ending}.gz`,
    bytes: records => gzipSync(encoding.bytes(records)),
    // Also of nothing: a file without a byte is none that others can unpack.
    head: record => gzipSync(encoding.head(record)),
    goOn(first) {
      if (!isGzip(first)) return 'it is not compressed by gzip';
      try {
        const finishFlush = constants.Z_SYNC_FLUSH;
        return encoding.goOn(gunzipSync(first.subarray(0, BEGINNING_BYTES), { finishFlush }));
      } catch (error) {
        return `it is damaged (${(error as Error).message})`;
      }
    },
    joint(read, length, told) {
      const text = wholeText(read(0, length), told);
      if (text.length === 0) return text;
      const joint = encoding.joint((from, bytes) => text.subarray(from, from + bytes), text.length, told);
      return joint.length === 0 ? joint : gzipSync(joint);
    },
    fits: encoding.fits,
  };
}
