/** One life of a job, from its first record to its last: processes start, die, are given up and come back as chance has it. */
import { setImmediate as turn } from 'node:timers/promises';
import { ConnectorError } from '../../runtime/connectors/port.ts';
import { OtherState } from '../../runtime/jobs/changelog.ts';
import { runInGroup } from '../../runtime/jobs/in-group.ts';
import { MovedKeys } from '../../runtime/jobs/shares.ts';
import { stagedPlan } from '../../runtime/jobs/staged-plan.ts';
import type { Clock } from '../../runtime/time/clock.ts';
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { stageTopics } from '../../src/compiler/plan/stages/staged.ts';
import { isOneTask, unitsOf } from '../../src/compiler/plan/tasks/units.ts';
import { Disk } from './disk.ts';
import type { Input } from './inputs.ts';
import { randomOf } from './random.ts';
import { type Fault, type Faults, isChangelog, type Mutation, Process, World } from './world.ts';

export interface Life {
  readonly plan: Plan;
  /** Partition counts of the topics that are read. */
  readonly topics: Readonly<Record<string, number>>;
  /** In the order in which they come to be. */
  readonly inputs: readonly Input[];
  /** Whether they are all there before the first process starts. */
  readonly fromTheStart: boolean;
  readonly seed: number;
  readonly faulty: boolean;
  /** All of it in one task. */
  readonly oneTask: boolean;
  /** What meets by another key goes through topics of the job's own. */
  readonly repartition: boolean;
  /** Of its state are snapshots, so often; undefined: there are none. */
  readonly snapshotsEveryMs?: number | undefined;
  /** Its state is made again of what was read. */
  readonly keepsNothing: boolean;
  /** Where its partitions begin: at the latest record nothing comes before that has been settled. */
  readonly otherwise: 'earliest' | 'latest';
  /** The last partition of this topic is added during the life. */
  readonly grows?: string | undefined;
  readonly mutation?: Mutation;
}

/** A record that was written: key, value and time as text. */
export interface Written {
  readonly topic: string;
  readonly key: string | null;
  readonly value: string | null;
  readonly timestamp: number;
}

export interface LifeEnd {
  readonly written: readonly Written[];
  /** How many of each fault there were. */
  readonly survived: ReadonlyMap<Fault, number>;
  /** Why it did not go on with a partition that was added. */
  readonly refused: MovedKeys | OtherState | undefined;
}

const GROUP = 'job';
const MOST_PROCESSES = 3;
/** After so many steps nothing fails any more, and after ten times as many it counts as stuck. */
const FAULTY_STEPS = 250;
/** Functions of users are compiled outside of the simulated time, in milliseconds at most on a busy machine. */
const LOADING_MS = 60_000;
const FAULTS: Faults = {
  unreachable: 0.02,
  deathAtCommit: 0.05,
  lostAnswer: 0.03,
  slowCommit: 0.05,
  delayed: 0.05,
  twice: 0.1,
  tornSnapshot: 0.15,
};
/** Microseconds since the epoch. What an expression may ask the clock for is not part of the check. */
const BEGINNING = 1_700_000_000_000_000;

