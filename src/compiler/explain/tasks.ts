/** EXPLAIN: into which tasks a job falls, which its members share. */
import type { Plan } from '../plan/plan.ts';
import { staged, stageTopics } from '../plan/stages/staged.ts';
import { keepsState } from '../plan/state.ts';
import { changelogName } from '../plan/tasks/state-name.ts';
import { type Unit, unitsOf } from '../plan/tasks/units.ts';

/** Undefined for what is no job: it ends, or reads no topic. */
export function tasksText(plan: Plan): string | undefined {
  const units = plan.bounded ? [] : unitsOf(plan);
  if (units.length === 0) return undefined;
  const lines = ['tasks of a job, shared by its members', ...units.flatMap(unit => withState(plan, unit))];
  const cut = staged(plan, GROUP);
  const between = stageTopics(cut);
  if (cut !== plan) lines.push('with --repartition', ...unitsOf(cut).flatMap(unit => withState(cut, unit, between)));
  return lines.join('\n');
}

/** Stands for the group that a job runs in. */
const GROUP = 'GROUP';

/** A line for the unit, and one for where its state is kept. */
function withState(plan: Plan, unit: Unit, between: readonly string[] = []): readonly string[] {
  const queries = plan.queries.filter(({ name }) => unit.queries.includes(name));
  const own = `  ${unitText(unit, between)}`;
  return keepsState({ ...plan, queries }) ? [own, `    state in '${changelogName(GROUP, plan, unit)}'`] : [own];
}

/** @param between topics of the job's own */
function unitText({ topics, each, key, because }: Unit, between: readonly string[] = []): string {
  const named = topics.map(topic => `'${topic}'`).join(', ');
  if (each === 'all') return `one for all partitions of ${named}, because ${because}`;
  const many = topics.length > 1 ? ', if all have as many, else one for all' : '';
  const keys = key?.join(', ');
  const keyed = !key
    ? ''
    : topics.some(topic => between.includes(topic))
      ? `, to which the job writes by ${keys}`
      : `, which must be partitioned by ${keys} (PRIMARY KEY)`;
  return `one for each partition of ${named}${keyed}${many}`;
}
