/** The files that a name on the command line means: itself, or what is in the folder of that name. */
import fs from 'node:fs';
import path from 'node:path';
import { FileError } from '../../files.ts';
import { type Io, resolvePath } from '../../io.ts';

/**
 * The file itself, or the files below a folder in the order of their names. Hidden folders and node_modules are left
 * out, and links to folders are not followed. Throws FileError for a folder that cannot be read or has no such file.
 *
 * @param endings of the files that count in a folder, such as `.sql`
 */
export const collectFiles = (name: string, endings: readonly string[], io: Io): readonly string[] =>
  isFolder(name, io) ? filesBelow(name, endings, io) : [name];

const isFolder = (name: string, io: Io): boolean =>
  name !== '-' && (fs.statSync(resolvePath(io, name), { throwIfNoEntry: false })?.isDirectory() ?? false);

function filesBelow(folder: string, endings: readonly string[], io: Io): readonly string[] {
  const found: string[] = [];
  const walk = (below: string): void => {
    for (const entry of entriesOf(below, io)) {
      const name = path.join(below, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && entry.name !== 'node_modules') walk(name);
      } else if (endings.some(ending => entry.name.toLowerCase().endsWith(ending))) found.push(name);
    }
  };
  walk(folder);
  if (found.length === 0) throw new FileError(`there is no ${endings.join(' or ')} file in ${folder}`);
  return found;
}

function entriesOf(folder: string, io: Io): readonly fs.Dirent[] {
  try {
    return fs.readdirSync(resolvePath(io, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new FileError(`cannot read the folder ${folder}: ${(error as NodeJS.ErrnoException).message}`);
  }
}
