/** Where Git looks for hooks: of this repository, of the one a worktree belongs to, or where core.hooksPath says. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { FileError } from '../../files.ts';
import type { Io } from '../../io.ts';

interface HooksFolder {
  /** Absolute; it need not exist yet. */
  readonly folder: string;
  /** Whether core.hooksPath names it: other repositories may use it too. */
  readonly configured: boolean;
}

/** Throws FileError outside of a working tree, and where there is no Git. */
export function hooksFolder(io: Io): HooksFolder {
  const root = git(io, io.cwd, ['rev-parse', '--show-toplevel']);
  // A relative core.hooksPath starts where hooks run: at the root of the working tree.
  const folder = path.resolve(root, git(io, root, ['rev-parse', '--git-path', 'hooks']));
  const own = path.resolve(root, git(io, root, ['rev-parse', '--git-common-dir']), 'hooks');
  return { folder, configured: folder !== own };
}

function git(io: Io, cwd: string, args: readonly string[]): string {
  try {
    const text = execFileSync('git', args, {
      cwd,
      env: { ...io.env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return text.replace(/\r?\n$/, '');
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    if (code === 'ENOENT') throw new FileError('cannot find git: a hook needs it');
    const said = (stderr ?? '').trim().replace(/^fatal: /, '');
    throw new FileError(`cannot find the hooks of ${cwd}: git says '${said}'`);
  }
}
