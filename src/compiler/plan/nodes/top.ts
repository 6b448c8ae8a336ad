/** The Top-N form of ROW_NUMBER, RANK and DENSE_RANK. */
import type { PlanNode, SortKey, TypedExpression } from '../plan.ts';

/**
 * The rows of each partition whose number is at most `count`, kept current: the input's columns, then the row's number from 1.
 * The row's key becomes the partition and its number, so that a row that moves up takes the place of the one before it; where
 * several rows may have a number, `_row` instead: which of the rows that are shown it is. Of an input that appends it keeps no
 * more rows than are shown; of one that retracts all. `retract`.
 */
export interface TopNode {
  readonly node: 'top';
  readonly input: PlanNode;
  readonly partitionBy: readonly { readonly name: string; readonly expression: TypedExpression }[];
  readonly orderBy: readonly SortKey[];
  /** Of rows that are equal by it the last one comes first; the first one else. */
  readonly latestFirst?: true;
  readonly count: number;
  /** Rows that are equal by `orderBy` have one number, after which the next are left out or not; absent: each has its own. */
  readonly ties?: 'RANK' | 'DENSE_RANK';
  /** What the number is called in the key. */
  readonly name: string;
  /** What nothing touched for so many milliseconds of event time is forgotten, and begins anew; absent: never. */
  readonly ttlMs?: number;
}
