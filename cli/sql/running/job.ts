/** A job with all that is around it: its server, its log, and what its end means. */
import type { Connector } from '../../../runtime/connectors/port.ts';
import { type GroupJobOptions, runInGroup } from '../../../runtime/jobs/in-group.ts';
import type { RecordProblem } from '../../../runtime/jobs/job.ts';
import { type Figures, jobMeasures } from '../../../runtime/jobs/measures.ts';
import type { CircuitBreaker } from '../../../runtime/jobs/retries.ts';
import { stagedPlan } from '../../../runtime/jobs/staged-plan.ts';
import { topicsThere } from '../../../runtime/jobs/topics-there.ts';
import { serveMetrics } from '../../../runtime/server/serve.ts';
import { topicsRead } from '../../../runtime/tasks/leaves.ts';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import { driftOf } from '../../../src/compiler/plan/state.ts';
import { isOneTask, oneUnit, type Unit, unitsOf } from '../../../src/compiler/plan/tasks/units.ts';
import { UsageError } from '../../arguments.ts';
import { EXIT } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { VERSION } from '../../version.ts';
import { formatSettings } from '../record-formats.ts';
import { endsTheJob } from './failures.ts';
import type { Log } from './log.ts';
import { type MemoryAllowed, memoryLimit } from './memory-limit.ts';
import type { Progress } from './progress.ts';
import { snapshotsIn } from './snapshots-in.ts';
import type { WorkerStart } from './worker-messages.ts';
import { startWorkers } from './workers.ts';

interface JobRequest {
  readonly plan: Plan;
  readonly connector: Connector;
  readonly group: string;
  readonly workload: string;
  readonly otherwise: 'earliest' | 'latest';
  readonly commitIntervalMs: number;
  readonly port: number;
  /** Ends at the ends that it finds at the start. */
  readonly bounded: boolean;
  readonly circuitBreaker: CircuitBreaker | undefined;
  /** One member works on everything. */
  readonly oneTask: boolean;
  /** Rows that meet by another key go through topics of the job's own. */
  readonly repartition: boolean;
  /** State of another query is dropped instead of refused. */
  readonly resetState: GroupJobOptions['resetState'];
  /** The folder of its snapshots; undefined: there are none. */
  readonly stateDir: string | undefined;
  /** Of what it remembers; undefined: there is no limit. */
  readonly memoryAllowed: MemoryAllowed | undefined;
  /** What each worker thread is started with; none: it all happens in this thread. */
  readonly workers: readonly WorkerStart[];
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Of as many members as there are workers, of one without. */
  readonly progress: Progress;
}

/** Gives the exit code: 0 when it was told to end. Throws UsageError for a port that is taken, UnknownTopicError, ConnectorError. */
export async function job(request: JobRequest, io: Io): Promise<number> {
  const { plan, connector, group, workload, signal, log, progress } = request;
  const topics = [...topicsRead(plan)];
  if (topics.length === 0) {
    await io.stderr.write(
      'ferris-sql: no statement reads a topic: there is nothing that runs on; execute runs it once\n',
    );
    return EXIT.unplannable;
  }
  await topicsThere(topics, connector, signal);
  let figures = (): Figures => jobMeasures().figures();
  const server = await serve(
    request.port,
    workload,
    () => figures(),
    () => progress.phase(),
    () => progress.because(),
  );
  const units = request.oneTask ? oneUnit(plan) : unitsOf(stagedPlan(request));
  const drift = driftOf(plan);
  log.info('started', {
    version: VERSION,
    group,
    place: connector.place,
    topics,
    port: server.port,
    guarantee: drift === undefined ? 'exactly_once' : 'at_least_once',
    ...(drift === undefined ? {} : { because: `after a restart ${drift}` }),
    ...(request.workers.length > 0 ? { workers: request.workers.length } : {}),
    work: isOneTask(units) ? 'one member has all partitions, others stand by' : 'shared by all members',
    ...becauseOf(units),
  });
  try {
    const onProblem = ({ place, code, message }: RecordProblem): void => log.warn(message, { record: place, code });
    if (request.workers.length > 0) {
      const workers = startWorkers({
        starts: request.workers,
        onEvent: (worker, event) => progress.on(event, worker),
        onOutage: (worker, outage) => progress.outage(outage, worker),
        onProblem,
        onUnreadable: (place, message) => log.warn(message, { place }),
        signal,
      });
      figures = workers.figures;
      await workers.ended;
    } else
      await runInGroup({
        ...request,
        formats: formatSettings(io, true, signal),
        ...(await memoryLimit(request.memoryAllowed)),
        ...snapshotsIn(
          request.stateDir,
          why => log.warn(why),
          ({ topic, partition, offset, left }) =>
            log.info('the state of a snapshot', { state: `${topic}-${partition}`, offset, records_left: left }),
        ),
        onEvent: event => progress.on(event),
        onProblem,
        measures() {
          const measures = jobMeasures();
          figures = measures.figures;
          return measures;
        },
      });
    log.info('ended');
    return EXIT.ok;
  } catch (error) {
    log.error(error instanceof Error ? error.message : String(error));
    if (!endsTheJob(error)) throw error;
    await io.stderr.write(`ferris-sql: ${error.message}\n`);
    return EXIT.findings;
  } finally {
    await server.close();
  }
}

/** Why several partitions are worked on together where they are, by their topics. */
function becauseOf(units: readonly Unit[]): { readonly together?: Readonly<Record<string, string>> } {
  const told = units.flatMap(({ topics, because }) =>
    because === undefined ? [] : [[topics.join(), because] as const],
  );
  return told.length === 0 ? {} : { together: Object.fromEntries(told) };
}

async function serve(...given: Parameters<typeof serveMetrics>): ReturnType<typeof serveMetrics> {
  try {
    return await serveMetrics(...given);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new UsageError(`port ${given[0]} is taken`, 'choose another with --port, or --port 0 for any free one');
  }
}
