/**
 * The one contract between compiler and runtime: versioned, plain JSON, self-contained. Nodes form a tree per query;
 * a row is an array of values in the order of its node's columns, plus its time, its place and its key.
 */
import type { AggregateCall, ColumnOrigin, EventTime } from '../../language/names/bound.ts';
import type { TypedExpression } from '../../language/names/typed-expression.ts';
import type { SqlType } from '../../language/types/sql-type.ts';

export type { AggregateCall, ColumnOrigin, EventTime, TimeFormat } from '../../language/names/bound.ts';
export type { ArithmeticOperator, ComparisonOperator, TypedExpression } from '../../language/names/typed-expression.ts';

export const PLAN_VERSION = 1;

/** A column that a scan decodes or a reference takes over. */
export interface PlanColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly origin: ColumnOrigin;
}

export type PlanNode =
  /** Reads a topic's JSON records; decodes only these columns. Rows get the record's timestamp as their time. */
  | {
      readonly node: 'scan';
      readonly source: string;
      readonly topic: string;
      readonly format: 'json';
      /** A table's records are upserts by key; a NULL value is a deletion. */
      readonly kind: 'stream' | 'table';
      readonly columns: readonly PlanColumn[];
    }
  /** Rows that another query of this plan puts out, columns looked up by name in its output. */
  | {
      readonly node: 'reference';
      readonly query: string;
      readonly kind: 'stream' | 'table';
      readonly columns: readonly PlanColumn[];
    }
  /** One row of no columns at time 0, then the end. */
  | { readonly node: 'one-row' }
  /**
   * Sets the rows' event time and makes the watermark: per partition the greatest time seen − boundMs, the least of them
   * going on. `column` is a position in the input row; undefined keeps the time the row has.
   */
  | {
      readonly node: 'event-time';
      readonly input: PlanNode;
      readonly column: number | undefined;
      readonly time: EventTime;
    }
  /** Keeps rows for which the predicate is TRUE. `changelog`: a key that passed and no longer does gives a deletion. */
  | {
      readonly node: 'filter';
      readonly input: PlanNode;
      readonly predicate: TypedExpression;
      readonly changelog: boolean;
    }
  /**
   * Groups by keys and tumbling windows. Output row: keys, aggregates, then (windowed) window start and end. FINAL: one row
   * per window and key when the watermark reaches end + grace (without a window: at the end of the input). CHANGES: the
   * updated row for each input row. Row time: window end − 1 ms; without a window the greatest time of the group. The row's
   * key becomes the grouping key (with the window's bounds).
   */
  | {
      readonly node: 'aggregate';
      readonly input: PlanNode;
      readonly keys: readonly { readonly name: string; readonly expression: TypedExpression }[];
      readonly calls: readonly AggregateCall[];
      readonly window: { readonly kind: 'tumbling'; readonly sizeMs: number; readonly graceMs: number } | undefined;
      readonly emit: 'FINAL' | 'CHANGES';
    }
  /**
   * Computes the output columns. `eventTime`: position of the item that sets the row's time and is not written. `key`:
   * positions of PRIMARY KEY items; empty: the row keeps its key.
   */
  | {
      readonly node: 'project';
      readonly input: PlanNode;
      readonly items: readonly {
        readonly name: string;
        readonly expression: TypedExpression;
        readonly spread: boolean;
      }[];
      readonly eventTime: number | undefined;
      readonly key: readonly number[];
    }
  /** Bounded runs only: all rows in order, at the end. NULLs last. Expressions over the input row. */
  | {
      readonly node: 'sort';
      readonly input: PlanNode;
      readonly by: readonly { readonly expression: TypedExpression; readonly descending: boolean }[];
    }
  /** The first `count` rows; the query ends there. */
  | { readonly node: 'limit'; readonly input: PlanNode; readonly count: number };

export interface PlanQuery {
  /** Unique in the plan: the relation it writes, or `result` for a bare SELECT. */
  readonly name: string;
  /** Index of the statement in its file, from 0. */
  readonly statement: number;
  readonly bare: boolean;
  readonly root: PlanNode;
  readonly output: {
    readonly topic: string;
    readonly kind: 'stream' | 'table';
    /** As written, in order; a spread column stands for the fields of a whole record. */
    readonly columns: readonly { readonly name: string; readonly type: SqlType; readonly spread: boolean }[];
    readonly decimalAsString: boolean;
  };
}

export interface Plan {
  readonly version: typeof PLAN_VERSION;
  /** Whether sources end: `execute` plans bounded, `stream`, jobs and `test` unbounded. */
  readonly bounded: boolean;
  /** In an order in which each comes after those it references. */
  readonly queries: readonly PlanQuery[];
}
