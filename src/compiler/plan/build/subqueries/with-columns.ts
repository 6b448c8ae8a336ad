/** Further columns of a query, by which its rows are told apart as if each of their values had a query of its own. */
import type { BoundQuery, OutputColumn } from '../../../../language/names/bound.ts';
import { mapOperands, type TypedExpression } from '../../../../language/names/typed-expression.ts';

/**
 * The query once for each different value of `keys` (over its input row): it groups, numbers and distinguishes its rows
 * within them, and puts them out behind its items. `after` gives what stands in the place of an expression over the row
 * that items are over, given what stands there for the keys.
 */
export function withColumns(
  query: BoundQuery,
  keys: readonly TypedExpression[],
  after: (expression: TypedExpression, keys: readonly TypedExpression[]) => TypedExpression,
): BoundQuery {
  const { aggregation } = query;
  const grouped = aggregation?.keys.length ?? 0;
  const placed = keys.map(
    (key, i): TypedExpression =>
      aggregation ? { op: 'column', index: grouped + i, name: keyName(i), type: key.type, span: key.span } : key,
  );
  const over = (expression: TypedExpression): TypedExpression => {
    const moved = aggregation ? shifted(expression, grouped, keys.length) : expression;
    return partitioned(after(moved, placed), placed);
  };
  const items = query.items.map(item => ({ ...item, primaryKey: false, expression: over(item.expression) }));
  return {
    ...query,
    aggregation: aggregation && {
      ...aggregation,
      keys: [...aggregation.keys, ...keys.map((expression, i) => ({ name: keyName(i), expression }))],
    },
    having: query.having && over(query.having),
    items: [...items, ...placed.map((expression, i) => item(keyName(i), expression))],
    eventTimeItem: undefined,
    orderBy: query.orderBy.map(key => ({ ...key, expression: over(key.expression) })),
  };
}

const keyName = (i: number): string => `_outer_${i + 1}`;

export const item = (name: string, expression: TypedExpression): OutputColumn => ({
  name,
  expression,
  spread: false,
  primaryKey: false,
  span: expression.span,
});

/** Over a group's row that has so many keys more. */
function shifted(expression: TypedExpression, from: number, by: number): TypedExpression {
  if (expression.op === 'column')
    return expression.index < from ? expression : { ...expression, index: expression.index + by };
  return mapOperands(expression, operand => shifted(operand, from, by));
}

function partitioned(expression: TypedExpression, by: readonly TypedExpression[]): TypedExpression {
  const inner = mapOperands(expression, operand => partitioned(operand, by));
  return inner.op === 'over' ? { ...inner, partitionBy: [...inner.partitionBy, ...by] } : inner;
}
