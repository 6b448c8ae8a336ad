/** Names in expressions: columns, with and without their relation, fields of structures, elements of collections. */

import type * as ast from '../../grammar/generated/ast.ts';
import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import { ANY, INTERVAL, TIMESTAMP, typeText } from '../../types/sql-type.ts';
import type { Leaf } from '../scope.ts';
import { nameOf } from '../text-of.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { fail, isOpen, isUnknown, literal, unknown } from './basics.ts';
import { boundsNotKnown } from './bounds-not-known.ts';
import type { ExpressionContext } from './context.ts';
import type { BindOperand } from './operand.ts';
import { alike } from './operators.ts';

/** Functions that are written without parentheses. */
export const BARE_CALLS: ReadonlySet<string> = new Set([
  'CURRENT_TIMESTAMP',
  'CURRENT_DATE',
  'CURRENT_TIME',
  'LOCALTIME',
  'LOCALTIMESTAMP',
  'CURRENT_ROW_TIMESTAMP',
]);

const WINDOW_BOUND = /^_?window_(start|end|time)$/i;

/** A bare name: a window's bound, a column, an output name in HAVING, a column of the query around this one. */
export function bindColumn(name: string, span: Span, context: ExpressionContext): TypedExpression {
  const { scope } = context;
  if (context.services.probe?.name === name) context.services.probe.inExpression(context);
  const declared = scope.declares(name);
  const bound = WINDOW_BOUND.exec(name);
  if (bound && context.window && !declared) return windowColumn(bound[1]!.toLowerCase(), span);
  // After the names that are no columns: looking one up in a schema-less relation makes it one.
  const aliased = declared ? undefined : context.aliases?.get(name.toLowerCase());
  if (aliased) {
    context.reporter.names?.note(span, 'read', context.reporter.names.outputOf(aliased));
    return { ...aliased, span };
  }
  const local = lookUpIn(name, undefined, span, context);
  if (local) return local;
  const outer = context.outer?.capture(name, undefined, span);
  if (!outer && bound && context.noWindowBounds !== undefined)
    return boundsNotKnown(context.noWindowBounds, span, context);
  return outer ?? unknownColumn(name, undefined, span, context);
}

/** WINDOW_TIME is the time of the result, as in Flink: the last millisecond of the window. */
function windowColumn(name: string, span: Span): TypedExpression {
  const bound = (which: 'start' | 'end'): TypedExpression => ({
    op: 'window-bound',
    bound: which,
    type: TIMESTAMP,
    span,
  });
  if (name !== 'time') return bound(name === 'start' ? 'start' : 'end');
  const right = literal(INTERVAL, '0:1000', span);
  return { op: 'arithmetic', operator: '-', left: bound('end'), right, type: TIMESTAMP, span };
}

/** A column of the relations here; undefined where there is none of that name. */
function lookUpIn(
  name: string,
  leaf: Leaf | undefined,
  span: Span,
  context: ExpressionContext,
  nameSpan: Span = span,
): TypedExpression | undefined {
  const { scope, reporter } = context;
  const merged = leaf ? undefined : scope.merged.get(name.toLowerCase());
  if (merged) {
    for (const [of, column] of merged.of) reporter.names?.note(span, 'read', reporter.names.columnOf(of, column));
    return { ...merged.value, span };
  }
  const found = scope.lookUp(name, leaf);
  if (found.found === 'nothing') return undefined;
  if (found.found === 'ambiguous')
    return fail(
      context,
      'sql/ambiguous-column',
      span,
      `'${name}' may be any of ${found.candidates.map(one => `'${one}'`).join(', ')}`,
      scope.leaves.length > 1 ? 'write its relation in front of it' : 'write it exactly as it is declared',
    );
  const { column, index } = found;
  if (column.origin.kind === 'field')
    reporter.names?.note(nameSpan, 'read', reporter.names.columnOf(scope.leaves[column.leaf], column.name));
  if (column.name !== name && column.origin.kind === 'field' && !name.startsWith('_')) {
    // Behind its relation the name is the last part.
    const at = { start: Math.max(span.start, span.end - name.length), end: span.end };
    reporter.report('sql/name-case', at, `'${name}' is written '${column.name}' where it is declared`, {
      severity: 'info',
      fixes: [{ title: `Write '${column.name}'`, edits: [{ span: at, text: column.name }] }],
    });
  }
  return { op: 'column', index, name: column.name, type: column.type, span };
}

function unknownColumn(name: string, leaf: Leaf | undefined, span: Span, context: ExpressionContext): TypedExpression {
  const { scope, reporter } = context;
  if (scope.leaves.length === 0)
    return fail(context, 'sql/unknown-column', span, `there is no column '${name}' here: this SELECT has no FROM`);
  const meant = scope.nearest(name, leaf);
  const where = (leaf ? [leaf] : scope.leaves).map(one => `'${one.qualifier}'`).join(' or ');
  const names = scope.names(leaf);
  reporter.report('sql/unknown-column', span, `there is no column '${name}' in ${where}`, {
    help: meant ? `did you mean '${meant}'?` : `its columns are ${listed(names)}`,
    ...(meant ? { fixes: [{ title: `Change to '${meant}'`, edits: [{ span, text: meant }] }] } : {}),
  });
  return unknown(span);
}

/** As many names as a person reads. */
export const listed = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');

