/** Nothing is divided by a constant zero: no record could be computed. */
import { fold, isConstant } from '../../evaluate/fold.ts';
import { operandsOf, type TypedExpression } from '../../names/typed-expression.ts';
import { literalValue } from '../../types/literal.ts';
import { isNumeric } from '../../types/sql-type.ts';
import { defineRule } from '../define.ts';
import type { StatementSubject } from './check.ts';
import { functionOf } from './event-time.ts';
import { TRADES } from './examples.ts';
import { reachedIn } from './reached.ts';
import { eachPart } from './walk.ts';

export const divisionByZero = defineRule<StatementSubject>({
  id: 'sql/division-by-zero',
  severity: 'error',
  title: 'Nothing is divided by a constant zero',
  why: 'A division by zero is a record error: the record goes to the dead letters, or is counted as failed, and never comes out. By a constant zero every record does. Where a divisor may be zero in some records, `x / NULLIF(y, 0)` gives NULL for those. MySQL gives NULL for all of them, most other engines fail the query.',
  bad: `${TRADES}SELECT ticker, price / 0 AS share, volume % (2 - 2) AS rest FROM trades;\n`,
  good: `${TRADES}SELECT ticker, price / NULLIF(volume, 0) AS share, volume % 2 AS rest FROM trades;\n`,
  check: ({ bound }, report) => {
    for (const { expression, isChosen } of reachedIn(bound))
      eachPart(expression, part => {
        const divided = zeroDivisorOf(part);
        if (divided)
          report(divided.divisor, {
            message: `${divided.operation} by zero fails for every record that comes to it`,
            ...(isChosen(part) ? { severity: 'warning' } : {}),
            help: 'divide by something else; NULLIF(x, 0) guards a divisor that may be zero',
          });
      });
  },
});

/** What is divided by zero whatever the record; a NULL divided by it is NULL. */
export function zeroDivisorOf(
  part: TypedExpression,
): { readonly divisor: TypedExpression; readonly operation: string } | undefined {
  const operation = operationOf(part);
  const [dividend, divisor] = operation === undefined ? [] : operandsOf(part);
  if (operation === undefined || !dividend || !divisor) return undefined;
  const known = fold(dividend);
  if (isConstant(known) && known.text === null) return undefined;
  return isZero(divisor) ? { divisor, operation } : undefined;
}

function operationOf(part: TypedExpression): string | undefined {
  if (part.op === 'call') return functionOf(part) === 'MOD' ? 'a remainder' : undefined;
  if (part.op !== 'arithmetic') return undefined;
  return part.operator === '/' ? 'a division' : part.operator === '%' ? 'a remainder' : undefined;
}

function isZero(expression: TypedExpression): boolean {
  const folded = fold(expression);
  if (!isConstant(folded) || folded.text === null || !isNumeric(folded.type)) return false;
  return Number(literalValue(folded.type, folded.text)?.toString()) === 0;
}
