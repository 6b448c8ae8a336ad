/** A string literal is read as what stands beside it: `price > '100.00'` compares numbers (DIALECT §4). */

import { literalAs } from '../../types/coerce.ts';
import { Decimal } from '../../types/decimal.ts';
import { literalText } from '../../types/literal.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { decimal, INTERVAL, isNumeric, typeText } from '../../types/sql-type.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { fail, isOpen, literal } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import { shortened } from './literals.ts';

/** The expression itself unless it is such a literal. Reports one that cannot be read as its neighbour. */
export function neighbour(
  expression: TypedExpression,
  beside: TypedExpression,
  context: Pick<ExpressionContext, 'reporter'>,
  arithmetic = false,
): TypedExpression {
  // A time plus or minus a text means an interval.
  const isTime = beside.type.kind === 'TIMESTAMP' || beside.type.kind === 'DATE';
  const type = arithmetic && isTime ? INTERVAL : beside.type;
  const read = readAs(expression, type);
  if (read) return read;
  const what = isNumeric(type) ? 'a number' : typeText(type);
  return fail(
    context,
    'sql/literal',
    expression.span,
    `'${shortened(expression.op === 'literal' ? (expression.text ?? '') : '')}' cannot be read as ${what}, the type beside it`,
  );
}

/** A number is read exactly, whatever kind of number is wanted. Undefined for a string literal that cannot be read so. */
export function readAs(expression: TypedExpression, type: SqlType): TypedExpression | undefined {
  if (!isText(expression) || type.kind === 'STRING' || type.kind === 'NULL' || isOpen(type)) return expression;
  const wanted = isNumeric(type) ? decimal(38, 18) : type;
  const value = literalAs(expression.text ?? '', wanted);
  if (value === undefined || value === null) return undefined;
  return value instanceof Decimal
    ? literal(decimal(Math.max(value.precision(), value.scale, 1), value.scale), value.toFixedString(), expression.span)
    : literal(wanted, literalText(value), expression.span);
}

/** Whether an expression is a string literal. */
export const isText = (
  expression: TypedExpression,
): expression is Extract<TypedExpression, { readonly op: 'literal' }> =>
  expression.op === 'literal' && expression.type.kind === 'STRING' && expression.text !== null;
