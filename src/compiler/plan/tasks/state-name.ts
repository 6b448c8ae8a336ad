/** By which query a unit's state is named: the first of its queries that is written, so that it stays while others come and go. */
import type { Plan } from '../plan.ts';
import type { Unit } from './units.ts';

export const stateName = ({ queries }: Plan, unit: Unit): string =>
  queries.find(({ name, local }) => !local && unit.queries.includes(name))?.name ?? unit.queries[0]!;

/** The topic that a group keeps the state of a unit in; what a topic cannot be called is left out of its name. */
export const changelogName = (group: string, plan: Plan, unit: Unit): string =>
  `${group}-${stateName(plan, unit)}-changelog`.replace(/[^\w.-]/g, '_');
