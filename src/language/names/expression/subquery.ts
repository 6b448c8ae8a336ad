/** Queries inside expressions. What they use of the row around them is captured: their only tie to it. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import { BOOLEAN, sameType } from '../../types/sql-type.ts';
import type { BoundQuery } from '../bound.ts';
import { Identities } from '../identity.ts';
import { nameOf } from '../text-of.ts';
import type { ComparisonOperator, TypedExpression } from '../typed-expression.ts';
import { fail, isUnknown, unknown } from './basics.ts';
import { bindColumn } from './columns.ts';
import type { ExpressionContext, MemberPlaces, Outer } from './context.ts';
import { comparison } from './operators.ts';

interface Bound {
  readonly query: BoundQuery;
  readonly captured: readonly TypedExpression[];
}

function bind(node: ast.Query, context: ExpressionContext): Bound | undefined {
  const { outer, captured } = capturing(context);
  const query = context.services.bindSubquery(node, outer);
  return query && { query, captured };
}

/** Names of the row here, for a query inside; what it uses of them is gathered in `captured`. */
export function capturing(context: ExpressionContext): {
  readonly outer: Outer;
  readonly captured: readonly TypedExpression[];
} {
  const captured: TypedExpression[] = [];
  const identities = new Identities();
  const places = new Map<number, number>();
  const outer: Outer = {
    context,
    isQualifier: name => context.scope.leafOf(name) !== undefined || (context.outer?.isQualifier(name) ?? false),
    capture(name, qualifier, span, written) {
      const found = columnOf(name, qualifier, span, context, written);
      if (!found || isUnknown(found)) return found;
      const identity = identities.of(found);
      let index = places.get(identity);
      if (index === undefined) {
        index = captured.length;
        places.set(identity, index);
        captured.push(found);
      }
      return { op: 'outer', index, name, type: found.type, span };
    },
  };
  return { outer, captured };
}

/** A column here or further out; undefined where there is none. */
function columnOf(
  name: string,
  qualifier: string | undefined,
  span: Span,
  context: ExpressionContext,
  places: MemberPlaces | undefined,
): TypedExpression | undefined {
  const { names } = context.reporter;
  const leaf = qualifier === undefined ? undefined : context.scope.leafOf(qualifier);
  if (qualifier === undefined ? context.scope.lookUp(name).found !== 'nothing' : leaf) {
    if (!leaf) return bindColumn(name, span, context);
    const found = context.scope.lookUp(name, leaf);
    if (places) {
      names?.note(places.qualifier, 'read', names.qualifier(leaf));
      if (found.found === 'column' && found.column.origin.kind === 'field')
        names?.note(places.name, 'read', names.columnOf(leaf, found.column.name));
    }
    return found.found === 'column'
      ? { op: 'column', index: found.index, name: found.column.name, type: found.column.type, span }
      : undefined;
  }
  return context.outer?.capture(name, qualifier, span, places);
}

/** `(SELECT …)` as a value: one column, and NULL where it gives no row. */
export function bindScalarSubquery(node: ast.Query, span: Span, context: ExpressionContext): TypedExpression {
  const bound = bind(node, context);
  if (!bound) return unknown(span);
  const [item, second] = bound.query.items;
  if (!item || second || item.spread)
    return fail(
      context,
      'sql/subquery-columns',
      span,
      `a query that stands for a value gives one column; this one gives ${item?.spread ? 'whole records' : bound.query.items.length}`,
    );
  return {
    op: 'subquery',
    test: 'value',
    operator: undefined,
    operand: null,
    ...bound,
    type: item.expression.type,
    span,
  };
}

export function bindExists(node: ast.Query, span: Span, context: ExpressionContext): TypedExpression {
  const bound = bind(node, context);
  if (!bound) return unknown(span);
  return { op: 'subquery', test: 'exists', operator: undefined, operand: null, ...bound, type: BOOLEAN, span };
}

/** `x IN (SELECT …)`, `x > ALL (SELECT …)`, `x = ANY (SELECT …)`. */
export function bindQuantified(
  test: 'in' | 'any' | 'all',
  operator: ComparisonOperator,
  operand: TypedExpression,
  node: ast.Query,
  span: Span,
  context: ExpressionContext,
): TypedExpression {
  const bound = bind(node, context);
  if (!bound || isUnknown(operand)) return unknown(span);
  const [item, second] = bound.query.items;
  if (!item || second || item.spread)
    return fail(
      context,
      'sql/subquery-columns',
      span,
      `the query gives ${item?.spread ? 'whole records' : `${bound.query.items.length} columns`}: one is compared`,
    );
  // Checked as a comparison with the query's column; what stands at run time is the operand.
  const compared = comparison(operator, operand, { ...item.expression, span: operand.span }, span, context);
  const isCompared = compared.op === 'compare';
  return {
    op: 'subquery',
    test,
    operator,
    operand: isCompared ? compared.left : operand,
    captured: bound.captured,
    query: isCompared ? withItem(bound.query, compared.right) : bound.query,
    type: BOOLEAN,
    span,
  };
}

/** With its one column as it is compared: of the type that both sides have in common. */
function withItem(query: BoundQuery, compared: TypedExpression): BoundQuery {
  const [item] = query.items;
  if (!item || query.unions.length > 0 || sameType(item.expression.type, compared.type)) return query;
  const expression: TypedExpression = { ...compared, span: item.expression.span };
  return { ...query, items: [{ ...item, expression }] };
}

const QUANTIFIERS: Readonly<Record<string, 'any' | 'all'>> = { ANY: 'any', SOME: 'any', ALL: 'all' };

/** Which quantifier the right side of a comparison is: `ANY (SELECT …)`. */
export function quantifierOf(
  node: ast.Expression | undefined,
): { readonly test: 'any' | 'all'; readonly query: ast.Query } | undefined {
  if (node?.$type !== 'Call' || !node.query) return undefined;
  const test = QUANTIFIERS[nameOf(node.name ?? '').toUpperCase()];
  return test && { test, query: node.query };
}
