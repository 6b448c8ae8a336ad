/**
 * A job as a member of its group: works on the tasks whose partitions fall to it, commits what comes out together with how
 * far it has read, and begins anew when the group is divided anew. Who takes over a task reads again what its state is
 * made of.
 */
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { stageTopics } from '../../src/compiler/plan/stages/staged.ts';
import { keepsState } from '../../src/compiler/plan/state.ts';
import { isOneTask, oneUnit, type Unit, unitsOf } from '../../src/compiler/plan/tasks/units.ts';
import {
  type Connector,
  ConnectorError,
  FencedWriter,
  type Generation,
  type OutputRecord,
  StaleMember,
  type Writer,
} from '../connectors/port.ts';
import { soleMember } from '../connectors/sole-member.ts';
import { FormatError, type FormatSettings } from '../formats/port.ts';
import type { MemoryLimit } from '../state/memory/state-memory.ts';
import { topicsRead } from '../tasks/leaves.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { systemTimer, type Timer } from '../time/timer.ts';
import { changelog, identityOf, type Reset } from './changelog.ts';
import { type JobOptions, type RecordProblem, recordsOf } from './job.ts';
import { type KeptState, keptState } from './kept-state.ts';
import type { JobMeasures } from './measures.ts';
import { moveOrigin, placesOf } from './origin.ts';
import { type CircuitBreaker, type Retries, retries } from './retries.ts';
import { type OpenJob, openJob } from './run.ts';
import { hasConstants, shareOf } from './shares.ts';
import { snapshotKeeping } from './snapshots/keeping.ts';
import { type SnapshotOptions, snapshots } from './snapshots.ts';
import { makeStageTopics } from './stage-topics.ts';
import { stagedPlan } from './staged-plan.ts';
import { topicsThere } from './topics-there.ts';

export type GroupEvent =
  | { readonly kind: 'joining' }
  /** `partitions` fell to this member; none: it stands by. */
  | { readonly kind: 'assigned'; readonly partitions: Generation['partitions'] }
  /** So many records are still to be read again for the state. */
  | { readonly kind: 'restoring'; readonly left: number }
  /** What was kept of a task is dropped, as is allowed: why. It begins anew where it stopped. */
  | { readonly kind: 'dropped'; readonly state: string; readonly why: string }
  | { readonly kind: 'running' }
  /** The group is divided anew, or this member lost its part. */
  | { readonly kind: 'revoked'; readonly committed: boolean }
  /** `open`: the circuit is, after too many failures in a row. */
  | { readonly kind: 'unreachable'; readonly why: string; readonly againInMs: number; readonly open: boolean };

export interface GroupJobOptions {
  readonly plan: Plan;
  readonly connector: Connector;
  readonly group: string;
  /** Where a partition begins that the group has never read. */
  readonly otherwise: 'earliest' | 'latest';
  /** One member works on everything, whatever could be worked on apart. */
  readonly oneTask?: boolean;
  /** Where rows meet by another key than their topic's they go through a topic of the job's own, so that tasks can share that too. */
  readonly repartition?: boolean;
  /** State is not written down: who takes over makes it again of the records that were read. */
  readonly keepsNothing?: boolean;
  /** State that is of another plan or cannot be read is dropped instead of refused: the job goes on from where its group stopped. */
  readonly resetState?: Reset;
  /** Where snapshots of the state are, so that less of it is read again; absent: none are made or read. */
  readonly snapshots?: SnapshotOptions | undefined;
  /** From where the group stopped to the ends that are found at the start; what comes out of it counts as a whole. */
  readonly bounded?: boolean;
  /** Between two commits, in milliseconds. */
  readonly commitIntervalMs: number;
  /** Between two times that it is written down from where the state can be made again, in milliseconds; 10 s without it. */
  readonly originIntervalMs?: number;
  /** After so many failures in a row nothing is tried for a while; absent: as the plan says. */
  readonly circuitBreaker?: CircuitBreaker | undefined;
  readonly onEvent: (event: GroupEvent) => void;
  readonly onProblem: (problem: RecordProblem) => void;
  /** Ends it: what was worked off is committed first. */
  readonly signal: AbortSignal;
  /** Of the part of a job that begins now. */
  readonly measures?: () => JobMeasures;
  readonly timer?: Timer;
  readonly clock?: Clock;
  /** What formats may ask of this place; absent: nothing. */
  readonly formats?: FormatSettings;
  /** What the operators remember in memory is bounded; absent: it is not. */
  readonly memory?: MemoryLimit | undefined;
}

/**
 * Resolves when the signal ended it. Rejects with what `run` rejects with, FormatError of what is wrong at the start,
 * UnknownTopicError, LostInput, MovedKeys, OtherState, MisplacedRecord, or ConnectorError for what will not pass.
 */
