/** Calls of aggregates: where they may stand, what they take. */

import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import type { SortKey, TypedExpression } from '../typed-expression.ts';
import { fail, truth, unknown } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import type { BindOperand } from './operand.ts';
import { ownArguments } from './own-function.ts';
import { resolve } from './resolve-arguments.ts';

const INSIDE_AGGREGATE = 'inside another aggregate';

/** Aggregates that compute with their values. */
const NUMERIC: ReadonlySet<string> = new Set(['SUM', 'AVG', 'STDDEV', 'STDDEV_POP', 'VARIANCE', 'VAR_POP', 'MEDIAN']);

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
  const parts = aggregateParts(node, name, span, context, bind);
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

/** Arguments, FILTER and ORDER BY of an aggregate, also of one with OVER. */
export function aggregateParts(
  node: ast.Call,
  name: string,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
  inside: string = INSIDE_AGGREGATE,
): AggregateParts | undefined {
  const inner: ExpressionContext = { ...context, noAggregates: inside, noOver: 'inside an aggregate' };
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
  const ordered = entry?.kind === 'aggregate' && 'withinGroup' in entry ? entry.withinGroup : 'none';
  if (ordered === 'required' && node.withinGroup.length > 0 && orderBy[0]) {
    // PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x): what is ordered is what is aggregated.
    const resolved = resolve(name, [...args, orderBy[0].expression], span, context);
    return resolved && { args: resolved.args, filter, orderBy, type: resolved.returns };
  }
  const text = args.find(arg => arg.type.kind === 'STRING' && arg.op !== 'literal');
  if (text && NUMERIC.has(name)) {
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

export const sortKeys = (
  items: readonly ast.SortItem[],
  bind: (node: ast.Expression | undefined) => TypedExpression,
): SortKey[] =>
  items.map(item => ({
    expression: bind(item.expression),
    descending: item.direction?.toUpperCase() === 'DESC',
    ...(item.nulls === undefined ? {} : { nullsFirst: item.nulls.toUpperCase() === 'FIRST' }),
  }));
