/** The items of a SELECT → a projection. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';

export const projected = (input: PlanNode, { items, eventTimeItem }: BoundQuery): PlanNode => ({
  node: 'project',
  input,
  items: items.map(({ name, expression, spread }) => ({ name, expression, spread })),
  eventTime: eventTimeItem,
  key: items.flatMap((item, i) => (item.primaryKey ? [i] : [])),
});
