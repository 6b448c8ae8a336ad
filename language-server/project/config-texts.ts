/** Reads the configuration files that statements name: once each, and again when they change, on disk or in an editor. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ConfigFile, readConfigFile } from '../../src/language/properties/config-file/read.ts';
import type { Workspace } from '../../src/language/workspace/workspace.ts';
import type { Files } from '../host.ts';
import { NamedFiles } from './named-files.ts';
import { Readings } from './readings.ts';

interface ReadConfig {
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
  #folders: readonly string[] = [];
  /** Folders of the SQL files that name a file, by its URI: it may be in these too. */
  readonly #beside = new Map<string, Set<string>>();

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
    const named = this.#workspace.configFilesOf(uri);
    this.named.add(named);
    const folder = uri.slice(0, uri.lastIndexOf('/'));
    for (const one of named) {
      const beside = this.#beside.get(one) ?? new Set();
      if (beside.has(folder)) continue;
      this.#beside.set(one, beside.add(folder));
      void this.read(one);
    }
  }

  /** Folders of the workspace, by URI: what these have is read, whichever SQL file names it. */
  setFolders(uris: readonly string[]): void {
    this.#folders = uris;
    for (const one of this.#beside.keys()) void this.read(one);
  }

  async read(uri: string): Promise<void> {
    const isLatest = this.#readings.begin(uri);
    const [yaml, found] = await Promise.all([import('yaml'), this.#find(uri)]);
    if (!isLatest()) return;
    const open = this.#open(uri);
    const text = found === 'linked' ? undefined : (open?.getText() ?? found?.text);
    const file = text === undefined ? undefined : readConfigFile(text, yaml);
    if (file) {
      const document = open ?? TextDocument.create(uri, 'yaml', 0, file.text);
      this.#read.set(uri, { document, file });
    } else this.#read.delete(uri);
    this.#workspace.setConfigFile(uri, found === 'linked' ? found : file);
    this.#onRead(uri);
  }

  /** What is on disk. A link must not lead where a path may not: the commands refuse both. */
  async #find(uri: string): Promise<{ readonly text: string } | 'linked' | undefined> {
    const files = this.#files;
    const real = await files?.real(uri);
    if (!files || real === undefined) return undefined;
    const folders = [...this.#folders, ...(this.#beside.get(uri) ?? [])];
    const places = await Promise.all(folders.map(folder => files.real(folder)));
    if (!places.some(place => place !== undefined && real.startsWith(`${place.replace(/\/$/, '')}/`))) return 'linked';
    if (this.#open(uri)) return undefined;
    const text = await files.read(real);
    return text === undefined ? undefined : { text };
  }
}