export async function runInGroup(options: GroupJobOptions): Promise<void> {
  const { connector, group, signal, onEvent, timer = systemTimer } = options;
  const plan = stagedPlan(options);
  const units = options.oneTask ? oneUnit(plan) : unitsOf(plan);
  const { clock = systemClock() } = options;
  const job = openJob({ ...options, plan }, clock);
  try {
    // A registry that is wrong or not there ends the job here; once it has answered, its silence is an outage.
    await job.ready();
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
  const snapping = snapshotting(options);
  const membership = { group, units };
  const member = connector.join?.(membership) ?? soleMember(connector, membership);
  const trying = retries({ rules: plan.retries, breaker: options.circuitBreaker, random: clock.random });
  try {
    while (!signal.aborted) {
      try {
        onEvent({ kind: 'joining' });
        await makeStageTopics(plan, connector, signal);
        const generation = await member.next(signal);
        await topicsThere(topicsRead(plan), connector, signal, timer);
        onEvent({ kind: 'assigned', partitions: generation.partitions });
        if (generation.partitions.length > 0) {
          if (await work({ ...options, plan }, job, units, generation, trying, snapping)) return;
        } else if (options.bounded) return;
        else await aborted(signal, generation.over);
        trying.worked();
      } catch (error) {
        if (signal.aborted) return;
        if (!isUnreachable(error)) throw error;
        const { waitMs, open, over } = trying.failed();
        if (over !== undefined) throw new ConnectorError('unreachable', `${error.message}: ${over}`, { cause: error });
        onEvent({ kind: 'unreachable', why: error.message, againInMs: waitMs, open });
        await timer.pause(waitMs, signal);
      }
    }
  } finally {
    job.close();
    // Who cannot be told notices by itself.
    await member.leave().catch((error: unknown) => {
      if (!isUnreachable(error)) throw error;
    });
    // Others need not wait for it.
    if (signal.aborted) await snapping?.keeping.rest();
  }
}

/** Its snapshots, and what keeps them up to date. */
function snapshotting({ snapshots: given, connector }: GroupJobOptions) {
  if (!given || !connector.deletionsKeptMs) return undefined;
  const all = snapshots(given);
  return { all, keeping: snapshotKeeping({ ...given, snapshots: all, connector, identityOf }) };
}

type Snapshotting = ReturnType<typeof snapshotting>;

/** Whoever was fenced begins anew, too: whether it still has a part in the work is for the group to say. */
const isUnreachable = (error: unknown): error is ConnectorError | FormatError =>
  error instanceof FencedWriter ||
  ((error instanceof ConnectorError || error instanceof FormatError) && error.kind === 'unreachable');

/** Of a pause that is broken off Node makes an error of its own, with the signal's reason behind it. */
const isAbort = (error: unknown, { aborted, reason }: AbortSignal): boolean =>
  aborted && (error === reason || (error instanceof Error && error.name === 'AbortError'));

const ORIGIN_INTERVAL = 10_000;
/** How long a read waits for something new while nothing waits to be committed, in milliseconds. */
const PATIENCE = 1000;

/** Until the signal ends it or the division is over. @returns whether a bounded job has come to its end */
async function work(
  options: GroupJobOptions,
  job: OpenJob,
  units: readonly Unit[],
  { partitions, over, commit: as }: Generation,
  trying: Retries,
  snapping: Snapshotting,
): Promise<boolean> {
  const {
    plan,
    connector,
    group,
    otherwise,
    bounded = false,
    onEvent,
    onProblem,
    measures,
    timer = systemTimer,
    clock = systemClock(),
  } = options;
  const signal = AbortSignal.any([options.signal, over]);
  const writer = await connector.writer('job');
  const whole = isWhole(options);
  let kept: KeptState | undefined;
  const worked = (): void => {
    trying.worked();
    snapping?.keeping.committed();
  };
  const own = new Set(stageTopics(plan));
  /** Rows of the job's own topics that were worked off are wanted no more, where the state that they made is written down. */
  async function passed(offsets: Offsets): Promise<void> {
    const places = offsets.filter(({ topic, offset }) => own.has(topic) && offset > 0);
    if (!kept || places.length === 0) return;
    await connector.deleteBefore?.(places, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
  const committing = commits(writer, timer, options, as, worked, offsets => kept?.records(offsets) ?? [], passed);
  try {
    const again = !bounded && keepsState(plan);
    const keeps = again && !options.keepsNothing && connector.createChangelog !== undefined;
    const { tasks: shared, counts } = await shareOf({
      plan,
      units,
      connector,
      writer,
      group,
      partitions,
      madeAgain: again && !keeps,
      signal,
    });
    const begin = {
      connector,
      writer,
      group,
      otherwise,
      bounded,
      signal,
      between: stageTopics(plan),
      counts,
      ...(as && !isOneTask(units) && !hasConstants(plan) ? { as } : {}),
    };
    const committed = await placesOf({ ...begin, partitions, again: again && !keeps });
    const onRestore = (left: number): void => onEvent({ kind: 'restoring', left });
    if (keeps)
      kept = await keptState({
        changelog: changelog({
          plan,
          units,
          connector,
          group,
          timer,
          clock,
          reset: options.resetState ?? false,
          signal,
          onRestore,
          snapshots: snapping?.all,
        }),
        job,
        tasks: shared,
        committed,
        again: some => placesOf({ ...begin, partitions: some, again: true }),
        onDropped: ({ topic, partition }, why) => onEvent({ kind: 'dropped', state: `${topic}-${partition}`, why }),
      });
    snapping?.keeping.begin(kept?.kept ?? []);
    const { tasks, places } = kept ?? { tasks: shared, places: committed };
    await job.run({
      plan,
      connector,
      from: otherwise,
      places,
      tasks,
      closeWindows: bounded,
      stopAtEnd: bounded,
      signal,
      ...(options.formats ? { formats: options.formats } : {}),
      measures: measures?.(),
      patience: committing.patience,
      onReplay: left => (left > 0 ? onRestore(left) : onEvent({ kind: 'running' })),
      onProblem,
      onRows({ output }, rows) {
        committing.gave();
        return writer.write(recordsOf(output.topic, rows));
      },
      onDeadLetters(records) {
        committing.gave();
        return writer.write(records);
      },
      onProgress: (_, offsets, needed) => committing.reached(offsets, needed, signal.aborted && !whole),
    });
    if (whole && signal.aborted) await writer.abort();
    else await committing.rest();
    if (over.aborted) onEvent({ kind: 'revoked', committed: !whole });
    return bounded && !signal.aborted;
  } catch (error) {
    job.forget();
    await writer.abort().catch(() => {});
    if (!(error instanceof StaleMember) && !isAbort(error, signal)) throw error;
    if (over.aborted || error instanceof StaleMember) onEvent({ kind: 'revoked', committed: false });
    return false;
  } finally {
    await snapping?.keeping.pause();
    await writer.close();
  }
}

type Offsets = Parameters<NonNullable<JobOptions['onProgress']>>[1];
type NeededSince = Parameters<NonNullable<JobOptions['onProgress']>>[2];

interface Commits {
  /** How long a read may wait, so that what is pending is committed in time. */
  patience(): number;
  /** Something was written: it is committed, also where no offset moves, as rows come by the clock too. */
  gave(): void;
  reached(offsets: Offsets, needed: NeededSince, now: boolean): Promise<void>;
  rest(): Promise<void>;
}

/** Commits not more often than asked for, and what is left when asked to. */
function commits(
  writer: Writer,
  { now: clock }: Timer,
  options: GroupJobOptions,
  as: Generation['commit'],
  worked: () => void,
  stateAt: (offsets: Offsets) => readonly OutputRecord[],
  passed: (offsets: Offsets) => Promise<void>,
): Commits {
  const { group, commitIntervalMs, originIntervalMs = ORIGIN_INTERVAL } = options;
  // Of a bounded run with state nothing counts before all of it does.
  const interval = isWhole(options) ? Number.POSITIVE_INFINITY : commitIntervalMs;
  let pending: { readonly offsets: Offsets; readonly needed: NeededSince } | undefined;
  let last = '';
  let isGiven = false;
  let committedAt = clock();
  let movedAt = clock();
  const commit = async (): Promise<void> => {
    if (!pending) return;
    const { offsets, needed } = pending;
    pending = undefined;
    const state = stateAt(offsets);
    if (state.length > 0) await writer.write(state);
    await writer.commit({ group, offsets, ...(as ? { as } : {}) });
    worked();
    committedAt = clock();
    if (options.bounded || committedAt - movedAt < originIntervalMs) return;
    movedAt = committedAt;
    await passed(offsets);
    const since = needed();
    if (since.length > 0) await moveOrigin(writer, group, since);
  };
  return {
    patience: () => (pending && Number.isFinite(interval) ? Math.max(1, committedAt + interval - clock()) : PATIENCE),
    gave() {
      isGiven = true;
    },
    async reached(offsets, needed, now) {
      const key = offsets.map(({ offset }) => offset).join();
      if (key !== last || isGiven) pending = { offsets, needed };
      last = key;
      isGiven = false;
      if (now || clock() - committedAt >= interval) await commit();
    },
    rest: commit,
  };
}

/** Whether what comes out counts as a whole or not at all. */
const isWhole = ({ bounded = false, plan }: GroupJobOptions): boolean => bounded && keepsState(plan);

/** When the first of them is. */
const aborted = (...signals: readonly AbortSignal[]): Promise<void> =>
  new Promise(resolve => {
    const any = AbortSignal.any([...signals]);
    if (any.aborted) resolve();
    else any.addEventListener('abort', () => resolve(), { once: true });
  });
