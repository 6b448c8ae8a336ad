/** The schema files that SQL names, read from the disk before it is planned. */
import fs from 'node:fs';
import { takeInNamed } from '../../src/language/workspace/named-files.ts';
import type { Workspace } from '../../src/language/workspace/workspace.ts';
import { FileError, reasonOf } from '../files.ts';
import { type Io, resolvePath } from '../io.ts';

/** Throws FileError for a file that is there and cannot be read; one that is not there is told by the analysis. */
export function readSchemaFiles(workspace: Workspace, sqlFile: string, io: Io): void {
  takeInNamed(
    () => workspace.schemaFilesOf(sqlFile),
    file => workspace.setSchemaFile(file, textOf(file, io)),
  );
}

function textOf(file: string, io: Io): string | undefined {
  try {
    return fs.readFileSync(resolvePath(io, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new FileError(`cannot read ${file}: ${reasonOf(error, file)}`);
  }
}
