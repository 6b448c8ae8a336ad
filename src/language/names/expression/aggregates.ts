/** Calls of aggregates: where they may stand, what they take. */

import type { FunctionEntry } from '../../functions/define.ts';
import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import { BOOLEAN } from '../../types/sql-type.ts';
import type { SortKey, TypedExpression } from '../typed-expression.ts';
import { fail, literal, truth, unknown } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import type { BindOperand } from './operand.ts';
import { ownArguments } from './own-function.ts';
import { resolve } from './resolve-arguments.ts';

const INSIDE_AGGREGATE = 'inside another aggregate';

/** Whether it computes with its values, so that a text is none. */
const needsNumbers = ({ signatures }: FunctionEntry): boolean =>
  signatures.some(({ parameters: [first] }) => first?.type === 'NUMERIC');

export interface AggregateParts {
  readonly args: readonly TypedExpression[];
  readonly filter: TypedExpression | null;
  readonly orderBy: readonly SortKey[];
  readonly type: TypedExpression['type'];
}

export function bindAggregate(
  node: ast.Call,
  name: string,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  if (context.noAggregates !== undefined) {
    for (const argument of node.arguments) bind(argument);
    return context.noAggregates === INSIDE_AGGREGATE
      ? fail(
          context,
          'sql/nested-aggregate',
          span,
          `${name} cannot stand inside another aggregate: there is one value per group left`,
          'compute the inner one in a query of its own: FROM (SELECT … GROUP BY …)',
        )
      : fail(
          context,
          'sql/aggregate-place',
          span,
          `${name} is an aggregate and cannot stand ${context.noAggregates}`,
          context.noAggregates === 'in WHERE' ? 'use HAVING' : undefined,
        );
  }
  const parts = aggregateParts(node, name, span, context, bind, INSIDE_AGGREGATE);
  if (!parts) return unknown(span);
  const { args, filter, orderBy, type } = parts;
  return {
    op: 'aggregate',
    name,
    args,
    distinct: node.distinct,
    filter,
    ...(orderBy.length > 0 ? { orderBy } : {}),
    type,
    span,
  };
}

/** Arguments, FILTER and ORDER BY of an aggregate, also of one with OVER: that may be over aggregates, `noAggregates` says not. */
export function aggregateParts(
  node: ast.Call,
  name: string,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
  noAggregates: string | undefined,
): AggregateParts | undefined {
  const inner: ExpressionContext = {
    ...context,
    noAggregates,
    noOver: 'inside an aggregate',
    // Of a group there is one window; over rows that are in windows already, the bounds are columns.
    ...(noAggregates === INSIDE_AGGREGATE && context.window
      ? { window: undefined, noWindowBounds: 'inside an aggregate' }
      : {}),
  };
  if (node.star && name !== 'COUNT') {
    fail(context, 'sql/call', span, `${name}(*) has no meaning: name a column`);
    return undefined;
  }
  if (node.withinGroup.length > 0 && node.orderBy.length > 0) {
    fail(context, 'sql/call', span, 'ORDER BY inside the brackets and WITHIN GROUP say the same: keep one');
    return undefined;
  }
  const args = node.arguments.map(argument => bind(argument, inner));
  const filter = node.filter ? truth(bind(node.filter, { ...inner, noAggregates: 'in FILTER' }), context) : null;
  const orderBy = sortKeys([...node.withinGroup, ...node.orderBy], one => bind(one, inner));
  const own = functionTable.has(name) ? undefined : context.services.userFunction(name);
  if (own) {
    const passed = ownArguments(own, args, span, context);
    return passed && { args: passed, filter, orderBy, type: own.returns };
  }
  const entry = functionTable.get(name);
  if (entry?.kind === 'aggregate' && node.withinGroup.length > 0) {
    if (entry.orderedSet) return ofOrderedSet(entry, args, { orderBy, filter }, span, context);
    if (!isList(entry)) {
      fail(
        context,
        'sql/call',
        span,
        `${name} takes no WITHIN GROUP: the order of its rows changes nothing`,
        `leave it out; PERCENTILE_CONT, LISTAGG and ARRAY_AGG take one`,
      );
      return undefined;
    }
  }
  const text = args.find(arg => arg.type.kind === 'STRING' && arg.op !== 'literal');
  if (text && entry && needsNumbers(entry)) {
    context.reporter.report('sql/sum-of-text', text.span, `${name} needs numbers; this is a STRING`, {
      help: 'CAST it: the text is then read exactly',
      fixes: [
        {
          title: 'CAST it to DECIMAL(38, 10)',
          edits: [
            { span: { start: text.span.start, end: text.span.start }, text: 'CAST(' },
            { span: { start: text.span.end, end: text.span.end }, text: ' AS DECIMAL(38, 10))' },
          ],
        },
      ],
    });
    return undefined;
  }
  const resolved = resolve(name, args, span, context);
  return resolved && { args: resolved.args, filter, orderBy, type: resolved.returns };
}

/** Aggregates that keep their rows in an order. */
const isList = ({ name }: FunctionEntry): boolean => name === 'STRING_AGG' || name === 'ARRAY_AGG';

/** PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x DESC): what is ordered is what is aggregated, as in (x, 0.5, TRUE). */
function ofOrderedSet(
  entry: FunctionEntry,
  args: readonly TypedExpression[],
  { orderBy, filter }: Pick<AggregateParts, 'orderBy' | 'filter'>,
  span: Span,
  context: ExpressionContext,
): AggregateParts | undefined {
  const [key, second] = orderBy;
  if (!key || second) {
    fail(
      context,
      'sql/call',
      second?.expression.span ?? span,
      `${entry.name} is of one value: WITHIN GROUP (ORDER BY x)`,
    );
    return undefined;
  }
  const descending: TypedExpression[] = key.descending ? [literal(BOOLEAN, 'true', key.expression.span)] : [];
  const resolved = resolve(entry.name, [key.expression, ...args, ...descending], span, context);
  return resolved && { args: resolved.args, filter, orderBy: [], type: resolved.returns };
}

export const sortKeys = (
  items: readonly ast.SortItem[],
  bind: (node: ast.Expression | undefined) => TypedExpression,
): SortKey[] =>
  items.map(item => ({
    expression: bind(item.expression),
    descending: item.direction?.toUpperCase() === 'DESC',
    ...(item.nulls === undefined ? {} : { nullsFirst: item.nulls.toUpperCase() === 'FIRST' }),
  }));
