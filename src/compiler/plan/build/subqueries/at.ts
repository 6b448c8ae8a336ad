/** When an `apply` says what it says, and what its inputs have to be for that. */
import { changesOf } from '../../changes.ts';
import type { ApplyNode } from '../../nodes/apply.ts';
import type { PlanNode } from '../../plan.ts';
import { retracting, standing } from '../changes.ts';
import type { BuildContext } from '../context.ts';
import { inTimeOrder } from './in-time-order.ts';

interface Timing {
  readonly at: ApplyNode['at'];
  readonly inner: PlanNode;
  readonly outer: PlanNode;
}

export function timing(inner: PlanNode, outer: PlanNode, { bounded }: BuildContext): Timing {
  if (bounded) return { at: 'end', inner: standing(inner), outer: retracting(outer) };
  if (changesOf(outer) === 'append') return { at: 'time', inner: retracting(inTimeOrder(inner)), outer };
  return { at: 'now', inner: retracting(inner), outer: retracting(outer) };
}

/** Rows of which the different ones are looked for: as they stand, or of a stream that has no end in the order of time. */
export function timely(rows: PlanNode, { bounded }: BuildContext): PlanNode {
  if (bounded) return standing(rows);
  return changesOf(rows) === 'append' ? { node: 'sort', input: rows, by: [], at: 'watermark' } : retracting(rows);
}
