/** WINDOW without an aggregate. */
import type { BoundWindow } from '../../../language/names/bound.ts';
import type { PlanNode, TypedExpression } from '../plan.ts';

/**
 * Each row once for each window it falls in, in the order of their ends: the input's columns, then the window's start and
 * end. Rows keep their time, place and key. One that comes too late for a window is left out there and counted. Rows of
 * sessions come out when the session has closed, all others at once.
 */
export interface WindowNode {
  readonly node: 'window';
  readonly input: PlanNode;
  readonly window: BoundWindow;
  /** What places a row in windows; absent: its event time. */
  readonly placedBy?: TypedExpression;
  /** Sessions are kept apart by it; absent: one after the other over all rows. */
  readonly partitionBy?: TypedExpression;
  /** How many columns the input has. */
  readonly width: number;
}
