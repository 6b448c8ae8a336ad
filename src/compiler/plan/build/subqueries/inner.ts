/** A query inside an expression → the tree of its rows, and by what they belong to the rows around it. */
import type { BoundQuery } from '../../../../language/names/bound.ts';
import { contains, type TypedExpression } from '../../../../language/names/typed-expression.ts';
import { conjunctsOf } from '../../../../language/rules/sql/walk.ts';
import type { Otherwise } from '../../nodes/apply.ts';
import type { PlanNode } from '../../plan.ts';
import type { BuildContext } from '../context.ts';
import { buildTree } from '../tree.ts';
import { isAsOf } from './at.ts';
import { forEachOuter } from './domain.ts';
import { equalitiesOf, withOuter } from './equalities.ts';
import { refersOut } from './refers-out.ts';
import { allOf, isWhole, simplified, type Test } from './simplified.ts';
import { item, withColumns } from './with-columns.ts';

export interface Inner {
  /** Row: the query's items, then what is compared with the outer keys. */
  readonly node: PlanNode;
  readonly items: BoundQuery['items'];
  readonly innerKeys: readonly TypedExpression[];
  readonly outerKeys: readonly TypedExpression[];
  readonly nullsEqual: boolean;
  readonly otherwise: Otherwise | undefined;
  /** The rows around it: those given, or the same by another way. */
  readonly outer: PlanNode;
}

/** `captured` over the rows of `outer`. */
export function innerOf(
  written: BoundQuery,
  captured: readonly TypedExpression[],
  test: Test | undefined,
  outer: PlanNode,
  context: BuildContext,
): Inner {
  const query = simplified(written, test);
  const inside = { ...context, kept: undefined, asTable: false, inTime: isAsOf(outer, context) };
  if (!refersOut(query)) {
    // At its end an aggregate of nothing says so itself.
    if (!context.bounded && isWhole(query) && !isPlainWhole(query)) return forEachOuter(query, [], outer, inside);
    const node = context.bounded ? buildTree(query, inside) : firstRows(query, [], inside);
    const otherwise = !context.bounded && isWhole(query) ? otherwiseOf(query, []) : undefined;
    return { node, items: query.items, innerKeys: [], outerKeys: [], nullsEqual: false, otherwise, outer };
  }
  const keyed = byEquality(query, captured);
  if (!keyed) return forEachOuter(query, captured, outer, inside);
  const node = firstRows(keyed.query, keyed.query.items.slice(query.items.length), inside);
  return { ...keyed, node, items: query.items, nullsEqual: false, outer };
}

/**
 * A query that uses the row around it in equalities of its WHERE alone is computed once for all rows: grouped and numbered
 * by its side of them. Undefined for all others.
 */
function byEquality(query: BoundQuery, captured: readonly TypedExpression[]) {
  const equalities = equalitiesOf(query.where);
  if (equalities.length === 0 || query.unions.length > 0) return undefined;
  const conditions = equalities.map(({ condition }) => condition);
  const rest = { ...query, where: allOf(conjunctsOf(query.where).filter(one => !conditions.includes(one))) };
  if (refersOut(rest)) return undefined;
  const whole = isWhole(rest);
  if (whole && !isPlainWhole(rest)) return undefined;
  const keys = equalities.map(({ inner }) => inner);
  const keyed = withColumns(rest, keys, expression => expression);
  const { items } = rest;
  return {
    query: keyed,
    innerKeys: keyColumns(items.length, keys),
    outerKeys: equalities.map(({ outer }) => withOuter(outer, captured)),
    otherwise: whole ? otherwiseOf(rest, keys) : undefined,
  };
}

/** Whether the row of an aggregate of nothing is known from its items alone. */
const isPlainWhole = ({ having, items }: BoundQuery): boolean =>
  !having && !items.some(({ expression }) => contains(expression, isOfRows));

/** The row of an aggregate of nothing, and NULLs for the keys. */
const otherwiseOf = ({ aggregation, items }: BoundQuery, keys: readonly TypedExpression[]): Otherwise => ({
  calls: aggregation?.calls ?? [],
  items: [...items.map(({ expression }) => expression), ...keys.map(({ type, span }) => NULL(type, span))],
});

const NULL = (type: TypedExpression['type'], span: TypedExpression['span']): TypedExpression => ({
  op: 'literal',
  text: null,
  type,
  span,
});

const isOfRows = ({ op }: TypedExpression): boolean => op === 'subquery' || op === 'over';

/** The columns behind the items. */
export const keyColumns = (from: number, keys: readonly TypedExpression[]): readonly TypedExpression[] =>
  keys.map(({ type, span }, i) => ({ op: 'column', index: from + i, name: `_outer_${i + 1}`, type, span }));

/** Its tree; of a LIMIT the first rows for each value of these items, kept current where the rows change. */
export function firstRows(query: BoundQuery, keys: BoundQuery['items'], context: BuildContext): PlanNode {
  const { limit: count, orderBy, items, distinct } = query;
  if (count === undefined || distinct || query.unions.length > 0) return buildTree(query, context);
  const span = { start: 0, end: 0 };
  const over = {
    op: 'over',
    name: 'ROW_NUMBER',
    args: [],
    distinct: false,
    filter: null,
    ignoreNulls: false,
    partitionBy: keys.map(({ expression }) => expression),
    orderBy,
    frame: undefined,
    buffer: undefined,
    type: { kind: 'BIGINT' },
    span,
  } as const satisfies TypedExpression;
  const numbered = { ...query, items: [...items, item('_number', over)], orderBy: [], limit: undefined };
  return buildTree(numbered, { ...context, kept: { over, name: '_number', count, at: 'end' } });
}
