/** What a case is made of: a table of rows and a query, written once and printed for both engines. */

export type Type =
  | { readonly kind: 'BIGINT' | 'DOUBLE' | 'STRING' | 'BOOLEAN' | 'TIMESTAMP' | 'DATE' }
  | { readonly kind: 'DECIMAL'; readonly precision: number; readonly scale: number };
export type Kind = Type['kind'];

export const BIGINT: Type = { kind: 'BIGINT' };
export const DOUBLE: Type = { kind: 'DOUBLE' };
export const STRING: Type = { kind: 'STRING' };
export const BOOLEAN: Type = { kind: 'BOOLEAN' };
export const TIMESTAMP: Type = { kind: 'TIMESTAMP' };
export const DATE: Type = { kind: 'DATE' };
export const decimal = (precision: number, scale: number): Type => ({ kind: 'DECIMAL', precision, scale });

/** As both engines write it in a declaration or CAST. */
export const typeText = (type: Type): string =>
  type.kind === 'DECIMAL' ? `DECIMAL(${type.precision}, ${type.scale})` : type.kind;

export type Dialect = 'ferris' | 'duck';

/** An expression: an entry of the table of operations and what it is given. */
export interface Expr {
  readonly type: Type;
  /** The operation's name in its table, or `column`, `literal`. */
  readonly op: string;
  readonly args: readonly Expr[];
  /** Of a column its name, of a literal its text without quotes (null: NULL), of an operation a fixed parameter. */
  readonly text?: string | null;
  /** The greatest magnitude of a BIGINT or DOUBLE, so that arithmetic stays within 64 bits by construction. */
  readonly bound: number;
  /** A DOUBLE whose last bits depend on the engine. */
  readonly inexact?: boolean;
  /** Of `subquery …`. */
  readonly sub?: Query;
}

export interface Column {
  readonly name: string;
  readonly type: Type;
  readonly bound: number;
  readonly inexact?: boolean;
}

/** By column the value's text as a literal of its type; null is NULL. */
export type Row = readonly (string | null)[];

/** The first column, `id`, numbers the rows in the order of their arrival; the second, `ts`, is their event time. */
export interface Table {
  readonly name: string;
  /** Of a TABLE, whose rows are the versions of its keys; absent: a STREAM. */
  readonly primaryKey?: string;
  /** Of a TABLE: a row of nothing but its key is the deletion of that key. */
  readonly deletes?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** How far behind the greatest time before it a row may be: the watermark's bound, in milliseconds. */
export const DISORDER_MS = 5000;

export type Window =
  | { readonly kind: 'tumbling'; readonly sizeMs: number }
  | { readonly kind: 'hopping'; readonly sizeMs: number; readonly advanceMs: number }
  | { readonly kind: 'cumulate'; readonly stepMs: number; readonly sizeMs: number }
  | { readonly kind: 'session'; readonly gapMs: number };

export interface Item {
  readonly name: string;
  readonly expr: Expr;
}

export type JoinKind = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL';

/** The next table with those before it. */
export interface TablesJoin {
  readonly join: JoinKind;
  readonly name: string;
  readonly as: string;
  /** A column of a table before, with its alias, and one of this. */
  readonly on: readonly (readonly [string, string])[];
  readonly also: Expr | undefined;
}

export type Input =
  | { readonly kind: 'table'; readonly name: string; readonly as?: string }
  /** Of `l` and `r`, within a bound of their times. */
  | {
      readonly kind: 'join';
      readonly join: JoinKind;
      readonly left: string;
      readonly right: string;
      /** Columns of both, in pairs. */
      readonly on: readonly (readonly [string, string])[];
      readonly withinMs: number;
      /** Beside them in ON: of an outer join it decides what is a partner, not what comes out. */
      readonly also: Expr | undefined;
    }
  /** Of the stream `l` with the table `r` as of the row's time. */
  | {
      readonly kind: 'as of';
      readonly join: 'INNER' | 'LEFT';
      readonly left: string;
      readonly right: string;
      /** The stream's column and the table's key. */
      readonly on: readonly [string, string];
    }
  /** What stands at the end of two or three TABLEs, `l`, `r` and `x`. */
  | { readonly kind: 'tables'; readonly first: string; readonly joins: readonly TablesJoin[] }
  /** Of `l` with a query about its row, `r`. */
  | { readonly kind: 'lateral'; readonly join: 'INNER' | 'LEFT'; readonly left: string; readonly query: Query }
  | { readonly kind: 'query'; readonly query: Query; readonly cte: boolean; readonly as?: string };

export interface Query {
  readonly input: Input;
  readonly where: Expr | undefined;
  /** Absent: a query of rows. Keys are repeated in items. */
  readonly group: { readonly keys: readonly Expr[]; readonly having: Expr | undefined } | undefined;
  readonly window: Window | undefined;
  readonly distinct: boolean;
  readonly items: readonly Item[];
  /** Rows of a second query of the same types. */
  readonly union: { readonly all: boolean; readonly query: Query } | undefined;
  /** By all items, each ascending or descending; then the first so many. */
  readonly order: { readonly descending: readonly boolean[]; readonly limit: number | undefined } | undefined;
}

export interface Case {
  readonly tables: readonly Table[];
  readonly query: Query;
}
