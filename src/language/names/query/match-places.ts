/** Which rows the functions of MATCH_RECOGNIZE look at: one row, or the rows of one variable. */

import { contains, operandsOf, type TypedExpression } from '../typed-expression.ts';
import type { QueryContext } from './context.ts';

/** @param inDefine a condition; else a measure */
export function checkPlaces(expression: TypedExpression, inDefine: boolean, context: QueryContext): void {
  const { reporter } = context;
  const isNumber = (one: TypedExpression) => one.op === 'call' && one.name === 'MATCH_NUMBER';
  const visit = (one: TypedExpression): void => {
    if (inDefine && isNumber(one))
      reporter.report('sql/match', one.span, 'MATCH_NUMBER() is known of a match, and this decides what one is', {
        help: 'use it in MEASURES',
      });
    if (one.op === 'aggregate') {
      oneVariable(one, 'an aggregate is over the rows of one variable', context);
      const moved = find(operandsOf(one), inner => inner.op === 'match-row' && !isPlain(inner));
      if (moved)
        reporter.report('sql/match', moved.span, `${placeOf(moved)} names one row, and an aggregate goes over many`, {
          help: 'aggregate the column itself: SUM(A.price)',
        });
      return;
    }
    if (one.op === 'match-row' && !isPlain(one)) {
      oneVariable(one, `${placeOf(one)} looks at one row`, context);
      const inner = find([one.operand], part => part.op === 'aggregate');
      if (inner)
        reporter.report('sql/match', inner.span, `${placeOf(one)} takes a value of a row, not one of many rows`, {
          help: 'aggregates stand beside it: LAST(A.price) - AVG(A.price)',
        });
      return;
    }
    for (const operand of operandsOf(one)) visit(operand);
  };
  visit(expression);
}

const placeOf = (one: TypedExpression): string => (one.op === 'match-row' ? one.place.toUpperCase() : '');

/** `A.price`: the last row of A, or each of them in an aggregate. */
const isPlain = (one: TypedExpression): boolean =>
  one.op === 'match-row' &&
  one.place === 'last' &&
  one.offset === 0 &&
  one.variable !== undefined &&
  one.operand.op === 'column';

function oneVariable(expression: TypedExpression, why: string, { reporter }: QueryContext): void {
  let first: string | undefined;
  let reported = false;
  contains(expression, one => {
    if (one.op !== 'match-row' || one.variable === undefined) return false;
    first ??= one.variable;
    if (one.variable.toLowerCase() === first.toLowerCase() || reported) return false;
    reported = true;
    reporter.report('sql/match', one.span, `'${one.variable}' beside '${first}': ${why}`, {
      help: 'compute each by itself, or name both by a SUBSET',
    });
    return false;
  });
}

function find(among: readonly TypedExpression[], test: (e: TypedExpression) => boolean): TypedExpression | undefined {
  for (const one of among) {
    if (test(one)) return one;
    const found = find(operandsOf(one), test);
    if (found) return found;
  }
  return undefined;
}
