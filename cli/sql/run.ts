/** ferris-sql run: a job that runs on as one of its group's members. What the pods of a deployment start. */
import { randomUUID } from 'node:crypto';
import { hasFiles } from '../../runtime/connectors/files/with-files.ts';
import type { Transfer } from '../../runtime/connectors/kafka/transfer.ts';
import type { Problem } from '../../runtime/connectors/port.ts';
import { stagedPlan } from '../../runtime/jobs/staged-plan.ts';
import { RESET_STATE } from '../../src/compiler/deploy/container-contract.ts';
import { compressionsOf } from '../../src/compiler/plan/compressions.ts';
import { METRICS_PORT } from '../../src/compiler/plan/endpoints.ts';
import { layoutNumber } from '../../src/compiler/plan/layout.ts';
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { isOneTask, oneUnit, unitsOf } from '../../src/compiler/plan/tasks/units.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { brokersFlag, findPlace, openPlace } from '../brokers.ts';
import { profileFlag, runSettings } from '../configuration.ts';
import { EXIT } from '../exit-codes.ts';
import { onInterrupt } from '../interrupt.ts';
import { type Io, resolvePath } from '../io.ts';
import { tellPlaceErrors } from './place-errors.ts';
import { besideFiles, folderOf } from './plan-files.ts';
import { groupName } from './running/group-name.ts';
import { LOG_LEVELS, type Log, logTo } from './running/log.ts';
import { memoryAllowed } from './running/memory-limit.ts';
import { progressOf } from './running/progress.ts';
import { readPlan } from './running/read-plan.ts';
import { readWorkload } from './running/workload.ts';

export const command = defineCommand({
  name: 'run',
  summary: 'run the statements of a file as a job: from topics to topics, exactly once, until it is told to end',
  positionals: {
    name: 'FILE',
    doc: "SQL, or a plan that compile has written; '-' is stdin; without it SQL_FILE names it",
    min: 0,
    max: 1,
  },
  flags: {
    brokers: brokersFlag,
    'group-id': {
      value: 'GROUP',
      doc: 'the job: its members share the work, and go on where it stopped; without it FERRIS_CONSUMER_GROUP, then the name of the file',
    },
    'auto-offset-reset': {
      value: 'WHERE',
      doc: 'where reading starts in a partition that the group has never read',
      allowed: ['earliest', 'latest'],
      default: 'earliest',
    },
    profile: profileFlag,
    'commit-interval': {
      value: 'MS',
      doc: 'milliseconds from one commit to the next: others see results so late; without it the profile says it, 100 as a rule',
      integer: { min: 1, max: 60_000 },
    },
    port: {
      value: 'PORT',
      doc: `where /health, /ready and /metrics answer; 0 is any free one, ${METRICS_PORT} without it`,
      integer: { min: 0, max: 65_535 },
    },
    bounded: {
      doc: 'work from where the group stopped to the ends found at the start, close the windows, and end; so do the pods of a schedule',
    },
    workers: {
      value: 'NUMBER',
      doc: 'threads that share the work, each a member of the group with a connection of its own; one for each processor is enough; without it SQL_WORKER_THREADS, then ferris.yaml, then 1',
      integer: { min: 1, max: 256 },
    },
    repartition: {
      doc: "rows that meet by another key than their topic's go through topics of the job's own, so that members share that work too; explain shows which",
    },
    'one-task': {
      doc: 'one member works on everything and the others stand by, also where partitions could be worked on apart: for topics whose records are not where their declared keys belong',
    },
    'reset-state': {
      doc: 'where the state that was kept is of another query (plan-diff tells) or cannot be read, drop it and go on from where the group stopped, instead of refusing',
    },
    'state-dir': {
      value: 'FOLDER',
      doc: 'where snapshots of the state are kept, so that less of it is read again after a restart; without it FERRIS_STATE_DIR, else there are none',
    },
    'max-memory': {
      value: 'MB',
      doc: 'the most memory for what the statements remember; beyond it, what was not used for longest goes to disk; without it SQL_MEMORY_LIMIT_MB, then -- MEMORY_LIMIT of the statements, then ferris.yaml, else there is no limit',
      integer: { min: 0, max: 16_777_216 },
    },
    'max-disk': {
      value: 'MB',
      doc: 'the most disk for that, in --state-dir or the folder for temporary files; past it the job stops and commits nothing more',
      integer: { min: 0, max: 16_777_216 },
    },
    log: { value: 'FORMAT', doc: 'how the log is written, to stdout; text on a terminal', allowed: ['json', 'text'] },
    'log-level': {
      value: 'LEVEL',
      doc: 'what is logged; without it FERRIS_LOG_LEVEL, then info',
      allowed: LOG_LEVELS,
    },
  },
  examples: [
    ['ferris-sql run trades.sql', 'with the log in .ferris of this folder'],
    [
      'ferris-sql run trades.sql --brokers localhost:9092 --group-id trades',
      'on Kafka; start it twice to share the work',
    ],
  ],
  async run({ flags, positionals: [named] }, io) {
    const file = (named ?? io.env.SQL_FILE)?.trim();
    if (!file) throw new UsageError('no FILE is named', 'name it, or set SQL_FILE');
    const workload = await readWorkload(io);
    const settings = await runSettings(given(flags), io);
    const bounded = flags.bounded || workload.bounded;
    const plan = await readPlan(file, bounded, io, settings);
    if (!plan) return EXIT.unplannable;
    const group = groupName(flags['group-id'] ?? io.env.FERRIS_CONSUMER_GROUP ?? workload.group, file);
    const level = LOG_LEVELS.find(one => one === settings.logLevel) ?? workload.logLevel ?? 'info';
    const log = logTo(io, flags.log ?? (io.stdout.isTTY ? 'text' : 'json'), level);
    for (const note of workload.unheeded) log.warn(note);
    for (const note of settings.notes) log.warn(note);
    const place = await findPlace(flags.brokers, io, plan.kafka);
    const onKafka = !/^(dir|jsonl):/.test(place.place.trim());
    if (settings.workers > 1 && settings.workersByFlag && !onKafka)
      throw new UsageError(`--workers is for Kafka, and ${place.place} is worked on by one at a time`, 'leave it out');
    // Where one process works at a time nothing is gained by several tasks.
    const oneTask = flags['one-task'] || !onKafka || hasFiles(plan);
    const { repartition } = flags;
    const isOne = isOneTask(oneTask ? oneUnit(plan) : unitsOf(stagedPlan({ plan, group, repartition, oneTask })));
    const workers = settings.workers === 1 || !onKafka || hasFiles(plan) ? 0 : settings.workers;
    const progress = progressOf(Math.max(1, workers), log);
    const transfer = pausingAt(workload.threshold, settings.transfer);
    using interrupt = onInterrupt(io);
    return await tellPlaceErrors(io, async () => {
      const { job } = await import('./running/job.ts');
      const transactionalId = writerName(group, isOne, io);
      const transactionTimeoutMs = bounded ? BOUNDED_TRANSACTION_TIMEOUT : TRANSACTION_TIMEOUT;
      const opened = await openPlace(place, io, problem => log.warn(problem.message, { place: problem.place }), {
        transactionalId,
        transactionTimeoutMs,
        transfer,
        onOutage: outage => progress.outage(outage),
        compressionOf: compressionsOf(plan),
      });
      const files = {
        plan,
        folder: folderOf(file, io),
        ends: bounded,
        group,
        writes: plan.queries,
        onProblem: ({ message, place: where }: Problem): void => log.warn(message, { place: where }),
        signal: interrupt.signal,
      };
      const connector = await besideFiles(opened, files, io);
      const shared = {
        plan,
        group,
        otherwise: flags['auto-offset-reset'],
        commitIntervalMs: settings.commitIntervalMs,
        bounded,
        circuitBreaker: workload.circuitBreaker,
        oneTask,
        repartition,
        resetState: flags['reset-state'] || mayReset(plan, io, log),
      };
      const stateDir = stateFolder(flags['state-dir'], io);
      // Files are one member's.
      const allowed = memoryAllowed(plan, settings, stateDir, Math.max(1, workers));
      try {
        return await job(
          {
            ...shared,
            connector,
            stateDir,
            memoryAllowed: allowed,
            workers: Array.from({ length: workers }, (_, i) => ({
              job: shared,
              stateDir,
              memoryAllowed: allowed,
              place: place.place,
              kafka: place.kafka.values,
              transfer,
              // Of one task the writer's name is the group's, so that who takes over drops what is open.
              transactionalId: isOne ? transactionalId : `${transactionalId}-${i + 1}`,
              transactionTimeoutMs,
            })),
            workload: io.env.FERRIS_WORKLOAD_TYPE ?? 'custom',
            port: flags.port ?? workload.port ?? settings.port ?? METRICS_PORT,
            signal: interrupt.signal,
            log,
            progress,
          },
          io,
        );
      } finally {
        await connector.close();
      }
    });
  },
});

