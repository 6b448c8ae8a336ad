/** One life of a job, from its first record to its last: processes start, die, are given up and come back as chance has it. */
import { setImmediate as turn } from 'node:timers/promises';
import { ConnectorError } from '../../runtime/connectors/port.ts';
import { runInGroup } from '../../runtime/jobs/in-group.ts';
import { stagedPlan } from '../../runtime/jobs/staged-plan.ts';
import type { Clock } from '../../runtime/time/clock.ts';
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { stageTopics } from '../../src/compiler/plan/stages/staged.ts';
import { isOneTask, unitsOf } from '../../src/compiler/plan/tasks/units.ts';
import type { Input } from './inputs.ts';
import { randomOf } from './random.ts';
import { isChangelog, type Mutation, Process, World } from './world.ts';

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
  /** Its state is made again of what was read. */
  readonly keepsNothing: boolean;
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
  readonly survived: Readonly<Record<string, number>>;
}

const GROUP = 'job';
const MOST_PROCESSES = 3;
/** After so many steps nothing fails any more, and after ten times as many it counts as stuck. */
const FAULTY_STEPS = 250;
/** What an expression may ask the clock for is not part of the check. */
const CLOCK: Clock = { now: () => 0, random: () => 0.5, uuid: () => '', advance: () => {} };

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
  mutation,
}: Life): Promise<LifeEnd> {
  const random = randomOf(seed);
  const working = stagedPlan({ plan, group: GROUP, repartition, oneTask });
  const between = stageTopics(working);
  const world = new World(random, mutation);
  const { cluster } = world;
  for (const [topic, partitions] of Object.entries(topics)) cluster.createTopic(topic, partitions);
  const processes = new Set<Process>();
  const all: Process[] = [];
  const survived: Record<string, number> = {};
  const count = (fault: string): void => {
    survived[fault] = (survived[fault] ?? 0) + 1;
  };
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
      otherwise: 'earliest',
      oneTask,
      repartition,
      keepsNothing,
      commitIntervalMs: random.pick([0, 5, 20]),
      originIntervalMs: random.pick([0, 10, 100]),
      onEvent: () => {},
      onProblem: () => {},
      signal: process.ending.signal,
      clock: CLOCK,
      timer: { now: () => world.now, pause: async () => {} },
    }).then(
      () => processes.delete(process),
      error => {
        processes.delete(process);
        // Who was fenced ends, and is started again.
        if (!(error instanceof ConnectorError && error.kind === 'refused')) failure ??= error;
      },
    );
  }

  const append = (): void => {
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

  if (!faulty || fromTheStart) while (left.length > 0) append();
  start();
  for (let step = 0; ; step++) {
    // Whatever was answered is worked off before the next thing happens.
    await turn();
    if (failure) throw failure;
    if (isDone()) break;
    if (step > FAULTY_STEPS * 40) throw new Error('nothing goes on');
    world.now += random.chance(0.001) ? 60_000 : random.below(3);
    const failing = faulty && step < FAULTY_STEPS;
    world.faults = failing ? { unreachable: 0.02, deathAtCommit: 0.05 } : undefined;
    for (const process of processes) if (process.dead) processes.delete(process);
    const group = world.groups.get(GROUP);
    // Who is not heard of is given up: the dead, sooner or later, and now and then somebody who lives.
    const members = group?.members ?? [];
    const dead = members.filter(member => ![...processes].some(({ name }) => name === member));
    if (dead.length > 0 && random.chance(0.1)) group!.remove(random.pick(dead));
    if (left.length > 0 && (random.chance(0.2) || !failing)) append();
    if (processes.size === 0 || (failing && processes.size < MOST_PROCESSES && random.chance(0.02))) start();
    if (failing && group && random.chance(0.01)) {
      count('given up while alive');
      world.giveUp(group, random.pick([...processes]));
    }
    if (failing && random.chance(0.015)) {
      count('killed');
      const process = random.pick([...processes]);
      world.kill(process);
    }
    if (failing && random.chance(0.01)) {
      count('told to end');
      random.pick([...processes]).ending.abort();
    }
    world.step();
  }
  for (const process of processes) world.kill(process);
  const written = writtenOf(world, [...Object.keys(topics), ...between]);
  // The dead wait for ever: Node keeps what listens to signals that can still come.
  for (const process of all) process.ending.abort();
  return { written, survived };
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
