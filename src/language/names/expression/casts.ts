/** Types as they are written, and CAST in all its forms. */

import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import { canCast, parseType } from '../../types/coerce.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { ANY, typeText } from '../../types/sql-type.ts';
import { stringOf } from '../text-of.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { fail } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import type { BindOperand } from './operand.ts';

export function bindType(node: ast.TypeName | undefined, context: Pick<ExpressionContext, 'reporter'>): SqlType {
  const written = (node?.$cstNode?.text ?? '').replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const type = parseType(written);
  if (type) return type;
  context.reporter.report('sql/unknown-type', context.reporter.at(node), `'${written}' is no type`, {
    help: 'the types are BOOLEAN, BIGINT, DOUBLE, DECIMAL(p, s), STRING, BYTES, DATE, TIME, TIMESTAMP, INTERVAL, ARRAY<t>, MAP<k, v>, STRUCT<…>, JSON',
  });
  return ANY;
}

export function cast(
  operand: TypedExpression,
  type: SqlType,
  safe: boolean,
  span: Span,
  context: ExpressionContext,
): TypedExpression {
  if (!canCast(operand.type, type))
    return fail(context, 'sql/cast', span, `${typeText(operand.type)} cannot be cast to ${typeText(type)}`);
  return { op: 'cast', operand, safe, type, span };
}

/** `CAST(x AS t)` and `CAST(x, 'T')`. */
export function bindCast(
  node: ast.Call,
  safe: boolean,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const [first, second] = node.arguments;
  if (first?.$type === 'Named') return cast(bind(first.operand), bindType(first.type, context), safe, span, context);
  const operand = bind(first);
  const written =
    second && (second.$type === 'StringLiteral' || second.$type === 'DoubleQuotedLiteral')
      ? stringOf(second.text)
      : second?.$cstNode?.text;
  const type = written === undefined ? undefined : parseType(written);
  if (type) return cast(operand, type, safe, span, context);
  return fail(
    context,
    'sql/unknown-type',
    context.reporter.at((second ?? node) as AstNode),
    written === undefined ? `CAST needs a type: CAST(x AS DOUBLE)` : `'${written}' is no type`,
  );
}