/** After this others need no longer wait for what a member that died has left open, in milliseconds. */
const TRANSACTION_TIMEOUT = 15_000;
/** A bounded run with state is one transaction; brokers allow no more unless told to (transaction.max.timeout.ms). */
const BOUNDED_TRANSACTION_TIMEOUT = 900_000;

/**
 * Of a job that one member works on it is the group's: who takes over drops at once what the one before left open. Of one
 * that is shared each member has its own, which in a cluster stays when the container is started again.
 */
function writerName(group: string, isOne: boolean, { env }: Io): string {
  if (isOne) return group;
  return `${group}-${(env.POD_NAMESPACE && env.HOSTNAME) || randomUUID()}`;
}

/** Whether who deployed this plan has allowed that state of another one is dropped; a plan that came after it is not meant. */
function mayReset(plan: Plan, { env }: Io, log: Log): false | 'of another query' {
  const allowed = env[RESET_STATE];
  if (!allowed) return false;
  const number = layoutNumber(plan);
  if (allowed === number) return 'of another query';
  log.warn(
    `${RESET_STATE} allows the plan ${allowed} to drop state, and this is the plan ${number}: nothing is dropped`,
  );
  return false;
}

/** Undefined where none is named. */
function stateFolder(given: string | undefined, io: Io): string | undefined {
  const folder = (given ?? io.env.FERRIS_STATE_DIR)?.trim();
  return folder ? resolvePath(io, folder) : undefined;
}

/** Reading pauses while as much as this share of the buffer waits to be sent. */
const pausingAt = (threshold = 1, transfer: Transfer): Transfer => ({
  ...transfer,
  bufferBytes: Math.max(1, Math.floor(transfer.bufferBytes * threshold)),
});

/** The flags that settings know, as text. */
const given = (flags: Readonly<Record<string, unknown>>): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    ['profile', 'commit-interval', 'workers', 'max-memory', 'max-disk', 'port', 'log-level'].flatMap(name =>
      flags[name] === undefined ? [] : [[name, String(flags[name])]],
    ),
  );
