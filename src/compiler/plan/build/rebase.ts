/** Expressions over a query's columns → over the row its input really has. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import { mapOperands, type SortKey, type TypedExpression } from '../../../language/names/typed-expression.ts';

/**
 * Which of `BoundQuery.columns` stands at each position of a row. Relations put theirs in their order of first use; a join
 * puts the left side's before the right side's, whatever order the query names them in.
 */
export type Layout = readonly number[];

/** An expression over a query's columns, over a row of this layout. Throws when it uses a column the row does not have. */
export function rebase(expression: TypedExpression, layout: Layout): TypedExpression {
  if (isPlain(layout)) return expression;
  if (expression.op !== 'column') return mapOperands(expression, operand => rebase(operand, layout));
  const index = layout.indexOf(expression.index);
  if (index < 0) throw new Error(`column ${expression.index} ('${expression.name}') is not in the row [${layout}]`);
  return { ...expression, index };
}

/** The query over a row of this layout instead of one of its columns in their order. */
export function rebased(query: BoundQuery, layout: Layout): BoundQuery {
  if (isPlain(layout)) return query;
  const over = (expression: TypedExpression): TypedExpression => rebase(expression, layout);
  const keys = (sort: readonly SortKey[]): SortKey[] => sort.map(key => ({ ...key, expression: over(key.expression) }));
  const { where, window, aggregation, items, orderBy } = query;
  const beforeGrouping: BoundQuery = {
    ...query,
    where: where && over(where),
    window: window && {
      ...window,
      time: window.time && over(window.time),
      ...(window.key ? { key: over(window.key) } : {}),
    },
  };
  // After a GROUP BY expressions are over its output.
  if (!aggregation)
    return {
      ...beforeGrouping,
      items: items.map(item => ({ ...item, expression: over(item.expression) })),
      orderBy: keys(orderBy),
    };
  return {
    ...beforeGrouping,
    aggregation: {
      ...aggregation,
      keys: aggregation.keys.map(key => ({ ...key, expression: over(key.expression) })),
      calls: aggregation.calls.map(call => ({
        ...call,
        args: call.args.map(over),
        filter: call.filter && over(call.filter),
        ...(call.orderBy ? { orderBy: keys(call.orderBy) } : {}),
      })),
    },
  };
}

const isPlain = (layout: Layout): boolean => layout.every((column, i) => column === i);
