/** The share of a member in its job: which tasks its partitions make, and whether these are still what the job began with. */

import type { Plan } from '../../src/compiler/plan/plan.ts';
import { keepsState } from '../../src/compiler/plan/state.ts';
import type { Unit } from '../../src/compiler/plan/tasks/units.ts';
import { type Connector, ConnectorError, type Generation, type Writer } from '../connectors/port.ts';
import { type Task, tasksOf } from '../connectors/tasks-of.ts';
import { leavesOf } from '../tasks/leaves.ts';
import type { TaskOptions } from '../tasks/pipelines.ts';

/** The topic has other partitions than when the job began, and what the job remembers does not go with them. */
export class MovedKeys extends Error {
  override readonly name = 'MovedKeys';
}

export interface ShareOptions {
  readonly plan: Plan;
  readonly units: readonly Unit[];
  readonly connector: Connector;
  readonly writer: Writer;
  readonly group: string;
  readonly partitions: Generation['partitions'];
  /** Whether what tasks remember is made again of the records they read. */
  readonly madeAgain: boolean;
  readonly signal: AbortSignal;
}

export interface Share {
  readonly tasks: readonly TaskOptions[];
  /** Of each topic that is read how many partitions it had when the job began. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * The tasks of partitions that fell to a member. Rejects with MovedKeys, with ConnectorError (unreachable) while the group is
 * divided as another plan needs it, or with the signal's reason.
 */
export async function shareOf(options: ShareOptions): Promise<Share> {
  const { plan, units, connector, partitions, signal } = options;
  const mine = new Set(partitions.map(nameOf));
  const counts = await countsOf(connector, units, signal);
  const tasks = tasksOf(units, counts).flatMap((task): readonly Task<Unit>[] => {
    const own = task.partitions.filter(one => mine.has(nameOf(one)));
    if (own.length === 0) return [];
    // Partitions that have come since fall to somebody when the group is divided anew.
    if (task.number === undefined && task.unit.each === 'all') return [{ ...task, partitions: own }];
    if (own.length === task.partitions.length) return [task];
    throw new ConnectorError(
      'unreachable',
      `${own.map(nameOf).join(', ')} fell to this member without ${task.partitions
        .filter(one => !mine.has(nameOf(one)))
        .map(nameOf)
        .join(', ')}, which this plan works on together: another member of the group runs another plan`,
    );
  });
  return { tasks: joined(plan, units, tasks, counts), counts: await begunWith(options, tasks, counts) };
}

/** Whether it has rows that come from no topic. */
export const hasConstants = ({ queries }: Plan): boolean =>
  queries.some(({ root }) => leavesOf(root).some(({ node }) => node === 'one-row' || node === 'values'));

async function countsOf(
  connector: Connector,
  units: readonly Unit[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const topics = units.flatMap(unit => unit.topics);
  return new Map(
    await Promise.all(
      topics.map(async topic => [topic, (await connector.partitions(topic, signal))?.length ?? 0] as const),
    ),
  );
}

/** What needs no state is one task, whatever partitions it has. The first one of all has what reads no topic. */
function joined(
  plan: Plan,
  units: readonly Unit[],
  tasks: readonly Task<Unit>[],
  counts: ReadonlyMap<string, number>,
): readonly TaskOptions[] {
  const apart: TaskOptions[] = [];
  const together: Task<Unit>[] = [];
  const topicless = plan.queries.flatMap(({ name }) => (units.some(unit => unit.queries.includes(name)) ? [] : [name]));
  const namesOf = ({ unit, number = 0 }: Task<Unit>): readonly string[] =>
    unit === units[0] && number === 0 ? [...unit.queries, ...topicless] : unit.queries;
  for (const task of tasks) {
    const { unit, partitions, number } = task;
    const queries = plan.queries.filter(({ name }) => unit.queries.includes(name));
    if (number === undefined || keepsState({ ...plan, queries }))
      apart.push({
        queries: namesOf(task),
        partitions,
        ...(unit.keyed && number !== undefined ? { keyedBy: counts.get(unit.topics[0]!)! } : {}),
        sender: {
          number: number ?? 0,
          of: number === undefined ? 1 : counts.get(unit.topics[0]!)!,
          partitionsOf: topic => counts.get(topic)!,
        },
      });
    else together.push(task);
  }
  if (together.length > 0)
    apart.push({
      queries: [...new Set(together.flatMap(namesOf))],
      partitions: together.flatMap(({ partitions }) => partitions),
    });
  return apart;
}

/** A group beside the job's own keeps, as the offset of the first partition, how many a topic had. */
const countedBy = (group: string): string => `${group}.partitions`;

/** How many partitions the topics of the tasks had when the job began. Rejects with MovedKeys where what it has remembered since does not hold for more. */
async function begunWith(
  options: ShareOptions,
  tasks: readonly Task<Unit>[],
  counts: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const { connector, writer, group, signal } = options;
  const begun = new Map<string, number>();
  const fresh: { topic: string; partition: number; offset: number }[] = [];
  for (const topic of new Set(tasks.flatMap(({ unit }) => unit.topics))) {
    const now = counts.get(topic)!;
    const before = (await connector.committed(countedBy(group), topic, signal)).get(0);
    begun.set(topic, before ?? now);
    if (before === undefined) fresh.push({ topic, partition: 0, offset: now });
    else if (before !== now) {
      const unit = tasks.find(task => task.unit.topics.includes(topic))!.unit;
      const because = refusal(unit, options);
      if (because !== undefined)
        throw new MovedKeys(
          `'${topic}' had ${before} partitions when the job began and has ${now} now: ${because}. ` +
            `Copy it to a topic of its own with the new number of partitions and begin anew on that (another --group-id), or begin anew with --one-task`,
        );
    }
  }
  if (fresh.length > 0) await writer.commit({ group: countedBy(group), offsets: fresh });
  return begun;
}

/** Why its topics may have no other partitions than at the beginning; undefined: they may. */
function refusal(unit: Unit, { plan, madeAgain }: ShareOptions): string | undefined {
  if (unit.each === 'partition' && unit.keyed)
    return 'new records of a key are in another partition than those its state is made of';
  const queries = plan.queries.filter(({ name }) => unit.queries.includes(name));
  if (queries.some(({ sends }) => sends)) return 'the stages after it count on as many tasks as there were partitions';
  if (!keepsState({ ...plan, queries })) return undefined;
  if (unit.each === 'partition') return 'the state of each partition is kept in as many partitions as there were';
  return madeAgain
    ? 'its state is made again of what was read, as if the new partitions had been there before'
    : undefined;
}

const nameOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  `${topic}-${partition}`;
