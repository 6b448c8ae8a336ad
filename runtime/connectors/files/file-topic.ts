/**
 * The files of one relation as a topic: each is a partition, numbered in the order of their names; files that come later are
 * numbered behind them. What a file that is followed had when it was replaced (renamed, deleted) is read to its end before the new
 * one; a file that was cut is read from its beginning.
 */
import path from 'node:path';
import type { FileSource, RecordFormat, RelationColumn } from '../../../src/compiler/plan/plan.ts';
import { missing, placeOf } from '../../formats/csv/header.ts';
import { ConnectorError, type PartitionOffsets, type Problem } from '../port.ts';
import { avroFile } from './avro-file.ts';
import {
  type FilePartition,
  type Generation,
  identityAt,
  isSame,
  type KeptFile,
  type PastFile,
  PRINTED_BYTES,
  printed,
  printOf,
  renamed,
} from './generations.ts';
import { filesAt } from './glob.ts';
import type { RecordFile } from './record-file.ts';
import { textFile } from './text-file.ts';

export interface FileTopicOptions {
  /** The relation. */
  readonly name: string;
  /** Variables are filled in. */
  readonly source: FileSource;
  readonly format: RecordFormat | undefined;
  readonly declared: readonly RelationColumn[] | undefined;
  /** What a relative path begins with. */
  readonly folder: string;
  /** Files grow, and are replaced: what stands at their ends is not over. */
  readonly follows: boolean;
  readonly onProblem: (problem: Problem) => void;
}

export interface FileTopic {
  readonly name: string;
  readonly follows: boolean;
  /** In milliseconds. */
  readonly pollMs: number;
  /** A file that is written while it is read may end in the middle of something. */
  readonly grows: boolean;
  /** Finds the files. `kept`: as they were, with how far each was read. Throws ConnectorError. */
  begin(kept: readonly KeptFile[], past: readonly PastFile[], reached: (partition: number) => number | undefined): void;
  /** Whether there are files that are no partition yet. */
  hasNew(): boolean;
  /** To be remembered. */
  kept(): readonly KeptFile[];
  /** As well: files that were read to their ends under names that are others' by now. */
  past(): readonly PastFile[];
  /** Such a file: it is read, and will not be read again under another name. */
  passed(partition: FilePartition, file: RecordFile): void;
  offsets(): readonly PartitionOffsets[];
  partition(number: number): FilePartition | undefined;
  open(partition: FilePartition, generation: Generation): RecordFile;
  /** Where the newest of its files is. */
  pathOf(partition: FilePartition): string;
  locate(partition: number, offset: number): string;
  close(): void;
}

/** How often files are looked at, in milliseconds. */
const POLL_MS = 200;
const MOST_FILES = 100_000;

