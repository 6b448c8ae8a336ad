/** A query inside an expression, or a LATERAL one: what it says of each row around it. */
import type { SqlType } from '../../../language/types/sql-type.ts';
import type { AggregateCall, ComparisonOperator, PlanNode, TypedExpression } from '../plan.ts';

/**
 * Of the inner rows those belong to an outer row whose keys are equal to its own. What comes out is the outer row's columns,
 * then what `gives` says of the inner rows that belong to it.
 *
 * When it is said, `at`:
 * - `end`: of all inner rows, when their input has ended; in bounded runs, so that they answer what a database does. The
 *   inner input gives `append`, the outer one `append` or `retract`; as the outer one.
 * - `time`: outer rows of a stream are decided once, as a stream–table join does it: of the inner rows as they stood at the
 *   outer row's time (those of a stream that are not after it). It waits until the watermark of both has passed that time,
 *   or of the outer rows alone once the inner query's topics have been read to the end offsets found at the start;
 *   then not at all while no inner row is after that watermark.
 *   The outer input gives `append`; `append`, in the order of time.
 * - `now`: outer rows that change themselves are kept current with the inner ones, as Flink keeps semi and anti joins.
 *   `retract`.
 */
export interface ApplyNode {
  readonly node: 'apply';
  /** Inner rows, then outer rows. */
  readonly inputs: readonly PlanNode[];
  readonly innerKeys: readonly TypedExpression[];
  readonly outerKeys: readonly TypedExpression[];
  /** Whether NULL keys are equal; else they belong to nothing. */
  readonly nullsEqual: boolean;
  /** Of an aggregate over no rows: the one inner row of an outer row that no other belongs to. Over the results of `calls`. */
  readonly otherwise: Otherwise | undefined;
  readonly gives: Given;
  readonly at: 'end' | 'time' | 'now';
  /** How many columns the inputs have. */
  readonly widths: readonly [number, number];
}

export interface Otherwise {
  readonly calls: readonly AggregateCall[];
  readonly items: readonly TypedExpression[];
}

export type Given =
  /** The value in this column of the one row there is; NULL of none. More than one is an error of the outer row. */
  | { readonly kind: 'value'; readonly column: number }
  /** TRUE or FALSE. */
  | { readonly kind: 'exists' }
  /** `operand operator ANY | ALL` of the values in this column, of three truth values. `operand` is over the outer row. */
  | {
      readonly kind: 'any' | 'all';
      readonly column: number;
      readonly type: SqlType;
      readonly operator: ComparisonOperator;
      readonly operand: TypedExpression;
    }
  /**
   * A row for each inner row that belongs to it and for which `condition` (over outer and inner columns) is TRUE: the inner
   * columns. `outer`: one of NULLs where there is none. Its time is the later of both. `marked`: at the end a column that is
   * TRUE, or NULL in the row of NULLs. Headers are the outer row's, and so is its key; where there may be several and rows
   * are kept current it is both keys, as an object of the names of `key`.
   */
  | {
      readonly kind: 'rows';
      readonly condition: TypedExpression | undefined;
      readonly outer: boolean;
      readonly marked: boolean;
      readonly key?: readonly [string, string] | undefined;
    };