/** Rejects when a process ends as none should, or nothing goes on. */
export async function live({
  plan,
  topics,
  inputs,
  fromTheStart,
  seed,
  faulty,
  oneTask,
  repartition,
  keepsNothing,
  otherwise,
  grows,
  snapshotsEveryMs,
  mutation,
}: Life): Promise<LifeEnd> {
  const random = randomOf(seed);
  const working = stagedPlan({ plan, group: GROUP, repartition, oneTask });
  const between = stageTopics(working);
  const world = new World(random, mutation);
  const { cluster } = world;
  for (const [topic, partitions] of Object.entries(topics))
    cluster.createTopic(topic, partitions - (topic === grows ? 1 : 0));
  let wall = BEGINNING;
  let ids = 0;
  const disks = [new Disk(world), new Disk(world)];
  const clock: Clock = { now: () => wall, random: () => 0.5, uuid: () => `<${++ids}>`, advance: () => {} };
  const processes = new Set<Process>();
  const all: Process[] = [];
  let refused: MovedKeys | OtherState | undefined;
  let failure: unknown;
  let started = 0;
  const left = [...inputs];

  function start(): void {
    const process = new Process(`member-${++started}`);
    processes.add(process);
    all.push(process);
    const name = oneTask || isOneTask(unitsOf(working)) ? GROUP : process.name;
    const connector = world.connector(process);
    runInGroup({
      plan,
      connector: { ...connector, writer: () => connector.writer(name) },
      group: GROUP,
      otherwise,
      oneTask,
      repartition,
      keepsNothing,
      ...(snapshotsEveryMs === undefined
        ? {}
        : {
            snapshots: {
              folder: random.pick(disks).folder(process),
              now: () => world.now,
              onTrouble: () => {},
              everyMs: snapshotsEveryMs,
              least: random.pick([1, 10]),
            },
          }),
      commitIntervalMs: random.pick([0, 5, 20]),
      originIntervalMs: random.pick([0, 10, 100]),
      onEvent: () => {},
      onProblem: () => {},
      signal: process.ending.signal,
      clock,
      timer: { now: () => world.now, pause: async () => {} },
    }).then(
      () => processes.delete(process),
      error => {
        processes.delete(process);
        // What is refused ends the job; who was fenced ends, and is started again.
        if (error instanceof MovedKeys || (world.survived.has('partition added') && error instanceof OtherState))
          refused = error;
        else if (!(error instanceof ConnectorError && error.kind === 'refused')) failure ??= error;
      },
    );
  }

  /** Whether the next record can be there: who adds a partition waits until that is noticed, else its rows may be late. */
  const comes = (): boolean => {
    if (left.length === 0) return false;
    if (otherwise === 'latest' && !isSettled()) return false;
    return grows === undefined || world.groups.get(GROUP)?.divided(grows) === cluster.topics.get(grows)?.length;
  };
  const isSettled = (): boolean =>
    Object.entries(topics).every(([topic, count]) =>
      Array.from({ length: count - (topic === grows ? 1 : 0) }, (_, partition) => partition).every(
        partition => cluster.committed(`${GROUP}.began-at`, topic, partition) !== undefined,
      ),
    );
  const add = (): void => {
    world.count('partition added');
    cluster.addPartition(grows!);
  };
  const isGrown = (): boolean => grows === undefined || cluster.topics.get(grows)?.length === topics[grows];

  const append = (): void => {
    // Of its own topic alone: the others' rows are not told apart by it.
    if (!isGrown() && left[0]!.topic === grows && left[0]!.partition === topics[grows!]! - 1) {
      // What it began with the job has to know first.
      if (cluster.committed(`${GROUP}.partitions`, grows!, 0) !== undefined) add();
      return;
    }
    const { topic, partition, ...record } = left.shift()!;
    cluster.append(topic, partition, record);
  };
  const isDone = (): boolean =>
    left.length === 0 &&
    [...Object.keys(topics), ...between].every(topic =>
      (cluster.topics.get(topic) ?? []).every(
        (_, partition) => cluster.committed(GROUP, topic, partition) === cluster.end(topic, partition),
      ),
    );

  function passTime(failing: boolean): void {
    const passed = random.below(3);
    world.now += passed;
    world.steady += passed;
    wall += random.below(3000);
    if (!failing) return;
    if (random.chance(0.002)) {
      world.count('clock ahead');
      world.now += 60_000;
      wall += 60_000_000;
    }
    if (random.chance(0.002)) {
      world.count('clock behind');
      wall -= 60_000_000;
    }
  }

  if (otherwise === 'earliest' && grows === undefined && (!faulty || fromTheStart)) while (left.length > 0) append();
  const begun = performance.now();
  const loadingMs = plan.functions === undefined ? 0 : LOADING_MS;
  start();
  for (let step = 0; ; step++) {
    // Whatever was answered is worked off before the next thing happens.
    await turn();
    if (failure) throw failure;
    if (refused || isDone()) break;
    if (step > FAULTY_STEPS * 40 && performance.now() - begun > loadingMs) throw new Error('nothing goes on');
    const failing = faulty && step < FAULTY_STEPS;
    passTime(failing);
    world.faults = failing ? FAULTS : undefined;
    for (const process of processes) if (process.dead) processes.delete(process);
    const group = world.groups.get(GROUP);
    // Who is not heard of is given up: the dead, sooner or later, and now and then somebody who lives.
    const members = group?.members ?? [];
    const dead = members.filter(member => ![...processes].some(({ name }) => name === member));
    if (dead.length > 0 && random.chance(0.1)) group!.remove(random.pick(dead));
    if (grows !== undefined && random.chance(0.1)) group?.look();
    if (comes() && (random.chance(0.2) || !failing)) append();
    if (processes.size === 0 || (failing && processes.size < MOST_PROCESSES && random.chance(0.02))) start();
    if (failing && group && random.chance(0.01)) {
      world.count('given up while alive');
      world.giveUp(group, random.pick([...processes]));
    }
    if (failing && random.chance(0.015)) {
      world.count('killed');
      const process = random.pick([...processes]);
      world.kill(process);
    }
    if (failing && snapshotsEveryMs !== undefined && random.chance(0.05)) world.compact();
    if (failing && random.chance(0.01)) {
      world.count('told to end');
      random.pick([...processes]).ending.abort();
    }
    world.step();
  }
  for (const process of processes) world.kill(process);
  const written = writtenOf(world, [...Object.keys(topics), ...between]);
  // The dead wait for ever: Node keeps what listens to signals that can still come.
  for (const process of all) process.ending.abort();
  return { written, survived: world.survived, refused };
}

const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString());

const writtenOf = ({ cluster }: World, read: readonly string[]): readonly Written[] =>
  [...cluster.topics].flatMap(([topic, partitions]) =>
    read.includes(topic) || isChangelog(topic)
      ? []
      : partitions.flatMap(({ records }) =>
          records.map(({ key, value, timestamp }) => ({ topic, key: text(key), value: text(value), timestamp })),
        ),
  );
