/** Calls: CAST and the other special forms of the standard, functions of one row, functions of the user's own. */

import type { FunctionEntry, WindowBoundEntry } from '../../functions/define.ts';
import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { BOOLEAN, STRING } from '../../types/sql-type.ts';
import { unitInterval } from '../../types/temporal.ts';
import { nameOf } from '../text-of.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { bindAggregate } from './aggregates.ts';
import { coerced, fail, isUnknown, literal, unknown } from './basics.ts';
import { boundsNotKnown } from './bounds-not-known.ts';
import { bindCast } from './casts.ts';
import { bindCollection, isCollectionMaker, plain } from './collections.ts';
import { WINDOW_BOUND_TYPES } from './columns.ts';
import type { ExpressionContext } from './context.ts';
import { noteFunction } from './note-function.ts';
import type { BindOperand } from './operand.ts';
import { bindOver, isWindowFunction } from './over.ts';
import { bindOwn } from './own-function.ts';
import { resolve } from './resolve-arguments.ts';
import { bindExists } from './subquery.ts';

export function bindCall(node: ast.Call, span: Span, context: ExpressionContext, bind: BindOperand): TypedExpression {
  const name = nameOf(node.name ?? '').toUpperCase();
  const { probe } = context.services;
  if (probe && nameOf(node.name ?? '') === probe.name) probe.inExpression(context);
  if (node.query) return bindQueryCall(node, name, span, context);
  const entry = functionTable.get(name);
  if (entry?.kind === 'window-bound') noteFunction(node, entry.name, undefined, context);
  if (entry?.kind === 'window-bound') return bindWindowBound(entry, node, span, context, bind);
  if (node.over || node.overName !== undefined) return bindOver(node, name, span, context, bind);
  if (name === 'CAST' || name === 'TRY_CAST') return bindCast(node, name === 'TRY_CAST', span, context, bind);
  if (isCollectionMaker(name)) return bindCollection(node, name, span, context, bind);
  const own = entry ? undefined : context.services.userFunction(name);
  noteFunction(node, entry?.name, own?.name, context);
  if (!entry && !own) return unknownFunction(node, name, span, context, bind);
  if (own?.aggregate) return bindAggregate(node, own.name, span, context, bind);
  if (own) return bindOwn(own, node, span, context, bind);
  if (entry!.kind === 'aggregate') return bindAggregate(node, entry!.name, span, context, bind);
  if (isWindowFunction(entry!))
    return fail(
      context,
      'sql/window-function',
      span,
      `${name} looks at the rows around this one and needs OVER`,
      `write ${name}(…) OVER (PARTITION BY … ORDER BY …)`,
    );
  const refused = node.distinct ? 'DISTINCT' : node.filter ? 'FILTER' : node.star ? '*' : undefined;
  const misplaced =
    refused ?? (node.withinGroup.length > 0 ? 'WITHIN GROUP' : node.orderBy.length > 0 ? 'ORDER BY' : undefined);
  if (misplaced) return fail(context, 'sql/call', span, `${name} is no aggregate: ${misplaced} belongs to aggregates`);
  return bindScalar(entry!, node, name, span, context, bind);
}

function bindQueryCall(node: ast.Call, name: string, span: Span, context: ExpressionContext): TypedExpression {
  if (name === 'EXISTS') return bindExists(node.query!, span, context);
  return fail(
    context,
    'sql/call',
    span,
    name === 'ANY' || name === 'ALL' || name === 'SOME'
      ? `${name} stands on the right of a comparison: x > ${name} (SELECT …)`
      : `${name} takes no query`,
    name === 'ANY' || name === 'ALL' || name === 'SOME' ? undefined : `bracket it once more: ${name}((SELECT …))`,
  );
}

/** By the name of a family of windows; WINDOW_START is every one's. */
const FAMILIES: Readonly<Record<string, string>> = {
  TUMBLE: 'tumbling',
  HOP: 'sliding',
  SESSION: 'session',
  CUMULATE: 'cumulate',
};

