/** The files the server knows: open documents, and those of the workspace as they are on disk. They see each other. */
import { Emitter, type Event, type TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isFerrisSql } from '../../src/language/workspace/detect.ts';
import { Workspace } from '../../src/language/workspace/workspace.ts';
import type { Files } from '../host.ts';
import type { Snapshot } from '../snapshot.ts';
import { ConfigTexts } from './config-texts.ts';
import { SchemaTexts } from './schema-texts.ts';
import { SETTINGS_FILE, SettingsFiles } from './settings.ts';

/** What editors that know FerrisSQL call it. */
const FERRIS_SQL = 'ferris-sql';

export class Project {
  readonly settings = new SettingsFiles();
  readonly schemas: SchemaTexts;
  readonly configs: ConfigTexts;
  readonly #documents: TextDocuments<TextDocument>;
  readonly #workspace = new Workspace();
  /** What is on disk, by URI: version 0. */
  readonly #stored = new Map<string, TextDocument>();
  readonly #versions = new Map<string, number>();
  /** Open documents that are FerrisSQL: what was recognized once stays, whatever is typed next. */
  readonly #recognized = new Set<string>();
  /** Versions of open documents that are not. */
  readonly #others = new Map<string, number>();
  #taken = new Map<string, Snapshot>();
  readonly #changed = new Emitter<void>();
  readonly #storedChanged = new Emitter<void>();
  readonly #configRead = new Emitter<string>();

  constructor(documents: TextDocuments<TextDocument>, files: Files | undefined) {
    this.#documents = documents;
    this.schemas = new SchemaTexts(this.#workspace, files, () => this.settingsChanged());
    this.configs = new ConfigTexts(
      this.#workspace,
      files,
      uri => documents.get(uri),
      uri => {
        this.settingsChanged();
        this.#configRead.fire(uri);
      },
    );
    documents.onDidClose(({ document: { uri } }) => {
      this.#recognized.delete(uri);
      this.#others.delete(uri);
      const stored = this.#stored.get(uri);
      if (stored) this.#set(stored);
      else this.#delete(uri);
      this.#storedChanged.fire();
    });
  }

  /** Some file of it is another one now: what was said of any file may be otherwise. */
  get onChange(): Event<void> {
    return this.#changed.event;
  }

  /** Files changed that nobody types in: on disk, or by closing a document. */
  get onStored(): Event<void> {
    return this.#storedChanged.event;
  }

  /** A configuration file was read, or is gone: its URI. */
  get onConfigRead(): Event<string> {
    return this.#configRead.event;
  }

  /** What a YAML file is to us, open or not: ferris.yaml, or one that statements name. */
  yamlKind(uri: string): 'settings' | 'config' | undefined {
    if (uri.endsWith(`/${SETTINGS_FILE}`)) return 'settings';
    return this.configs.named.has(uri) ? 'config' : undefined;
  }

  /** Folders of the workspace, by URI: configuration files are read from these. */
  setFolders(uris: readonly string[]): void {
    this.#workspace.setRoots(uris);
    this.configs.setFolders(uris);
    this.settingsChanged();
  }

  /** Brings in all that was typed. Asking it for what several files say together needs this first; `snapshot` does it. */
  get workspace(): Workspace {
    for (const document of this.#documents.all())
      if (this.#isOurs(document)) this.#set(document);
      else this.#delete(document.uri);
    return this.#workspace;
  }

  /** Every file it knows, open ones included. */
  get uris(): readonly string[] {
    return this.workspace.paths;
  }

  /** An open document, or a file of the workspace as it is on disk. */
  document(uri: string): TextDocument | undefined {
    return this.#documents.get(uri) ?? this.#stored.get(uri) ?? this.configs.get(uri)?.document;
  }

  isOpen(uri: string): boolean {
    return this.#documents.get(uri) !== undefined;
  }

  /** The same object until some file changes. Undefined for a file it does not know. */
  snapshot(uri: string): Snapshot | undefined {
    const document = this.document(uri);
    if (!document) return undefined;
    const { workspace } = this;
    const known = this.#taken.get(uri);
    if (known) return known;
    this.configs.follow(uri);
    this.schemas.follow(uri);
    const analysis = workspace.analysis(uri);
    if (!analysis) return undefined;
    const snapshot = { document, version: document.version, text: document.getText(), analysis, project: this };
    this.#taken.set(uri, snapshot);
    return snapshot;
  }

  /** A file as it is on disk now; undefined: it is gone. An open document goes before it. */
  store(uri: string, text: string | undefined): void {
    if (text === undefined) this.#stored.delete(uri);
    else this.#stored.set(uri, TextDocument.create(uri, FERRIS_SQL, 0, text));
    if (this.isOpen(uri)) return;
    const stored = this.#stored.get(uri);
    if (stored) {
      this.#versions.delete(uri);
      this.#set(stored);
    } else this.#delete(uri);
    this.#storedChanged.fire();
  }

  /** What holds for files is another now, though no text of theirs changed. */
  settingsChanged(): void {
    this.#others.clear();
    this.#forget();
    this.#storedChanged.fire();
  }

  /**
   * Most editors know only SQL, and send every file of it. What was finished with a `;` and tells nowhere that it is
   * FerrisSQL is another database's, unless a ferris.yaml says for the folder that it is not.
   */
  #isOurs(document: TextDocument): boolean {
    const { uri, languageId, version } = document;
    if (isYaml(document)) return false;
    if (languageId === FERRIS_SQL || this.#recognized.has(uri) || this.#versions.get(uri) === version) return true;
    if (this.#others.get(uri) === version) return false;
    const text = document.getText();
    if (this.#stored.has(uri) || this.settings.cover(uri) || isFerrisSql(text)) this.#recognized.add(uri);
    else if (text.includes(';')) {
      this.#others.set(uri, version);
      return false;
    }
    return true;
  }

  #set(document: TextDocument): void {
    const { uri, version } = document;
    if (this.#versions.get(uri) === version) return;
    this.#versions.set(uri, version);
    this.#workspace.setFile(uri, document.getText());
    this.#forget();
  }

  #delete(uri: string): void {
    if (!this.#versions.delete(uri)) return;
    this.#workspace.deleteFile(uri);
    this.#forget();
  }

  #forget(): void {
    this.#taken = new Map();
    this.#changed.fire();
  }
}

/** Settings and configuration files are sent too, by clients that let the server choose. */
export const isYaml = ({ uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>): boolean =>
  languageId === 'yaml' || (/\.ya?ml$/i.test(uri) && languageId !== FERRIS_SQL);
