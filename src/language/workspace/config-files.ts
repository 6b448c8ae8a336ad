/** Configuration files as statements name them: what was read of each, and which of them may be read at all. */
import type { ConfigFile } from '../properties/config-file/read.ts';
import { schemaPath } from './schema-files.ts';

export class ConfigFiles {
  /** By path; undefined: it was looked for, and there is none. */
  readonly #files = new Map<string, ConfigFile | 'linked' | undefined>();
  #roots: readonly string[] = [];

  /** Folders that belong to whoever wrote the SQL, beside the one that the SQL file is in. */
  setRoots(folders: readonly string[]): void {
    this.#roots = folders;
  }

  /** @returns whether it is another one than before */
  set(path: string, file: ConfigFile | 'linked' | undefined): boolean {
    if (this.#files.has(path) && isSame(this.#files.get(path), file)) return false;
    this.#files.set(path, file);
    return true;
  }

  /** Undefined: nothing is known of such a file. `'missing'`: there is none; `'linked'`: a link leads out of where files may be read. */
  get(path: string): ConfigFile | 'missing' | 'linked' | undefined {
    return this.#files.has(path) ? (this.#files.get(path) ?? 'missing') : undefined;
  }

  /**
   * Whether what a file names by a path of its own may be read: it is in the SQL file's folder or in the workspace.
   * @param path as `schemaPath` gives it
   */
  isInside(path: string, sqlPath: string): boolean {
    return [folderOf(sqlPath), ...this.#roots].some(root => isBelow(path, root));
  }
}

/** The path of a file that another one names: both paths or both URIs. Undefined for what is no path. */
export function configPath(from: string, written: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:/i.test(written) || written.includes('\0') ? undefined : schemaPath(from, written);
}

const isSame = (a: ConfigFile | 'linked' | undefined, b: ConfigFile | 'linked' | undefined): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.text === b.text);

function isBelow(path: string, root: string): boolean {
  if (root === '') return !path.startsWith('/') && path !== '..' && !path.startsWith('../');
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return path.startsWith(prefix) && !path.slice(prefix.length).split('/').includes('..');
}

const folderOf = (path: string): string => schemaPath(path, '.') || (path.startsWith('/') ? '/' : '');
