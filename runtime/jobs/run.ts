/** Runs a plan: reads batches, puts them through its operators, hands on what comes out. */
import type { PlanQuery } from '../../src/compiler/plan/plan.ts';
import type { Batch } from '../connectors/port.ts';
import { scannedTopics, topicsOf } from '../tasks/leaves.ts';
import { pipeline } from '../tasks/pipeline.ts';
import type { Clock } from '../time/clock.ts';
import { systemClock } from '../time/clock.ts';
import { assignmentsOf } from './assignments.ts';
import { followEnds } from './end-offsets.ts';
import type { Counts, JobOptions, ResultRow } from './job.ts';

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
  const { plan, connector, signal, onRows, onProgress, onProblem, closeWindows, measures } = options;
  const counts: Counts = { in: 0, out: 0, late: 0, failed: 0, watermark: null };
  if (signal.aborted) return counts;
  const topics = new Set(plan.queries.flatMap(({ root }) => topicsOf(root)));
  const assignments = await unlessAborted(signal, assignmentsOf(topics, options));
  if (!assignments) return counts;
  const results = new Map<PlanQuery, ResultRow[]>(plan.queries.map(query => [query, []]));
  const offsets = assignments.map(({ topic, partition, from }) => ({ topic, partition, offset: from }));

  const task = pipeline({
    plan,
    clock,
    partitions: assignments,
    problem({ topic, partition, offset }, { code, message }) {
      counts.failed++;
      onProblem({ place: topic === '' ? 'the query' : connector.locate(topic, partition, offset), code, message });
    },
    late(rows) {
      counts.late += rows;
    },
    take(query, row) {
      results.get(query)!.push(row);
    },
  });

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
  }

  async function progress(): Promise<void> {
    await onProgress?.(
      { ...counts },
      offsets.map(reached => ({ ...reached })),
    );
  }

  /** Whether the input ended, and was not left. */
  async function readAll(): Promise<boolean> {
    if (task.done() || assignments!.length === 0) return true;
    const reader = await connector.reader(assignments!);
    try {
      for (;;) {
        const batches = await unlessAborted(signal, reader.read(READ_WAIT_MS, signal));
        if (signal.aborted) return false;
        if (batches === undefined) return true;
        measures?.read(batches.map(piecesOf));
        for (const batch of batches) {
          clock.advance();
          counts.in += batch.records.length;
          task.records(batch);
          counts.watermark = task.watermark();
          const reached = offsets.find(at => at.topic === batch.topic && at.partition === batch.partition);
          if (reached) reached.offset = batch.nextOffset;
          await deliver();
          measures?.worked(batch);
          if (task.done() || signal.aborted) break;
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

  try {
    task.start();
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
