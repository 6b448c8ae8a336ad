/**
 * The tasks of a member: a pipeline each, with its own watermark and state; none knows of another. Of those that fall to it
 * again in the next division of its group it keeps what they have.
 */
import type { Plan } from '../../src/compiler/plan/plan.ts';
import type { Batch } from '../connectors/port.ts';
import type { Sender } from '../operators/stage-records.ts';
import { type Entry, type Ledger, ledger } from '../state/entries/ledger.ts';
import { UnreadableData } from '../state/entries/read.ts';
import type { StateMemory, TaskMemory } from '../state/memory/state-memory.ts';
import { keepsRecords } from './failures.ts';
import { type Pipeline, type PipelineOptions, pipeline } from './pipeline.ts';
import type { ReadPartition } from './reading.ts';

export interface TaskOptions {
  /** Names of the plan's queries that it works on. */
  readonly queries: readonly string[];
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[];
  /** How many partitions its topics have, where it rests on records being in those that their keys belong in. */
  readonly keyedBy?: number;
  /** Where its queries send their rows to another stage. */
  readonly sender?: Sender;
  /** Its state is kept outside. Absent: nobody asks for it. */
  readonly kept?: KeptEntries;
}

export interface KeptEntries {
  /** What was kept, and is put back first. */
  readonly entries?: Iterable<Entry>;
  /** Told why that cannot be read: the task begins anew then. Throws where it may not. Absent: it may not. */
  readonly unreadable?: (why: UnreadableData) => void;
}

export interface PlacedPartition extends ReadPartition {
  /** Where records begin that were not worked off before; those from `from` on up to it are for the state. */
  readonly goOn: number;
}

export interface Pipelines extends Omit<Pipeline, 'watermark'> {
  /** The least of all; null before there is one, and at the end. */
  watermark(): number | null;
  /** Of the task that has the partition. */
  watermarkOf(topic: string, partition: number): number | null;
  /** Whether its task has what it had when all before `goOn` was worked off: nothing of it is to be read again. */
  isKept(topic: string, partition: number): boolean;
}

type Offsets = readonly { readonly topic: string; readonly partition: number; readonly offset: number }[];

export interface TaskPool {
  /** The tasks of a division. @param tasks share no partition; absent: one for everything */
  divide(
    options: Omit<PipelineOptions, 'partitions'> & { readonly partitions: readonly PlacedPartition[] },
    tasks: readonly TaskOptions[] | undefined,
  ): Pipelines;
  /** Whether it has what it had when all before these offsets was worked off: it goes on with that. */
  isKept(task: TaskOptions, goOn: Offsets): boolean;
  /** What has changed in those tasks of the division whose state is kept, since it was last asked; to be gone through. */
  changes(): Iterable<{ readonly task: TaskOptions; readonly entries: Iterable<Entry> }>;
  /** What the tasks have is not what was committed: none of it is gone on with. */
  forget(): void;
  /** The division is over after all before these offsets was worked off, and nothing after them. */
  left(offsets: Offsets): void;
  /** Nothing of what the tasks have is needed any more. */
  close(): void;
}

interface PooledTask {
  readonly task: TaskOptions;
  readonly work: Pipeline;
  readonly book: Ledger | undefined;
  readonly memory: TaskMemory | undefined;
  readonly isKept: boolean;
}

