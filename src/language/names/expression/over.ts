/** Functions with OVER: partitions, order and frames, in the brackets or by the name of a window. */

import type { FunctionEntry } from '../../functions/define.ts';
import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import { isNumeric, typeText } from '../../types/sql-type.ts';
import { nameOf } from '../text-of.ts';
import type { Frame, FrameBound, SortKey, TypedExpression } from '../typed-expression.ts';
import { aggregateParts, sortKeys } from './aggregates.ts';
import { fail, isOpen, isUnknown, unknown } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import { durationOf } from './literals.ts';
import { noteFunction } from './note-function.ts';
import type { BindOperand } from './operand.ts';

/** LAG, RANK and their kind: functions that exist only with OVER. */
export const isWindowFunction = (entry: FunctionEntry): boolean => entry.kind === 'window';

/** Functions that may be told to pass over NULLs. */
const NULL_TREATMENT = new Set(['LAG', 'LEAD', 'FIRST_VALUE', 'LAST_VALUE', 'NTH_VALUE']);

export function bindOver(
  node: ast.Call,
  name: string,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  if (context.noOver !== undefined)
    return fail(
      context,
      'sql/over-place',
      span,
      `${name} … OVER cannot stand ${context.noOver}: it is computed after that`,
      'compute it in a subquery, and use its column here',
    );
  const entry = functionTable.get(name);
  const own = entry ? undefined : context.services.userFunction(name);
  noteFunction(node, entry?.name, own?.name, context);
  if (!entry && !own) {
    const meant = nearest(name, [...functionTable.keys(), ...context.services.userFunctionNames()]);
    return fail(
      context,
      'sql/unknown-function',
      { start: span.start, end: span.start + (node.name?.length ?? 0) },
      `there is no function ${name}`,
      meant && `did you mean ${meant}?`,
    );
  }
  const ranks = entry !== undefined && isWindowFunction(entry);
  if (entry?.kind !== 'aggregate' && !own?.aggregate && !ranks)
    return fail(
      context,
      'sql/window-function',
      span,
      `${own?.name ?? name} is computed from one row: OVER belongs to aggregates and functions such as LAG`,
      'leave OVER out',
    );
  const specification = specificationOf(node, context);
  if (!specification) return unknown(span);
  const within: ExpressionContext = { ...context, noOver: 'inside OVER' };
  const partitionBy = specification.partitionBy.map(one => bind(one, within));
  const orderBy = sortKeys(specification.orderBy, one => bind(one, within));
  const frame = frameOf(specification, orderBy, context);
  const called = entry?.name ?? own?.name ?? name;
  const parts = aggregateParts(node, called, span, context, bind, context.noAggregates);
  if (!parts) return unknown(span);
  if (parts.orderBy.length > 0)
    return fail(
      context,
      'sql/call',
      span,
      `${called} … OVER goes by the order of OVER`,
      'leave the ORDER BY inside it out',
    );
  if (ranks && (parts.filter || node.distinct))
    return fail(
      context,
      'sql/call',
      span,
      `${called} looks at every row: ${parts.filter ? 'FILTER' : 'DISTINCT'} belongs to aggregates`,
      'leave it out',
    );
  if (ranks && orderBy.length === 0)
    return fail(
      context,
      'sql/window-function',
      span,
      `${name} needs an order: which row comes before another?`,
      'add ORDER BY event_time inside OVER',
    );
  if (node.nulls !== undefined && !NULL_TREATMENT.has(called))
    return fail(
      context,
      'sql/call',
      span,
      `${name} does not take IGNORE NULLS`,
      `${[...NULL_TREATMENT].join(', ')} do`,
    );
  return {
    op: 'over',
    name: called,
    args: parts.args,
    distinct: node.distinct,
    filter: parts.filter,
    ignoreNulls: node.nulls?.toUpperCase() === 'IGNORE',
    partitionBy,
    orderBy,
    frame,
    buffer: specification.buffer === undefined ? undefined : Number(specification.buffer),
    type: parts.type,
    span,
  };
}

