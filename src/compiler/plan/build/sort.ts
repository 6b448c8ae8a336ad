/** ORDER BY of a query → a sort. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import { changesOf } from '../changes.ts';
import type { PlanNode } from '../plan.ts';
import { standing } from './changes.ts';
import type { BuildContext } from './context.ts';

/**
 * At the end of the input all at once. A stream has no end: its windows are sorted one by one, and what is ordered by the
 * event time comes out as the watermark passes it.
 */
export function sorted(input: PlanNode, { orderBy, window, aggregation }: BoundQuery, context: BuildContext): PlanNode {
  if (orderBy.length === 0) return input;
  const first = orderBy[0]!;
  const alongTime = first.expression.op === 'column' && first.expression.name === '_event_time' && !first.descending;
  const inTurn = changesOf(input) === 'append' && ((window !== undefined && aggregation !== undefined) || alongTime);
  return { node: 'sort', input: standing(input), by: orderBy, at: !context.bounded && inTurn ? 'watermark' : 'end' };
}
