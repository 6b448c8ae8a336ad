/** WINDOW without an aggregate → rows with the bounds of their windows. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import { mapOperands, type TypedExpression } from '../../../language/names/typed-expression.ts';
import type { PlanNode } from '../plan.ts';
import { widthOf } from '../width.ts';
import { retracting } from './changes.ts';

export function windowed(input: PlanNode, query: BoundQuery): { readonly node: PlanNode; readonly query: BoundQuery } {
  const { window, aggregation, items, having, orderBy } = query;
  if (!window || aggregation) return { node: input, query };
  const width = widthOf(input);
  const node: PlanNode = {
    node: 'window',
    input: retracting(input),
    window: window.window,
    ...(window.time ? { placedBy: window.time } : {}),
    ...(window.key ? { partitionBy: window.key } : {}),
    width,
  };
  const over = (expression: TypedExpression): TypedExpression => boundsAt(expression, width);
  return {
    node,
    query: {
      ...query,
      items: items.map(item => ({ ...item, expression: over(item.expression) })),
      having: having && over(having),
      orderBy: orderBy.map(key => ({ ...key, expression: over(key.expression) })),
    },
  };
}

/** The window's start and end are columns from here on. */
export function boundsAt(expression: TypedExpression, width: number): TypedExpression {
  if (expression.op !== 'window-bound') return mapOperands(expression, operand => boundsAt(operand, width));
  const { bound, type, span } = expression;
  const column = (which: 'start' | 'end'): TypedExpression => ({
    op: 'column',
    index: which === 'start' ? width : width + 1,
    name: `_window_${which}`,
    type: { kind: 'TIMESTAMP' },
    span,
  });
  if (bound !== 'duration') return column(bound);
  return { op: 'arithmetic', operator: '-', left: column('end'), right: column('start'), type, span };
}
