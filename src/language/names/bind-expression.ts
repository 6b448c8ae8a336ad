/** Syntax of an expression → typed expression: names resolved, operands given a common type, literals read. */
import type { AstNode } from 'langium';
import type { Argument } from '../functions/define.ts';
import { functionTable, resolveCall } from '../functions/table.ts';
import type * as ast from '../grammar/generated/ast.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { arithmeticType } from '../types/arithmetic-type.ts';
import { canCast, commonType, literalAs, parseType } from '../types/coerce.ts';
import { Decimal } from '../types/decimal.ts';
import { parseInt64 } from '../types/int64.ts';
import { literalText, literalValue } from '../types/literal.ts';
import type { SqlType } from '../types/sql-type.ts';
import {
  ANY,
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  INTERVAL,
  isNumeric,
  NULL_TYPE,
  STRING,
  sameType,
  TIME,
  TIMESTAMP,
  typeText,
} from '../types/sql-type.ts';
import { SqlDate, SqlTime, Timestamp, unitInterval } from '../types/temporal.ts';
import type { Value } from '../types/value.ts';
import type { Reporter } from './report.ts';
import type { Scope } from './scope.ts';
import { durationMs, nameOf, stringOf } from './text-of.ts';
import type { ArithmeticOperator, ComparisonOperator, TypedExpression } from './typed-expression.ts';

export interface ExpressionContext {
  readonly scope: Scope;
  readonly reporter: Reporter;
  /** Why no aggregate may stand here, as in `in WHERE`; undefined where one may. */
  readonly noAggregates: string | undefined;
  /** Whether the query has a window, so that its bounds have a meaning. */
  readonly windowed: boolean;
  /** Output names that may stand for their expressions (HAVING), in lower case; a column of that name wins. */
  readonly aliases?: ReadonlyMap<string, TypedExpression>;
}

