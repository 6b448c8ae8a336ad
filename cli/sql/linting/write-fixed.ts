/** Puts fixed texts where they came from: files whole or not at all, stdin's to stdout. */
import type { FixableFile } from '../../../src/language/rules/fix-all.ts';
import { FileError, readText, writeText } from '../../files.ts';
import type { Io } from '../../io.ts';

/** What a file is called that came through stdin. */
export const STDIN = '<stdin>';

/** Writes what changed; gives how many files could not be written. */
export async function writeFixed(
  before: readonly FixableFile[],
  fixed: readonly FixableFile[],
  io: Io,
): Promise<number> {
  let failed = 0;
  for (const [i, { path, text }] of fixed.entries()) {
    if (path === STDIN) {
      await io.stdout.write(text);
      continue;
    }
    const was = before[i]!.text;
    if (text === was) continue;
    try {
      // Bytes that are no UTF-8 were read as U+FFFD: written back, they would be lost.
      if (was.includes('\uFFFD')) throw new FileError(`${path} is not UTF-8: it is not fixed`);
      if ((await readText(path, io)).text !== was)
        throw new FileError(`${path} was changed while it was checked: it is not fixed`);
      writeText(path, text, io);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      failed++;
      await io.stderr.write(`ferris-sql: ${error.message}\n`);
    }
  }
  return failed;
}
