/** ferris-k8s-deploy install-hook: a pre-commit hook that checks the hints of what is committed. */
import fs from 'node:fs';
import path from 'node:path';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError, writeText } from '../files.ts';
import { hooksFolder } from './hook/hooks-folder.ts';
import { HOOK_MARK, HOOK_SCRIPT } from './hook/script.ts';

export const command = defineCommand({
  name: 'install-hook',
  summary: 'have Git check the hints of .sql files before each commit',
  flags: { force: { doc: 'replace a pre-commit hook that somebody else wrote' } },
  examples: [
    ['ferris-k8s-deploy install-hook', 'in a repository with .sql files; again after an update of this program'],
    ['git commit --no-verify', 'a commit that the hook shall not look at'],
  ],
  async run({ flags }, io) {
    const { folder, configured } = hooksFolder(io);
    const hook = path.join(folder, 'pre-commit');
    const before = read(hook);
    if (before !== undefined && !before.includes(HOOK_MARK) && !flags.force)
      throw new UsageError(
        `${hook} exists already`,
        "add 'ferris-k8s-deploy validate-hints --strict FILES…' to it, or write --force to replace it",
      );
    // A link may lead to a file that is more than this hook: what is replaced is the link.
    if (before !== undefined && fs.lstatSync(hook).isSymbolicLink()) fs.rmSync(hook);
    makeFolder(folder);
    writeText(hook, HOOK_SCRIPT, io);
    fs.chmodSync(hook, 0o755);
    await io.stdout.write(`${before === undefined ? 'wrote' : 'replaced'} ${hook}\n`);
    if (configured)
      await io.stdout.write('  core.hooksPath names this folder: it holds for every repository that uses it\n');
    return EXIT.ok;
  },
});

/** The hook that is there; undefined where none is. Throws FileError for what cannot be read. */
function read(hook: string): string | undefined {
  try {
    return fs.readFileSync(hook, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return fs.lstatSync(hook, { throwIfNoEntry: false }) ? '' : undefined;
    throw new FileError(`cannot read ${hook}: ${message}`);
  }
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new FileError(`cannot make ${folder}: ${(error as Error).message}`);
  }
}
