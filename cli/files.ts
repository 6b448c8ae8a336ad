/** Reads and writes the files of a command line; what goes wrong is told in a person's words. */
import fs from 'node:fs';
import path from 'node:path';
import { type Io, readStdin, resolvePath } from './io.ts';

/** An input cannot be read or an output cannot be written. Exit code 66. */
export class FileError extends Error {}

/** The text of a file, or of stdin for '-'. Throws FileError. */
export async function readText(file: string, io: Io): Promise<{ readonly name: string; readonly text: string }> {
  if (file === '-') return { name: '<stdin>', text: await readStdin(io) };
  try {
    return { name: file, text: fs.readFileSync(resolvePath(io, file), 'utf8') };
  } catch (error) {
    throw new FileError(`cannot read ${file}: ${reasonOf(error, file)}`);
  }
}

/** Writes a file whole or not at all: nobody ever sees half of it. Throws FileError. */
export function writeText(file: string, text: string, io: Io): void {
  const asked = resolvePath(io, file);
  // A link keeps pointing where it points.
  const target = fs.existsSync(asked) ? fs.realpathSync(asked) : asked;
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  let began = false;
  try {
    const handle = fs.openSync(beside, 'wx');
    began = true;
    try {
      fs.writeFileSync(handle, text);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(beside, target);
  } catch (error) {
    if (began) fs.rmSync(beside, { force: true });
    throw new FileError(`cannot write ${file}: ${reasonOf(error, file)}`);
  }
}

/** Makes the folder that a file is written into, and those around it. Throws FileError. */
export function makeFolderOf(file: string, io: Io): void {
  const folder = path.dirname(resolvePath(io, file));
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new FileError(`cannot make the folder of ${file}: ${reasonOf(error, file)}`);
  }
}

/** What went wrong with a file or folder, in a person's words. */
export function reasonOf(error: unknown, file: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT')
    return /[*?[]/.test(file)
      ? 'no file matches (patterns are for the shell to expand)'
      : 'there is no such file or folder';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a part of its path is a file, not a folder';
  if (code === 'EISDIR') return `it is a folder; name its files, such as ${path.join(file, '*.sql')}`;
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'EROFS') return 'the file system is read-only';
  return message;
}
