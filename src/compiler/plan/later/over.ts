/** OVER whose rows would only come out at the end of an input that has none. */
import { operandsOf, type TypedExpression } from '../../../language/names/typed-expression.ts';
import { orderOf } from '../build/over-order.ts';
import type { LaterCheck } from './check.ts';

/** Of queries of statements that run on for ever. */
export const laterOver: LaterCheck = query => {
  const visit = (expression: TypedExpression): ReturnType<LaterCheck> => {
    if (expression.op !== 'over') return operandsOf(expression).flatMap(visit);
    if (orderOf(expression, query, false).at !== 'end') return [];
    const { span, name } = expression;
    return [
      {
        span,
        what: `${name} … OVER on an endless input, not along the event time of one stream or within a window`,
        help: 'ORDER BY the event time inside OVER, add a WINDOW, or run it bounded by ferris-sql execute',
      },
    ];
  };
  return [...query.items, ...query.orderBy].flatMap(({ expression }) => visit(expression));
};
