/** The share of a member in its job: which tasks its partitions make, and whether these are still what the job began with. */

import type { Plan } from '../../src/compiler/plan/plan.ts';
import { keepsState } from '../../src/compiler/plan/state.ts';
import type { Unit } from '../../src/compiler/plan/tasks/units.ts';
import { type Connector, ConnectorError, type Generation, type Writer } from '../connectors/port.ts';
import { type Task, tasksOf } from '../connectors/tasks-of.ts';
import { leavesOf } from '../tasks/leaves.ts';
import type { TaskOptions } from '../tasks/pipelines.ts';

/** The topic has other partitions than when the job began, and its keys are in others than before. */
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
  readonly signal: AbortSignal;
}

/**
 * The tasks of partitions that fell to a member. Rejects with MovedKeys, with ConnectorError (unreachable) while the group is
 * divided as another plan needs it, or with the signal's reason.
 */
export async function shareOf(options: ShareOptions): Promise<readonly TaskOptions[]> {
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
  await mustBeAsBegun(options, tasks, counts);
  return joined(plan, units, tasks, counts);
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

async function mustBeAsBegun(
  { connector, writer, group, signal }: ShareOptions,
  tasks: readonly Task<Unit>[],
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  const keyed = tasks.filter(({ unit, number }) => unit.keyed && number !== undefined);
  const fresh: { topic: string; partition: number; offset: number }[] = [];
  for (const topic of new Set(keyed.flatMap(({ unit }) => unit.topics))) {
    const now = counts.get(topic)!;
    const before = (await connector.committed(countedBy(group), topic, signal)).get(0);
    if (before === undefined) fresh.push({ topic, partition: 0, offset: now });
    else if (before !== now)
      throw new MovedKeys(
        `'${topic}' had ${before} partitions when the job began and has ${now} now: new records of a key are in another partition than those its state is made of. ` +
          `Copy it to a topic of its own with the new number of partitions and begin anew on that (another --group-id), or begin anew with --one-task`,
      );
  }
  if (fresh.length > 0) await writer.commit({ group: countedBy(group), offsets: fresh });
}

const nameOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  `${topic}-${partition}`;
