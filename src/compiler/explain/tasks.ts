/** EXPLAIN: into which tasks a job falls, which its members share. */
import type { Plan } from '../plan/plan.ts';
import { type Unit, unitsOf } from '../plan/tasks/units.ts';

/** Undefined for what is no job: it ends, or reads no topic. */
export function tasksText(plan: Plan): string | undefined {
  const units = plan.bounded ? [] : unitsOf(plan);
  if (units.length === 0) return undefined;
  return ['tasks of a job, shared by its members', ...units.map(unit => `  ${unitText(unit)}`)].join('\n');
}

function unitText({ topics, each, key, because }: Unit): string {
  const named = topics.map(topic => `'${topic}'`).join(', ');
  if (each === 'all') return `one for all partitions of ${named}, because ${because}`;
  const many = topics.length > 1 ? ', if all have as many, else one for all' : '';
  const keyed = key ? `, which must be partitioned by ${key.join(', ')} (PRIMARY KEY)` : '';
  return `one for each partition of ${named}${keyed}${many}`;
}
