/** SELECT DISTINCT … WINDOW → a GROUP BY of the items: a window tells its different rows once when it closes, and forgets them. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import { Identities } from '../../../language/names/identity.ts';
import { contains, mapOperands, operandsOf, type TypedExpression } from '../../../language/names/typed-expression.ts';
import { isTableCall } from './explode.ts';
import { boundsAt } from './windowed.ts';

/** As it is where rows can only be told apart as a whole: with OVER, UNNEST, HAVING, `*` of an undeclared stream. */
export function distinctInWindow(query: BoundQuery): BoundQuery {
  const { window, aggregation, distinct, items, having, orderBy } = query;
  if (!distinct || !window || aggregation || having) return query;
  const identities = new Identities();
  const columns = items.filter(({ expression }) => !contains(expression, isBound));
  const ids = columns.map(({ expression }) => identities.of(expression));
  /** Over the output of the grouping; a column of the input is none of it. */
  const placed = (expression: TypedExpression): TypedExpression => {
    const index = ids.indexOf(identities.of(expression));
    if (index < 0) return expression.op === 'column' ? expression : mapOperands(expression, placed);
    const { type, span } = expression;
    return { op: 'column', index, name: columns[index]!.name, type, span };
  };
  const isGrouped = (expression: TypedExpression): boolean =>
    ids.includes(identities.of(expression)) ||
    (expression.op !== 'column' && !isOfRows(expression) && operandsOf(expression).every(isGrouped));
  const said = [...items, ...orderBy].map(({ expression }) => expression);
  if (items.some(item => item.spread || contains(item.expression, isOfRows)) || !said.every(isGrouped)) return query;
  const over = (expression: TypedExpression): TypedExpression => boundsAt(placed(expression), columns.length);
  return {
    ...query,
    distinct: false,
    aggregation: {
      keys: columns.map(({ name, expression }) => ({ name, expression })),
      calls: [],
      window: window.window,
    },
    items: items.map(item => ({ ...item, expression: over(item.expression) })),
    orderBy: orderBy.map(key => ({ ...key, expression: over(key.expression) })),
  };
}

const isBound = ({ op }: TypedExpression): boolean => op === 'window-bound';
const isOfRows = (expression: TypedExpression): boolean =>
  expression.op === 'over' || expression.op === 'subquery' || isTableCall(expression);