/** Never throws: what cannot be bound is reported and becomes a NULL of type ANY, so that it is reported once. */
export function bindExpression(node: ast.Expression | undefined, context: ExpressionContext): TypedExpression {
  const { reporter } = context;
  if (!node) return unknown(reporter.at(node));
  const span = reporter.at(node as AstNode);
  const bind = (inner: ast.Expression | undefined, within: ExpressionContext = context) =>
    bindExpression(inner, within);
  switch (node.$type) {
    case 'Parenthesized':
      return { ...bind(node.inner), span };
    case 'IntegerLiteral': {
      const value = parseInt64(node.text);
      if (value === undefined) return literal(decimal(Math.min(38, node.text.length), 0), node.text, span);
      return literal(BIGINT, String(value), span);
    }
    case 'DecimalLiteral': {
      const value = Decimal.parse(node.text);
      if (!value)
        return fail(context, 'sql/literal', span, `'${node.text}' has more digits than a DECIMAL can hold (38)`);
      const scale = node.text.length - node.text.indexOf('.') - 1;
      const digits = node.text.replace('.', '').replace(/^0+/, '').length;
      return literal(decimal(Math.max(digits, scale, 1), scale), node.text, span);
    }
    case 'DoubleLiteral':
      return literal(DOUBLE, node.text, span);
    case 'StringLiteral':
      return literal(STRING, stringOf(node.text), span);
    case 'DoubleQuotedLiteral':
      reporter.report(
        'sql/double-quoted-string',
        span,
        'double quotes make a string here, as single quotes do; other SQL reads a name',
        {
          severity: 'warning',
          help: 'write a string in single quotes, or a name in back quotes',
          fixes: [
            { title: 'Use single quotes', edits: [{ span, text: `'${stringOf(node.text).replaceAll("'", "''")}'` }] },
          ],
        },
      );
      return literal(STRING, stringOf(node.text), span);
    case 'BooleanLiteral':
      return literal(BOOLEAN, node.word.toUpperCase(), span);
    case 'NullLiteral':
      return { op: 'literal', type: NULL_TYPE, text: null, span };
    case 'DurationLiteral': {
      const ms = durationMs(node.text);
      return ms === undefined
        ? fail(context, 'sql/literal', span, `'${node.text}' is no duration`)
        : literal(INTERVAL, `0:${ms * 1000}`, span);
    }
    case 'IntervalLiteral':
      return bindInterval(node, span, context);
    case 'TypedLiteral':
      return bindTypedLiteral(node, span, context);
    case 'ColumnName':
      return bindColumn(nameOf(node.name ?? ''), span, context);
    case 'Member':
      return bindMember(node, span, context);
    case 'Index':
      return bindElement(bind(node.base), bind(node.indexes[0]), span, context);
    case 'TypeCast':
      return cast(bind(node.operand), bindType(node.type, context), false, span, context);
    case 'Signed': {
      const operand = bind(node.operand);
      if (node.sign === '+') return { ...operand, span };
      if (operand.op === 'literal' && operand.text !== null && isNumeric(operand.type)) return negated(operand, span);
      if (!isNumeric(operand.type) && !isOpen(operand.type) && operand.type.kind !== 'INTERVAL')
        return fail(context, 'sql/operand-type', span, `'-' needs a number; this is ${typeText(operand.type)}`);
      return { op: 'negate', operand, type: operand.type, span };
    }
    case 'ArithmeticChain':
      return bindArithmetic(node, context);
    case 'Comparison':
      return comparison(
        node.operator === '==' ? '=' : node.operator === '!=' ? '<>' : node.operator,
        bind(node.left),
        bind(node.right),
        span,
        context,
      );
    case 'IsTest': {
      const operand = bind(node.operand);
      if (upper(node.test) === 'DISTINCT') {
        const [left, right] = alike(operand, bind(node.right), span, context);
        // IS NOT DISTINCT FROM is the negated test.
        return { op: 'distinct', negated: node.not, left, right, type: BOOLEAN, span };
      }
      return {
        op: 'is',
        test: upper(node.test) as 'NULL' | 'TRUE' | 'FALSE',
        negated: node.not,
        operand,
        type: BOOLEAN,
        span,
      };
    }
    case 'InList': {
      const operand = bind(node.operand);
      const parts = node.values.map(value => {
        const bound = bind(value);
        return comparison('=', operand, bound, bound.span, context);
      });
      const any: TypedExpression =
        parts.length === 1 ? { ...parts[0]!, span } : { op: 'or', parts, type: BOOLEAN, span };
      return node.not ? { op: 'not', operand: any, type: BOOLEAN, span } : any;
    }
    case 'LikeTest': {
      const operand = text(bind(node.operand), upper(node.operator), context);
      const pattern = text(bind(node.pattern), upper(node.operator), context);
      if (upper(node.operator) === 'REGEXP' && pattern.op === 'literal' && pattern.text !== null) {
        try {
          new RegExp(pattern.text, 'u');
        } catch (error) {
          return fail(
            context,
            'sql/literal',
            pattern.span,
            `this is no regular expression: ${(error as Error).message}`,
          );
        }
      }
      const like: TypedExpression = {
        op: 'like',
        kind: upper(node.operator) as 'LIKE' | 'ILIKE' | 'REGEXP',
        operand,
        pattern,
        type: BOOLEAN,
        span,
      };
      return node.not ? { op: 'not', operand: like, type: BOOLEAN, span } : like;
    }
    case 'BetweenTest': {
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
      return node.not ? { op: 'not', operand: both, type: BOOLEAN, span } : both;
    }
    case 'Negation':
      return { op: 'not', operand: truth(bind(node.operand), context), type: BOOLEAN, span };
    case 'Conjunction':
      return { op: 'and', parts: node.parts.map(part => truth(bind(part), context)), type: BOOLEAN, span };
    case 'Disjunction':
      return { op: 'or', parts: node.parts.map(part => truth(bind(part), context)), type: BOOLEAN, span };
    case 'CaseExpression':
      return bindCase(node, span, context);
    case 'Call':
      return bindCall(node, span, context);
    default:
      return unknown(span);
  }
}

/** A condition: anything but BOOLEAN (or a value only known at run time) is refused. */
export function truth(expression: TypedExpression, context: ExpressionContext): TypedExpression {
  const { kind } = expression.type;
  if (kind === 'BOOLEAN' || kind === 'NULL') return expression;
  if (isOpen(expression.type))
    return isUnknown(expression)
      ? expression
      : { op: 'cast', operand: expression, safe: false, type: BOOLEAN, span: expression.span };
  return fail(
    context,
    'sql/condition-type',
    expression.span,
    `a condition must be BOOLEAN; this is ${typeText(expression.type)}`,
  );
}

