/** Reads and writes all that was asked for, where the system may move less at a time. */
import { readSync, writevSync } from 'node:fs';

/** Bytes of an open file from a position on; fewer than `length` at the file's end. */
export function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Math.max(length, 0));
  let read = 0;
  while (read < bytes.length) {
    const more = readSync(file, bytes, read, bytes.length - read, position + read);
    if (more === 0) break;
    read += more;
  }
  return bytes.subarray(0, read);
}

/** Writes buffers one after another. Throws what the system throws; then any prefix may have been written. */
export function writeFully(file: number, buffers: readonly Uint8Array[], position: number): void {
  let rest = buffers;
  let at = position;
  while (rest.length > 0) {
    // 1024 is the least number of buffers that every system takes in one call.
    let written = writevSync(file, rest.slice(0, 1024), at);
    at += written;
    let whole = 0;
    while (whole < rest.length && written >= rest[whole]!.length) written -= rest[whole++]!.length;
    const [first, ...others] = rest.slice(whole);
    rest = first === undefined ? [] : written > 0 ? [first.subarray(written), ...others] : [first, ...others];
  }
}
