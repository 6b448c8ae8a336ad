/** Literals: their type is what their text says. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import { Decimal } from '../../types/decimal.ts';
import { MAX_PRECISION } from '../../types/decimal-rules.ts';
import { parseInt64 } from '../../types/int64.ts';
import { literalText } from '../../types/literal.ts';
import { BIGINT, DATE, decimal, INTERVAL, STRING, TIME, TIMESTAMP } from '../../types/sql-type.ts';
import { SqlDate, SqlTime, Timestamp, unitInterval } from '../../types/temporal.ts';
import { durationMs, nameOf, stringOf } from '../text-of.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { fail, literal } from './basics.ts';
import type { ExpressionContext } from './context.ts';

/** A whole number is a BIGINT; one that does not fit is a DECIMAL. */
export function bindInteger(text: string, span: Span, context: ExpressionContext): TypedExpression {
  const value = parseInt64(text);
  if (value !== undefined) return literal(BIGINT, String(value), span);
  const digits = text.replace(/^0+/, '').length;
  return digits > 38 ? tooLong(text, span, context) : literal(decimal(digits, 0), text, span);
}

export function bindFraction(text: string, span: Span, context: ExpressionContext): TypedExpression {
  if (!Decimal.parse(text)) return tooLong(text, span, context);
  const scale = text.length - text.indexOf('.') - 1;
  // As Flink counts them: a written leading zero is a digit, so that 0.3 is a DECIMAL(2, 1).
  return literal(decimal(Math.min(text.length - 1, MAX_PRECISION), scale), text, span);
}

const tooLong = (text: string, span: Span, context: ExpressionContext): TypedExpression =>
  fail(
    context,
    'sql/literal',
    span,
    `'${shortened(text)}' has more digits than a DECIMAL can hold (38)`,
    'write it as a DOUBLE: 1e40',
  );

export function bindDoubleQuoted(text: string, span: Span, context: ExpressionContext): TypedExpression {
  context.reporter.report(
    'sql/double-quoted-string',
    span,
    'double quotes make a string here, as single quotes do; other SQL reads a name',
    {
      severity: 'warning',
      help: 'write a string in single quotes, or a name in back quotes',
      fixes: [{ title: 'Use single quotes', edits: [{ span, text: `'${stringOf(text).replaceAll("'", "''")}'` }] }],
    },
  );
  return literal(STRING, stringOf(text), span);
}

export function bindDuration(text: string, span: Span, context: ExpressionContext): TypedExpression {
  const ms = durationMs(text);
  return ms === undefined
    ? fail(context, 'sql/literal', span, `'${text}' is no duration`)
    : literal(INTERVAL, `0:${ms * 1000}`, span);
}

/** INTERVAL '5' MINUTE, INTERVAL 5 MINUTES, INTERVAL '5 minutes', INTERVAL 5m. */
export function bindInterval(node: ast.IntervalLiteral, span: Span, context: ExpressionContext): TypedExpression {
  if (node.duration !== undefined) return bindDuration(node.duration, span, context);
  const written = node.amount ?? '';
  const inside = written.startsWith("'") ? stringOf(written) : written;
  const both = node.unit === undefined ? /^\s*(-?[\d.]+)\s*([A-Za-z]+)\s*$/.exec(inside) : undefined;
  const amount = both?.[1] ?? inside;
  const word = node.unit === undefined ? both?.[2] : nameOf(node.unit);
  if (word === undefined)
    return fail(context, 'sql/literal', span, `INTERVAL '${inside}' has no unit`, "write INTERVAL '5' MINUTE");
  const unit = unitInterval(word);
  if (!unit)
    return fail(context, 'sql/literal', span, `'${word}' is no unit of time`, 'units go from MILLISECOND to YEAR');
  const factor = Number(amount);
  const months = factor * unit.months;
  const micros = factor * unit.micros;
  if (amount.trim() === '' || !Number.isSafeInteger(months) || !Number.isSafeInteger(micros))
    return fail(context, 'sql/literal', span, `'${shortened(amount)}' is no number of ${word.toLowerCase()}s`);
  return literal(INTERVAL, `${months}:${micros}`, span);
}

export function bindTypedLiteral(node: ast.TypedLiteral, span: Span, context: ExpressionContext): TypedExpression {
  const written = stringOf(node.text);
  const kind = node.type.toUpperCase();
  const [type, value] =
    kind === 'DATE'
      ? ([DATE, SqlDate.parse(written)] as const)
      : kind === 'TIME'
        ? ([TIME, SqlTime.parse(written)] as const)
        : ([TIMESTAMP, Timestamp.parse(written)] as const);
  if (!value)
    return fail(
      context,
      'sql/literal',
      span,
      `'${shortened(written)}' is no ${kind}`,
      'write it as ISO 8601, such as 2026-11-21 or 2026-11-21 09:30:00',
    );
  return literal(type, literalText(value), span);
}

/**
 * A duration in milliseconds: `INTERVAL '5' SECOND`, `5s`, `'5s'`; undefined for what is none. Months and years have no
 * fixed length, so they are none.
 */
export function durationOf(node: ast.Expression): number | undefined {
  if (node.$type === 'DurationLiteral') return durationMs(node.text);
  if (node.$type === 'StringLiteral' || node.$type === 'DoubleQuotedLiteral') return durationMs(stringOf(node.text));
  if (node.$type === 'Parenthesized' && node.inner) return durationOf(node.inner);
  if (node.$type !== 'IntervalLiteral') return undefined;
  if (node.duration !== undefined) return durationMs(node.duration);
  const written = node.amount ?? '';
  const amount = written.startsWith("'") ? stringOf(written) : written;
  return durationMs(node.unit === undefined ? amount : `${amount} ${nameOf(node.unit)}`);
}

/** As `durationOf`, also backwards: `INTERVAL '-8' HOUR`, `-8h`. */
export function signedDurationOf(node: ast.Expression): number | undefined {
  if (node.$type === 'Parenthesized' && node.inner) return signedDurationOf(node.inner);
  if (node.$type === 'Signed' && node.operand) {
    const ms = signedDurationOf(node.operand);
    return ms !== undefined && node.sign === '-' ? -ms : ms;
  }
  const back = node.$type === 'IntervalLiteral' ? /^'\s*-/.exec(node.amount ?? '') : null;
  if (node.$type !== 'IntervalLiteral' || !back) return durationOf(node);
  const ms = durationOf({ ...node, amount: `'${node.amount!.slice(back[0].length)}` });
  return ms === undefined ? undefined : -ms;
}

/** A text of any length in a message. */
export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