/** A duration in milliseconds: `INTERVAL '5' SECOND`, `5s`, `'5s'`; undefined for what is none or not more than zero. */
export function durationOf(node: ast.Expression): number | undefined {
  if (node.$type === 'DurationLiteral') return durationMs(node.text);
  if (node.$type === 'StringLiteral' || node.$type === 'DoubleQuotedLiteral') return durationMs(stringOf(node.text));
  if (node.$type === 'Parenthesized' && node.inner) return durationOf(node.inner);
  if (node.$type !== 'IntervalLiteral') return undefined;
  const amount = node.amount.startsWith("'") ? stringOf(node.amount) : node.amount;
  return durationMs(`${amount} ${nameOf(node.unit)}`);
}

export const isOpen = (type: SqlType): boolean => type.kind === 'ANY' || type.kind === 'JSON';

const upper = (word: string): string => word.toUpperCase();

const literal = (type: SqlType, value: string, span: Span): TypedExpression => ({
  op: 'literal',
  type,
  text: value,
  span,
});

const unknown = (span: Span): TypedExpression => ({ op: 'literal', type: ANY, text: null, span });

/** A NULL that stands for something already reported. */
const isUnknown = (expression: TypedExpression): boolean =>
  expression.op === 'literal' && expression.type.kind === 'ANY';

function fail(context: ExpressionContext, rule: string, span: Span, message: string, help?: string): TypedExpression {
  context.reporter.report(rule, span, message, help === undefined ? {} : { help });
  return unknown(span);
}

function negated(operand: TypedExpression & { readonly op: 'literal' }, span: Span): TypedExpression {
  const value = operand.text!.startsWith('-') ? operand.text!.slice(1) : `-${operand.text}`;
  // 9223372036854775808 fits no BIGINT, its negation does.
  if (operand.type.kind === 'DECIMAL' && operand.type.scale === 0 && parseInt64(value) !== undefined)
    return literal(BIGINT, value, span);
  return literal(operand.type, value, span);
}

function bindInterval(node: ast.IntervalLiteral, span: Span, context: ExpressionContext): TypedExpression {
  const amount = node.amount.startsWith("'") ? stringOf(node.amount) : node.amount;
  const unit = unitInterval(nameOf(node.unit));
  if (!unit)
    return fail(context, 'sql/literal', span, `'${node.unit}' is no unit of time`, 'units go from MILLISECOND to YEAR');
  const factor = Number(amount);
  const months = factor * unit.months;
  const micros = factor * unit.micros;
  if (amount.trim() === '' || !Number.isSafeInteger(months) || !Number.isSafeInteger(micros))
    return fail(context, 'sql/literal', span, `'${amount}' is no number of ${node.unit.toLowerCase()}s`);
  return literal(INTERVAL, `${months}:${micros}`, span);
}

function bindTypedLiteral(node: ast.TypedLiteral, span: Span, context: ExpressionContext): TypedExpression {
  const written = stringOf(node.text);
  const [type, value] =
    upper(node.type) === 'DATE'
      ? ([DATE, SqlDate.parse(written)] as const)
      : upper(node.type) === 'TIME'
        ? ([TIME, SqlTime.parse(written)] as const)
        : ([TIMESTAMP, Timestamp.parse(written)] as const);
  if (!value)
    return fail(
      context,
      'sql/literal',
      span,
      `'${written}' is no ${upper(node.type)}`,
      'write it as ISO 8601, such as 2026-11-21 or 2026-11-21 09:30:00',
    );
  return literal(type, literalText(value), span);
}

/** Functions that are written without parentheses. */
const BARE_CALLS = new Set(['CURRENT_TIMESTAMP', 'CURRENT_DATE', 'CURRENT_TIME']);

