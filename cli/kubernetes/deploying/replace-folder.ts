/** Writes a folder whole or not at all, into one that is not there yet or that we have written before. */
import fs from 'node:fs';
import path from 'node:path';
import { type LayoutFiles, OWN_FILE } from '../../../src/compiler/deploy/layouts/layout.ts';
import { UsageError } from '../../arguments.ts';
import { FileError, reasonOf } from '../../files.ts';
import { type Io, resolvePath } from '../../io.ts';

interface FolderOptions {
  /** Into a folder with other files too; those stay. */
  readonly force: boolean;
}

/** Throws FileError where it cannot be written or has other files than ours, and UsageError for the folder one is in. */
export function replaceFolder(folder: string, files: LayoutFiles, { force }: FolderOptions, io: Io): void {
  const asked = resolvePath(io, folder);
  try {
    const there = fs.existsSync(asked);
    const target = there ? fs.realpathSync(asked) : asked;
    if (there && !fs.statSync(target).isDirectory()) throw new FileError(`cannot write ${folder}: it is a file`);
    if (`${fs.realpathSync(io.cwd)}${path.sep}`.startsWith(target.endsWith(path.sep) ? target : `${target}${path.sep}`))
      throw new UsageError(`--output ${folder} is the folder you are in, or around it`, 'name a folder of its own');
    const others = there ? otherFiles(target) : [];
    if (others.length > 0 && !force) throw new FileError(refusal(folder, others));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    swap(target, files, others);
  } catch (error) {
    if (error instanceof FileError || error instanceof UsageError) throw error;
    throw new FileError(`cannot write ${folder}: ${reasonOf(error, folder)}`);
  }
}

/** Paths of the files that this program has not written. */
function otherFiles(target: string): readonly string[] {
  return fs
    .readdirSync(target, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => path.relative(target, path.join(entry.parentPath, entry.name)))
    .filter(name => !isOurs(path.join(target, name)))
    .toSorted();
}

const isOurs = (file: string): boolean =>
  fs.lstatSync(file).isFile() && fs.readFileSync(file, 'utf8').includes(OWN_FILE);

function refusal(folder: string, others: readonly string[]): string {
  const some = others.slice(0, 3).join(', ');
  const rest = others.length > 3 ? ` and ${others.length - 3} more` : '';
  return `cannot write ${folder}: it has other files (${some}${rest}); --force writes beside them`;
}

/** Beside it first, so that it is there as a whole from one moment to the next. */
function swap(target: string, files: LayoutFiles, others: readonly string[]): void {
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}`);
  const fresh = `${beside}.tmp`;
  const old = `${beside}.old`;
  try {
    fs.mkdirSync(fresh);
    for (const name of others) copyInto(fresh, target, name);
    for (const [name, text] of files) {
      const file = path.join(fresh, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.rmSync(file, { force: true });
      fs.writeFileSync(file, text, { flush: true });
    }
    const before = fs.existsSync(target);
    if (before) fs.renameSync(target, old);
    try {
      fs.renameSync(fresh, target);
    } catch (error) {
      if (before) fs.renameSync(old, target);
      throw error;
    }
    fs.rmSync(old, { recursive: true, force: true });
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
}

function copyInto(fresh: string, target: string, name: string): void {
  fs.mkdirSync(path.dirname(path.join(fresh, name)), { recursive: true });
  fs.cpSync(path.join(target, name), path.join(fresh, name), { verbatimSymlinks: true, preserveTimestamps: true });
}
