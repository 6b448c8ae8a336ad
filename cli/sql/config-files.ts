/** The configuration files that SQL names, read from the disk before it is planned. */
import fs from 'node:fs';
import path from 'node:path';
import { takeInNamed } from '../../src/language/workspace/named-files.ts';
import type { Workspace } from '../../src/language/workspace/workspace.ts';
import { FileError, reasonOf } from '../files.ts';
import { type Io, resolvePath } from '../io.ts';

/**
 * Of the folder in which the command runs, and of that of the SQL file. Throws FileError for a file that is there and
 * cannot be read, or is reached by a link out of both; one that is not there is told by the analysis.
 */
export async function readConfigFiles(workspace: Workspace, sqlFile: string, io: Io): Promise<void> {
  const folder = resolvePath(io, '.');
  const own = path.dirname(resolvePath(io, sqlFile));
  workspace.setRoots(['', folder]);
  const named = () => workspace.configFilesOf(sqlFile);
  if (named().length === 0) return;
  const [reader, { readConfigFile }] = await Promise.all([
    import('yaml'),
    import('../../src/language/properties/config-file/read.ts'),
  ]);
  takeInNamed(named, file => {
    const text = textOf(file, [folder, own], io);
    workspace.setConfigFile(file, text === undefined ? undefined : readConfigFile(text, reader));
  });
}

function textOf(file: string, folders: readonly string[], io: Io): string | undefined {
  try {
    const real = fs.realpathSync(resolvePath(io, file));
    const inside = folders.some(folder => real.startsWith(path.join(fs.realpathSync(folder), '/')));
    if (!inside)
      throw new FileError(
        `${file} is a link to a file outside of the workspace: configuration files are not read there`,
      );
    return fs.readFileSync(real, 'utf8');
  } catch (error) {
    if (error instanceof FileError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new FileError(`cannot read ${file}: ${reasonOf(error, file)}`);
  }
}