function bindColumn(name: string, span: Span, context: ExpressionContext): TypedExpression {
  const { scope, reporter } = context;
  const open = scope.relation?.open ?? false;
  const declared = scope.names().some(known => known.toLowerCase() === name.toLowerCase());
  const bound = /^_?window_(start|end)$/i.exec(name);
  if (bound && context.windowed && !declared)
    return { op: 'window-bound', bound: bound[1]!.toLowerCase() as 'start' | 'end', type: TIMESTAMP, span };
  if (BARE_CALLS.has(name.toUpperCase()) && !declared) return call(name.toUpperCase(), [], span, context);
  // After the names that are no columns: looking one up in a schema-less relation makes it one.
  const aliased = declared ? undefined : context.aliases?.get(name.toLowerCase());
  if (aliased) return { ...aliased, span };
  const found = scope.lookUp(name);
  if (found.found === 'column') {
    if (found.column.name !== name && !open && !name.startsWith('_'))
      reporter.report('sql/name-case', span, `'${name}' is written '${found.column.name}' where it is declared`, {
        severity: 'info',
        fixes: [{ title: `Write '${found.column.name}'`, edits: [{ span, text: found.column.name }] }],
      });
    return { op: 'column', index: found.index, name: found.column.name, type: found.column.type, span };
  }
  if (found.found === 'ambiguous')
    return fail(
      context,
      'sql/ambiguous-column',
      span,
      `'${name}' may be any of ${found.candidates.map(one => `'${one}'`).join(', ')}`,
      'write it exactly as it is declared',
    );
  if (!scope.relation)
    return fail(context, 'sql/unknown-column', span, `there is no column '${name}' here: this SELECT has no FROM`);
  const meant = nearest(name, scope.names());
  reporter.report('sql/unknown-column', span, `there is no column '${name}' in '${scope.relation.name}'`, {
    help: meant ? `did you mean '${meant}'?` : `its columns are ${scope.names().join(', ')}`,
    ...(meant ? { fixes: [{ title: `Change to '${meant}'`, edits: [{ span, text: meant }] }] } : {}),
  });
  return unknown(span);
}

function bindMember(node: ast.Member, span: Span, context: ExpressionContext): TypedExpression {
  const name = nameOf(node.name ?? '');
  const base = node.base as ast.Expression;
  if (base.$type === 'ColumnName' && context.scope.isQualifier(nameOf(base.name ?? '')))
    return bindColumn(name, span, context);
  const bound = bindExpression(base, context);
  if (isUnknown(bound)) return unknown(span);
  switch (bound.type.kind) {
    case 'STRUCT': {
      const fields = bound.type.fields;
      const field =
        fields.find(one => one.name === name) ?? fields.find(one => one.name.toLowerCase() === name.toLowerCase());
      if (!field)
        return fail(context, 'sql/unknown-column', span, `there is no field '${name}' in ${typeText(bound.type)}`);
      return { op: 'field', base: bound, name: field.name, type: field.type, span };
    }
    case 'MAP':
      return { op: 'field', base: bound, name, type: bound.type.value, span };
    case 'ANY':
    case 'JSON':
      return { op: 'field', base: bound, name, type: ANY, span };
    default:
      return fail(context, 'sql/operand-type', span, `${typeText(bound.type)} has no fields`);
  }
}

function bindElement(
  base: TypedExpression,
  index: TypedExpression,
  span: Span,
  context: ExpressionContext,
): TypedExpression {
  const { type } = base;
  if (type.kind === 'ARRAY') return { op: 'element', base, index, type: type.element, span };
  if (type.kind === 'MAP') return { op: 'element', base, index, type: type.value, span };
  if (isOpen(type)) return { op: 'element', base, index, type: ANY, span };
  return fail(context, 'sql/operand-type', span, `${typeText(type)} has no elements`);
}

const PRECEDENCE: Readonly<Record<string, number>> = { '||': 0, '+': 1, '-': 1, '*': 2, '/': 2, '%': 2 };

