/** What the library takes and gives, in types: what a program that uses it sees. */
import type { Decimal } from '../src/language/types/decimal.ts';
import type { Timestamp } from '../src/language/types/temporal.ts';

/**
 * A value of a row, exact: BIGINT is a bigint, DECIMAL a Decimal, TIMESTAMP a Timestamp, BYTES a Uint8Array, ARRAY an array,
 * MAP a Map, STRUCT and JSON objects; DATE, TIME and INTERVAL are text as SQL writes it. In JSON, and in columns without a
 * declared type, numbers are Numbers where that is exact, else bigint or Decimal.
 */
export type Cell =
  | null
  | boolean
  | number
  | bigint
  | string
  | Decimal
  | Timestamp
  | Uint8Array
  | readonly Cell[]
  | ReadonlyMap<string, Cell>
  | { readonly [name: string]: Cell };

export type Row = Readonly<Record<string, Cell>>;

/** Rows of this process: objects whose members are cells, also Dates; what is undefined is left out. */
export type RowSource = Iterable<object> | AsyncIterable<object>;

/** A topic: of Kafka (`localhost:9092`), of an embedded log (`dir:PATH`), or a file of a folder (`jsonl:PATH`). */
export interface Place {
  readonly place: string;
  /** The relation's name unless given. */
  readonly topic?: string;
}

export interface RelationOptions {
  /** SQL types by name: `{ id: 'BIGINT', price: 'DECIMAL(10, 2)' }`. Without them rows are read schema-less. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Of a table. */
  readonly primaryKey?: string | readonly string[];
  /**
   * The column that holds a row's time, and how far rows may be out of order (`5s`; 0 unless given). Without one a row of a
   * stream has the time at which it is read; rows of a table were always there, for whatever is joined with it.
   */
  readonly eventTime?: string;
  readonly outOfOrder?: string;
}

/** An aggregate in JavaScript. The state is plain data; `add` changes it or returns the next one. */
export interface AggregateFunction<State> {
  init(): State;
  // biome-ignore lint/suspicious/noConfusingVoidType: a function that changes the state returns nothing
  add(state: State, ...args: never[]): State | void;
  result(state: State): unknown;
}

export interface SqlContextOptions {
  /** Where relations are read that the SQL declares itself: `localhost:9092`, `dir:PATH`, `jsonl:PATH`. */
  readonly place?: string;
  /**
   * How Kafka's brokers are spoken to, by the names of Kafka's own clients: `{ 'security.protocol': 'SASL_SSL', … }`.
   * docs/kafka-security.md lists them. Nothing is read from the environment.
   */
  readonly kafka?: Readonly<Record<string, string>>;
}

/** What is wrong with SQL, at its place. */
export interface Finding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
  readonly help: string | undefined;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** A record that could not be processed: the others go on. */
export interface RecordProblem {
  /** `orders row 3`, `orders-0@17`. */
  readonly place: string;
  /** `decode`, `cast`, `overflow`, `division_by_zero`, `function` … */
  readonly code: string;
  readonly message: string;
}

export interface ExecuteOptions {
  /**
   * Whether what is read ends: ORDER BY is over everything then, and an aggregate without a window gives one row at the end. Topics
   * are read up to where they end now. Unless given: true, but false where an async iterable is read.
   */
  readonly bounded?: boolean;
  /** Where topics are read from; `earliest` unless given. */
  readonly from?: 'earliest' | 'latest';
  /** Ends the query: iterating then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told of each record that could not be processed. */
  readonly onProblem?: (problem: RecordProblem) => void;
}

export interface ResultColumn {
  readonly name: string;
  /** As SQL writes it; ANY where it is not known before rows are read. */
  readonly type: string;
}

export interface Counts {
  /** Records read. */
  readonly in: number;
  /** Rows put out, deletions included. */
  readonly out: number;
  /** Rows too late for their window. */
  readonly late: number;
  /** Records that could not be processed. */
  readonly failed: number;
}

/** A row that came or changed (`upsert`), or whose key is gone (`delete`). */
export type Change<R> =
  | { readonly kind: 'upsert'; readonly key: string; readonly row: R; readonly time: Date }
  | { readonly kind: 'delete'; readonly key: string; readonly time: Date };

/** The rows of a query. Each iteration runs it anew; leaving the loop ends it, and what it read from is closed. */
export interface Results<R> extends AsyncIterable<R> {
  readonly columns: readonly ResultColumn[];
  /** What was found in the SQL and does not keep it from running. */
  readonly warnings: readonly Finding[];
  /** Of the iteration that was begun last, so far. */
  readonly counts: Counts;
  /** With deletions. `key` is the row's key as JSON. */
  changes(): AsyncIterable<Change<R>>;
}