/** The brackets behind OVER, or those of the window it names. */
function specificationOf(node: ast.Call, context: ExpressionContext): ast.OverClause | undefined {
  if (node.over) return node.over;
  const name = nameOf(node.overName ?? '');
  const named = context.namedWindows.get(name.toLowerCase());
  if (named) {
    const { names } = context.reporter;
    names?.note(context.reporter.shifted(spanOfProperty(node, 'overName')), 'read', names.window(named));
    return named;
  }
  const end = context.reporter.at(node).end;
  const meant = nearest(name, context.namedWindows.keys());
  context.reporter.report(
    'sql/unknown-window',
    { start: end - (node.overName ?? '').length, end },
    `there is no window '${name}'`,
    { help: meant ? `did you mean '${meant}'?` : `declare it: WINDOW ${name} AS (PARTITION BY … ORDER BY …)` },
  );
  return undefined;
}

function frameOf(
  specification: ast.OverClause,
  orderBy: readonly SortKey[],
  context: ExpressionContext,
): Frame | undefined {
  if (specification.frameUnit === undefined) return undefined;
  const unit = specification.frameUnit.toUpperCase() as 'ROWS' | 'RANGE';
  const start = boundOf(specification.frameStart, unit, orderBy, context);
  // The short form ends at the row itself.
  const end = specification.frameEnd
    ? boundOf(specification.frameEnd, unit, orderBy, context)
    : ({ at: 'current' } as const);
  if (!start || !end) return undefined;
  if (place(start) > place(end)) {
    fail(
      context,
      'sql/frame',
      context.reporter.at(specification.frameStart),
      'this frame ends before it begins',
      'write the earlier bound first: BETWEEN 5 PRECEDING AND CURRENT ROW',
    );
    return undefined;
  }
  return { unit, start, end };
}

/** Where a bound lies relative to the row, to compare two of a kind. */
function place(bound: FrameBound): number {
  if (bound.at === 'start') return Number.NEGATIVE_INFINITY;
  if (bound.at === 'end') return Number.POSITIVE_INFINITY;
  if (bound.at === 'current') return 0;
  const distance = 'rows' in bound ? bound.rows : 'ms' in bound ? bound.ms : 0;
  return bound.at === 'preceding' ? -distance : distance;
}

function boundOf(
  node: ast.FrameBound | undefined,
  unit: 'ROWS' | 'RANGE',
  orderBy: readonly SortKey[],
  context: ExpressionContext,
): FrameBound | undefined {
  if (!node || node.$type === 'CurrentRow') return { at: 'current' };
  if (node.$type === 'UnboundedFrame') return { at: node.side.toUpperCase() === 'PRECEDING' ? 'start' : 'end' };
  const span = context.reporter.at(node);
  const at = (node.side ?? 'PRECEDING').toUpperCase() === 'PRECEDING' ? 'preceding' : 'following';
  if (node.distance.$type === 'IntegerLiteral') {
    const rows = Number(node.distance.text);
    const key = orderBy[0]?.expression;
    if (unit === 'RANGE' && key && !isUnknown(key) && !isNumeric(key.type) && !isOpen(key.type)) {
      fail(
        context,
        'sql/frame',
        span,
        `a RANGE over ${typeText(key.type)} is a duration, not a number of rows`,
        "write RANGE BETWEEN INTERVAL '5' MINUTE PRECEDING AND CURRENT ROW, or ROWS",
      );
      return undefined;
    }
    return { at, rows };
  }
  const ms = durationOf(node.distance);
  if (ms === undefined) {
    fail(
      context,
      'sql/frame',
      span,
      'a frame is so many rows or a duration',
      "such as 10 PRECEDING or INTERVAL '5' MINUTE PRECEDING",
    );
    return undefined;
  }
  if (unit === 'ROWS') {
    fail(context, 'sql/frame', span, 'ROWS counts rows: a duration belongs to RANGE', 'write RANGE instead of ROWS');
    return undefined;
  }
  const [key, second] = orderBy;
  if (!key || second) {
    fail(context, 'sql/frame', span, 'a RANGE by duration needs one ORDER BY, a time', 'add ORDER BY event_time');
    return undefined;
  }
  const { type } = key.expression;
  if (!['TIMESTAMP', 'DATE', 'TIME', 'BIGINT'].includes(type.kind) && !isOpen(type)) {
    fail(context, 'sql/frame', span, `a duration cannot be measured along ${typeText(type)}`, 'order by a TIMESTAMP');
    return undefined;
  }
  return { at, ms };
}
