/** Where the rows of a run go: stdout, a file, or topics. */
import fs from 'node:fs';
import path from 'node:path';
import type { Connector, GroupOffsets, OutputRecord, Writer } from '../../../runtime/connectors/port.ts';
import { type ResultRow, recordsOf } from '../../../runtime/jobs/job.ts';
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import { FileError } from '../../files.ts';
import { type Io, resolvePath } from '../../io.ts';
import type { Printer } from './printer.ts';

export interface Destination {
  rows(query: PlanQuery, rows: readonly ResultRow[]): Promise<void>;
  /** Takes records that are kept in topics of their own, where rows go to topics; absent: nowhere. */
  aside?(records: readonly OutputRecord[]): Promise<void>;
  /** All rows of this input have been taken. */
  progress(inputs: GroupOffsets | undefined): Promise<void>;
  /** The run has ended as it should. */
  finish(): Promise<void>;
  /** The run was broken off. What goes out only as a whole is dropped. */
  discard(): Promise<void>;
}

export function toStdout(printer: Printer, io: Io): Destination {
  const end = async (): Promise<void> => {
    const text = printer.end();
    if (text) await io.stdout.write(text);
  };
  return {
    async rows(query, rows) {
      const text = printer.rows(rows.map(row => ({ query, row })));
      if (text) await io.stdout.write(text);
    },
    progress: async () => {},
    finish: end,
    // An array that was begun is closed also then.
    discard: end,
  };
}

/** Appended to as rows come. */
export function toFile(file: string, printer: Printer, io: Io): Destination {
  const target = resolvePath(io, file);
  const append = (text: string): void => {
    if (text) attempt(file, () => fs.appendFileSync(target, text));
  };
  attempt(file, () => fs.closeSync(fs.openSync(target, 'a')));
  const end = async (): Promise<void> => append(printer.end());
  return {
    rows: async (query, rows) => append(printer.rows(rows.map(row => ({ query, row })))),
    progress: async () => {},
    finish: end,
    discard: end,
  };
}

/** Written beside and put in its place at the end: nobody ever sees half of it. */
export function toWholeFile(file: string, printer: Printer, io: Io): Destination {
  const asked = resolvePath(io, file);
  const target = attempt(file, () => (fs.existsSync(asked) ? fs.realpathSync(asked) : asked));
  if (fs.existsSync(target) && fs.statSync(target).isDirectory())
    throw new FileError(`cannot write ${file}: it is a folder`);
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  const handle = attempt(file, () => fs.openSync(beside, 'w'));
  const remove = (): void => fs.rmSync(beside, { force: true });
  process.once('exit', remove);
  const write = (text: string): void => {
    if (text) attempt(file, () => fs.writeSync(handle, text));
  };
  const close = (): void => {
    process.off('exit', remove);
    fs.closeSync(handle);
  };
  return {
    rows: async (query, rows) => write(printer.rows(rows.map(row => ({ query, row })))),
    progress: async () => {},
    async finish() {
      write(printer.end());
      attempt(file, () => fs.fsyncSync(handle));
      close();
      attempt(file, () => fs.renameSync(beside, target));
    },
    async discard() {
      close();
      remove();
    },
  };
}

/** `topic` instead of each query's own. `live`: visible with each step of the input, else all of it at the end. */
export function toTopics(writer: Writer, topic: string | undefined, live: boolean): Destination {
  return {
    rows: (query, rows) => writer.write(recordsOf(topic ?? query.output.topic, rows)),
    aside: records => writer.write(records),
    progress: async inputs => {
      if (live) await writer.commit(inputs);
    },
    finish: () => writer.commit(),
    discard: () => writer.abort(),
  };
}

/** Rows go to one, then to the other. What the first one takes is not undone when the run is broken off live. */
export function both(first: Destination, second: Destination): Destination {
  return {
    async rows(query, rows) {
      await first.rows(query, rows);
      await second.rows(query, rows);
    },
    async aside(records) {
      await first.aside?.(records);
      await second.aside?.(records);
    },
    async progress(inputs) {
      await first.progress(inputs);
      await second.progress(inputs);
    },
    async finish() {
      await first.finish();
      await second.finish();
    },
    async discard() {
      await first.discard();
      await second.discard();
    },
  };
}

/** Says to the place how far a group has read, once the rows of that input have gone where they go. */
export async function committing(to: Destination, connector: Connector): Promise<Destination & AsyncDisposable> {
  const writer = await connector.writer();
  return {
    ...to,
    // The group does not come back to them.
    aside: records => writer.write(records),
    async progress(inputs) {
      await to.progress(inputs);
      if (inputs) await writer.commit(inputs);
    },
    [Symbol.asyncDispose]: () => writer.close(),
  };
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new FileError(`cannot write ${file}: ${REASONS[code ?? ''] ?? message}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
};