/** The grammar keeps `a + b * c` as one flat list; folded here by precedence, left to right, in linear time. */
function bindArithmetic(node: ast.ArithmeticChain, context: ExpressionContext): TypedExpression {
  const operands: TypedExpression[] = [bindExpression(node.parts[0], context)];
  const operators: string[] = [];
  const reduce = () => {
    const operator = operators.pop()!;
    const right = operands.pop()!;
    const left = operands.pop()!;
    operands.push(operation(operator, left, right, context));
  };
  for (const [i, operator] of node.operators.entries()) {
    while (operators.length > 0 && PRECEDENCE[operators.at(-1)!]! >= PRECEDENCE[operator]!) reduce();
    operators.push(operator);
    operands.push(bindExpression(node.parts[i + 1], context));
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
  const type = arithmeticType(operator as ArithmeticOperator, a.type, b.type);
  if (!type) {
    if (isUnknown(a) || isUnknown(b)) return unknown(span);
    return fail(
      context,
      'sql/operand-type',
      span,
      `there is no ${typeText(a.type)} ${operator} ${typeText(b.type)}`,
      'CAST one of them',
    );
  }
  return { op: 'arithmetic', operator: operator as ArithmeticOperator, left: a, right: b, type, span };
}

/** A string literal is read as what stands beside it: `price > '100.00'` compares numbers. */
function neighbour(
  expression: TypedExpression,
  beside: TypedExpression,
  context: ExpressionContext,
  arithmetic = false,
): TypedExpression {
  if (expression.op !== 'literal' || expression.type.kind !== 'STRING' || expression.text === null) return expression;
  const { kind } = beside.type;
  if (kind === 'STRING' || kind === 'NULL' || isOpen(beside.type)) return expression;
  // A number is read exactly, whatever kind of number it meets; a time plus or minus a text means an interval.
  const wanted = isNumeric(beside.type)
    ? decimal(38, 18)
    : arithmetic && (kind === 'TIMESTAMP' || kind === 'DATE')
      ? INTERVAL
      : beside.type;
  const value = literalAs(expression.text, wanted);
  if (value === undefined || value === null)
    return fail(
      context,
      'sql/literal',
      expression.span,
      `'${expression.text}' cannot be read as ${isNumeric(beside.type) ? 'a number' : typeText(wanted)}, the type beside it`,
    );
  if (value instanceof Decimal)
    return literal(
      decimal(Math.max(digitsOf(value), value.scale, 1), value.scale),
      value.toFixedString(),
      expression.span,
    );
  return literal(wanted, literalText(value), expression.span);
}

const digitsOf = (value: Decimal): number => String(value.unscaled).replace('-', '').length;

/** Both sides of a comparison, with string literals read as their neighbour. Reports what cannot be compared. */
function alike(
  left: TypedExpression,
  right: TypedExpression,
  span: Span,
  context: ExpressionContext,
): [TypedExpression, TypedExpression] {
  const a = neighbour(left, right, context);
  const b = neighbour(right, left, context);
  const comparable =
    isOpen(a.type) ||
    isOpen(b.type) ||
    a.type.kind === 'NULL' ||
    b.type.kind === 'NULL' ||
    (isNumeric(a.type) && isNumeric(b.type)) ||
    commonType(a.type, b.type) !== undefined;
  if (!comparable) {
    fail(
      context,
      'sql/operand-type',
      span,
      `${typeText(a.type)} cannot be compared with ${typeText(b.type)}`,
      'CAST one of them',
    );
    return [unknown(a.span), unknown(b.span)];
  }
  if (
    sameType(a.type, b.type) ||
    isOpen(a.type) ||
    isOpen(b.type) ||
    isNumeric(a.type) ||
    a.type.kind === 'NULL' ||
    b.type.kind === 'NULL'
  )
    return [a, b];
  const common = commonType(a.type, b.type)!;
  return [coerced(a, common), coerced(b, common)];
}

function comparison(
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
    });
  return { op: 'compare', operator, left: a, right: b, type: BOOLEAN, span };
}

const coerced = (expression: TypedExpression, type: SqlType): TypedExpression =>
  sameType(expression.type, type)
    ? expression
    : { op: 'cast', operand: expression, safe: false, type, span: expression.span };

