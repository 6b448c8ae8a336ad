/** MATCH_RECOGNIZE: runs of rows of a partition that a pattern fits. */

import type { BoundMatch, PatternNode } from '../../../language/names/bound.ts';
import type { AggregateCall, PlanNode, SortKey, TypedExpression } from '../plan.ts';

export type { PatternNode };

/** Which rows of the match so far: those of some of the pattern's variables, by their positions; undefined: all. */
export type MatchedRows = readonly number[] | undefined;

/** What an expression of a match reads. */
export type MatchRead =
  /**
   * A value at one row: the `offset`-th from the last (or the first) of `of`, then `shift` rows on in the partition, also out
   * of the match. NULL where there is no such row.
   * `what`: a column of the input; the variable that the row fits; whether there is such a row.
   */
  | {
      readonly read: 'row';
      readonly of: MatchedRows;
      readonly place: 'first' | 'last';
      readonly offset: number;
      readonly shift: number;
      readonly what: number | 'variable' | 'exists';
      readonly final: boolean;
    }
  /**
   * Over the rows of `of`; its expressions are over the input's columns, then the name of the variable that the row fits.
   * `named`: they look at that.
   */
  | {
      readonly read: 'aggregate';
      readonly of: MatchedRows;
      readonly call: AggregateCall;
      readonly named: boolean;
      readonly final: boolean;
    }
  /** Which match of the partition it is, from 1. */
  | { readonly read: 'number' };

/** An expression over what it reads, by position. `final`: at the end of the match, also for the rows before. */
export interface MatchExpression {
  readonly expression: TypedExpression;
  readonly reads: readonly MatchRead[];
}

/** A value that is put out. */
export type MatchColumn =
  /** A column of the row: of a row for a whole match that of its last row, for an empty one that at which it is. */
  | { readonly from: 'row'; readonly index: number }
  /** The whole record, with measures in it. */
  | { readonly from: 'record'; readonly index: number }
  | { readonly from: 'partition'; readonly index: number }
  | { readonly from: 'measure'; readonly index: number }
  /** The time of the row that is put out. */
  | { readonly from: 'time' };

/**
 * One row for each match, at its last row's time, or each of its rows at their own. Rows of a partition are in the order of
 * time, then `orderBy`, then their place (`at: 'watermark'`: once it has passed them; rows that come behind it are late), or
 * at the end of the input by `orderBy`. A match comes out when no better one can begin at its first row any more, and the
 * watermark is held back until then. The key is that of the partition; without one that of a row that is put out itself.
 * Its input gives `append`; `append`.
 */
export interface MatchNode {
  readonly node: 'match';
  readonly input: PlanNode;
  readonly partitionBy: readonly { readonly name: string; readonly expression: TypedExpression }[];
  readonly orderBy: readonly SortKey[];
  readonly at: 'watermark' | 'end';
  /** In the order in which they first stand in the pattern. */
  readonly variables: readonly string[];
  /** Its variables are named as in `variables`. */
  readonly pattern: PatternNode;
  /** All rows are less than so much later than the first, milliseconds. */
  readonly withinMs?: number;
  /** When a row fits a variable; a variable without fits any. */
  readonly definitions: readonly (MatchExpression & { readonly variable: number })[];
  readonly measures: readonly (MatchExpression & { readonly name: string })[];
  readonly allRows: boolean;
  /** With `allRows`: whether the row at which an empty match is comes out, and rows of no match. */
  readonly empty: boolean;
  readonly unmatched: boolean;
  readonly skip:
    | { readonly to: Exclude<BoundMatch['skip']['to'], 'FIRST' | 'LAST'> }
    | { readonly to: 'FIRST' | 'LAST'; readonly of: readonly number[]; readonly variable: string };
  readonly columns: readonly MatchColumn[];
}
