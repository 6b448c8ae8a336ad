/** The part of an expression that can be computed at all: branches that a constant condition shuts are left out. */
import { fold, truthOf } from '../../evaluate/fold.ts';
import type { BoundStatement } from '../../names/bound.ts';
import { mapOperands, type TypedExpression } from '../../names/typed-expression.ts';
import { expressionsOf, queriesOf } from './walk.ts';

/** All expressions of a statement, each without what is never computed. */
export function reachedIn(bound: BoundStatement): readonly TypedExpression[] {
  const whole =
    bound.kind === 'values'
      ? bound.rows.flat()
      : queriesOf(bound).flatMap(({ query }) => expressionsOf(query).map(placed => placed.expression));
  return whole.map(reached);
}

function reached(expression: TypedExpression): TypedExpression {
  if (expression.op === 'and' || expression.op === 'or') {
    const decisive = expression.op === 'or';
    const end = expression.parts.findIndex(part => truthOf(fold(part)) === decisive);
    const parts = end < 0 ? expression.parts : expression.parts.slice(0, end + 1);
    return { ...expression, parts: parts.map(reached) };
  }
  if (expression.op !== 'case') return mapOperands(expression, reached);
  const branches: (typeof expression.branches)[number][] = [];
  for (const { when, then } of expression.branches) {
    const truth = truthOf(fold(when));
    const never = truth === false || truth === null;
    branches.push({ when: reached(when), then: never ? NOTHING(then) : reached(then) });
    if (truth === true) return { ...expression, branches, otherwise: null };
  }
  return { ...expression, branches, otherwise: expression.otherwise && reached(expression.otherwise) };
}

/** Stands where nothing is ever computed. */
const NOTHING = ({ type, span }: TypedExpression): TypedExpression => ({ op: 'literal', type, text: null, span });
