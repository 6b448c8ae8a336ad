/**
 * Writes the rows of one relation to files. What is not complete stands beside under another name and is renamed when it is, so
 * that nobody sees half a file; only a single file that a job adds to grows where it is, by whole lines or blocks.
 * What was committed is in `kept`: after a crash a file is cut back to it, and goes on.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import path from 'node:path';
import type { FileSink } from '../../../src/compiler/plan/plan.ts';
import { readAt, writeFully } from '../file-bytes.ts';
import { ConnectorError, type OutputRecord } from '../port.ts';
import { fileError } from '../refusals.ts';
import type { FileEncoding } from './file-encoding.ts';
import { fileNames } from './file-names.ts';

export interface FileOutputOptions {
  /** The relation. */
  readonly name: string;
  /** Variables are filled in. */
  readonly sink: FileSink;
  readonly encoding: FileEncoding;
  /** What a relative path begins with. */
  readonly folder: string;
  /** A commit is all there will be: everything is complete with it. */
  readonly whole: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What is to be remembered of a commit. */
export interface KeptOutput {
  /** Of the file that is being written, or will be next. */
  readonly number: number;
  /** Its name; null: it is not begun. */
  readonly file: string | null;
  readonly length: number;
  readonly rows: number;
  readonly since: number;
  /** Files that are complete by this commit, and their names. */
  readonly complete: readonly (readonly [file: string, whole: string])[];
}

export interface FileOutput {
  /** Before anything else: what was committed before; undefined: nothing. */
  recover(kept: KeptOutput | undefined): void;
  /** Throws ConnectorError, for a deletion too. */
  write(records: readonly OutputRecord[]): void;
  /** What was written is on the disk. */
  flush(): KeptOutput;
  /** What was flushed counts. */
  committed(): void;
  /** What was written since the last commit is gone. */
  abort(): void;
  /** Time has gone on: a file may be complete by it. */
  tick(): void;
  /** What was committed is complete. */
  close(): void;
}

interface Part {
  readonly number: number;
  /** Where it is being written. */
  readonly at: string;
  readonly handle: number;
  readonly since: number;
  length: number;
  rows: number;
}

const SPILL_BYTES = 4 * 1024 * 1024;
const HEAD_BYTES = 1024 * 1024;
const HOUR = 3_600_000;

