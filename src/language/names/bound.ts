/** What a statement means once its names are resolved: plain data that the compiler turns into a plan. */
import type { Span } from '../text/span.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { TypedExpression } from './typed-expression.ts';

/** Where a column of an input comes from. */
export type ColumnOrigin =
  /** A field of the record's value (or, absent there, of the key when it is the primary key). */
  | { readonly kind: 'field'; readonly required: boolean; readonly keyFallback: boolean }
  /** _timestamp, _event_time, _offset, _partition, _key, _topic, _window_start, _window_end. */
  | { readonly kind: 'system' }
  /** The whole value of a schema-less record, for `*`. */
  | { readonly kind: 'record' };

export interface InputColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly origin: ColumnOrigin;
}

/** How a time value of a record is read. `auto`: epoch milliseconds when a number, ISO 8601 when text. */
export type TimeFormat =
  | { readonly kind: 'auto' | 'epoch_millis' | 'epoch_seconds' | 'iso8601' }
  | { readonly kind: 'pattern'; readonly pattern: string };

export interface EventTime {
  /** The column that holds it; undefined: the time the relation's rows already have. */
  readonly column: string | undefined;
  readonly format: TimeFormat;
  /** How far rows may be out of order, in milliseconds. */
  readonly boundMs: number;
  /** A partition read to its end for so long stops holding others back; undefined: never. */
  readonly idleMs: number | undefined;
}

/** Something with rows that a query can read: a declared source or the output of another statement. */
export interface Relation {
  readonly name: string;
  readonly kind: 'stream' | 'table';
  /** In their order; for an open relation those that are known. */
  readonly columns: readonly { readonly name: string; readonly type: SqlType; readonly required: boolean }[];
  /** Schema-less: other names than `columns` are looked up in the record. */
  readonly open: boolean;
  readonly primaryKey: readonly string[];
  readonly time: EventTime;
  readonly windowed: boolean;
  readonly origin:
    | { readonly kind: 'source'; readonly topic: string; readonly declared: boolean }
    /** The statement of the same file that writes it. */
    | { readonly kind: 'query' };
  readonly topic: string;
  readonly nameSpan: Span | undefined;
}

export interface OutputColumn {
  readonly name: string;
  readonly expression: TypedExpression;
  /** The fields of a whole record take this column's place. */
  readonly spread: boolean;
  readonly primaryKey: boolean;
  readonly span: Span;
}

export interface AggregateCall {
  readonly name: string;
  readonly args: readonly TypedExpression[];
  readonly distinct: boolean;
  readonly filter: TypedExpression | null;
  readonly type: SqlType;
}

export interface TumblingWindow {
  readonly kind: 'tumbling';
  readonly sizeMs: number;
  readonly graceMs: number;
}

/** Row of an aggregate's output: the keys, then the aggregates, then (windowed) start and end. */
export interface Aggregation {
  readonly keys: readonly { readonly name: string; readonly expression: TypedExpression }[];
  readonly calls: readonly AggregateCall[];
  readonly window: TumblingWindow | undefined;
}

export type BoundInput =
  | { readonly kind: 'relation'; readonly relation: Relation; readonly columns: readonly InputColumn[] }
  | {
      readonly kind: 'query';
      readonly query: BoundQuery;
      readonly relation: Relation;
      readonly columns: readonly InputColumn[];
    }
  /** SELECT without FROM: one row of no columns. */
  | { readonly kind: 'one-row'; readonly columns: readonly InputColumn[] };

export interface BoundQuery {
  readonly input: BoundInput;
  /** Re-timing for this query; undefined: as the relation says. */
  readonly time: EventTime | undefined;
  readonly where: TypedExpression | undefined;
  readonly aggregation: Aggregation | undefined;
  readonly having: TypedExpression | undefined;
  readonly items: readonly OutputColumn[];
  /** Index of the item named _event_time, which sets the output's time and is not written. */
  readonly eventTimeItem: number | undefined;
  readonly orderBy: readonly { readonly expression: TypedExpression; readonly descending: boolean }[];
  readonly limit: number | undefined;
  readonly emit: 'FINAL' | 'CHANGES' | undefined;
  readonly emitSpan: Span | undefined;
}

export interface BoundSource {
  readonly kind: 'source';
  readonly relation: Relation;
}

/** A statement that runs on: it reads, and writes rows to a topic. */
export interface BoundWrite {
  readonly kind: 'query';
  /** The relation it writes; `result` for a bare SELECT. */
  readonly target: string;
  readonly topic: string;
  readonly outputKind: 'stream' | 'table';
  readonly bare: boolean;
  readonly query: BoundQuery;
  /** Whether DECIMAL is written as a JSON string. */
  readonly decimalAsString: boolean;
}

export type BoundStatement = BoundSource | BoundWrite;
