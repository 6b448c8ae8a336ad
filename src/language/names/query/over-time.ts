/** The event time that OVER asks for by its ORDER BY. */

import type { EventTime } from '../bound.ts';
import { isOpen } from '../expression/basics.ts';
import type { ExpressionContext } from '../expression/context.ts';
import { contains, type TypedExpression } from '../typed-expression.ts';

/** Ranks run along whatever they are ordered by; the other functions with OVER along the time. */
const RANKS = new Set(['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'PERCENT_RANK', 'CUME_DIST', 'NTILE']);

/**
 * OVER runs along the event time. Where none is declared, the column it is ordered by becomes it; where another one is,
 * this query is re-timed; two different ones on one relation are an error.
 */
export function overTime(
  expressions: readonly TypedExpression[],
  current: EventTime | undefined,
  expression: ExpressionContext,
): EventTime | undefined {
  // Within a window all rows are there when it closes, so any order will do.
  return expression.window ? current : timeAlong(expressions.flatMap(orderKeys), current, expression);
}

/** The same for rows that are in the order of columns, the first keys of each order. */
export function timeAlong(
  keys: readonly Column[],
  current: EventTime | undefined,
  expression: ExpressionContext,
): EventTime | undefined {
  const { scope } = expression;
  const [leaf, second] = scope.leaves;
  if (!leaf || second) return current;
  const declared = current ?? leaf.relation.time;
  let chosen: string | undefined;
  for (const key of keys) {
    if (key.type.kind !== 'TIMESTAMP' && !isOpen(key.type)) continue;
    const name = timeName(key.name, declared, leaf.relation.origin.kind === 'source');
    if (chosen === undefined) chosen = name;
    else if (name !== chosen) {
      expression.reporter.report(
        'sql/two-times',
        key.span,
        `this query already runs along '${chosen}': one relation has one event time`,
        { help: 'compute one of them in a query of its own' },
      );
      return current;
    }
    if (name !== OWN_TIME && name !== declared.column) reportOther(key, declared, expression);
  }
  if (chosen === undefined || chosen === OWN_TIME || chosen === declared.column) return current;
  return { ...declared, column: chosen, format: { kind: 'auto' } };
}

type Column = Extract<TypedExpression, { readonly op: 'column' }>;

/** The columns that functions with OVER in an expression are ordered by first. */
function orderKeys(expression: TypedExpression): readonly Column[] {
  const keys: Column[] = [];
  contains(expression, one => {
    const key = one.op === 'over' && !RANKS.has(one.name) ? one.orderBy[0]?.expression : undefined;
    if (key?.op === 'column') keys.push(key);
    return false;
  });
  return keys;
}

const OWN_TIME = '_event_time';

/** Rows of a query carry their time: `event_time` means it there, as `_event_time` does everywhere. */
function timeName(name: string, declared: EventTime, isSource: boolean): string {
  const lower = name.toLowerCase();
  if (lower === OWN_TIME || (!isSource && lower === 'event_time')) return declared.column ?? OWN_TIME;
  return name;
}

function reportOther({ name, span }: Column, declared: EventTime, { scope, reporter }: ExpressionContext): void {
  const relation = scope.leaves[0]?.relation.name ?? '';
  reporter.report(
    'sql/other-time',
    span,
    declared.column === undefined
      ? `'${relation}' declares no event time: '${name}' becomes it in this query`
      : `the event time of '${relation}' is '${declared.column}'; in this query it becomes '${name}'`,
    { severity: 'info', help: `declare it: WATERMARK FOR ${name} AS ${name} - INTERVAL '5' SECOND` },
  );
}
