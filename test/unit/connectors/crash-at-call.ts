/**
 * Loaded before a process that is to die at an exact moment: the FERRIS_CRASH_AT-th time it changes a file (or the
 * list of files), it kills itself, of a write having done only half.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

let left = Number(process.env.FERRIS_CRASH_AT);

function dieAtLast(half: () => void): void {
  if (--left > 0) return;
  half();
  process.kill(process.pid, 'SIGKILL');
}

const { writevSync, ftruncateSync, truncateSync, renameSync, rmSync, unlinkSync, openSync } = fs;
fs.writevSync = (file, buffers, position) => {
  dieAtLast(() => {
    const whole = Buffer.concat(
      buffers.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    );
    writevSync(file, [whole.subarray(0, whole.length >>> 1)], position);
  });
  return writevSync(file, buffers, position);
};
fs.ftruncateSync = (...given) => {
  dieAtLast(() => {});
  ftruncateSync(...given);
};
fs.truncateSync = (...given) => {
  dieAtLast(() => {});
  truncateSync(...given);
};
fs.renameSync = (...given) => {
  dieAtLast(() => {});
  renameSync(...given);
};
fs.rmSync = (...given) => {
  dieAtLast(() => {});
  rmSync(...given);
};
fs.unlinkSync = (...given) => {
  dieAtLast(() => {});
  unlinkSync(...given);
};
fs.openSync = (path, flags, mode) => {
  if (flags !== 'r') dieAtLast(() => {});
  return openSync(path, flags, mode);
};
syncBuiltinESMExports();