function bindWindowBound(
  { name, bound }: WindowBoundEntry,
  node: ast.Call,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  if (!context.window && context.noWindowBounds !== undefined)
    return boundsNotKnown(context.noWindowBounds, span, context);
  if (!context.window)
    return fail(
      context,
      'sql/window-bound',
      span,
      `${name} has no meaning without a window`,
      "add WINDOW TUMBLING(INTERVAL '1' MINUTE)",
    );
  // The window's arguments may be said again; they change nothing, but they name columns.
  for (const argument of node.arguments) bind(plain(argument));
  const wanted = FAMILIES[name.slice(0, name.indexOf('_'))];
  if (wanted !== undefined && wanted !== context.window) {
    const at = { start: span.start, end: span.start + (node.name?.length ?? 0) };
    const meant = `WINDOW_${bound.toUpperCase()}`;
    context.reporter.report(
      'sql/window-bound',
      at,
      `${name} speaks of a ${wanted} window; this query's is ${context.window}`,
      bound === 'duration'
        ? { severity: 'warning' }
        : {
            severity: 'warning',
            help: `write ${meant}()`,
            fixes: [{ title: `Change to ${meant}`, edits: [{ span: at, text: meant }] }],
          },
    );
  }
  return { op: 'window-bound', bound, type: WINDOW_BOUND_TYPES[bound], span };
}

function unknownFunction(
  node: ast.Call,
  name: string,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const at = { start: span.start, end: span.start + (node.name?.length ?? 0) };
  const meant = nearest(name, [...functionTable.keys(), ...context.services.userFunctionNames()]);
  context.reporter.report(
    'sql/unknown-function',
    at,
    `there is no function ${name}`,
    meant
      ? { help: `did you mean ${meant}?`, fixes: [{ title: `Change to ${meant}`, edits: [{ span: at, text: meant }] }] }
      : { help: 'CREATE FUNCTION declares one of your own' },
  );
  for (const argument of node.arguments) bind(plain(argument));
  return unknown(span);
}

function bindScalar(
  entry: FunctionEntry,
  node: ast.Call,
  name: string,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const nodes = node.arguments;
  const [first] = nodes;
  if (entry.name === 'POSITION' && first?.$type === 'InList' && first.container && !first.not) {
    const from = node.from && nodes[1] ? [bind(nodes[1])] : [];
    return call('POSITION', [bind(first.operand), bind(first.container), ...from], span, context);
  }
  if (entry.name === 'POSITION' && first?.$type === 'InList' && first.values.length === 1 && !first.not)
    return call('POSITION', [bind(first.operand), bind(first.values[0])], span, context);
  if (entry.name === 'TRIM' && node.from) return bindTrim(node, span, context, bind);
  const args: TypedExpression[] = [];
  for (const [i, argument] of nodes.entries()) {
    if (argument.$type === 'KeyedValue') args.push(bind(argument.key), bind(argument.value));
    else if (argument.$type === 'Named') args.push(bind(argument.operand));
    else args.push(unitWord(entry, i, argument, context) ?? bind(argument));
  }
  return call(name, MAKES_JSON.has(entry.name) ? args.map(arg => nested(arg, context)) : args, span, context);
}

const MAKES_JSON: ReadonlySet<string> = new Set(['JSON_OBJECT', 'JSON_ARRAY']);

/** What makes JSON is a value of its own inside what makes JSON, not a text of it; so it is in Flink. */
function nested(arg: TypedExpression, context: ExpressionContext): TypedExpression {
  return arg.op === 'call' && MAKES_JSON.has(functionTable.get(arg.name)?.name ?? '')
    ? call('PARSE_JSON', [arg], arg.span, context)
    : arg;
}

