/** Where the files that a .proto imports are: beside it and in the folders above it, up to where the program was started. */
import fs from 'node:fs';
import path from 'node:path';
import { type Io, resolvePath } from '../../io.ts';

/** Larger files are no schemas. */
const LARGEST = 1 << 20;

/** Undefined for what is not there, and for what is no file. Paths that leave those folders are not asked for (proto-link.ts). */
export function importsBeside(file: string, io: Io): (imported: string) => string | undefined {
  const start = path.dirname(resolvePath(io, file));
  const top = resolvePath(io, '.');
  return imported => {
    for (let folder = start; ; folder = path.dirname(folder)) {
      const text = textOf(path.join(folder, imported));
      if (text !== undefined) return text;
      if (folder === path.dirname(folder) || folder === top) return undefined;
    }
  };
}

function textOf(file: string): string | undefined {
  try {
    const { size } = fs.statSync(file);
    return size > LARGEST ? undefined : fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