export function fileTopic(options: FileTopicOptions): FileTopic {
  const { name, source, format, declared, folder, follows, onProblem } = options;
  const partitions: FilePartition[] = [];
  const checked = new Set<string>();
  let past: readonly PastFile[] = [];
  const prints = new Map<string, KeptFile['print']>();
  const wholePath = (written: string): string => path.resolve(folder, written);

  function opened(shown: string, at: string): RecordFile {
    const file =
      format?.kind === 'avro' && format.container
        ? avroFile(shown, at)
        : textFile({ path: shown, at, format, skipLines: source.skipLines ?? 0, follows });
    if (!checked.has(file.identity)) {
      try {
        checkColumns(file);
      } catch (error) {
        file.close();
        throw error;
      }
    }
    return file;
  }

  function checkColumns(file: RecordFile): void {
    const names = declared && file.columns();
    if (!names) return;
    const lacking = declared.find(column => placeOf(names, column.name) < 0);
    if (lacking)
      throw new ConnectorError(
        'unreadable',
        `${file.path}:${(source.skipLines ?? 0) + 1}: ${missing(lacking.name, names)}. '${name}' declares it; without names in the first line set 'header' = 'false'`,
      );
    checked.add(file.identity);
  }

  const generation = (at: string, base: number): Generation => ({
    at,
    base,
    identity: identityAt(at) ?? '',
    file: undefined,
  });

  const open = ({ path: shown }: FilePartition, one: Generation): RecordFile => {
    if (!one.file) {
      one.file = opened(shown, one.at);
      one.identity = one.file.identity;
    }
    return one.file;
  };

  /** Read once: of a file that grows when it is long enough. */
  function printOnce(shown: string, { at, identity }: Generation): KeptFile['print'] {
    const known = prints.get(identity);
    if (known) return known;
    if (identityAt(at) !== identity) return [0, 0];
    const print = printOf(shown, at);
    if (!follows || print[0] === PRINTED_BYTES) prints.set(identity, print);
    return print;
  }

  /** Of a file that may be closed again. */
  function endOf(partition: FilePartition, one: Generation, whole: boolean): number {
    const wasOpen = one.file !== undefined;
    const file = open(partition, one);
    try {
      return one.base + file.end(whole);
    } finally {
      if (!wasOpen) {
        file.close();
        one.file = undefined;
      }
    }
  }

  function restored(kept: KeptFile, reached: number): FilePartition {
    const at = wholePath(kept.path);
    const from = { path: kept.path, gone: reached };
    const same = { ...from, generations: [generation(at, kept.base)] };
    if (isSame(kept, at) && endOf(same, same.generations[0]!, true) >= reached) return same;
    const elsewhere = renamed(kept, at);
    const is = identityAt(at) !== undefined;
    if (elsewhere === undefined) {
      if (is)
        onProblem({
          place: kept.path,
          message:
            'is another file than the one that was read, which is nowhere in its folder: it is read from its beginning',
        });
      return { ...from, generations: is ? [generation(at, reached)] : [] };
    }
    const before = generation(elsewhere, kept.base);
    const both = { ...from, generations: [before] };
    return { ...both, generations: is ? [before, generation(at, endOf(both, before, true))] : [before] };
  }

  function found(): readonly string[] {
    const { files } = filesAt(source.path, folder, source.recursive === true);
    return files;
  }

  /** What is no partition, and no file that was one under another name. */
  function fresh(): readonly string[] {
    const paths = new Set(partitions.map(one => one.path));
    const identities = new Set(partitions.flatMap(({ generations }) => generations.map(one => one.identity)));
    const files = found();
    past = past.filter(one => files.some(file => isSame(one, wholePath(file))));
    return files.filter(file => {
      const at = wholePath(file);
      return !paths.has(file) && !identities.has(identityAt(at) ?? '') && !past.some(one => isSame(one, at));
    });
  }

  return {
    name,
    follows,
    grows: source.watch === true,
    pollMs: source.pollMs ?? POLL_MS,
    begin(kept, others, reached) {
      if (partitions.length === 0) past = others;
      if (partitions.length === 0)
        partitions.push(...kept.map((one, number) => restored(one, reached(number) ?? one.base)));
      const more = fresh();
      if (partitions.length === 0 && more.length === 0)
        throw new ConnectorError(
          'unreadable',
          `'${name}' reads '${source.path}' (in ${folder}), and there is no such file`,
        );
      if (partitions.length + more.length > MOST_FILES)
        throw new ConnectorError('refused', `'${name}' reads ${more.length} files: at most ${MOST_FILES} are allowed`);
      for (const written of more)
        partitions.push({ path: written, gone: 0, generations: [generation(wholePath(written), 0)] });
    },
    hasNew: () => fresh().length > 0,
    kept: () =>
      partitions.map(({ path: shown, generations, gone }) => {
        const [one] = generations;
        if (!one) return { path: shown, identity: '', base: gone, print: [0, 0] as const };
        const print = printOnce(shown, one);
        return { path: shown, identity: one.identity, base: one.base, print };
      }),
    past: () => past,
    passed({ path: shown }, file) {
      if (!follows) return;
      past = [...past, { path: shown, identity: file.identity, print: printed(file.first(PRINTED_BYTES)) }];
    },
    offsets: () =>
      partitions.map((partition, number) => {
        const { generations, gone } = partition;
        const last = generations.at(-1);
        if (!last) return { partition: number, earliest: gone, end: gone };
        const replaced = identityAt(last.at) === undefined;
        if (replaced && !last.file) return { partition: number, earliest: generations[0]!.base, end: last.base };
        return { partition: number, earliest: generations[0]!.base, end: endOf(partition, last, !follows) };
      }),
    partition: number => partitions[number],
    open,
    pathOf: partition => wholePath(partition.path),
    locate(number, offset) {
      const partition = partitions[number];
      const one = partition?.generations.findLast(({ base }) => base <= offset);
      if (!partition || !one) return `${partition?.path ?? name}@${offset}`;
      const wasOpen = one.file !== undefined;
      try {
        return open(partition, one).locate(offset - one.base);
      } catch {
        return `${partition.path}@${offset - one.base}`;
      } finally {
        if (!wasOpen) {
          one.file?.close();
          one.file = undefined;
        }
      }
    },
    close() {
      for (const { generations } of partitions)
        for (const one of generations) {
          one.file?.close();
          one.file = undefined;
        }
    },
  };
}
