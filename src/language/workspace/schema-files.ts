/** Schema files as statements name them: their paths, their columns, what is wrong in them. */

import type { SchemaResult } from '../schemas/schema.ts';
import { readSchema } from '../schemas/schema-file.ts';

export interface ReadSchema {
  readonly result: SchemaResult;
  readonly text: string;
  /** Texts of the files it imports, by their paths as they are imported. */
  readonly imports: Readonly<Record<string, string>>;
  /** How many folders above the file's own each of them was found. */
  readonly above: Readonly<Record<string, number>>;
  /** Paths at which imports were looked for. */
  readonly uses: ReadonlySet<string>;
}

export class SchemaFiles {
  /** By path; undefined: it was looked for, and there is none. */
  readonly #texts = new Map<string, string | undefined>();
  readonly #read = new Map<string, Map<string, ReadSchema>>();

  /** @returns the paths of all files whose columns may be others now */
  set(path: string, text: string | undefined): readonly string[] {
    if (this.#texts.has(path) && this.#texts.get(path) === text) return [];
    this.#texts.set(path, text);
    const users = [...this.#read].flatMap(([user, byName]) =>
      [...byName.values()].some(read => read.uses.has(path)) ? [user] : [],
    );
    const changed = [...new Set([path, ...users])];
    for (const one of changed) this.#read.delete(one);
    return changed;
  }

  /** Where imports of a file were looked for. */
  usedBy(path: string): readonly string[] {
    return [...(this.#read.get(path)?.values() ?? [])].flatMap(({ uses }) => [...uses]);
  }

  /** As it was set; undefined where there is none. */
  text(path: string): string | undefined {
    return this.#texts.get(path);
  }

  /** Undefined: nothing is known of such a file. `'missing'`: there is none. */
  get(path: string, message: string | undefined): ReadSchema | 'missing' | undefined {
    if (!this.#texts.has(path)) return undefined;
    const text = this.#texts.get(path);
    if (text === undefined) return 'missing';
    const byName = this.#read.get(path) ?? new Map<string, ReadSchema>();
    this.#read.set(path, byName);
    const known = byName.get(message ?? '');
    if (known) return known;
    const imports: Record<string, string> = {};
    const above: Record<string, number> = {};
    const uses = new Set<string>();
    const resolve = (imported: string): string | undefined => {
      // Imports are relative to a root that the file does not name: its folder, or one above it.
      for (let folder = folderOf(path), up = 0; ; folder = folderOf(folder), up++) {
        const candidate = folder === '' ? imported : `${folder}/${imported}`;
        uses.add(candidate);
        const found = this.#texts.get(candidate);
        if (found !== undefined) {
          imports[imported] = found;
          above[imported] = up;
        }
        if (found !== undefined || folder === '') return found;
      }
    };
    const result = readSchema(path, text, { ...(message === undefined ? {} : { name: message }), resolve });
    const read = { result, text, imports, above, uses };
    byName.set(message ?? '', read);
    return read;
  }
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The path of a schema file that a SQL file names: relative to the SQL file's folder, both paths or both URIs. */
export function schemaPath(sqlPath: string, written: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(sqlPath)?.[0] ?? '';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(written)) return written;
  const plain = written.replaceAll('\\', '/');
  const encoded = scheme === '' ? plain : plain.split('/').map(encodeURIComponent).join('/');
  if (encoded.startsWith('/')) return `${scheme}${encoded}`;
  const folder = sqlPath.slice(scheme.length).split('/').slice(0, -1);
  const steps: string[] = [];
  for (const step of [...folder, ...encoded.split('/')]) {
    if (step === '.' || (step === '' && steps.length > 0)) continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..' && steps.at(-1) !== '') steps.pop();
    else steps.push(step);
  }
  return `${scheme}${steps.join('/')}`;
}