/** `a.b`: a relation's column, a pattern variable's, or a field of a structure. */
export function bindMember(
  node: ast.Member,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const name = nameOf(node.name ?? '');
  const base = node.base as ast.Expression;
  const nameSpan = { start: span.end - (node.name ?? '').length, end: span.end };
  if (context.services.probe?.name === name) context.services.probe.inExpression(context);
  if (base.$type === 'ColumnName') {
    const qualifier = nameOf(base.name ?? '');
    if (context.services.probe?.name === qualifier) context.services.probe.inExpression(context);
    const { names } = context.reporter;
    const qualifierSpan = context.reporter.at(base);
    const variable = context.match?.variables.get(qualifier.toLowerCase());
    if (variable) {
      names?.note(qualifierSpan, 'read', variable);
      const operand =
        lookUpIn(name, undefined, span, context, nameSpan) ?? unknownColumn(name, undefined, nameSpan, context);
      return isUnknown(operand)
        ? operand
        : { op: 'match-row', variable: qualifier, place: 'last', offset: 0, operand, type: operand.type, span };
    }
    const leaf = context.scope.leafOf(qualifier);
    if (leaf) {
      names?.note(qualifierSpan, 'read', names.qualifier(leaf));
      return lookUpIn(name, leaf, span, context, nameSpan) ?? unknownColumn(name, leaf, nameSpan, context);
    }
    if (context.outer?.isQualifier(qualifier)) {
      const captured = context.outer.capture(name, qualifier, span, { qualifier: qualifierSpan, name: nameSpan });
      return (
        captured ?? fail(context, 'sql/unknown-column', nameSpan, `there is no column '${name}' in '${qualifier}'`)
      );
    }
    if (!context.scope.isOpen && !context.scope.declares(qualifier)) return unknownQualifier(qualifier, base, context);
  }
  const bound = bind(base);
  if (isUnknown(bound)) return unknown(span);
  return fieldOf(bound, name, nameSpan, span, context);
}

function unknownQualifier(qualifier: string, base: ast.ColumnName, context: ExpressionContext): TypedExpression {
  const { scope, reporter } = context;
  const span = reporter.at(base);
  const meant = nearest(
    qualifier,
    scope.leaves.map(leaf => leaf.qualifier),
  );
  reporter.report('sql/unknown-relation', span, `there is no relation or column '${qualifier}' here`, {
    help: meant
      ? `did you mean '${meant}'?`
      : scope.leaves.length > 0
        ? `this query reads ${scope.leaves.map(leaf => `'${leaf.qualifier}'`).join(', ')}`
        : 'this SELECT has no FROM',
    ...(meant ? { fixes: [{ title: `Change to '${meant}'`, edits: [{ span, text: meant }] }] } : {}),
  });
  return unknown(span);
}

function fieldOf(
  base: TypedExpression,
  name: string,
  nameSpan: Span,
  span: Span,
  context: ExpressionContext,
): TypedExpression {
  const { type } = base;
  switch (type.kind) {
    case 'STRUCT': {
      const field =
        type.fields.find(one => one.name === name) ??
        type.fields.find(one => one.name.toLowerCase() === name.toLowerCase());
      if (field) return { op: 'field', base, name: field.name, type: field.type, span };
      const meant = nearest(
        name,
        type.fields.map(one => one.name),
      );
      context.reporter.report('sql/unknown-column', nameSpan, `there is no field '${name}' in ${typeText(type)}`, {
        ...(meant
          ? {
              help: `did you mean '${meant}'?`,
              fixes: [{ title: `Change to '${meant}'`, edits: [{ span: nameSpan, text: meant }] }],
            }
          : {}),
      });
      return unknown(span);
    }
    case 'MAP':
      return { op: 'field', base, name, type: type.value, span };
    case 'ANY':
    case 'JSON':
      return { op: 'field', base, name, type: ANY, span };
    default:
      return fail(context, 'sql/operand-type', span, `${typeText(type)} has no fields`);
  }
}

/** `a[i]`: an element of an array (from 1), a value of a map; `ARRAY[…]` and `MAP[…]` make one. */
export function bindIndex(node: ast.Index, span: Span, context: ExpressionContext, bind: BindOperand): TypedExpression {
  const base = bind(node.base as ast.Expression);
  const index = node.indexes[0] && bind(node.indexes[0]);
  if (!index || node.indexes.length > 1)
    return fail(context, 'sql/operand-type', span, 'an element is named by one index', 'write a[1] or a["key"]');
  if (isUnknown(base) || isUnknown(index)) return unknown(span);
  const { type } = base;
  if (type.kind === 'ARRAY') {
    if (index.type.kind !== 'BIGINT' && !isOpen(index.type))
      return fail(
        context,
        'sql/operand-type',
        index.span,
        `an array's element is named by its place, a BIGINT from 1; this is ${typeText(index.type)}`,
      );
    return { op: 'element', base, index, type: type.element, span };
  }
  if (type.kind === 'MAP') {
    const [key] = alike(index, { ...base, type: type.key }, index.span, context);
    return isUnknown(key) ? unknown(span) : { op: 'element', base, index: key, type: type.value, span };
  }
  if (isOpen(type)) return { op: 'element', base, index, type: ANY, span };
  if (type.kind === 'STRUCT' && index.op === 'literal' && index.type.kind === 'STRING' && index.text !== null)
    return fieldOf(base, index.text, index.span, span, context);
  return fail(context, 'sql/operand-type', span, `${typeText(type)} has no elements`);
}

/** The type of SESSION_DURATION() and its kind. */
export const WINDOW_BOUND_TYPES = { start: TIMESTAMP, end: TIMESTAMP, duration: INTERVAL } as const;
