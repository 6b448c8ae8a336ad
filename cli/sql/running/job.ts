/** A job with all that is around it: its server, its log, and what its end means. */
import type { Connector } from '../../../runtime/connectors/port.ts';
import { type GroupEvent, runInGroup } from '../../../runtime/jobs/in-group.ts';
import { FailedBatchError } from '../../../runtime/jobs/job.ts';
import { jobMeasures } from '../../../runtime/jobs/measures.ts';
import { LostInput } from '../../../runtime/jobs/origin.ts';
import { MovedKeys } from '../../../runtime/jobs/shares.ts';
import { topicsThere } from '../../../runtime/jobs/topics-there.ts';
import { MisplacedRecord } from '../../../runtime/operators/in-place.ts';
import { type Phase, serveMetrics } from '../../../runtime/server/serve.ts';
import { topicsRead } from '../../../runtime/tasks/leaves.ts';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import { driftOf } from '../../../src/compiler/plan/state.ts';
import { isOneTask, oneUnit, type Unit, unitsOf } from '../../../src/compiler/plan/tasks/units.ts';
import { UsageError } from '../../arguments.ts';
import { EXIT } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { VERSION } from '../../version.ts';
import type { Log } from './log.ts';

export interface JobRequest {
  readonly plan: Plan;
  readonly connector: Connector;
  readonly group: string;
  readonly workload: string;
  readonly otherwise: 'earliest' | 'latest';
  readonly commitIntervalMs: number;
  readonly port: number;
  /** Ends at the ends that it finds at the start. */
  readonly bounded: boolean;
  /** One member works on everything. */
  readonly oneTask: boolean;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Gives the exit code: 0 when it was told to end. Throws UsageError for a port that is taken, UnknownTopicError, ConnectorError. */
export async function job(request: JobRequest, io: Io): Promise<number> {
  const { plan, connector, group, workload, signal, log } = request;
  const topics = [...topicsRead(plan)];
  if (topics.length === 0) {
    await io.stderr.write(
      'ferris-sql: no statement reads a topic: there is nothing that runs on; execute runs it once\n',
    );
    return EXIT.unplannable;
  }
  await topicsThere(topics, connector, signal);
  let measures = jobMeasures();
  let phase: Phase = 'starting';
  const server = await serve(
    request.port,
    workload,
    () => measures.figures(),
    () => phase,
  );
  const units = request.oneTask ? oneUnit(plan) : unitsOf(plan);
  const drift = driftOf(plan);
  log.info('started', {
    version: VERSION,
    group,
    place: connector.place,
    topics,
    port: server.port,
    guarantee: drift === undefined ? 'exactly_once' : 'at_least_once',
    ...(drift === undefined ? {} : { because: `after a restart ${drift}` }),
    work: isOneTask(units) ? 'one member has all partitions, others stand by' : 'shared by all members',
    ...becauseOf(units),
  });
  let told = 0;
  const onEvent = (event: GroupEvent): void => {
    phase = phaseOf(event, phase);
    switch (event.kind) {
      case 'joining':
        log.debug('joining the group');
        break;
      case 'assigned':
        log.info(event.partitions.length === 0 ? 'standing by' : 'assigned', {
          partitions: event.partitions.map(({ topic, partition }) => `${topic}-${partition}`),
        });
        break;
      case 'restoring':
        if (performance.now() - told > TOLD_EVERY)
          log.info('reading again for the state', { records_left: event.left });
        if (performance.now() - told > TOLD_EVERY) told = performance.now();
        break;
      case 'running':
        log.info('running');
        break;
      case 'revoked':
        log.info('the partitions are divided anew', { committed: event.committed });
        break;
      case 'unreachable':
        log.warn(event.why, { again_in_ms: event.againInMs });
        break;
    }
  };
  try {
    await runInGroup({
      ...request,
      onEvent,
      onProblem: ({ place, code, message }) => log.warn(message, { record: place, code }),
      measures() {
        measures = jobMeasures();
        return measures;
      },
    });
    log.info('ended');
    return EXIT.ok;
  } catch (error) {
    log.error(error instanceof Error ? error.message : String(error));
    if (!ENDS.some(kind => error instanceof kind)) throw error;
    await io.stderr.write(`ferris-sql: ${error instanceof Error ? error.message : error}\n`);
    return EXIT.findings;
  } finally {
    await server.close();
  }
}

/** What a job ends with that only somebody who looks at its topics can mend. */
const ENDS = [FailedBatchError, LostInput, MovedKeys, MisplacedRecord] as const;

/** Why several partitions are worked on together where they are, by their topics. */
function becauseOf(units: readonly Unit[]): { readonly together?: Readonly<Record<string, string>> } {
  const told = units.flatMap(({ topics, because }) =>
    because === undefined ? [] : [[topics.join(), because] as const],
  );
  return told.length === 0 ? {} : { together: Object.fromEntries(told) };
}

/** Between two lines about the same thing, in milliseconds. */
const TOLD_EVERY = 2000;

function phaseOf(event: GroupEvent, before: Phase): Phase {
  switch (event.kind) {
    case 'assigned':
      return event.partitions.length === 0 ? 'standing by' : 'starting';
    case 'restoring':
      return 'restoring';
    case 'running':
      return 'running';
    case 'unreachable':
      return 'unreachable';
    default:
      return before;
  }
}

async function serve(...given: Parameters<typeof serveMetrics>): ReturnType<typeof serveMetrics> {
  try {
    return await serveMetrics(...given);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new UsageError(`port ${given[0]} is taken`, 'choose another with --port, or --port 0 for any free one');
  }
}
