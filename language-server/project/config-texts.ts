/** Reads the configuration files that statements name: once each, and again when they change, on disk or in an editor. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ConfigFile, readConfigFile } from '../../src/language/properties/config-file/read.ts';
import type { Workspace } from '../../src/language/workspace/workspace.ts';
import type { Files } from '../host.ts';
import { NamedFiles } from './named-files.ts';
import { Readings } from './readings.ts';

export interface ReadConfig {
  readonly document: TextDocument;
  readonly file: ConfigFile;
}

export class ConfigTexts {
  /** By some statement, or by a file that one named; there or not. */
  readonly named = new NamedFiles();
  readonly #workspace: Workspace;
  readonly #files: Files | undefined;
  readonly #open: (uri: string) => TextDocument | undefined;
  readonly #onRead: (uri: string) => void;
  readonly #read = new Map<string, ReadConfig>();
  readonly #readings = new Readings();

  /** @param open gives the document that somebody types in: it goes before the file on disk */
  constructor(
    workspace: Workspace,
    files: Files | undefined,
    open: (uri: string) => TextDocument | undefined,
    onRead: (uri: string) => void,
  ) {
    this.#workspace = workspace;
    this.#files = files;
    this.#open = open;
    this.#onRead = onRead;
  }

  /** As it was read last; undefined where there is none. */
  get(uri: string): ReadConfig | undefined {
    return this.#read.get(uri);
  }

  /** Reads what a file names for the first time. Says nothing of files where none can be read. */
  follow(uri: string): void {
    if (!this.#files) return;
    for (const one of this.named.add(this.#workspace.configFilesOf(uri))) void this.read(one);
  }

  async read(uri: string): Promise<void> {
    const isLatest = this.#readings.begin(uri);
    const [yaml, stored] = await Promise.all([import('yaml'), this.#open(uri) ? undefined : this.#files?.read(uri)]);
    if (!isLatest()) return;
    const open = this.#open(uri);
    const text = open?.getText() ?? stored;
    const file = text === undefined ? undefined : readConfigFile(text, yaml);
    if (file) {
      const document = open ?? TextDocument.create(uri, 'yaml', 0, file.text);
      this.#read.set(uri, { document, file });
    } else this.#read.delete(uri);
    this.#workspace.setConfigFile(uri, file);
    this.#onRead(uri);
  }
}
