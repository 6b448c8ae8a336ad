/** Expressions that cannot be evaluated yet. One line a kind. */
import { functionTable } from '../../../language/functions/table.ts';
import type { BoundQuery, Later } from '../../../language/names/bound.ts';
import { operandsOf, type TypedExpression } from '../../../language/names/typed-expression.ts';
import { isTableCall } from '../build/explode.ts';
import { refusedUse } from '../build/subqueries/refused.ts';
import type { LaterCheck } from './check.ts';

export const laterExpressions: LaterCheck = query => expressionsOf(query).flatMap(ofExpression);

const expressionsOf = (query: BoundQuery): readonly TypedExpression[] => [
  ...(query.where ? [query.where] : []),
  ...(query.aggregation?.keys ?? []).map(key => key.expression),
  ...(query.aggregation?.calls ?? []).flatMap(call => [...call.args, ...(call.filter ? [call.filter] : [])]),
  ...(query.having ? [query.having] : []),
  // A function that makes rows may stand alone in the select list.
  ...query.items.flatMap(({ expression }) => (isTableCall(expression) ? expression.args : [expression])),
  ...query.orderBy.map(key => key.expression),
];

/** An expression that is refused is refused with all that is in it. */
function ofExpression(expression: TypedExpression): readonly Later[] {
  const own = table[expression.op]?.(expression as never);
  return own ? [own] : operandsOf(expression).flatMap(ofExpression);
}

type Table = {
  readonly [Op in TypedExpression['op']]?: (expression: Extract<TypedExpression, { op: Op }>) => Later | undefined;
};

const table: Table = {
  subquery({ span, query, test }) {
    const what = refusedUse(query, test);
    return what === undefined ? undefined : { span, what };
  },
  call({ span, name }) {
    const entry = functionTable.get(name);
    return !entry || entry.kind === 'scalar' ? undefined : { span, what: entry.name };
  },
};
