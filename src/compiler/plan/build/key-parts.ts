/** Of what parts the key of a query's rows is, and of which types, where that is known before they are read. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import { type SqlType, TIMESTAMP } from '../../../language/types/sql-type.ts';

/** PRIMARY KEY items, else the columns of GROUP BY, else the key that the relation after FROM declares. */
export function keyPartsOf(
  query: BoundQuery,
): readonly { readonly name: string; readonly type: SqlType }[] | undefined {
  const { items, aggregation, input } = query;
  const primary = items.filter(item => item.primaryKey);
  if (primary.length > 0) return primary.map(({ name, expression }) => ({ name, type: expression.type }));
  if (aggregation) {
    const keys = aggregation.keys.map(({ name, expression }) => ({ name, type: expression.type }));
    if (!aggregation.window) return keys.length === 0 ? undefined : keys;
    return [...keys, ...['_window_start', '_window_end'].map(name => ({ name, type: TIMESTAMP }))];
  }
  if (input.kind !== 'relation') return undefined;
  const { columns, primaryKey } = input.relation;
  const parts = columns.filter(({ name }) => primaryKey.includes(name));
  return parts.length === 0 ? undefined : parts.map(({ name, type }) => ({ name, type }));
}
