/** When an `apply` says what it says, and what its inputs have to be for that. */
import { changesOf } from '../../changes.ts';
import type { ApplyNode } from '../../nodes/apply.ts';
import { inputsOf, type PlanNode } from '../../plan.ts';
import { retracting, standing } from '../changes.ts';
import type { BuildContext } from '../context.ts';

interface Timing {
  readonly at: ApplyNode['at'];
  readonly inner: PlanNode;
  readonly outer: PlanNode;
}

export function timing(inner: PlanNode, outer: PlanNode, { bounded }: BuildContext): Timing {
  if (bounded) return { at: 'end', inner: standing(inner), outer: retracting(outer) };
  if (isOfStream(outer)) return { at: 'time', inner: retracting(inner), outer };
  return { at: 'now', inner: retracting(inner), outer: retracting(outer) };
}

/** Rows of which the different ones are looked for: as they stand, or of a stream that has no end in the order of time. */
export function timely(rows: PlanNode, { bounded }: BuildContext): PlanNode {
  if (bounded) return standing(rows);
  return isOfStream(rows) ? orderedInTime(rows) : retracting(rows);
}

/** Whether what a query around these rows reads is asked as of their time. */
export const isAsOf = (rows: PlanNode, { bounded, inTime }: BuildContext): boolean =>
  !bounded && (inTime === true || isOfStream(rows));

/** Whether they have a time at which they are decided: the one row of a SELECT without FROM has none. */
const isOfStream = (rows: PlanNode): boolean => changesOf(rows) === 'append' && !isOneRow(rows);

const isOneRow = (node: PlanNode): boolean =>
  node.node === 'one-row' ||
  ((node.node === 'filter' || node.node === 'event-time') && isOneRow(node.input)) ||
  (node.node === 'apply' && isOneRow(node.inputs[1]!));

export function orderedInTime(input: PlanNode): PlanNode {
  const changes = changesOf(input);
  const within = changes === 'retract' ? 'all' : changes === 'upsert' && !isRead(input) ? 'keys' : 'nothing';
  return { node: 'in-time', input, within };
}

/** Whether its rows are records as they were read. */
const isRead = (node: PlanNode): boolean =>
  node.node === 'scan' || (node.node !== 'reference' && inputsOf(node).every(isRead));
