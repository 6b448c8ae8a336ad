/** The schema files that SQL names, read from the disk before it is planned. */
import fs from 'node:fs';
import type { Workspace } from '../../src/language/workspace/workspace.ts';
import { FileError, reasonOf } from '../files.ts';
import { type Io, resolvePath } from '../io.ts';

/** Files that name each other come one after another; more rounds than this would be a circle. */
const ROUNDS = 50;

/** Throws FileError for a file that is there and cannot be read; one that is not there is told by the analysis. */
export function readSchemaFiles(workspace: Workspace, sqlFile: string, io: Io): void {
  const read = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const fresh = workspace.schemaFilesOf(sqlFile).filter(file => !read.has(file));
    if (fresh.length === 0) return;
    for (const file of fresh) {
      read.add(file);
      workspace.setSchemaFile(file, textOf(file, io));
    }
  }
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
