/** Runs a plan: reads batches, puts them through its operators, hands on what comes out. */
import type { PlanQuery } from '../../src/compiler/plan/plan.ts';
import type { RecordError } from '../../src/language/types/value.ts';
import type { Batch, OutputRecord } from '../connectors/port.ts';
import { type OpenFormats, openFormats } from '../formats/table.ts';
import type { Place } from '../operators/row.ts';
import { type StateMemory, stateMemory } from '../state/memory/state-memory.ts';
import { scannedTopics, topicsRead } from '../tasks/leaves.ts';
import { type TaskPool, taskPool } from '../tasks/pipelines.ts';
import type { Clock } from '../time/clock.ts';
import { systemClock } from '../time/clock.ts';
import { assignmentsOf } from './assignments.ts';
import { deadLetter } from './dead-letters.ts';
import { followEnds } from './end-offsets.ts';
import {
  type Counts,
  FailedBatchError,
  type JobOptions,
  type JobPlace,
  type RecordProblem,
  type ResultRow,
} from './job.ts';
import { type LowWater, lowWater } from './low-water.ts';
import { quietPartitions } from './quiet.ts';

/** How long a read waits for something new, in milliseconds. */
const READ_WAIT_MS = 1000;

/**
 * Resolves with the counts when the input has ended, every query has its LIMIT, or the signal came. Rejects with
 * UnknownTopicError, ConnectorError, FunctionError, or what a callback threw.
 */
export async function run(options: JobOptions, clock: Clock = systemClock()): Promise<Counts> {
  const job = openJob(options, clock);
  try {
    return await job.run(options);
  } finally {
    job.close();
  }
}

/** What a job has beyond one division of its group: the functions and formats of its plan, and the state of its tasks. */
export interface OpenJob {
  /** What formats and functions need is there, else it rejects with FormatError or FunctionError; otherwise the first run asks. */
  ready(): Promise<void>;
  /** As `run`, one at a time; of the plan that it was opened with. */
  run(options: JobOptions): Promise<Counts>;
  /** As of its tasks (`TaskPool`): whether one of them has what it had after these offsets, */
  isKept: TaskPool['isKept'];
  /** what has changed in them, */
  changes: TaskPool['changes'];
  /** and that what they have is not to be gone on with. */
  forget(): void;
  close(): void;
}

interface Opened {
  readonly clock: Clock;
  readonly formats: OpenFormats | undefined;
  readonly pool: TaskPool;
  /** Absent: memory is not bounded. */
  readonly bounded: StateMemory | undefined;
  readonly low: LowWater;
  close(): void;
}

export function openJob(
  {
    plan,
    functions = new Map(),
    formats: settings = {},
    memory,
  }: Pick<JobOptions, 'plan' | 'functions' | 'formats' | 'memory'>,
  clock: Clock,
): OpenJob {
  let opened: Opened | undefined;

  async function open(): Promise<Opened> {
    const formats = await openFormats(plan, settings);
    const bounded = memory && stateMemory(memory);
    const rest = { formats, pool: taskPool(bounded), bounded, low: lowWater(plan) };
    if (!plan.functions) return { ...rest, clock: { ...clock, functions: new Map(functions) }, close() {} };
    const { loadFunctions } = await import('../functions/load.ts');
    const loaded = await loadFunctions(plan.functions);
    const all = new Map([...loaded.functions, ...functions]);
    return { ...rest, clock: { ...clock, functions: all }, close: () => loaded.close() };
  }

  return {
    async ready() {
      opened ??= await open();
    },
    async run(options) {
      opened ??= await open();
      return await runWith(options, opened);
    },
    isKept: (task, goOn) => opened?.pool.isKept(task, goOn) ?? false,
    changes: () => opened?.pool.changes() ?? [],
    forget: () => opened?.pool.forget(),
    close() {
      opened?.pool.close();
      opened?.close();
    },
  };
}

