/** JOIN of results that change: kept current. */
import type { PlanNode, TypedExpression } from '../plan.ts';

/**
 * The pairs of rows that now stand on both sides (`append` or `retract`), whose keys are equal and for which the condition is
 * TRUE; NULL keys match nothing. Row: the left columns, then the right ones; with NULLs for the other side while a
 * row of an outer side has no partner. `retract`: each change of a side takes back what no longer is and puts out what is,
 * in one batch. A pair's time is the later of its sides', its place that side's; a row without a partner has its own, or the
 * time of the change that left it alone where that is later. Headers are the left side's, or the right one's alone.
 * State: all rows of both sides.
 */
export interface TableJoinNode {
  readonly node: 'table-join';
  /** Left and right. */
  readonly inputs: readonly PlanNode[];
  readonly join: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL';
  /** Equal ones are found by these; over the rows of each side. */
  readonly leftKeys: readonly TypedExpression[];
  readonly rightKeys: readonly TypedExpression[];
  /** Over the joined row; what the keys do not say already. */
  readonly condition: TypedExpression | undefined;
  /** Only pairs of rows whose times are this far apart: the right one's less the left one's, milliseconds, both included. */
  readonly within: { readonly lowerMs: number; readonly upperMs: number } | undefined;
  /**
   * Whether changes of both sides are taken in the order of the times from which they count, once the watermark has passed
   * these or both inputs are read: what stood at each time is asked for (see as-of-join.ts).
   */
  readonly inTime: boolean;
  /**
   * What tells the rows of the result apart. `left`, `right`: the key of that side, as no row of it has two partners.
   * `either`: the left key, or the right one's where there is no left row: a FULL JOIN by the keys of both. Else both
   * keys, as an object of these names.
   */
  readonly key: 'left' | 'right' | 'either' | readonly [string, string];
  /** How many columns the sides have. */
  readonly widths: readonly [number, number];
}
