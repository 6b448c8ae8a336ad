/** Splits an aggregated query in two: what is computed per group, and what is computed from the group's row. */
import type { Span } from '../text/span.ts';
import { ANY, TIMESTAMP } from '../types/sql-type.ts';
import type { AggregateCall, Aggregation, OutputColumn, TumblingWindow } from './bound.ts';
import type { Reporter } from './report.ts';
import { expressionIdentity, mapOperands, type TypedExpression } from './typed-expression.ts';

interface Sort {
  readonly expression: TypedExpression;
  readonly descending: boolean;
}

export interface Grouped {
  readonly aggregation: Aggregation;
  readonly items: readonly OutputColumn[];
  readonly having: TypedExpression | undefined;
  readonly orderBy: readonly Sort[];
}

/** Expressions come bound over the input row and go out over the group's row: keys, aggregates, window start and end. */
export function grouping(
  keys: readonly { readonly expression: TypedExpression; readonly span: Span }[],
  window: TumblingWindow | undefined,
  items: readonly OutputColumn[],
  having: TypedExpression | undefined,
  orderBy: readonly Sort[],
  reporter: Reporter,
): Grouped {
  const keyIdentities = keys.map(key => expressionIdentity(key.expression));
  const calls: AggregateCall[] = [];
  const callIdentities: string[] = [];
  const boundIndex = { start: 0, end: 0 };
  /** Positions of aggregates and bounds are known only when all aggregates are collected: collected first, placed second. */
  const collect = (expression: TypedExpression): void => {
    if (keyIdentities.includes(expressionIdentity(expression))) return;
    if (expression.op === 'aggregate') {
      const identity = expressionIdentity(expression);
      if (callIdentities.includes(identity)) return;
      callIdentities.push(identity);
      const { name, args, distinct, filter, type } = expression;
      calls.push({ name, args, distinct, filter, type });
      return;
    }
    mapOperands(expression, operand => {
      collect(operand);
      return operand;
    });
  };
  for (const expression of [
    ...items.map(item => item.expression),
    ...(having ? [having] : []),
    ...orderBy.map(one => one.expression),
  ])
    collect(expression);
  boundIndex.start = keys.length + calls.length;
  boundIndex.end = boundIndex.start + 1;

  const place = (expression: TypedExpression): TypedExpression => {
    const { span, type } = expression;
    const key = keyIdentities.indexOf(expressionIdentity(expression));
    if (key >= 0) return { op: 'column', index: key, name: keyName(key), type, span };
    switch (expression.op) {
      case 'aggregate': {
        const index = keys.length + callIdentities.indexOf(expressionIdentity(expression));
        return { op: 'column', index, name: expression.name, type, span };
      }
      case 'window-bound':
        return {
          op: 'column',
          index: boundIndex[expression.bound],
          name: `window_${expression.bound}`,
          type: TIMESTAMP,
          span,
        };
      case 'column':
        reporter.report(
          'sql/ungrouped-column',
          span,
          `'${expression.name}' is neither grouped nor aggregated: which row's value would it be?`,
          {
            help: `add it to GROUP BY, or take LAST_VALUE(${expression.name})`,
          },
        );
        return { op: 'literal', type: ANY, text: null, span };
      default:
        return mapOperands(expression, place);
    }
  };
  const keyName = (index: number): string => {
    const { expression } = keys[index]!;
    // The name under which it is selected, so that the output key and the value say the same.
    const selected = items.find(item => expressionIdentity(item.expression) === keyIdentities[index]);
    return selected?.name ?? (expression.op === 'column' ? expression.name : `key_${index + 1}`);
  };
  return {
    aggregation: { keys: keys.map(({ expression }, i) => ({ name: keyName(i), expression })), calls, window },
    items: items.filter(item => !item.spread).map(item => ({ ...item, expression: place(item.expression) })),
    having: having && place(having),
    orderBy: orderBy.map(({ expression, descending }) => ({ expression: place(expression), descending })),
  };
}
