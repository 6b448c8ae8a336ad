/** By which query a unit's state is named: the first of its queries that is written, so that it stays while others come and go. */
import type { Plan } from '../plan.ts';
import type { Unit } from './units.ts';

export const stateName = ({ queries }: Plan, unit: Unit): string =>
  queries.find(({ name, local }) => !local && unit.queries.includes(name))?.name ?? unit.queries[0]!;
