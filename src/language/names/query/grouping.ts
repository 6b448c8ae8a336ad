/** Splits an aggregated query in two: what is computed per group, and what is computed from the group's row. */

import type { Fix } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import { INTERVAL, TIMESTAMP } from '../../types/sql-type.ts';
import type { AggregateCall, Aggregation, BoundWindow, OutputColumn } from '../bound.ts';
import { unknown } from '../expression/basics.ts';
import type { ExpressionContext } from '../expression/context.ts';
import { Identities } from '../identity.ts';
import type { Reporter } from '../report.ts';
import { mapOperands, type SortKey, type TypedExpression } from '../typed-expression.ts';

type Edits = Fix['edits'];

export interface Grouped {
  readonly aggregation: Aggregation;
  readonly items: readonly OutputColumn[];
  readonly having: TypedExpression | undefined;
  readonly orderBy: readonly SortKey[];
}

/** Expressions come bound over the input row and go out over the group's row: keys, aggregates, window start and end. */
export function grouping(
  keys: readonly { readonly expression: TypedExpression; readonly span: Span }[],
  window: BoundWindow | undefined,
  items: readonly OutputColumn[],
  having: TypedExpression | undefined,
  orderBy: readonly SortKey[],
  groupBySpan: Span | undefined,
  context: ExpressionContext,
): Grouped {
  const identities = new Identities();
  const keyIdentities = new Map(keys.map((key, i) => [identities.of(key.expression), i]));
  const calls: AggregateCall[] = [];
  const callIndexes = new Map<number, number>();
  /** Positions of bounds are known only when all aggregates are collected: collected first, placed second. */
  const collect = (expression: TypedExpression): void => {
    if (expression.op === 'literal') return;
    if (keyIdentities.size > 0 && keyIdentities.has(identities.of(expression))) return;
    if (expression.op !== 'aggregate') {
      mapOperands(expression, operand => {
        collect(operand);
        return operand;
      });
      return;
    }
    const identity = identities.of(expression);
    if (callIndexes.has(identity)) return;
    callIndexes.set(identity, calls.length);
    const { name, args, distinct, filter, type, orderBy: within } = expression;
    calls.push({ name, args, distinct, filter, type, ...(within ? { orderBy: within } : {}) });
  };
  for (const item of items) collect(item.expression);
  if (having) collect(having);
  for (const key of orderBy) collect(key.expression);

  const boundIndex = { start: keys.length + calls.length, end: keys.length + calls.length + 1 };
  const windowBound = (bound: 'start' | 'end', span: Span): TypedExpression => ({
    op: 'column',
    index: boundIndex[bound],
    name: `window_${bound}`,
    type: TIMESTAMP,
    span,
  });
  const told = new Set<number>();
  /** Where several items stand at one place, `*` made them. */
  const seen = new Set<number>();
  const stars = new Set(items.map(item => item.span.start).filter(start => seen.has(start) || !seen.add(start)));
  /** Inside how many OVERs and queries the walk is. */
  let within = 0;
  const place = (expression: TypedExpression): TypedExpression => {
    const { span, type } = expression;
    if (expression.op === 'literal') return expression;
    const key = keyIdentities.size > 0 ? keyIdentities.get(identities.of(expression)) : undefined;
    if (key !== undefined) return { op: 'column', index: key, name: keyName(key), type, span };
    switch (expression.op) {
      case 'aggregate': {
        const index = keys.length + callIndexes.get(identities.of(expression))!;
        return { op: 'column', index, name: expression.name, type, span };
      }
      case 'window-bound':
        return expression.bound === 'duration'
          ? {
              op: 'arithmetic',
              operator: '-',
              left: windowBound('end', span),
              right: windowBound('start', span),
              type: INTERVAL,
              span,
            }
          : windowBound(expression.bound, span);
      case 'column':
        // One finding for a column, however often it stands there, and one for a `*`.
        if (stars.has(span.start)) reportUngroupedStar(span, context.reporter);
        else if (!told.has(expression.index))
          reportUngrouped(expression, groupBySpan, keys.at(-1)?.span, lastValue(expression), context);
        told.add(expression.index);
        return unknown(span);
      case 'subquery':
      case 'over': {
        within++;
        const placed = mapOperands(expression, place);
        within--;
        return placed;
      }
      default:
        return mapOperands(expression, place);
    }
  };
  /** Undefined where an aggregate cannot stand. As a whole item it keeps the column's name. */
  const lastValue = (column: TypedExpression & { readonly op: 'column' }): Edits | undefined => {
    const { start, end } = column.span;
    const isItem = items.some(item => item.expression === column && item.span.end === end);
    const alias = isItem ? ` AS ${/^\w+$/.test(column.name) ? column.name : `\`${column.name}\``}` : '';
    return within > 0
      ? undefined
      : [
          { span: { start, end: start }, text: 'LAST_VALUE(' },
          { span: { start: end, end }, text: `)${alias}` },
        ];
  };
  // The name under which a key is selected, so that the output key and the value say the same.
  const selected = new Map<number, string>();
  for (const item of items) {
    const key = keyIdentities.get(identities.of(item.expression));
    if (key !== undefined && !selected.has(key)) selected.set(key, item.name);
  }
  const keyName = (index: number): string => {
    const { expression } = keys[index]!;
    return selected.get(index) ?? (expression.op === 'column' ? expression.name : `key_${index + 1}`);
  };
  return {
    aggregation: { keys: keys.map(({ expression }, i) => ({ name: keyName(i), expression })), calls, window },
    items: items.filter(item => !item.spread).map(item => ({ ...item, expression: place(item.expression) })),
    having: having && place(having),
    orderBy: orderBy.map(key => ({ ...key, expression: place(key.expression) })),
  };
}

export const reportUngroupedStar = (span: Span, reporter: Reporter): void =>
  reporter.report('sql/ungrouped-column', span, '* stands for columns that are neither grouped nor aggregated', {
    help: 'name the grouped columns',
  });

function reportUngrouped(
  { name, span }: TypedExpression & { readonly op: 'column' },
  groupBySpan: Span | undefined,
  lastKey: Span | undefined,
  lastValue: Edits | undefined,
  { reporter }: ExpressionContext,
): void {
  const add = lastKey ?? groupBySpan;
  reporter.report(
    'sql/ungrouped-column',
    span,
    `'${name}' is neither grouped nor aggregated: which row's value would it be?`,
    {
      help: groupBySpan
        ? `add it to GROUP BY, or take LAST_VALUE(${name})`
        : `add GROUP BY ${name}, or take LAST_VALUE(${name})`,
      fixes: [
        ...(add
          ? [
              {
                title: `Add ${name} to GROUP BY`,
                edits: [{ span: { start: add.end, end: add.end }, text: `, ${name}` }],
              },
            ]
          : []),
        ...(lastValue ? [{ title: `Take the last value of ${name}`, edits: lastValue }] : []),
      ],
    },
  );
}
