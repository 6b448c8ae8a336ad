/** Operators: arithmetic, `||`, comparison; each operand read beside the other. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import { arithmeticType } from '../../types/arithmetic-type.ts';
import { commonType } from '../../types/coerce.ts';
import { parseInt64 } from '../../types/int64.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { BIGINT, BOOLEAN, isNumeric, STRING, sameType, typeText } from '../../types/sql-type.ts';
import type { ArithmeticOperator, ComparisonOperator, TypedExpression } from '../typed-expression.ts';
import { coerced, fail, isOpen, isUnknown, literal, unknown } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import { neighbour } from './neighbour.ts';
import type { BindOperand } from './operand.ts';

const PRECEDENCE: Readonly<Record<string, number>> = { '||': 0, '+': 1, '-': 1, '*': 2, '/': 2, '%': 2 };

const MAX_OPERATORS = 1000;

/** The grammar keeps `a + b * c` as one flat list; folded here by precedence, left to right, in linear time. */
export function bindArithmetic(
  node: ast.ArithmeticChain,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const operands: TypedExpression[] = [bind(node.parts[0])];
  const operators: string[] = [];
  const reduce = () => {
    const operator = operators.pop()!;
    const right = operands.pop()!;
    const left = operands.pop()!;
    operands.push(operation(operator, left, right, context));
  };
  // Of a chain of || only the list of its parts is kept, or each would copy those before it.
  if (node.operators.every(operator => operator === '||')) {
    const parts = node.parts.map((part, i) => text(i === 0 ? operands[0]! : bind(part), '||', context));
    return { op: 'concat', parts, type: STRING, span: { start: parts[0]!.span.start, end: parts.at(-1)!.span.end } };
  }
  // Each operator is one step deeper to all that walks the tree.
  if (node.operators.length > MAX_OPERATORS)
    return fail(
      context,
      'sql/too-deep',
      context.reporter.at(node),
      `these are more than ${MAX_OPERATORS} operators in one expression`,
      'compute a part of it in a CTE',
    );
  for (const [i, operator] of node.operators.entries()) {
    while (operators.length > 0 && PRECEDENCE[operators.at(-1)!]! >= PRECEDENCE[operator]!) reduce();
    operators.push(operator);
    operands.push(bind(node.parts[i + 1]));
  }
  while (operators.length > 0) reduce();
  return operands[0]!;
}

function operation(
  operator: string,
  left: TypedExpression,
  right: TypedExpression,
  context: ExpressionContext,
): TypedExpression {
  const span = { start: left.span.start, end: right.span.end };
  if (operator === '||') {
    const parts = [left, right].flatMap(part => (part.op === 'concat' ? part.parts : [text(part, '||', context)]));
    return { op: 'concat', parts, type: STRING, span };
  }
  const [a, b] = [neighbour(left, right, context, true), neighbour(right, left, context, true)];
  if (isUnknown(a) || isUnknown(b)) return unknown(span);
  const type = arithmeticType(operator as ArithmeticOperator, a.type, b.type);
  if (!type)
    return fail(
      context,
      'sql/operand-type',
      span,
      `there is no ${typeText(a.type)} ${operator} ${typeText(b.type)}`,
      a.type.kind === 'STRING' || b.type.kind === 'STRING'
        ? 'CAST the text to a number; || joins texts'
        : 'CAST one of them',
    );
  return { op: 'arithmetic', operator: operator as ArithmeticOperator, left: a, right: b, type, span };
}

/** `-x`; a number's sign becomes part of the literal. */
export function bindSigned(
  sign: string,
  operand: TypedExpression,
  span: Span,
  context: ExpressionContext,
): TypedExpression {
  if (isUnknown(operand)) return unknown(span);
  if (!isNumeric(operand.type) && !isOpen(operand.type) && operand.type.kind !== 'INTERVAL')
    return fail(context, 'sql/operand-type', span, `'${sign}' needs a number; this is ${typeText(operand.type)}`);
  if (sign === '+') return { ...operand, span };
  if (operand.op !== 'literal' || operand.text === null || !isNumeric(operand.type))
    return { op: 'negate', operand, type: operand.type, span };
  const value = operand.text.startsWith('-') ? operand.text.slice(1) : `-${operand.text}`;
  // 9223372036854775808 fits no BIGINT, its negation does.
  if (operand.type.kind === 'DECIMAL' && operand.type.scale === 0 && parseInt64(value) !== undefined)
    return literal(BIGINT, value, span);
  return literal(operand.type, value, span);
}

/** Both sides of a comparison, with string literals read as their neighbour. Reports what cannot be compared. */
export function alike(
  left: TypedExpression,
  right: TypedExpression,
  span: Span,
  context: ExpressionContext,
): [TypedExpression, TypedExpression] {
  const a = neighbour(left, right, context);
  const b = neighbour(right, left, context);
  const either = (test: (type: SqlType) => boolean) => test(a.type) || test(b.type);
  if (either(isOpen) || either(type => type.kind === 'NULL')) return [a, b];
  if (isNumeric(a.type) && isNumeric(b.type)) return [a, b];
  const common = commonType(a.type, b.type);
  if (!common) {
    const timeAndNumber = either(isNumeric) && either(type => type.kind === 'TIMESTAMP');
    fail(
      context,
      'sql/operand-type',
      span,
      `${typeText(a.type)} cannot be compared with ${typeText(b.type)}`,
      timeAndNumber ? 'CAST the number to TIMESTAMP: it is epoch milliseconds' : 'CAST one of them',
    );
    return [unknown(a.span), unknown(b.span)];
  }
  return sameType(a.type, b.type) ? [a, b] : [coerced(a, common), coerced(b, common)];
}

export function comparison(
  operator: ComparisonOperator,
  left: TypedExpression,
  right: TypedExpression,
  span: Span,
  context: ExpressionContext,
): TypedExpression {
  const [a, b] = alike(left, right, span, context);
  if (a.type.kind === 'NULL' || b.type.kind === 'NULL')
    context.reporter.report('sql/null-comparison', span, `a comparison with NULL is never true`, {
      severity: 'warning',
      help: `write IS ${operator === '<>' ? 'NOT ' : ''}NULL`,
      ...nullFix(operator, left, right, span),
    });
  return { op: 'compare', operator, left: a, right: b, type: BOOLEAN, span };
}

/** `x = NULL` → `x IS NULL`, where the NULL stands last. */
function nullFix(operator: ComparisonOperator, left: TypedExpression, right: TypedExpression, span: Span) {
  if (right.type.kind !== 'NULL' || (operator !== '=' && operator !== '<>')) return {};
  const text = operator === '=' ? ' IS NULL' : ' IS NOT NULL';
  return {
    fixes: [{ title: `Write${text}`, edits: [{ span: { start: left.span.end, end: span.end }, text }] }],
  };
}

/** An operand of `||` or LIKE: a STRING, or a value only known at run time. Anything else must be cast. */
export function text(expression: TypedExpression, operator: string, context: ExpressionContext): TypedExpression {
  if (expression.type.kind === 'STRING' || expression.type.kind === 'NULL' || isUnknown(expression)) return expression;
  if (isOpen(expression.type) || operator === '||') return coerced(expression, STRING);
  return fail(
    context,
    'sql/operand-type',
    expression.span,
    `${operator} needs a STRING; this is ${typeText(expression.type)}`,
    'CAST it to STRING',
  );
}
