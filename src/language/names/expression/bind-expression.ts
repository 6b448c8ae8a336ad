/** Syntax of an expression → typed expression: names resolved, operands given a common type, literals read. */

import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { BOOLEAN, DOUBLE, NULL_TYPE, STRING } from '../../types/sql-type.ts';
import { nameOf, stringOf } from '../text-of.ts';
import type { ComparisonOperator, TypedExpression } from '../typed-expression.ts';
import { fail, literal, truth, unknown } from './basics.ts';
import { bindCall, call } from './calls.ts';
import { bindType, cast } from './casts.ts';
import { arrayOf, mapOf } from './collections.ts';
import { BARE_CALLS, bindColumn, bindIndex, bindMember } from './columns.ts';
import type { ExpressionContext } from './context.ts';
import {
  bindDoubleQuoted,
  bindDuration,
  bindFraction,
  bindInteger,
  bindInterval,
  bindTypedLiteral,
} from './literals.ts';
import { bindMatchCall, isMatchCall } from './match-call.ts';
import type { BindOperand } from './operand.ts';
import { bindArithmetic, bindSigned, comparison } from './operators.ts';
import { bindBetween, bindCase, bindIn, bindIs, bindLike } from './predicates.ts';
import { bindQuantified, bindScalarSubquery, quantifierOf } from './subquery.ts';

/** Deeper than people write, and not so deep that what walks the tree runs out of stack. */
const MAX_DEPTH = 400;

/** Never throws: what cannot be bound is reported and becomes a NULL of type ANY, so that it is reported once. */
export function bindExpression(
  node: ast.Expression | undefined,
  context: ExpressionContext,
  depth = 0,
): TypedExpression {
  const bound = bindNode(node, context, depth);
  context.reporter.typed?.(bound, context.scope);
  return bound;
}

function bindNode(node: ast.Expression | undefined, context: ExpressionContext, depth: number): TypedExpression {
  const { reporter } = context;
  if (!node) return unknown(reporter.at(node));
  const span = reporter.at(node as AstNode);
  if (depth > MAX_DEPTH)
    return fail(
      context,
      'sql/too-deep',
      span,
      `this is nested more than ${MAX_DEPTH} deep`,
      'compute a part of it in a CTE',
    );
  const bind: BindOperand = (inner, within = context) => bindExpression(inner, within, depth + 1);
  switch (node.$type) {
    case 'Parenthesized':
      return { ...bind(node.inner), span };
    case 'SubqueryExpression':
      return bindScalarSubquery(node.query, span, context);
    case 'IntegerLiteral':
      return bindInteger(node.text, span, context);
    case 'DecimalLiteral':
      return bindFraction(node.text, span, context);
    case 'DoubleLiteral':
      return literal(DOUBLE, node.text, span);
    case 'StringLiteral':
      return literal(STRING, stringOf(node.text), span);
    case 'DoubleQuotedLiteral':
      return bindDoubleQuoted(node.text, span, context);
    case 'BooleanLiteral':
      return literal(BOOLEAN, node.word.toUpperCase(), span);
    case 'NullLiteral':
      return { op: 'literal', type: NULL_TYPE, text: null, span };
    case 'DurationLiteral':
      return bindDuration(node.text, span, context);
    case 'IntervalLiteral':
      return bindInterval(node, span, context);
    case 'TypedLiteral':
      return bindTypedLiteral(node, span, context);
    case 'ColumnName': {
      const name = nameOf(node.name ?? '');
      if (BARE_CALLS.has(name.toUpperCase()) && !context.scope.declares(name))
        return call(name.toUpperCase(), [], span, context);
      return bindColumn(name, span, context);
    }
    case 'Member':
      return bindMember(node, span, context, bind);
    case 'Index': {
      const made = node.base?.$type === 'ColumnName' ? (node.base.name ?? '').toUpperCase() : '';
      if (made === 'ARRAY' || made === 'MAP') {
        const items = node.indexes.map(index => bind(index));
        return made === 'ARRAY' ? arrayOf(items, span, context) : mapOf(items, span, context);
      }
      return bindIndex(node, span, context, bind);
    }
    case 'TypeCast':
      return cast(bind(node.operand), bindType(node.type, context), false, span, context);
    case 'AtTimeZone':
      return call('CONVERT_TZ', [bind(node.operand), literal(STRING, 'UTC', span), bind(node.zone)], span, context);
    case 'Signed':
      return bindSigned(node.sign, bind(node.operand), span, context);
    case 'ArithmeticChain':
      return bindArithmetic(node, context, bind);
    case 'Comparison': {
      const operator = comparisonOf(node.operator);
      const quantified = quantifierOf(node.right);
      const left = bind(node.left);
      return quantified
        ? bindQuantified(quantified.test, operator, left, quantified.query, span, context)
        : comparison(operator, left, bind(node.right), span, context);
    }
    case 'IsTest':
      return bindIs(node, span, context, bind);
    case 'InList':
      return bindIn(node, span, context, bind);
    case 'LikeTest':
      return bindLike(node, span, context, bind);
    case 'BetweenTest':
      return bindBetween(node, span, context, bind);
    case 'Negation':
      return { op: 'not', operand: truth(bind(node.operand), context), type: BOOLEAN, span };
    case 'Conjunction':
      return { op: 'and', parts: node.parts.map(part => truth(bind(part), context)), type: BOOLEAN, span };
    case 'Disjunction':
      return { op: 'or', parts: node.parts.map(part => truth(bind(part), context)), type: BOOLEAN, span };
    case 'CaseExpression':
      return bindCase(node, span, context, bind);
    case 'Call':
      return isMatchCall(node, context)
        ? bindMatchCall(node, span, context, bind)
        : bindCall(node, span, context, bind);
    case 'Named':
      return fail(context, 'sql/call', span, 'AS has no meaning here: it belongs to CAST and STRUCT');
    case 'KeyedValue':
      return fail(context, 'sql/call', span, 'VALUE has no meaning here: it belongs to JSON_OBJECT');
    case 'TableOperand':
      return fail(context, 'sql/call', span, 'TABLE has no meaning here: it belongs to window functions after FROM');
    case 'WindowKey':
      return fail(context, 'sql/window', span, 'a WINDOW belongs to GROUP BY or stands as a clause of its own');
    default:
      return unknown(span);
  }
}

const comparisonOf = (operator: string): ComparisonOperator =>
  operator === '==' ? '=' : operator === '!=' ? '<>' : (operator as ComparisonOperator);