/** @param bounded what they remember in memory, all together; absent: it is not */
export function taskPool(bounded?: StateMemory): TaskPool {
  /** By what they are; those of the division, or those that the one before left. */
  let tasks = new Map<string, PooledTask>();
  /** By partition. Empty: nothing can be kept. */
  let reached = new Map<string, number>();
  /** What the pipelines tell goes to whoever has divided last. */
  let told: PipelineOptions;

  function isKept(task: TaskOptions, goOn: Offsets): boolean {
    const offsets = new Map(goOn.map(({ topic, partition, offset }) => [placeOf(topic, partition), offset]));
    return (
      tasks.has(nameOf(task)) &&
      task.partitions.every(({ topic, partition }) => {
        const place = placeOf(topic, partition);
        return reached.has(place) && reached.get(place) === offsets.get(place);
      })
    );
  }

  /** Built anew, with what was kept of it. */
  function built(options: PipelineOptions, task: TaskOptions): PooledTask {
    const book = task.kept && ledger();
    const memory = bounded?.task();
    const work = pipeline({ ...ofTask(options, task), ledger: book, memory });
    const { entries, unreadable } = task.kept ?? {};
    try {
      if (entries) book?.restore(entries);
    } catch (error) {
      if (!unreadable || !(error instanceof UnreadableData)) throw error;
      memory?.close();
      unreadable(error);
      // A part of it is in the operators by now: others take their place.
      return built(options, { ...task, kept: {} });
    }
    return { task, work, book, memory, isKept: false };
  }

  return {
    isKept,
    *changes() {
      for (const { task, book } of tasks.values()) if (book) yield { task, entries: book.changed() };
    },
    forget() {
      reached = new Map();
    },
    divide(options, wanted) {
      told = options;
      const forwarded: PipelineOptions = {
        ...options,
        problem: (...of) => told.problem(...of),
        fail: (...of) => told.fail(...of),
        late: rows => told.late(rows),
        putAside: (...of) => told.putAside(...of),
        take: (query, row) => told.take(query, row),
      };
      const goOn = options.partitions.map(({ topic, partition, goOn: offset }) => ({ topic, partition, offset }));
      const found = wanted ?? [
        { queries: options.plan.queries.map(({ name }) => name), partitions: options.partitions },
      ];
      const goingOn = new Map(
        found.filter(task => isKept(task, goOn)).map(task => [nameOf(task), tasks.get(nameOf(task))!]),
      );
      for (const [name, { memory }] of tasks) if (!goingOn.has(name)) memory?.close();
      tasks = new Map(
        found.map((task): [string, PooledTask] => {
          const name = nameOf(task);
          const before = goingOn.get(name);
          return [name, before ? { ...before, isKept: true } : built(forwarded, task)];
        }),
      );
      reached = new Map();
      return together([...tasks.values()]);
    },
    left(offsets) {
      reached = new Map(offsets.map(({ topic, partition, offset }) => [placeOf(topic, partition), offset]));
    },
    close() {
      for (const { memory } of tasks.values()) memory?.close();
      tasks = new Map();
      reached = new Map();
    },
  };
}

function together(tasks: readonly PooledTask[]): Pipelines {
  const byPlace = new Map(
    tasks.flatMap(one => one.task.partitions.map(({ topic, partition }) => [placeOf(topic, partition), one] as const)),
  );
  const of = (topic: string, partition: number): PooledTask | undefined => byPlace.get(placeOf(topic, partition));
  return {
    records: (batch: Batch) => of(batch.topic, batch.partition)?.work.records(batch),
    quiet: (topic, partition, forMs) => of(topic, partition)?.work.quiet(topic, partition, forMs),
    passTime: () => tasks.map(({ work }) => work.passTime()).includes(true),
    start() {
      for (const { work, isKept, task } of tasks) if (!isKept) work.start(task.kept?.entries !== undefined);
    },
    finish(closeWindows) {
      for (const { work } of tasks) work.finish(closeWindows);
    },
    done: () => tasks.every(({ work }) => work.done()),
    greatest: (topic, partition) => of(topic, partition)?.work.greatest(topic, partition) ?? -Infinity,
    watermark() {
      const found = tasks.map(({ work }) => work.watermark());
      return found.includes(null) ? null : Math.min(...found.map(ms => ms!));
    },
    watermarkOf: (topic, partition) => of(topic, partition)?.work.watermark() ?? null,
    isKept: (topic, partition) => of(topic, partition)?.isKept ?? false,
  };
}

function ofTask(options: PipelineOptions, { queries, partitions, keyedBy, sender }: TaskOptions): PipelineOptions {
  const plan: Plan = { ...options.plan, queries: options.plan.queries.filter(({ name }) => queries.includes(name)) };
  const own = new Set(partitions.map(({ topic, partition }) => placeOf(topic, partition)));
  return {
    ...options,
    plan,
    partitions: options.partitions.filter(({ topic, partition }) => own.has(placeOf(topic, partition))),
    ...(keyedBy === undefined ? {} : { keyedBy }),
    ...(sender ? { sender } : {}),
    ...(options.plan.queries.some(({ sends }) => sends) ? { keepsRecords: keepsRecords(options.plan) } : {}),
  };
}

const nameOf = ({ queries, partitions, keyedBy }: TaskOptions): string =>
  JSON.stringify([queries, keyedBy, partitions.map(({ topic, partition }) => placeOf(topic, partition))]);
const placeOf = (topic: string, partition: number): string => `${topic}-${partition}`;
