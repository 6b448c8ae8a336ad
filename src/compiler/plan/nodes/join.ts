/** JOIN of two streams. */
import type { PlanNode, TypedExpression } from '../plan.ts';

/**
 * Pairs of rows of both inputs (`append`) whose keys are equal, whose times are no further apart than the bounds, and for
 * which the condition is TRUE; NULL keys match nothing. Row: the left columns, then the right ones; an outer row without a
 * partner has NULLs for the other side and comes out once, when its time is past: when the watermark has passed the last
 * time a partner could have, and grace. A row's time is the later of its sides'; its key and headers are the left side's.
 * A row is late when the watermark of its own partition had passed that already before it came.
 */
export interface JoinNode {
  readonly node: 'join';
  /** Left and right. */
  readonly inputs: readonly PlanNode[];
  readonly join: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL';
  /** Equal ones are found by these; over the rows of each side. */
  readonly leftKeys: readonly TypedExpression[];
  readonly rightKeys: readonly TypedExpression[];
  /** Over the joined row; all of ON. */
  readonly condition: TypedExpression | undefined;
  /**
   * The right row's time less the left row's, milliseconds; null: not bounded (the input ends). `exact`: pairs outside do
   * not match; else the condition says which do, and the bounds are but what must be kept.
   */
  readonly lowerMs: number | null;
  readonly upperMs: number | null;
  readonly exact: boolean;
  readonly graceMs: number;
  /** How many columns the sides have. */
  readonly widths: readonly [number, number];
}
