/** Joins with queries in them: LATERAL ones on their right side, and those in the expressions of ON. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import { contains, mapOperands, type TypedExpression } from '../../../../language/names/typed-expression.ts';
import { conjunctsOf } from '../../../../language/rules/sql/walk.ts';
import { widthOf } from '../../width.ts';
import type { BuildContext } from '../context.ts';
import type { BuiltInput, InputBuilder } from '../input.ts';
import { join } from '../inputs/join.ts';
import { buildInput } from '../inputs.ts';
import { type Layout, rebase } from '../rebase.ts';
import { applied } from './applied.ts';
import { filtered } from './clauses.ts';
import { lateral } from './lateral.ts';
import { sideOfQueries } from './side-of-queries.ts';
import { allOf } from './simplified.ts';

type Join = Extract<BoundInput, { readonly kind: 'join' }>;

export const joinOfQueries: InputBuilder<'join'> = (input, query, context) => {
  const { right, condition } = input;
  const built =
    right.kind === 'query' && right.captured
      ? (one: Join, within: BuildContext) => lateral(one, right, right.captured!, query, within)
      : (one: Join, within: BuildContext) => join(one, query, within);
  if (!condition || !contains(condition, isQuery)) return built(input, context);
  if (input.join === 'INNER' || input.join === 'CROSS')
    return filteredJoin(input, condition, one => built(one, context), context);
  const side = sideOfQueries(input, query);
  if (!side) throw new Error('queries in the ON of an outer join use both of its sides');
  return onOneSide(input, condition, side, query, context, built);
};

const isQuery = ({ op }: TypedExpression): boolean => op === 'subquery';

/** An inner join keeps the rows that ON keeps, whichever of its conditions come first. */
function filteredJoin(
  input: Join,
  condition: TypedExpression,
  built: (input: Join) => BuiltInput,
  context: BuildContext,
): BuiltInput {
  const conditions = conjunctsOf(condition);
  const { node, layout } = built({ ...input, condition: allOf(conditions.filter(one => !contains(one, isQuery))) });
  const rest = allOf(conditions.filter(one => contains(one, isQuery)))!;
  return padded(filtered(node, rebase(rest, layout), context), layout);
}

/** With places for the columns that were appended. */
const padded = (node: BuiltInput['node'], layout: Layout): BuiltInput => ({
  node,
  layout: [...layout, ...new Array<number>(widthOf(node) - layout.length).fill(-1)],
});

/** A column that no query has: the first of the answers to the queries in ON. */
const FIRST_ANSWER = 2_000_000;

/** What the queries of an outer join say of a row of one side is known before it is joined. */
function onOneSide(
  input: Join,
  condition: TypedExpression,
  side: 'left' | 'right',
  query: BoundQuery,
  context: BuildContext,
  built: (input: Join, context: BuildContext) => BuiltInput,
): BuiltInput {
  const { node, layout } = buildInput(input[side], query, context);
  const apply = applied(node, context);
  const width = widthOf(node);
  const placed = (expression: TypedExpression): TypedExpression => {
    if (!isQuery(expression)) return mapOperands(expression, placed);
    const answer = apply.placed(rebase(expression, layout));
    return answer.op === 'column' ? { ...answer, index: FIRST_ANSWER + answer.index - width } : answer;
  };
  const on = placed(condition);
  const answers = Array.from({ length: widthOf(apply.node) - width }, (_, i) => FIRST_ANSWER + i);
  const answered: BuiltInput = { node: apply.node, layout: [...layout, ...answers] };
  const dependent = new Map([...(context.dependent ?? []), [input[side], () => answered] as const]);
  return built({ ...input, condition: on }, { ...context, dependent });
}
