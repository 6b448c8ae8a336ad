/** PREV, NEXT, FIRST, LAST and their kind inside MATCH_RECOGNIZE: values at other rows of the match. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import { BIGINT, STRING, TIMESTAMP } from '../../types/sql-type.ts';
import { nameOf } from '../text-of.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { fail, isUnknown } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import type { BindOperand } from './operand.ts';

const PLACES = { FIRST: 'first', LAST: 'last', PREV: 'prev', NEXT: 'next' } as const;
const isPlace = (name: string): name is keyof typeof PLACES => Object.hasOwn(PLACES, name);

/** MATCH_ROWTIME is Flink's: the event time of the last row. */
const OF_THE_MATCH = new Set(['CLASSIFIER', 'MATCH_NUMBER', 'MATCH_ROWTIME']);

export const isMatchCall = (node: ast.Call, context: ExpressionContext): boolean => {
  const name = nameOf(node.name ?? '').toUpperCase();
  return context.match !== undefined && (isPlace(name) || OF_THE_MATCH.has(name));
};

export function bindMatchCall(
  node: ast.Call,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const name = nameOf(node.name ?? '').toUpperCase();
  if (!isPlace(name) && node.arguments.length > 0)
    return fail(context, 'sql/call', span, `${name} takes no argument: it is about the row that is looked at`);
  if (name === 'MATCH_ROWTIME') {
    const time = context.scope.lookUp('_event_time');
    if (time.found !== 'column') return fail(context, 'sql/call', span, 'MATCH_ROWTIME needs one relation');
    const operand: TypedExpression = { op: 'column', index: time.index, name: '_event_time', type: TIMESTAMP, span };
    return { op: 'match-row', variable: undefined, place: 'last', offset: 0, operand, type: TIMESTAMP, span };
  }
  if (!isPlace(name)) return { op: 'call', name, args: [], type: name === 'CLASSIFIER' ? STRING : BIGINT, span };
  const [first, second] = node.arguments;
  if (!first || node.arguments.length > 2)
    return fail(
      context,
      'sql/call',
      span,
      `${name} takes a value and, if it is another than the next, a number of rows`,
    );
  const operand = bind(first);
  if (isUnknown(operand)) return operand;
  const count = second === undefined ? undefined : second.$type === 'IntegerLiteral' ? Number(second.text) : Number.NaN;
  if (Number.isNaN(count))
    return fail(context, 'sql/call', context.reporter.at(second), `${name} takes a whole number of rows`);
  const away = count ?? (name === 'PREV' || name === 'NEXT' ? 1 : 0);
  // PREV(A.price) is the row before A's last: the variable is the operand's.
  const inner = operand.op === 'match-row' ? operand : undefined;
  if (inner && (inner.place !== 'last' || inner.offset > 0) && (name === 'FIRST' || name === 'LAST'))
    return fail(
      context,
      'sql/call',
      span,
      `${name} around ${inner.place.toUpperCase()} would look for two rows`,
      'the other way round it has a meaning: PREV(LAST(A.price))',
    );
  return {
    op: 'match-row',
    variable: inner?.variable,
    place: PLACES[name],
    offset: away,
    operand: inner && (name === 'FIRST' || name === 'LAST') ? inner.operand : operand,
    type: operand.type,
    span,
  };
}
