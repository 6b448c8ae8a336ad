/** Reads the schema files that statements name: once each, and again when they change. */
import type { Workspace } from '../../src/language/workspace/workspace.ts';
import type { Files } from '../host.ts';
import { Readings } from './readings.ts';

export class SchemaTexts {
  readonly #workspace: Workspace;
  readonly #files: Files | undefined;
  readonly #onRead: () => void;
  readonly #named = new Set<string>();
  readonly #readings = new Readings();

  constructor(workspace: Workspace, files: Files | undefined, onRead: () => void) {
    this.#workspace = workspace;
    this.#files = files;
    this.#onRead = onRead;
  }

  /** Whether some statement named it, there or not. */
  isNamed(uri: string): boolean {
    return this.#named.has(uri);
  }

  /** Reads what a file names for the first time. Says nothing of files where none can be read. */
  follow(uri: string): void {
    if (!this.#files) return;
    for (const one of this.#workspace.schemaFilesOf(uri))
      if (!this.#named.has(one)) {
        this.#named.add(one);
        void this.read(one);
      }
  }

  async read(uri: string): Promise<void> {
    if (!this.#files) return;
    const isLatest = this.#readings.begin(uri);
    const text = await this.#files.read(uri);
    if (!isLatest()) return;
    this.#workspace.setSchemaFile(uri, text);
    this.#onRead();
  }
}
