/** Takes the .sql files of folders into the project: those that are FerrisSQL, and not more than a memory holds. */
import type { CancellationToken } from 'vscode-languageserver';
import { isFerrisSql } from '../../src/language/workspace/detect.ts';
import type { Files } from '../host.ts';
import type { Project } from './project.ts';
import { Readings } from './readings.ts';

/** A file beyond this, in bytes, is data and not queries. */
const LARGEST = 1_000_000;
/** All files together, in bytes: an analysis takes some fifty times its text. */
const TOTAL = 8_000_000;

export interface LeftOut {
  readonly uri: string;
  /** Why, as a fragment: "it is larger than 1 MB". */
  readonly reason: string;
}

interface Indexed {
  readonly taken: number;
  /** Without those that are other SQL. */
  readonly leftOut: readonly LeftOut[];
}

export class FileIndex {
  readonly #project: Project;
  readonly #files: Files;
  readonly #readings = new Readings();
  /** Bytes of what was taken, by URI. */
  readonly #sizes = new Map<string, number>();
  #total = 0;

  constructor(project: Project, files: Files) {
    this.#project = project;
    this.#files = files;
  }

  /** @param onProgress is told how many .sql files have been looked at so far */
  async folder(folder: string, onProgress: (files: number) => void, token: CancellationToken): Promise<Indexed> {
    const leftOut: LeftOut[] = [];
    let taken = 0;
    let seen = 0;
    for await (const { uri, size } of this.#files.walk(folder)) {
      if (token.isCancellationRequested) break;
      if (!isSql(uri)) continue;
      onProgress(++seen);
      const result = await this.#take(uri, size);
      if (result === 'taken') taken++;
      else if (result !== 'other') leftOut.push({ uri, reason: result });
    }
    return { taken, leftOut };
  }

  /** A file was made, changed or removed outside of the editor. */
  async changed(uri: string): Promise<void> {
    if (isSql(uri)) await this.#take(uri, () => this.#files.size(uri));
    else if ((await this.#files.size(uri)) === undefined) this.removed(uri);
  }

  /** A file is gone, or a folder with all that was in it. */
  removed(uri: string): void {
    const isGone = (known: string): boolean => known === uri || known.startsWith(`${uri}/`);
    this.#readings.drop(isGone);
    for (const known of [...this.#sizes.keys()].filter(isGone)) {
      this.#forget(known);
      this.#project.store(known, undefined);
    }
  }

  /** @returns why it was left out, otherwise */
  async #take(uri: string, sizeOf: () => Promise<number | undefined>): Promise<'taken' | 'other' | string> {
    const isLatest = this.#readings.begin(uri);
    const size = await sizeOf();
    if (size === undefined) {
      // There may be a folder of that name.
      if (isLatest()) this.removed(uri);
      return 'other';
    }
    const before = this.#sizes.get(uri) ?? 0;
    const reason =
      size > LARGEST
        ? 'it is larger than 1 MB'
        : this.#total - before + size > TOTAL
          ? 'the files before it make 8 MB already'
          : undefined;
    const text = reason === undefined ? await this.#files.read(uri) : undefined;
    if (!isLatest()) return 'other';
    this.#forget(uri);
    if (text === undefined || !isFerrisSql(text)) {
      this.#project.store(uri, undefined);
      return reason ?? 'other';
    }
    this.#sizes.set(uri, size);
    this.#total += size;
    this.#project.store(uri, text);
    return 'taken';
  }

  #forget(uri: string): void {
    this.#total -= this.#sizes.get(uri) ?? 0;
    this.#sizes.delete(uri);
  }
}

const isSql = (uri: string): boolean => /\.sql$/i.test(uri);
