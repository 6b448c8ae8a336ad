/** Runs a plan: reads batches, puts them through its operators, hands on what comes out. */
import type { PlanQuery } from '../../src/compiler/plan/plan.ts';
import type { RecordError } from '../../src/language/types/value.ts';
import type { Batch, OutputRecord } from '../connectors/port.ts';
import { openFormats } from '../formats/table.ts';
import type { Place } from '../operators/row.ts';
import { scannedTopics, topicsRead } from '../tasks/leaves.ts';
import { pipelines } from '../tasks/pipelines.ts';
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
import { lowWater } from './low-water.ts';
import { quietPartitions } from './quiet.ts';

/** How long a read waits for something new, in milliseconds. */
const READ_WAIT_MS = 1000;

/**
 * Resolves with the counts when the input has ended, every query has its LIMIT, or the signal came. Rejects with
 * UnknownTopicError, ConnectorError, FunctionError, or what a callback threw.
 */
export async function run(options: JobOptions, clock: Clock = systemClock()): Promise<Counts> {
  const { plan, functions = [] } = options;
  if (!plan.functions) return await runWith(options, { ...clock, functions: new Map(functions) });
  const { loadFunctions } = await import('../functions/load.ts');
  const loaded = await loadFunctions(plan.functions);
  try {
    return await runWith(options, { ...clock, functions: new Map([...loaded.functions, ...functions]) });
  } finally {
    loaded.close();
  }
}

async function runWith(options: JobOptions, clock: Clock): Promise<Counts> {
  const { plan, connector, signal, onRows, onProgress, onProblem, onDeadLetters, closeWindows, stopAtEnd, measures } =
    options;
  const counts: Counts = { in: 0, out: 0, late: 0, failed: 0, watermark: null };
  if (signal.aborted) return counts;
  const topics = topicsRead(plan);
  const assignments = await unlessAborted(signal, assignmentsOf(topics, options));
  if (!assignments) return counts;
  const formats = await unlessAborted(signal, openFormats(plan, options.formats ?? {}));
  if (signal.aborted) return counts;
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

  const task = pipelines(
    {
      plan,
      formats,
      clock,
      partitions: options.places?.map(({ since, ...place }) => ({ ...place, from: since })) ?? assignments,
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

  const low = options.places && lowWater(plan);
  const mark = ({ topic, partition, nextOffset }: Batch): void =>
    low?.reached(topic, partition, nextOffset, task.greatest(topic, partition));

  async function progress(): Promise<void> {
    await onProgress?.(
      { ...counts },
      offsets.map(reached => ({ ...reached })),
      () => low?.needed((topic, partition) => task.watermarkOf(topic, partition) ?? -Infinity) ?? [],
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
        for (const batch of batches) {
          clock.advance();
          const preparing = formats?.prepare(batch);
          if (preparing) await unlessAborted(signal, preparing);
          if (signal.aborted) return false;
          counts.in += batch.records.length;
          task.records(batch);
          mark(batch);
          counts.watermark = task.watermark();
          const reached = offsets.find(at => at.topic === batch.topic && at.partition === batch.partition);
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
  async function replay(places: readonly JobPlace[]): Promise<void> {
    const passed = places.filter(({ since, from }) => since < from);
    let left = passed.reduce((sum, { since, from }) => sum + from - since, 0);
    const again = passed.map(({ topic, partition, since, from }) => ({ topic, partition, from: since, to: from }));
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
        for (const batch of batches) {
          clock.advance();
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
    if (options.places?.some(({ since, from }) => since < from)) {
      await replay(options.places);
      if (signal.aborted) return counts;
    }
    await deliver();
    const ended = await readAll();
    if (ended) {
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

/** Undefined when the signal ended it. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
