/** OVER whose rows would only come out at the end of an input that has none. */

import type { BoundQuery, Later } from '../../../language/names/bound.ts';
import { operandsOf, type TypedExpression } from '../../../language/names/typed-expression.ts';
import { orderOf } from '../build/over-order.ts';
import { keptRanks } from '../build/top.ts';

/** Of queries of statements that run on for ever. */
export function laterOver(queries: readonly BoundQuery[]): readonly Later[] {
  const kept = keptRanks(queries);
  return queries.flatMap(query => ofQuery(query, kept));
}

function ofQuery(query: BoundQuery, kept: ReadonlySet<TypedExpression>): readonly Later[] {
  const visit = (expression: TypedExpression): readonly Later[] => {
    if (expression.op !== 'over') return operandsOf(expression).flatMap(visit);
    if (kept.has(expression) || orderOf(expression, query, false).at !== 'end') return [];
    const { span, name } = expression;
    return [
      {
        span,
        what: `${name} … OVER on an endless input, not along the event time of one stream or within a window`,
        help: 'ORDER BY the event time inside OVER, add a WINDOW, keep the first n by ROW_NUMBER or RANK in a query around it, or run it bounded by ferris-sql execute',
      },
    ];
  };
  return [...query.items, ...query.orderBy].flatMap(({ expression }) => visit(expression));
}
