/** Tests: IS, IN, LIKE, BETWEEN, and CASE, which chooses by them. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import { BOOLEAN } from '../../types/sql-type.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { fail, truth } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import { inCommon } from './in-common.ts';
import type { BindOperand } from './operand.ts';
import { alike, comparison, text } from './operators.ts';
import { bindQuantified } from './subquery.ts';

const negatedIf = (negated: boolean, operand: TypedExpression, span: Span): TypedExpression =>
  negated ? { op: 'not', operand, type: BOOLEAN, span } : operand;

export function bindIs(node: ast.IsTest, span: Span, context: ExpressionContext, bind: BindOperand): TypedExpression {
  const operand = bind(node.operand);
  const test = node.test.toUpperCase();
  if (test === 'DISTINCT') {
    const [left, right] = alike(operand, bind(node.right), span, context);
    // IS NOT DISTINCT FROM is the negated test.
    return { op: 'distinct', negated: node.not, left, right, type: BOOLEAN, span };
  }
  return {
    op: 'is',
    // UNKNOWN is the NULL of three-valued logic.
    test: test === 'UNKNOWN' ? 'NULL' : (test as 'NULL' | 'TRUE' | 'FALSE'),
    negated: node.not,
    operand: test === 'NULL' ? operand : truth(operand, context),
    type: BOOLEAN,
    span,
  };
}

export function bindIn(node: ast.InList, span: Span, context: ExpressionContext, bind: BindOperand): TypedExpression {
  const operand = bind(node.operand);
  if (node.query) return negatedIf(node.not, bindQuantified('in', '=', operand, node.query, span, context), span);
  if (node.container) {
    bind(node.container);
    return fail(context, 'sql/operand-type', span, 'IN needs a list in brackets or a query', 'write x IN (1, 2)');
  }
  const parts = node.values.map(value => {
    const bound = bind(value);
    return bound.type.kind === 'NULL'
      ? equalsNull(operand, bound, node.not, context)
      : comparison('=', operand, bound, bound.span, context);
  });
  const any: TypedExpression = parts.length === 1 ? { ...parts[0]!, span } : { op: 'or', parts, type: BOOLEAN, span };
  return negatedIf(node.not, any, span);
}

/** A NULL in a list: of IN it adds nothing; what it does to NOT IN is a rule of its own (sql/not-in-null). */
function equalsNull(
  left: TypedExpression,
  right: TypedExpression,
  negated: boolean,
  { reporter }: ExpressionContext,
): TypedExpression {
  if (!negated)
    reporter.report('sql/null-comparison', right.span, 'nothing equals NULL: in this list it adds nothing', {
      severity: 'warning',
      help: 'leave it out, or add OR … IS NULL',
    });
  return { op: 'compare', operator: '=', left, right, type: BOOLEAN, span: right.span };
}

export function bindLike(
  node: ast.LikeTest,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const operator = node.operator.toUpperCase();
  const kind = operator === 'RLIKE' ? 'REGEXP' : (operator as 'LIKE' | 'ILIKE' | 'REGEXP');
  const operand = text(bind(node.operand), operator, context);
  const pattern = text(bind(node.pattern), operator, context);
  if (kind === 'REGEXP' && pattern.op === 'literal' && pattern.text !== null) {
    try {
      new RegExp(pattern.text, 'u');
    } catch (error) {
      return fail(context, 'sql/literal', pattern.span, `this is no regular expression: ${(error as Error).message}`);
    }
  }
  const like: TypedExpression = {
    op: 'like',
    kind,
    operand,
    pattern: node.escape ? escaped(pattern, text(bind(node.escape), 'ESCAPE', context), context) : pattern,
    type: BOOLEAN,
    span,
  };
  return negatedIf(node.not, like, span);
}

/** The pattern with the language's own escape, the backslash, in place of the one that ESCAPE names. */
function escaped(pattern: TypedExpression, by: TypedExpression, context: ExpressionContext): TypedExpression {
  if (by.op !== 'literal' || by.text === null || [...by.text].length !== 1)
    return fail(context, 'sql/literal', by.span, 'ESCAPE takes one character', "as in LIKE '50!%' ESCAPE '!'");
  if (pattern.op !== 'literal' || pattern.text === null)
    return fail(
      context,
      'sql/literal',
      pattern.span,
      'beside ESCAPE the pattern is written out',
      'write it as a string',
    );
  const own = by.text;
  let read = '';
  let open = false;
  for (const character of pattern.text) {
    if (open || character !== own) {
      read += open || character === '\\' ? `\\${character}` : character;
      open = false;
    } else open = true;
  }
  return { ...pattern, text: read };
}

export function bindBetween(
  node: ast.BetweenTest,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const operand = bind(node.operand);
  const both: TypedExpression = {
    op: 'and',
    parts: [
      comparison('>=', operand, bind(node.low), span, context),
      comparison('<=', operand, bind(node.high), span, context),
    ],
    type: BOOLEAN,
    span,
  };
  return negatedIf(node.not, both, span);
}

export function bindCase(
  node: ast.CaseExpression,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const subject = node.subject && bind(node.subject);
  const branches = node.branches.map(branch => {
    const condition = bind(branch.condition);
    return {
      when: subject ? comparison('=', subject, condition, condition.span, context) : truth(condition, context),
      then: bind(branch.result),
    };
  });
  const otherwise = node.otherwise ? [bind(node.otherwise)] : [];
  const { type, values } = inCommon([...branches.map(branch => branch.then), ...otherwise], 'branch', context);
  return {
    op: 'case',
    branches: branches.map(({ when }, i) => ({ when, then: values[i]! })),
    otherwise: values[branches.length] ?? null,
    type,
    span,
  };
}
