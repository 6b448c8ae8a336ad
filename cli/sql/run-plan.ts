/** Runs a plan from its place to its destination: what execute and stream have in common. */

import type { Connector, Problem } from '../../runtime/connectors/port.ts';
import type { Counts, JobOptions, ResultRow } from '../../runtime/jobs/job.ts';
import { compressionsOf } from '../../src/compiler/plan/compressions.ts';
import type { Plan, PlanQuery } from '../../src/compiler/plan/plan.ts';
import { UsageError } from '../arguments.ts';
import { findPlace, openPlace } from '../brokers.ts';
import { Closing } from '../closing.ts';
import type { RunSettings } from '../configuration.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError } from '../files.ts';
import { onInterrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { tellOutages } from './outages.ts';
import { toBlocks } from './output/blocks.ts';
import { both, committing, type Destination, toFile, toStdout, toTopics, toWholeFile } from './output/destination.ts';
import { printerOf, type RowFormat } from './output/printer.ts';
import { schemaLines } from './output/schema.ts';
import { statusLines } from './output/status.ts';
import { tellPlaceErrors } from './place-errors.ts';
import { besideFiles, noPlace, readsFilesAlone } from './plan-files.ts';
import { shownQueries } from './plan-topics.ts';
import { type Problems, problemList, tellLate } from './problems.ts';
import { formatSettings } from './record-formats.ts';

/** Milliseconds from one status line to the next at least: for programs, and for a panel that draws them. */
const STATUS_PACE = 1000;
const DRAWN_PACE = 500;

/** How long a query that runs on waits for brokers that went away, in milliseconds: as long as they take to be started anew. */
const OUTAGE_PATIENCE = 120_000;

export interface RunRequest {
  readonly plan: Plan;
  /** What paths of its files begin with. */
  readonly folder: string;
  /** Goes on for ever: rows are shown as they come. */
  readonly live: boolean;
  readonly brokers: string | undefined;
  readonly from: JobOptions['from'];
  /** Commits how far it has read under this name. */
  readonly group: string | undefined;
  readonly partition: number | undefined;
  readonly output: 'stdout' | 'kafka' | 'file';
  readonly outputFile: string | undefined;
  readonly outputTopic: string | undefined;
  readonly format: RowFormat;
  readonly metadata: boolean;
  /** Rows go to stdout in blocks, whatever `output` says; of each statement so many may wait. */
  readonly blocks: number | undefined;
  readonly limit: number | undefined;
  readonly statement: number | undefined;
  readonly strict: boolean;
  readonly settings: RunSettings;
  /** How long the place may take to answer, in seconds. */
  readonly patience: number;
  /** Ends the run after so many seconds. */
  readonly lifetime: number | undefined;
}

/** Gives the exit code. Throws UsageError and FileError. */
export async function runPlan(request: RunRequest, io: Io): Promise<number> {
  const place = await findPlace(request.brokers, io, request.plan.kafka);
  const problems = problemList(io, 'record');
  using interrupt = onInterrupt(io);
  return await tellPlaceErrors(io, async () => {
    const { plan, group, output, folder, live } = request;
    const opened =
      output !== 'kafka' && group === undefined && readsFilesAlone(plan)
        ? noPlace()
        : await openPlace(place, io, problem => problems.take(problem), {
            onOutage: tellOutages(io),
            compressionOf: compressionsOf(plan),
            transfer: request.settings.transfer,
            ...(live ? { patienceMs: OUTAGE_PATIENCE } : {}),
          });
    const writes = output === 'kafka' ? plan.queries : plan.queries.filter(({ once }) => once);
    const onProblem = (problem: Problem): void => problems.take(problem);
    const files = { plan, folder, ends: !live, group, writes, onProblem, signal: interrupt.signal };
    const connector = await besideFiles(opened, files, io);
    try {
      if (!(await answers(connector, request.patience, interrupt.signal))) {
        if (interrupt.signal.aborted) return interrupt.byUser ? EXIT.interrupted : EXIT.ok;
        await io.stderr.write(
          `ferris-sql: ${connector.place} did not answer within ${request.patience} s; is it running, and is --brokers right?\n`,
        );
        return EXIT.unreachable;
      }
      const whole = await runOn(connector, request, problems, interrupt.signal, io);
      await problems.summary();
      if (interrupt.byUser && !whole) return EXIT.interrupted;
      return request.strict && problems.count > 0 ? EXIT.findings : EXIT.ok;
    } finally {
      await connector.close();
    }
  });
}

/** False when it does not within the time, or `signal` ends the wait. */
async function answers(connector: Connector, seconds: number, signal: AbortSignal): Promise<boolean> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
  const over = new Promise<false>(resolve => ended.addEventListener('abort', () => resolve(false), { once: true }));
  const asked = connector.topics(ended).then(
    () => true,
    (error: unknown) => {
      if (ended.aborted) return false;
      throw error;
    },
  );
  return ended.aborted ? false : await Promise.race([asked, over]);
}