/** An operand of `||` or LIKE: a STRING, or a value only known at run time. Anything else must be cast. */
function text(expression: TypedExpression, operator: string, context: ExpressionContext): TypedExpression {
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

export function bindType(node: ast.TypeName | undefined, context: Pick<ExpressionContext, 'reporter'>): SqlType {
  const written = node?.$cstNode?.text ?? '';
  const type = parseType(written);
  if (type) return type;
  context.reporter.report('sql/unknown-type', context.reporter.at(node), `'${written}' is no type`, {
    help: 'the types are BOOLEAN, BIGINT, DOUBLE, DECIMAL(p, s), STRING, BYTES, DATE, TIME, TIMESTAMP, INTERVAL, ARRAY<t>, MAP<k, v>, STRUCT<…>, JSON',
  });
  return ANY;
}

function cast(
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

function bindCase(node: ast.CaseExpression, span: Span, context: ExpressionContext): TypedExpression {
  const subject = node.subject && bindExpression(node.subject, context);
  const branches = node.branches.map(branch => {
    const condition = bindExpression(branch.condition, context);
    return {
      when: subject ? comparison('=', subject, condition, condition.span, context) : truth(condition, context),
      then: bindExpression(branch.result, context),
    };
  });
  const otherwise = node.otherwise ? bindExpression(node.otherwise, context) : null;
  const type = common([...branches.map(branch => branch.then), ...(otherwise ? [otherwise] : [])], context);
  return {
    op: 'case',
    branches: branches.map(({ when, then }) => ({ when, then: coerced(then, type) })),
    otherwise: otherwise && coerced(otherwise, type),
    type,
    span,
  };
}

function common(results: readonly TypedExpression[], context: ExpressionContext): SqlType {
  let type: SqlType = NULL_TYPE;
  for (const result of results) {
    const next = commonType(type, result.type);
    if (!next) {
      if (!results.some(isUnknown))
        fail(
          context,
          'sql/case-types',
          result.span,
          `this branch is ${typeText(result.type)}, the others are ${typeText(type)}`,
          'CAST them to one type',
        );
      return ANY;
    }
    type = next;
  }
  return type;
}

const WINDOW_BOUND_CALLS = /^(?:TUMBLE|WINDOW)_(START|END)$/;

function bindCall(node: ast.Call, span: Span, context: ExpressionContext): TypedExpression {
  const name = nameOf(node.name ?? '').toUpperCase();
  if (node.over) return fail(context, 'sql/not-yet', span, `${name} … OVER is understood but cannot run yet`);
  if (node.withinGroup.length > 0)
    return fail(context, 'sql/not-yet', span, `${name} … WITHIN GROUP is understood but cannot run yet`);
  if (name === 'CAST' || name === 'TRY_CAST') return bindCast(node, name === 'TRY_CAST', span, context);
  if (name === 'EXTRACT' && node.from) {
    const unit = node.arguments[0];
    const part: TypedExpression = literal(
      STRING,
      unit?.$cstNode?.text.toUpperCase() ?? '',
      context.reporter.at(unit as AstNode),
    );
    return call('EXTRACT', [part, bindExpression(node.arguments[1], context)], span, context);
  }
  const windowBound = WINDOW_BOUND_CALLS.exec(name);
  if (windowBound) {
    if (!context.windowed)
      return fail(
        context,
        'sql/window-bound',
        span,
        `${name} has no meaning without a window`,
        'add WINDOW TUMBLING(…)',
      );
    return { op: 'window-bound', bound: windowBound[1]!.toLowerCase() as 'start' | 'end', type: TIMESTAMP, span };
  }
  const entry = functionTable.get(name);
  if (!entry) {
    const meant = nearest(name, functionTable.keys());
    context.reporter.report(
      'sql/unknown-function',
      { start: span.start, end: span.start + (node.name?.length ?? 0) },
      `there is no function ${name}`,
      meant
        ? {
            help: `did you mean ${meant}?`,
            fixes: [
              {
                title: `Change to ${meant}`,
                edits: [{ span: { start: span.start, end: span.start + (node.name?.length ?? 0) }, text: meant }],
              },
            ],
          }
        : {},
    );
    for (const argument of node.arguments) bindExpression(argument, context);
    return unknown(span);
  }
  if (entry.kind === 'aggregate') return bindAggregate(node, entry.name, span, context);
  if (node.distinct || node.filter || node.star)
    return fail(context, 'sql/call', span, `${name} is no aggregate: DISTINCT, FILTER and * belong to aggregates`);
  return call(
    name,
    node.arguments.map(argument => bindExpression(argument, context)),
    span,
    context,
  );
}

function bindCast(node: ast.Call, safe: boolean, span: Span, context: ExpressionContext): TypedExpression {
  const first = node.arguments[0];
  if (first?.$type === 'Named')
    return cast(bindExpression(first.operand, context), bindType(first.type, context), safe, span, context);
  const operand = bindExpression(first, context);
  const second = node.arguments[1];
  const written =
    second && (second.$type === 'StringLiteral' || second.$type === 'DoubleQuotedLiteral')
      ? stringOf(second.text)
      : second?.$cstNode?.text;
  const type = written === undefined ? undefined : parseType(written);
  if (!type)
    return fail(
      context,
      'sql/unknown-type',
      context.reporter.at((second ?? node) as AstNode),
      written === undefined ? `CAST needs a type: CAST(x AS DOUBLE)` : `'${written}' is no type`,
    );
  return cast(operand, type, safe, span, context);
}

function bindAggregate(node: ast.Call, name: string, span: Span, context: ExpressionContext): TypedExpression {
  if (context.noAggregates !== undefined) {
    for (const argument of node.arguments) bindExpression(argument, context);
    return fail(
      context,
      'sql/aggregate-place',
      span,
      `${name} is an aggregate and cannot stand ${context.noAggregates}`,
      context.noAggregates === 'in WHERE' ? 'use HAVING' : undefined,
    );
  }
  const inner: ExpressionContext = { ...context, noAggregates: 'inside another aggregate' };
  if (node.star && name !== 'COUNT') return fail(context, 'sql/call', span, `${name}(*) has no meaning: name a column`);
  const args = node.arguments.map(argument => bindExpression(argument, inner));
  const filter = node.filter
    ? truth(bindExpression(node.filter, { ...context, noAggregates: 'in FILTER' }), context)
    : null;
  const resolved = resolve(name, args, span, context);
  if (!resolved) return unknown(span);
  return { op: 'aggregate', name, args: resolved.args, distinct: node.distinct, filter, type: resolved.returns, span };
}

/** A call of a scalar function, its arguments coerced to what it takes. */
function call(name: string, args: readonly TypedExpression[], span: Span, context: ExpressionContext): TypedExpression {
  if (args.some(isUnknown)) return unknown(span);
  const resolved = resolve(name, args, span, context);
  if (resolved && ['COALESCE', 'IFNULL', 'IF'].includes(name))
    return conditional(name, resolved.args, resolved.returns, span);
  return resolved ? { op: 'call', name, args: resolved.args, type: resolved.returns, span } : unknown(span);
}

/** COALESCE, IFNULL and IF are CASE: an operand that is not chosen is not computed, so it cannot fail. */
function conditional(name: string, args: readonly TypedExpression[], type: SqlType, span: Span): TypedExpression {
  if (name === 'IF')
    return {
      op: 'case',
      branches: [{ when: args[0]!, then: coerced(args[1]!, type) }],
      otherwise: args[2] ? coerced(args[2], type) : null,
      type,
      span,
    };
  const branches = args.slice(0, -1).map(arg => ({
    when: {
      op: 'is',
      test: 'NULL',
      negated: true,
      operand: arg,
      type: BOOLEAN,
      span: arg.span,
    } satisfies TypedExpression,
    then: coerced(arg, type),
  }));
  return { op: 'case', branches, otherwise: coerced(args.at(-1)!, type), type, span };
}

function resolve(
  name: string,
  args: readonly TypedExpression[],
  span: Span,
  context: ExpressionContext,
): { readonly args: readonly TypedExpression[]; readonly returns: SqlType } | undefined {
  if (args.some(isUnknown)) return undefined;
  const described: Argument[] = args.map(arg => {
    const value: Value | undefined = arg.op === 'literal' ? literalValue(arg.type, arg.text) : undefined;
    return value === undefined ? { type: arg.type } : { type: arg.type, literal: value };
  });
  const resolved = resolveCall(functionTable.get(name)!, described);
  if (!resolved.ok) {
    const at = resolved.argument === undefined ? span : args[resolved.argument]!.span;
    context.reporter.report('sql/call', at, resolved.message);
    return undefined;
  }
  return {
    returns: resolved.returns,
    args: args.map((arg, i) => {
      const wanted = resolved.parameters[i];
      return wanted === undefined ? arg : coerced(arg, wanted);
    }),
  };
}
