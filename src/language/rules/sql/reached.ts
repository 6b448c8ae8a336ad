/** The part of an expression that can be computed at all: branches that a constant condition shuts are left out. */
import { fold, truthOf } from '../../evaluate/fold.ts';
import type { BoundStatement } from '../../names/bound.ts';
import { mapOperands, type TypedExpression } from '../../names/typed-expression.ts';
import type { Span } from '../../text/span.ts';
import { eachPart, expressionsOf, queriesOf } from './walk.ts';

export interface Reached {
  readonly expression: TypedExpression;
  /** Whether a part of it is computed for some records only: in a branch of CASE, IF or COALESCE. */
  isChosen(part: TypedExpression): boolean;
}

/** All expressions of a statement, each without what is never computed. */
export function reachedIn(bound: BoundStatement): readonly Reached[] {
  const whole =
    bound.kind === 'values'
      ? bound.rows.flat()
      : queriesOf(bound).flatMap(({ query }) => expressionsOf(query).map(placed => placed.expression));
  return whole.map(one => {
    const expression = reached(one);
    return {
      expression,
      isChosen: ({ span }) =>
        branchesIn(expression).some(branch => branch.start <= span.start && branch.end >= span.end),
    };
  });
}

/** Where there is a choice: CASE WHEN TRUE has none. */
function branchesIn(expression: TypedExpression): readonly Span[] {
  const branches: Span[] = [];
  eachPart(expression, part => {
    if (part.op !== 'case') return;
    for (const { when, then } of part.branches) if (truthOf(fold(when)) === undefined) branches.push(then.span);
    if (part.otherwise) branches.push(part.otherwise.span);
  });
  return branches;
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
