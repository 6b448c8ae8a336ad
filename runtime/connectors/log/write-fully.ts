/** Writes all of some buffers one after another; the system may take less at a time. */
import { writevSync } from 'node:fs';

/** Throws what the system throws; then any prefix may have been written. */
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
