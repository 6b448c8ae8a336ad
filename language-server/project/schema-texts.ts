/** Reads the schema files that statements name: once each, and again when they change. */
import type { Workspace } from '../../src/language/workspace/workspace.ts';
import type { Files } from '../host.ts';
import { NamedFiles } from './named-files.ts';
import { Readings } from './readings.ts';

export class SchemaTexts {
  /** By some statement; there or not. */
  readonly named = new NamedFiles();
  readonly #workspace: Workspace;
  readonly #files: Files | undefined;
  readonly #onRead: () => void;
  readonly #readings = new Readings();

  constructor(workspace: Workspace, files: Files | undefined, onRead: () => void) {
    this.#workspace = workspace;
    this.#files = files;
    this.#onRead = onRead;
  }

  /** Reads what a file names for the first time. Says nothing of files where none can be read. */
  follow(uri: string): void {
    if (!this.#files) return;
    for (const one of this.named.add(this.#workspace.schemaFilesOf(uri))) void this.read(one);
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