async function runWith(options: JobOptions, { clock, formats, pool, bounded, low }: Opened): Promise<Counts> {
  const { plan, connector, signal, onRows, onProgress, onProblem, onDeadLetters, closeWindows, stopAtEnd, measures } =
    options;
  const counts: Counts = { in: 0, out: 0, late: 0, failed: 0, watermark: null };
  if (signal.aborted) return counts;
  const topics = topicsRead(plan);
  const assignments = await unlessAborted(signal, assignmentsOf(topics, options));
  if (!assignments) return counts;
  const results = new Map<PlanQuery, ResultRow[]>(plan.queries.map(query => [query, []]));
  const offsets = assignments.map(({ topic, partition, from }) => ({ topic, partition, offset: from }));

  let aside: OutputRecord[] = [];
  /** What is wrong with records that are read again was told before. */
  let replaying = false;
  const problemOf = ({ topic, partition, offset }: Place, { code, message }: RecordError): RecordProblem => ({
    place: topic === '' ? 'the query' : connector.locate(topic, partition, offset),
    code,
    message,
  });

  const task = pool.divide(
    {
      plan,
      formats,
      clock,
      partitions:
        options.places?.map(({ since, from, ...place }) => ({ ...place, from: since, goOn: from })) ??
        assignments.map(assignment => ({ ...assignment, goOn: assignment.from })),
      problem(place, error) {
        if (replaying) return;
        counts.failed++;
        onProblem(problemOf(place, error));
      },
      fail(place, error) {
        throw new FailedBatchError(problemOf(place, error));
      },
      putAside(query, topic, { record, ...place }, error) {
        if (record && onDeadLetters) aside.push(deadLetter({ topic, query, place, record, error, at: clock.now() }));
      },
      late(rows) {
        if (!replaying) counts.late += rows;
      },
      take(query, row) {
        results.get(query)!.push(row);
      },
    },
    options.tasks,
  );

  const queries = new Map(plan.queries.map(query => [query.name, query]));
  const written = plan.queries.filter(query => !query.local);
  const topicsOfWritten = written.map(({ root }) => scannedTopics(root, queries));
  const piecesOf = ({ topic, records }: Batch) => ({
    records: records.length,
    pieces: topicsOfWritten.filter(names => names.has(topic)).length,
  });
  measures?.started(
    written.map(({ name }) => name),
    offsets,
    counts,
    bounded?.figures,
  );
  const ends = measures && followEnds(connector, topics, measures, signal);

  async function deliver(): Promise<void> {
    for (const [query, rows] of results) {
      if (rows.length === 0) continue;
      results.set(query, []);
      counts.out += rows.length;
      await onRows(query, rows);
    }
    if (aside.length > 0) {
      const records = aside;
      aside = [];
      await onDeadLetters?.(records);
    }
  }

  const isKept = ({ topic, partition }: Omit<Place, 'offset'>): boolean => task.isKept(topic, partition);
  for (const { topic, partition } of assignments.filter(one => !isKept(one))) low.forget(topic, partition);
  const mark = ({ topic, partition, nextOffset }: Batch): void =>
    low.reached(topic, partition, nextOffset, task.greatest(topic, partition));

  async function progress(): Promise<void> {
    await onProgress?.(
      { ...counts },
      offsets.map(reached => ({ ...reached })),
      () => low.needed((topic, partition) => task.watermarkOf(topic, partition) ?? -Infinity),
    );
  }

  /** Whether the input ended, and was not left. */
  async function readAll(): Promise<boolean> {
    if (task.done() || assignments!.length === 0) return true;
    const reader = await connector.reader(assignments!);
    // Wall time decides nothing where the input ends.
    const quiet = plan.bounded || stopAtEnd ? undefined : quietPartitions(plan, connector, offsets, clock);
    try {
      for (;;) {
        const patience = Math.min(options.patience?.() ?? READ_WAIT_MS, quiet?.patienceMs ?? Infinity);
        const batches = await unlessAborted(signal, reader.read(patience, signal));
        if (signal.aborted) return false;
        if (batches === undefined) return true;
        clock.advance();
        if (task.passTime()) await deliver();
        quiet?.read(batches);
        measures?.read(batches.map(piecesOf));
        for (const read of batches) {
          clock.advance();
          const reached = offsets.find(at => at.topic === read.topic && at.partition === read.partition);
          const batch = after(read, reached?.offset ?? 0);
          const preparing = formats?.prepare(batch);
          if (preparing) await unlessAborted(signal, preparing);
          // What came out of those before it is told of all the same.
          if (signal.aborted) break;
          counts.in += batch.records.length;
          task.records(batch);
          if (batch.ended) task.quiet(batch.topic, batch.partition, Infinity);
          mark(batch);
          counts.watermark = task.watermark();
          if (reached) reached.offset = batch.nextOffset;
          await deliver();
          measures?.worked(batch);
          if (task.done() || signal.aborted) break;
        }
        if (quiet && !task.done()) {
          await unlessAborted(signal, quiet.tell(task.quiet, signal));
          counts.watermark = task.watermark();
          await deliver();
        }
        await progress();
        measures?.written();
        if (task.done()) return true;
        if (signal.aborted) return false;
      }
    } finally {
      await reader.close();
    }
  }

  /** Brings the state to what it was; what comes out of that has been handed on before. */
  async function replay(passed: readonly JobPlace[]): Promise<void> {
    let left = passed.reduce((sum, { since, from }) => sum + from - since, 0);
    const again = passed.map(({ topic, partition, since, from }) => ({ topic, partition, from: since, to: from }));
    const read = again.map(({ topic, partition, from: offset }) => ({ topic, partition, offset }));
    const reader = await connector.reader(again);
    replaying = true;
    try {
      for (;;) {
        const batches = await unlessAborted(signal, reader.read(READ_WAIT_MS, signal));
        if (signal.aborted) return;
        if (batches === undefined) {
          options.onReplay?.(0);
          return;
        }
        for (const one of batches) {
          clock.advance();
          const reached = read.find(at => at.topic === one.topic && at.partition === one.partition)!;
          const batch = after(one, reached.offset);
          reached.offset = batch.nextOffset;
          const preparing = formats?.prepare(batch);
          if (preparing) await unlessAborted(signal, preparing);
          if (signal.aborted) return;
          task.records(batch);
          mark(batch);
          for (const query of results.keys()) results.set(query, []);
          aside = [];
          left -= batch.records.length;
        }
        if (left > 0) options.onReplay?.(left);
      }
    } finally {
      replaying = false;
      await reader.close();
    }
  }

  try {
    task.start();
    // What comes from no topic has come out before.
    if (options.places?.some(({ begun }) => begun)) for (const query of results.keys()) results.set(query, []);
    const passed = options.places?.filter(place => place.since < place.from && !isKept(place)) ?? [];
    if (passed.length > 0) await replay(passed);
    else options.onReplay?.(0);
    if (signal.aborted) return counts;
    await deliver();
    const ended = await readAll();
    if (!ended) pool.left(offsets);
    else {
      task.finish(closeWindows);
      counts.watermark = null;
      await deliver();
      await progress();
      measures?.ended('completed');
    }
    return counts;
  } catch (error) {
    measures?.ended('failed');
    throw error;
  } finally {
    await ends?.stop();
  }
}

/** Without what came before: where a connection broke and another took its place, a record may be delivered twice. */
function after(batch: Batch, offset: number): Batch {
  const { records, nextOffset } = batch;
  // Where rows of a program end nobody knows: they are said to be read to there, and go on.
  if (offset === Number.MAX_SAFE_INTEGER) return batch;
  if (nextOffset >= offset && (records.length === 0 || records[0]!.offset >= offset)) return batch;
  return { ...batch, records: records.filter(one => one.offset >= offset), nextOffset: Math.max(nextOffset, offset) };
}

/** Undefined when the signal ended it. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