export function fileOutput({ name, sink, encoding, folder, whole, now }: FileOutputOptions): FileOutput {
  const asked = path.resolve(folder, sink.path);
  // A link keeps pointing where it points.
  const at = existsSync(asked) ? realpathSync(asked) : asked;
  const names = fileNames(sink, at, encoding.ending);
  const { roll } = sink;
  /** A single file that is added to where it is. */
  const inPlace = !names.numbered && !whole;
  let part: Part | undefined;
  let next = 1;
  let pending: Uint8Array[] = [];
  let size = 0;
  /** Complete, and not committed. */
  let full: Part[] = [];
  /** As of the last commit. */
  let stable: { readonly part: Part; readonly length: number; readonly rows: number } | undefined;
  let begun = false;
  /** What the file has was written by this job before. */
  let ours = false;

  function attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fileError('write', at, error);
    }
  }

  function makeFolder(): void {
    if (sink.makeFolders !== false) mkdirSync(names.folder, { recursive: true });
  }

  /** The file that the next record goes to. */
  function begin(record: Uint8Array | undefined): Part {
    makeFolder();
    const file = inPlace ? names.whole(0) : names.beside(next);
    const handle = openSync(file, inPlace ? (existsSync(file) ? 'r+' : 'wx+') : 'wx+');
    const made: Part = { number: next, at: file, handle, since: now(), length: 0, rows: 0 };
    part = made;
    if (inPlace && !begun && !sink.append) ftruncateSync(handle);
    begun = true;
    if (!inPlace && sink.append && !names.numbered && existsSync(at)) copyInto(made);
    else made.length = fstatSync(handle).size;
    const isEmpty = made.length === 0;
    if (!isEmpty) goOn(made);
    // What is added is not committed; what was there is, with its last line ended.
    if (inPlace) stable = { part: made, length: made.length, rows: 0 };
    if (isEmpty) put(made, encoding.head(record));
    return made;
  }

  function copyInto(made: Part): void {
    copyFileSync(at, made.at);
    made.length = fstatSync(made.handle).size;
  }

  function goOn(one: Part): void {
    const why = encoding.goOn(readAt(one.handle, 0, Math.min(HEAD_BYTES, one.length)));
    if (why !== undefined) throw new ConnectorError('refused', `cannot add to ${one.at}: ${why}`);
    if (ours) return;
    const joint = encoding.joint((from, bytes) => readAt(one.handle, from, bytes), one.length, one.at);
    if (joint.length > 0) put(one, joint);
  }

  function put(one: Part, bytes: Buffer): void {
    writeFully(one.handle, [bytes], one.length);
    one.length += bytes.length;
  }

  /** What is pending is in the file. */
  function spill(): void {
    if (pending.length === 0) return;
    attempt(() => {
      const one = part ?? begin(pending[0]!);
      if (!encoding.fits(pending[0]!))
        throw new ConnectorError(
          'refused',
          `cannot add rows of '${name}' to ${one.at}: it has other columns. Move it away, or write to another file`,
        );
      put(one, encoding.bytes(pending));
    });
    pending = [];
    size = 0;
  }

  /** The file is complete: what comes next goes to another one. */
  function complete(): void {
    spill();
    if (!part) return;
    attempt(() => fdatasyncSync(part!.handle));
    full.push(part);
    part = undefined;
    next++;
  }

  function isFull(): boolean {
    if (!roll || !part) return false;
    const { rows, length, since } = part;
    if (rows >= (roll.rows ?? Infinity) || length + size >= (roll.bytes ?? Infinity)) return rows > 0;
    return rows > 0 && isDue(since);
  }

  function isDue(since: number): boolean {
    const time = now();
    if (time - since >= (roll?.ms ?? Infinity)) return true;
    const unit = roll?.at === undefined ? undefined : roll.at === 'hour' ? HOUR : 24 * HOUR;
    return unit !== undefined && Math.floor(time / unit) !== Math.floor(since / unit);
  }

  function publish(one: Part): void {
    attempt(() => {
      closeSync(one.handle);
      renameSync(one.at, names.numbered ? names.whole(one.number) : at);
    });
    prune();
  }

  function prune(): void {
    if (sink.keep === undefined || !names.numbered) return;
    for (const number of names.numbers().slice(0, -sink.keep)) rmSync(names.whole(number), { force: true });
  }

  function remove(one: Part): void {
    closeSync(one.handle);
    rmSync(one.at, { force: true });
  }

  function abort(): void {
    pending = [];
    size = 0;
    const made = [...full, ...(part ? [part] : [])].filter(one => one !== stable?.part);
    full = [];
    part = stable?.part;
    next = stable?.part.number ?? made[0]?.number ?? next;
    for (const one of made) {
      if (!inPlace) remove(one);
      else closeSync(one.handle);
    }
    if (!stable) return;
    if (inPlace && stable.length === 0) {
      ftruncateSync(stable.part.handle, 0);
      closeSync(stable.part.handle);
      part = undefined;
      stable = undefined;
      return;
    }
    ftruncateSync(stable.part.handle, stable.length);
    stable.part.length = stable.length;
    stable.part.rows = stable.rows;
  }

  function recoverPlace(kept: KeptOutput): void {
    begun = true;
    ours = kept.file !== null;
    const file = names.whole(0);
    if (kept.file !== null && existsSync(file)) {
      const handle = openSync(file, 'r');
      const { size: length } = fstatSync(handle);
      closeSync(handle);
      if (length > kept.length) truncateSync(file, kept.length);
    }
  }

  function recoverParts(kept: KeptOutput): void {
    for (const [file, to] of kept.complete) {
      const from = path.join(names.folder, file);
      if (existsSync(from)) renameSync(from, path.join(names.folder, to));
    }
    next = Math.max(kept.number, (names.numbers().at(-1) ?? 0) + 1);
    if (kept.file === null) return;
    const from = path.join(names.folder, kept.file);
    if (!existsSync(from)) {
      if (existsSync(names.whole(kept.number))) return;
      throw new ConnectorError(
        'refused',
        `the file ${from}, which '${name}' was being written to, is gone, and rows that were committed with it. Begin the job anew with another --group-id`,
      );
    }
    next = kept.number;
    // A copy: a process that does not know yet that it was given up writes to the old one.
    const copy = names.beside(kept.number);
    copyFileSync(from, copy);
    truncateSync(copy, kept.length);
    const handle = openSync(copy, 'r+');
    part = { number: kept.number, at: copy, handle, since: kept.since, length: kept.length, rows: kept.rows };
    ours = true;
    goOn(part);
    stable = { part, length: part.length, rows: part.rows };
  }

  return {
    recover(kept) {
      attempt(() => {
        if (kept && inPlace) recoverPlace(kept);
        else if (kept) recoverParts(kept);
        else next = (names.numbers().at(-1) ?? 0) + 1;
        names.clean(part ? [path.basename(part.at)] : []);
      });
    },
    write(records) {
      for (const { value } of records) {
        if (value === null)
          throw new ConnectorError(
            'refused',
            `'${name}' has a row to delete, and a file keeps rows only: write it to a topic, or make it a STREAM`,
          );
        if (isFull()) complete();
        pending.push(value);
        size += value.length;
        if (inPlace) continue;
        if (roll || size >= SPILL_BYTES) attempt(() => (part ??= begin(value)));
        if (part) part.rows++;
        if (size >= SPILL_BYTES) spill();
      }
    },
    flush() {
      spill();
      if (isFull()) complete();
      // What it had before is no result of this run.
      if (whole && !names.numbered && !sink.append && !part) attempt(() => begin(undefined));
      if (part) attempt(() => fdatasyncSync(part!.handle));
      return {
        number: next,
        file: part ? path.basename(part.at) : null,
        length: part?.length ?? 0,
        rows: part?.rows ?? 0,
        since: part?.since ?? 0,
        complete: full.map(one => [path.basename(one.at), path.basename(names.whole(one.number))] as const),
      };
    },
    committed() {
      const done = full;
      full = [];
      for (const one of done) publish(one);
      if (whole && part) {
        publish(part);
        part = undefined;
        next++;
      }
      stable = part && { part, length: part.length, rows: part.rows };
    },
    abort: () => attempt(abort),
    tick() {
      if (!roll || !part || pending.length > 0 || stable?.part !== part || stable.length !== part.length) return;
      if (part.rows === 0 || !isDue(part.since)) return;
      publish(part);
      stable = undefined;
      part = undefined;
      next++;
    },
    close() {
      attempt(abort);
      if (!part) return;
      if (inPlace) closeSync(part.handle);
      else publish(part);
      part = undefined;
      stable = undefined;
    },
  };
}