/** TRIM([BOTH | LEADING | TRAILING] [characters] FROM text). */
function bindTrim(node: ast.Call, span: Span, context: ExpressionContext, bind: BindOperand): TypedExpression {
  const [first, second] = node.arguments;
  const word = first?.$type === 'ColumnName' ? nameOf(first.name ?? '').toUpperCase() : '';
  const name = { LEADING: 'LTRIM', TRAILING: 'RTRIM', BOTH: 'TRIM' }[word];
  const characters = name === undefined ? bind(first) : node.trimmed && bind(node.trimmed);
  if (name === undefined && node.trimmed)
    return fail(context, 'sql/call', span, 'TRIM takes BOTH, LEADING or TRAILING in front of the characters');
  return call(name ?? 'TRIM', [bind(second), ...(characters ? [characters] : [])], span, context);
}

const PARTS = new Set([
  ...['EPOCH', 'DOW', 'DOY', 'ISODOW', 'ISOYEAR', 'DAYOFWEEK', 'DAYOFMONTH', 'DAYOFYEAR'],
  ...['CENTURY', 'DECADE', 'MILLENNIUM', 'NANOSECOND', 'NANOSECONDS'],
]);
const isPart = (word: string): boolean => PARTS.has(word.toUpperCase()) || unitInterval(word) !== undefined;

/** `EXTRACT(EPOCH FROM t)`, `DATEDIFF(day, a, b)`: a bare word where a unit of time is wanted is that unit. */
function unitWord(
  entry: FunctionEntry,
  index: number,
  argument: ast.Expression,
  context: ExpressionContext,
): TypedExpression | undefined {
  if (argument.$type !== 'ColumnName') return undefined;
  const word = nameOf(argument.name ?? '');
  const wanted = entry.signatures.some(({ parameters }) =>
    ['unit', 'part', 'field'].includes(parameters[index]?.name ?? ''),
  );
  return wanted && isPart(word) ? literal(STRING, word.toUpperCase(), context.reporter.at(argument)) : undefined;
}

/** A call of a scalar function, its arguments coerced to what it takes. */
export function call(
  name: string,
  args: readonly TypedExpression[],
  span: Span,
  context: ExpressionContext,
): TypedExpression {
  if (args.some(isUnknown)) return unknown(span);
  const resolved = resolve(name, args, span, context);
  const chosen = resolved && CONDITIONAL[functionTable.get(name)!.name];
  if (chosen) return chosen(resolved.args, resolved.returns, span);
  return resolved ? { op: 'call', name, args: resolved.args, type: resolved.returns, span } : unknown(span);
}

type Choice = (args: readonly TypedExpression[], type: SqlType, span: Span) => TypedExpression;

/** Functions that are CASE: an operand that is not chosen is not computed, so it cannot fail. */
const CONDITIONAL: Readonly<Record<string, Choice>> = {
  IF: ([when, then, otherwise], type, span) => choice([{ when: when!, then: then! }], otherwise, type, span),
  NVL2: ([value, then, otherwise], type, span) =>
    choice([{ when: notNull(value!), then: then! }], otherwise, type, span),
  COALESCE: firstNotNull,
  IFNULL: firstNotNull,
};

function firstNotNull(args: readonly TypedExpression[], type: SqlType, span: Span): TypedExpression {
  const branches = args.slice(0, -1).map(arg => ({ when: notNull(arg), then: arg }));
  return choice(branches, args.at(-1), type, span);
}

const notNull = (operand: TypedExpression): TypedExpression => ({
  op: 'is',
  test: 'NULL',
  negated: true,
  operand,
  type: BOOLEAN,
  span: operand.span,
});

const choice = (
  branches: readonly { readonly when: TypedExpression; readonly then: TypedExpression }[],
  otherwise: TypedExpression | undefined,
  type: SqlType,
  span: Span,
): TypedExpression => ({
  op: 'case',
  branches: branches.map(({ when, then }) => ({ when, then: coerced(then, type) })),
  otherwise: otherwise ? coerced(otherwise, type) : null,
  type,
  span,
});
