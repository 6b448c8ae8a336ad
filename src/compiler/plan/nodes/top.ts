/** The Top-N form of ROW_NUMBER. */
import type { PlanNode, SortKey, TypedExpression } from '../plan.ts';

/**
 * The first `count` rows of each partition, kept current: the input's columns, then the row's number from 1. The row's key
 * becomes the partition and the number, so that a row that moves up takes the place of the one before it. Of an input that
 * appends it keeps no more rows than that; of one that retracts all. `retract`.
 */
export interface TopNode {
  readonly node: 'top';
  readonly input: PlanNode;
  readonly partitionBy: readonly { readonly name: string; readonly expression: TypedExpression }[];
  readonly orderBy: readonly SortKey[];
  /** Of rows that are equal by it the last one comes first; the first one else. */
  readonly latestFirst?: true;
  readonly count: number;
  /** What the number is called in the key. */
  readonly name: string;
  /** What nothing touched for so many milliseconds of event time is forgotten, and begins anew; absent: never. */
  readonly ttlMs?: number;
}
