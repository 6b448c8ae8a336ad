/** Functions with OVER of one partition and order. */

import type { Frame } from '../../../language/names/typed-expression.ts';
import type { SqlType } from '../../../language/types/sql-type.ts';
import type { PlanNode, SortKey, TypedExpression } from '../plan.ts';

export interface OverCall {
  readonly name: string;
  readonly args: readonly TypedExpression[];
  readonly distinct: boolean;
  readonly filter: TypedExpression | null;
  readonly ignoreNulls: boolean;
  /** Undefined: from the first row to this one and its equals; without an order all rows. */
  readonly frame?: Frame;
  /** The function sees this row and so many less one before it. */
  readonly buffer?: number;
  readonly type: SqlType;
}

/**
 * Appends a column for each call. Rows keep their time, place and key; a row comes out once all rows that its values depend
 * on are there, and the watermark is held back until then. Its input gives `append`; `append`.
 */
export interface OverNode {
  readonly node: 'over';
  readonly input: PlanNode;
  readonly partitionBy: readonly TypedExpression[];
  readonly orderBy: readonly SortKey[];
  /** Of rows that are equal by it the last one comes first; the first one else. */
  readonly latestFirst?: true;
  readonly calls: readonly OverCall[];
  /**
   * When rows take their places. `watermark`: once it has passed them, by time, then by `orderBy`; rows that come behind it
   * are late. `window`: once their window has closed. `end`: at the end of the input.
   */
  readonly at: 'watermark' | 'window' | 'end';
  /** With `watermark`: all rows of a partition have one time, so it is whole when they come. */
  readonly whole: boolean;
  /** With `window`: position of the window's end in the row, how long it waits for late rows, how long it is at most. */
  readonly window?: {
    readonly end: number;
    readonly graceMs: number;
    readonly longestMs: number;
    /** All rows of a window come together, once it has closed (sessions). */
    readonly together?: boolean;
  };
  /**
   * The row's key becomes the partition, under these names, and the number that the call at this position gives, under
   * `name`; absent: it stays.
   */
  readonly key?: { readonly partition: readonly string[]; readonly name: string; readonly call: number };
  /** Whether rows are in the order asked for; else they are in their own, and `orderBy` is the order inside a buffer. */
  readonly inOrder: boolean;
  /** A partition that nothing touched for so many milliseconds of event time is forgotten, and begins anew; absent: never. */
  readonly ttlMs?: number;
}
