/** Refuses to rewrite a file that is not UTF-8: what was replaced while reading it would be lost. */
import fs from 'node:fs';
import { FileError } from '../../files.ts';
import { type Io, resolvePath } from '../../io.ts';

/** Stands for bytes that are no UTF-8; a file may also hold it by itself. */
const REPLACEMENT = '\uFFFD';

/** @param file its path, and its text as it was read. Throws FileError. */
export function asUtf8({ path, text }: { readonly path: string; readonly text: string }, io: Io): void {
  if (!text.includes(REPLACEMENT)) return;
  if (!fs.readFileSync(resolvePath(io, path)).equals(Buffer.from(text)))
    throw new FileError(`cannot format ${path}: it is not UTF-8; convert it first, such as with iconv`);
}
