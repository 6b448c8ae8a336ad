/** ferris.yaml of the workspace's folders: what holds for the files below it. */
import { readSettingsFile, type SettingsFinding } from '../../src/language/configuration/findings.ts';
import type { Levels } from '../../src/language/rules/levels.ts';

export const SETTINGS_FILE = 'ferris.yaml';

interface FolderSettings {
  readonly levels: Levels;
  /** The whole file as YAML gives it; empty when it is no table. */
  readonly values: Readonly<Record<string, unknown>>;
}

const NONE: FolderSettings = { levels: new Map(), values: {} };

export class SettingsFiles {
  readonly #byFolder = new Map<string, FolderSettings>();
  /** Folders that have one, whatever is in it. */
  readonly #folders = new Set<string>();

  /** @param uri of a ferris.yaml; undefined text: it is gone */
  async set(uri: string, text: string | undefined): Promise<readonly SettingsFinding[]> {
    // First: nothing may come between what follows.
    const yaml = await import('yaml');
    const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
    this.#byFolder.delete(folder);
    this.#folders.delete(folder);
    if (text === undefined) return [];
    this.#folders.add(folder);
    const { levels, values, findings } = readSettingsFile(text, yaml);
    if (values) this.#byFolder.set(folder, { levels, values });
    return findings;
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
