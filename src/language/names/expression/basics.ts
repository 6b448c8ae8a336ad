/** Small makers and tests of typed expressions that all of binding uses. */

import type { Span } from '../../text/span.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { ANY, BOOLEAN, sameType, typeText } from '../../types/sql-type.ts';
import type { TypedExpression } from '../typed-expression.ts';
import type { ExpressionContext } from './context.ts';

/** Whether the type is only known when the record is read. */
export const isOpen = (type: SqlType): boolean => type.kind === 'ANY' || type.kind === 'JSON';

export const literal = (type: SqlType, value: string, span: Span): TypedExpression => ({
  op: 'literal',
  type,
  text: value,
  span,
});

/** What stands for something already reported: a NULL of type ANY, about which nothing more is said. */
export const unknown = (span: Span): TypedExpression => ({ op: 'literal', type: ANY, text: null, span });

export const isUnknown = (expression: TypedExpression): boolean =>
  expression.op === 'literal' && expression.type.kind === 'ANY';

export function fail(
  context: Pick<ExpressionContext, 'reporter'>,
  rule: string,
  span: Span,
  message: string,
  help?: string,
): TypedExpression {
  context.reporter.report(rule, span, message, help === undefined ? {} : { help });
  return unknown(span);
}

export const coerced = (expression: TypedExpression, type: SqlType): TypedExpression =>
  sameType(expression.type, type)
    ? expression
    : { op: 'cast', operand: expression, safe: false, type, span: expression.span };

/** A condition: anything but BOOLEAN (or a value only known at run time) is refused. */
export function truth(expression: TypedExpression, context: ExpressionContext): TypedExpression {
  const { kind } = expression.type;
  if (kind === 'BOOLEAN' || kind === 'NULL') return expression;
  if (isOpen(expression.type)) return isUnknown(expression) ? expression : coerced(expression, BOOLEAN);
  return fail(
    context,
    'sql/condition-type',
    expression.span,
    `a condition must be BOOLEAN; this is ${typeText(expression.type)}`,
  );
}
