/**
 * Appends lines to several files and moves group offsets, all or nothing, in a folder of plain files.
 *
 * Before a file is touched, `.ferris-undo.json` says how long each was and what the offsets were; removing it is the
 * commit. While it is there readers take the files to be as long as before, and when the process was killed, the next
 * one to commit or open cuts them back. A file that another program has lengthened meanwhile is left as it is.
 */
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readAt, writeFully } from '../file-bytes.ts';
import { locked } from '../folder-lock.ts';
import { ConnectorError, type Problem } from '../port.ts';
import { fileError } from '../refusals.ts';

/** What a folder of lines cannot say in lines: `.ferris-offsets.json`. */
export interface FolderState {
  /** Offset to read next by group, topic and partition. */
  readonly groups: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
  /** Partition counts asked for when topics were made, where more than one. */
  readonly partitions: Readonly<Record<string, number>>;
}

export interface Append {
  readonly path: string;
  /** Whole lines with their line ends. */
  readonly lines: readonly Uint8Array[];
}

export interface FolderTransactions {
  state(): FolderState;
  /** How many bytes of a file of this size are committed; undefined when the file itself is not. */
  visible(path: string, size: number): number | undefined;
  /** Rejects with ConnectorError (refused) and has then changed nothing. */
  commit(appends: readonly Append[], change: (state: FolderState) => FolderState): Promise<void>;
  /** Cuts back what a killed process left. */
  recover(): Promise<void>;
}

interface Undo {
  /** Bytes before and after the transaction, by file name; null: there was no such file. */
  readonly files: Readonly<Record<string, readonly [before: number | null, after: number]>>;
  readonly state: FolderState;
}

const EMPTY: FolderState = { groups: {}, partitions: {} };

export function folderTransactions(folder: string, onProblem: (problem: Problem) => void): FolderTransactions {
  const undoPath = join(folder, '.ferris-undo.json');
  const statePath = join(folder, '.ferris-offsets.json');
  const locks = join(folder, '.ferris-locks');

  const undoNow = () => readJson<Undo>(undoPath);
  const written = () => ({ ...EMPTY, ...readJson<Partial<FolderState>>(statePath) });

  function undo({ files, state: before }: Undo): void {
    for (const [name, [length, after]] of Object.entries(files)) cutBack(join(folder, name), length, after);
    // Not possible on a full disk, where it is not needed either: the offsets are the last thing a commit writes.
    if (JSON.stringify(written()) !== JSON.stringify(before)) replaceJson(statePath, before);
    rmSync(undoPath, { force: true });
  }

  function cutBack(path: string, before: number | null, after: number): void {
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined) return;
    if (size <= after && before === null) rmSync(path);
    else if (size <= after) truncateSync(path, Math.min(size, before!));
    else {
      const message = 'another program has written behind an interrupted commit: its lines may be there in part';
      onProblem({ place: basename(path), message });
    }
  }

  function recoverNow(): void {
    const left = undoNow();
    if (left) undo(left);
  }

  async function underLock(critical: () => void): Promise<void> {
    try {
      await locked(locks, critical);
    } catch (error) {
      throw fileError('write', folder, error);
    }
  }

  return {
    state() {
      // In this order: where no undo follows, what was read is committed.
      const now = written();
      return { ...EMPTY, ...(undoNow()?.state ?? now) };
    },
    visible(path, size) {
      const [before] = undoNow()?.files[basename(path)] ?? [size];
      return before === null ? undefined : Math.min(size, before);
    },
    async recover() {
      if (undoNow()) await underLock(recoverNow);
    },
    commit: (appends, change) =>
      underLock(() => {
        recoverNow();
        const before = written();
        const after = change(before);
        const planned = appends.map(plan);
        const files = Object.fromEntries(
          planned.map(({ path, size, buffers }) => [basename(path), [size, (size ?? 0) + lengthOf(buffers)] as const]),
        );
        const way: Undo = { files, state: before };
        replaceJson(undoPath, way);
        try {
          for (const each of planned) appendTo(each);
          if (after !== before) replaceJson(statePath, after);
          rmSync(undoPath);
        } catch (error) {
          undo(way);
          throw error;
        }
      }),
  };
}

const lengthOf = (buffers: readonly Uint8Array[]) => buffers.reduce((sum, { length }) => sum + length, 0);

interface Planned {
  readonly path: string;
  /** Null: the file is to be made. */
  readonly size: number | null;
  readonly buffers: readonly Uint8Array[];
}

/** Where the lines go; a last line without line end gets one first. */
function plan({ path, lines }: Append): Planned {
  try {
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (!size) return { path, size: size ?? null, buffers: lines };
    const file = openSync(path, 'r');
    try {
      const ended = readAt(file, size - 1, 1)[0] === 10;
      return { path, size, buffers: ended ? lines : [Buffer.from('\n'), ...lines] };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError('write', path, error);
  }
}

function appendTo({ path, size, buffers }: Planned): void {
  try {
    const file = openSync(path, size === null ? 'wx' : 'r+');
    try {
      writeFully(file, buffers, size ?? 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError('write', path, error);
  }
}

/** Undefined when there is no such file. */
function readJson<T>(path: string): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileError('read', path, error);
  }
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new ConnectorError(
      'unreadable',
      `${path} is not JSON any more: mend it, or delete it to forget its offsets`,
      {
        cause: error,
      },
    );
  }
}

function replaceJson(path: string, content: unknown): void {
  const fresh = `${path}.new`;
  try {
    const file = openSync(fresh, 'w');
    try {
      writeFully(file, [Buffer.from(`${JSON.stringify(content, undefined, 1)}\n`)], 0);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, path);
  } catch (error) {
    throw fileError('write', path, error);
  }
}
