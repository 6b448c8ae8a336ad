/** The items of a SELECT → a projection. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';
import { retracting } from './changes.ts';

export function projected(input: PlanNode, query: BoundQuery): PlanNode {
  const { items, eventTimeItem } = query;
  return {
    node: 'project',
    // Under another key a row that changes may leave the key it had.
    input: keepsKey(query) ? input : retracting(input),
    items: items.map(({ name, expression, spread }) => ({ name, expression, spread })),
    eventTime: eventTimeItem,
    key: items.flatMap((item, i) => (item.primaryKey ? [i] : [])),
  };
}

/** Whether rows of one key before are rows of one key after: no PRIMARY KEY items, or the columns that are the key already. */
function keepsKey({ items, aggregation, input, columns }: BoundQuery): boolean {
  const keys = items.filter(item => item.primaryKey).map(({ expression }) => expression);
  if (keys.length === 0) return true;
  const indexes = new Set(keys.map(key => (key.op === 'column' ? key.index : -1)));
  if (aggregation)
    return (
      !aggregation.window &&
      indexes.size === aggregation.keys.length &&
      aggregation.keys.every((_, i) => indexes.has(i))
    );
  if (input.kind !== 'relation') return false;
  const names = new Set([...indexes].map(index => columns[index]?.name));
  const { primaryKey } = input.relation;
  return names.size === primaryKey.length && primaryKey.every(name => names.has(name));
}
