/** ferris.yaml of the workspace's folders: what holds for the files below it. */
import { leavesOf } from '../../src/language/configuration/leaves.ts';
import { readConfiguration } from '../../src/language/configuration/read.ts';
import { type Levels, readLevelTable } from '../../src/language/rules/levels.ts';
import { ruleIds } from '../../src/language/rules/table.ts';
import { yamlValues } from '../../src/language/text/yaml-values.ts';

export const SETTINGS_FILE = 'ferris.yaml';

export interface FolderSettings {
  readonly levels: Levels;
  /** The whole file as YAML gives it; empty when it is no table. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** What is wrong in a ferris.yaml; `line` from 0. */
export interface SettingsProblem {
  readonly line: number;
  readonly message: string;
}

const NONE: FolderSettings = { levels: new Map(), values: {} };

export class SettingsFiles {
  readonly #byFolder = new Map<string, FolderSettings>();
  /** Folders that have one, whatever is in it. */
  readonly #folders = new Set<string>();

  /** @param uri of a ferris.yaml; undefined text: it is gone */
  async set(uri: string, text: string | undefined): Promise<readonly SettingsProblem[]> {
    // First: nothing may come between what follows.
    const { parseDocument } = await import('yaml');
    const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
    this.#byFolder.delete(folder);
    this.#folders.delete(folder);
    if (text === undefined) return [];
    this.#folders.add(folder);
    const document = parseDocument(text);
    const read = yamlValues(document, text);
    if (!read.ok) return [{ line: read.line - 1, message: read.message }];
    const values = read.value;
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return [];
    const table = values as Record<string, unknown>;
    const { levels, wrong } = readLevelTable(table.rules, ruleIds);
    this.#byFolder.set(folder, { levels, values: table });
    const lines = text.split('\n');
    const settings = readConfiguration({ leaves: leavesOf(document, table, text), variables: {}, flags: {} });
    return [
      ...wrong.map(({ key, message }) => ({
        line: Math.max(
          0,
          lines.findIndex(line => line.trimStart().replace(/^['"]/, '').startsWith(key)),
        ),
        message,
      })),
      ...[...settings.problems, ...settings.notes]
        .filter(({ message }) => !message.includes('${'))
        .map(({ message, origin }) => ({ line: (origin.line ?? 1) - 1, message })),
    ];
  }

  /** Of the nearest ferris.yaml above a file. */
  of(uri: string): FolderSettings {
    for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) {
      const found = this.#byFolder.get(uri.slice(0, end + 1));
      if (found) return found;
    }
    return NONE;
  }

  /** Whether a ferris.yaml is in one of the folders above a file. */
  cover(uri: string): boolean {
    return [...this.#folders].some(folder => uri.startsWith(folder));
  }
}