/** Whether it came to its end: not broken off by `signal`. */
async function runOn(
  connector: Connector,
  request: RunRequest,
  problems: Problems,
  signal: AbortSignal,
  io: Io,
): Promise<boolean> {
  const { plan, live, limit, group } = request;
  // Each statement's rows go to its topic; a person is shown what was asked for.
  const shown = request.output === 'kafka' ? plan.queries : shownQueries(plan, request.statement);
  const unwritten = request.output === 'kafka' ? [] : shown.filter(({ output, once }) => output.file && !once);
  for (const { name, output } of request.blocks === undefined ? unwritten : [])
    await io.stderr.write(
      `ferris-sql: the rows of '${name}' are shown, and not written to ${output.file!.path}; --output kafka writes them\n`,
    );
  const inserted = request.output === 'kafka' ? [] : plan.queries.filter(query => query.once);
  const enough = new AbortController();
  const lifetime =
    request.lifetime === undefined ? undefined : setTimeout(() => enough.abort(), request.lifetime * 1000);
  const [{ run }, { jobMeasures }] = await Promise.all([
    import('../../runtime/jobs/run.ts'),
    import('../../runtime/jobs/measures.ts'),
  ]);
  await using closing = new Closing();
  const to = await destinationOf(connector, request, shown, closing, signal, io);
  const writer = inserted.length > 0 ? await connector.writer() : undefined;
  if (writer) closing.defer(() => writer.close());
  const topics = writer && toTopics(writer, undefined, live);
  const inBlocks = request.blocks !== undefined;
  const told = inBlocks || (request.metadata && request.output === 'stdout' && request.format === 'json-lines');
  const status = told ? statusLines(io, jobMeasures(), inBlocks ? DRAWN_PACE : STATUS_PACE) : undefined;
  let left = limit ?? Number.POSITIVE_INFINITY;
  if (left === 0) enough.abort();
  try {
    if (status) await io.stdout.write(schemaLines(plan, shown, inBlocks));
    const counts: Readonly<Counts> = await run({
      plan,
      connector,
      from: request.from,
      partition: request.partition,
      closeWindows: true,
      stopAtEnd: !live,
      signal: AbortSignal.any([signal, enough.signal]),
      measures: status?.measures,
      formats: formatSettings(io, request.output === 'kafka' || inserted.length > 0, signal),
      onProblem: problem => problems.take(problem),
      onDeadLetters: records => to.aside?.(records),
      async onRows(query, rows: readonly ResultRow[]) {
        if (inserted.includes(query)) await topics?.rows(query, rows);
        if (left === 0 || !shown.includes(query)) return;
        const taken = rows.length > left ? rows.slice(0, left) : rows;
        left -= taken.length;
        await to.rows(query, taken);
        if (left === 0) enough.abort();
      },
      async onProgress(now, offsets) {
        status?.update(now);
        // Behind the limit rows were read whose results were not taken.
        await topics?.progress(undefined);
        if (left > 0) await to.progress(group === undefined ? undefined : { group, offsets });
      },
    });
    const broken = signal.aborted;
    if (broken && !live) {
      await topics?.discard();
      await to.discard();
    } else {
      await topics?.finish();
      await to.finish();
    }
    if (status) await status.end(counts);
    else await tellLate(counts.late, io);
    return !broken;
  } catch (error) {
    await topics?.discard().catch(() => {});
    await to.discard().catch(() => {});
    if (signal.aborted && !(error instanceof FileError)) return false;
    throw error;
  } finally {
    clearTimeout(lifetime);
    status?.stop();
  }
}

async function destinationOf(
  connector: Connector,
  { output, outputFile, outputTopic, live, format, metadata, group, blocks }: RunRequest,
  shown: readonly PlanQuery[],
  closing: Closing,
  signal: AbortSignal,
  io: Io,
): Promise<Destination> {
  if (output === 'kafka') {
    if (outputTopic !== undefined && shown.length > 1)
      throw new UsageError(
        `--output-topic names one topic, but ${shown.length} statements write rows`,
        "choose one with --statement K, or give each its topic with WITH ('topic' = '…')",
      );
    const writer = await connector.writer();
    closing.defer(() => writer.close());
    const topics = toTopics(writer, outputTopic, live);
    return blocks === undefined ? topics : both(topics, toBlocks(shown, blocks, signal, io));
  }
  if (blocks !== undefined) return toBlocks(shown, blocks, signal, io);
  const printer = printerOf({ format, live, queries: shown, withTopic: shown.length > 1, metadata });
  const to =
    output === 'stdout'
      ? toStdout(printer, io)
      : live
        ? toFile(outputFile!, printer, io)
        : toWholeFile(outputFile!, printer, io);
  return group === undefined ? to : closing.use(await committing(to, connector));
}
