/** What a statement means once its names are resolved: plain data that the compiler turns into a plan. */
import type * as ast from '../grammar/generated/ast.ts';
import type { BatchCompression } from '../properties/compression.ts';
import type { ConfiguredBy } from '../properties/config-file/chain.ts';
import type { Span } from '../text/span.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { FilePlace, FileSink } from './file-place.ts';
import type { RecordFormats } from './record-format.ts';
import type { SortKey, TypedExpression } from './typed-expression.ts';

/** Where a column of an input comes from. */
export type ColumnOrigin =
  /** A field of the record's value (or, absent there, of the key when it is the primary key). */
  | {
      readonly kind: 'field';
      readonly required: boolean;
      /** What the value does not have is read from the record's key: a PRIMARY KEY column. */
      readonly keyFallback: boolean;
      /** One of several of them: the key is an object, and this a member of it. */
      readonly keyMember?: true;
    }
  /** _timestamp, _event_time, _offset, _partition, _key, _topic, _window_start, _window_end. */
  | { readonly kind: 'system' }
  /** The whole value of a schema-less record, for `*`. */
  | { readonly kind: 'record' };

export interface InputColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly origin: ColumnOrigin;
  /** Which relation of FROM it is of: its place among them as written, from 0. */
  readonly leaf: number;
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
  /** The watermark is handed on with every row, not only once for those that were read together. */
  readonly eachRow?: boolean;
  /** Processing time: the clock's when a row is read. No column is asked, no row is late. */
  readonly processing?: boolean;
}

/**
 * How changes are written. `upsert`: the new row, or a deletion, by key. `append`: rows only. `retract`: what was, then what
 * is, told apart by the header `ferris-op`.
 */
export type ChangelogMode = 'upsert' | 'append' | 'retract';

/** What becomes of a record that cannot be processed; where nothing is said it is counted and named. */
export type FailureRules =
  | { readonly strategy: 'LogAndContinue' }
  /** Counted and named, and kept in this topic. */
  | { readonly strategy: 'SendToDLQ'; readonly topic: string }
  /** It stops the job, and nothing of its batch is committed. */
  | { readonly strategy: 'FailBatch' };

export interface RelationColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly required: boolean;
}

/** Something with rows that a query can read: a declared source or the output of a query. */
export interface Relation {
  readonly name: string;
  readonly kind: 'stream' | 'table';
  /** In their order; for an open relation those that are known. */
  readonly columns: readonly RelationColumn[];
  /** Schema-less: other names than `columns` are looked up in the record. */
  readonly open: boolean;
  readonly primaryKey: readonly string[];
  readonly time: EventTime;
  /** What its declaration says of late rows in windows over it. */
  readonly late?: LateRules;
  /** Its records are changes: what takes a row back says so in the header `ferris-op`. */
  readonly retracts?: boolean;
  /** What its declaration says of its records that fail. */
  readonly failure?: FailureRules;
  /** How its records are encoded; absent: JSON, keys as they are. */
  readonly formats?: RecordFormats;
  /** How batches of what is written to it are compressed; absent: not at all. */
  readonly compression?: BatchCompression;
  /** Its records are in files; absent: in a topic. */
  readonly file?: FilePlace;
  readonly windowed: boolean;
  readonly origin:
    | { readonly kind: 'source'; readonly topic: string; readonly declared: boolean }
    /** A statement that writes it. */
    | { readonly kind: 'query' }
    /** `'kafka://…'` or `'file://…'` after FROM. */
    | { readonly kind: 'uri' }
    /** A query inside this statement (CTE, subquery), or rows it makes itself. */
    | { readonly kind: 'local' };
  readonly topic: string;
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
  /** Arguments in the order the function's page gives; those of WITHIN GROUP follow those in brackets. */
  readonly args: readonly TypedExpression[];
  readonly distinct: boolean;
  readonly filter: TypedExpression | null;
  readonly type: SqlType;
  /** ORDER BY inside the call or WITHIN GROUP; absent: the rows' own order. */
  readonly orderBy?: readonly SortKey[];
}

/** Aligned to the epoch in UTC; all lengths in milliseconds. */
export type WindowShape =
  | { readonly kind: 'tumbling'; readonly sizeMs: number; readonly offsetMs?: number }
  | { readonly kind: 'sliding'; readonly sizeMs: number; readonly advanceMs: number; readonly offsetMs?: number }
  | { readonly kind: 'session'; readonly gapMs: number }
  | { readonly kind: 'cumulate'; readonly sizeMs: number; readonly stepMs: number };

export type BoundWindow = WindowShape & { readonly graceMs: number; readonly late?: LateRows };

/** What becomes of rows that come too late for their window; where nothing is said they are left out and counted. */
export type LateRows =
  /** They go to this topic, counted, when none of their windows took them. */
  | { readonly strategy: 'dead_letter'; readonly topic: string }
  /** They still count for so many milliseconds after the grace: a window that has come out comes out again. */
  | { readonly strategy: 'update_previous'; readonly retentionMs: number }
  /** They count in the earliest window that is open to their partition, when none of their own is. */
  | { readonly strategy: 'include_in_next_window' };

/** What is said of late rows in one place; what is left out is not said there. All times in milliseconds. */
export interface LateRules {
  readonly strategy?: LateRows['strategy'] | 'drop';
  readonly retentionMs?: number;
  /** For dead letters. */
  readonly topic?: string;
  readonly graceMs?: number;
}

export interface QueryWindow {
  readonly window: BoundWindow;
  /** What the rows are placed by; undefined: the row's event time. Over the input row. */
  readonly time: TypedExpression | undefined;
  /** What keeps sessions apart where SESSION names it; over the input row. */
  readonly key?: TypedExpression;
  readonly span: Span;
}

/** Row of an aggregate's output: the keys, then the aggregates, then (windowed) start and end. */
export interface Aggregation {
  readonly keys: readonly { readonly name: string; readonly expression: TypedExpression }[];
  readonly calls: readonly AggregateCall[];
  readonly window: BoundWindow | undefined;
}

export type JoinKind = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS';

export type BoundInput =
  /** SELECT without FROM: one row of no columns. */
  | { readonly kind: 'one-row' }
  /** `time`: re-timing for this query; undefined: as the relation says. */
  | {
      readonly kind: 'relation';
      readonly relation: Relation;
      readonly leaf: number;
      readonly time: EventTime | undefined;
      /** FOR SYSTEM_TIME AS OF. */
      readonly asOf: TypedExpression | undefined;
      readonly span: Span;
    }
  /** A subquery or a CTE; a CTE read twice is the same object twice. */
  | {
      readonly kind: 'query';
      readonly query: BoundQuery;
      readonly relation: Relation;
      readonly leaf: number;
      readonly time: EventTime | undefined;
      /** LATERAL: values of the row of the relations to its left, to which `outer` in the query refers. */
      readonly captured?: readonly TypedExpression[];
      /** FOR SYSTEM_TIME AS OF. */
      readonly asOf?: TypedExpression;
      readonly span: Span;
    }
  | {
      readonly kind: 'values';
      readonly rows: readonly (readonly TypedExpression[])[];
      readonly relation: Relation;
      readonly leaf: number;
      readonly span: Span;
    }
  /** One row per element of a collection; `collection` is over the row of the relations to its left. */
  | {
      readonly kind: 'unnest';
      readonly collection: TypedExpression;
      readonly ordinality: boolean;
      readonly relation: Relation;
      readonly leaf: number;
      readonly span: Span;
    }
  | {
      readonly kind: 'match';
      readonly input: BoundInput;
      readonly match: BoundMatch;
      readonly relation: Relation;
      readonly leaf: number;
      readonly span: Span;
    }
  | {
      readonly kind: 'join';
      readonly join: JoinKind;
      readonly left: BoundInput;
      readonly right: BoundInput;
      readonly condition: TypedExpression | undefined;
      /** |Δt| ≤ withinMs. */
      readonly withinMs: number | undefined;
      readonly graceMs: number;
      readonly span: Span;
    };

/** MATCH_RECOGNIZE. Expressions are over the input's columns (`columns`), read at the row that their `variable` names. */
export interface BoundMatch {
  readonly columns: readonly InputColumn[];
  readonly partitionBy: readonly TypedExpression[];
  readonly orderBy: readonly SortKey[];
  readonly measures: readonly {
    readonly name: string;
    readonly expression: TypedExpression;
    /** As written: of the function that follows it, or of all that is in brackets; else RUNNING for ALL ROWS, FINAL for ONE ROW. */
    readonly semantics: 'FINAL' | 'RUNNING' | undefined;
  }[];
  readonly allRows: boolean;
  readonly unmatched: 'SHOW' | 'OMIT' | 'UNMATCHED' | undefined;
  readonly skip: {
    readonly to: 'PAST LAST ROW' | 'NEXT ROW' | 'FIRST' | 'LAST';
    readonly variable: string | undefined;
  };
  readonly pattern: PatternNode;
  readonly withinMs: number | undefined;
  readonly subsets: readonly { readonly name: string; readonly members: readonly string[] }[];
  readonly definitions: readonly { readonly name: string; readonly condition: TypedExpression }[];
}

export type PatternNode =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'sequence' | 'alternatives'; readonly parts: readonly PatternNode[] }
  /** `most` undefined: without end. */
  | {
      readonly kind: 'repeat';
      readonly part: PatternNode;
      readonly least: number;
      readonly most: number | undefined;
      readonly reluctant: boolean;
    }
  | { readonly kind: 'excluded'; readonly part: PatternNode }
  | { readonly kind: 'empty' };

export interface BoundQuery {
  readonly syntax: ast.Query;
  readonly input: BoundInput;
  /** The columns of all relations of FROM that are used, in the order of their first use: the row expressions are over. */
  readonly columns: readonly InputColumn[];
  readonly where: TypedExpression | undefined;
  /** The query's window; with an aggregation it is the aggregation's too. */
  readonly window: QueryWindow | undefined;
  readonly aggregation: Aggregation | undefined;
  readonly having: TypedExpression | undefined;
  readonly distinct: boolean;
  readonly items: readonly OutputColumn[];
  /** Index of the item named _event_time, which sets the output's time and is not written. */
  readonly eventTimeItem: number | undefined;
  readonly orderBy: readonly SortKey[];
  readonly limit: number | undefined;
  readonly emit: Emit | undefined;
  /** Further branches of a UNION, with as many columns of the same types. ORDER BY, LIMIT and EMIT are the whole's. */
  readonly unions: readonly { readonly all: boolean; readonly query: BoundQuery }[];
  /** WITH LOCAL_AGGREGATION. */
  readonly localAggregation: { readonly partitionSize?: number; readonly flushMs?: number } | undefined;
}

export type Emit =
  | { readonly mode: 'FINAL' | 'CHANGES'; readonly span: Span }
  | { readonly mode: 'EVERY'; readonly everyMs: number; readonly span: Span };

/** Something that is understood and that today's runtime cannot do. */
export interface Later {
  readonly span: Span;
  /** As in "EMIT EVERY". */
  readonly what: string;
  /** What can be done instead. */
  readonly help?: string;
  /** The rows are the same without it: told, and no reason not to run. */
  readonly harmless?: boolean;
}

export interface BoundSource {
  readonly kind: 'source';
  readonly relation: Relation;
  readonly later: readonly Later[];
  /** What configuration files say; absent where none was read. */
  readonly configured?: ConfiguredBy;
}

export interface BoundJob {
  readonly name: string;
  readonly version: string | undefined;
  readonly strategy: { readonly kind: DeployStrategy; readonly percent?: number } | undefined;
}

export const DEPLOY_STRATEGIES = ['BLUE_GREEN', 'CANARY', 'ROLLING', 'REPLACE'] as const;
export type DeployStrategy = (typeof DEPLOY_STRATEGIES)[number];

/** A statement that runs on: it reads, and writes rows to a topic. */
export interface BoundWrite {
  readonly kind: 'query';
  /** The relation it writes; `result` for a bare SELECT. */
  readonly target: string;
  readonly topic: string;
  readonly outputKind: 'stream' | 'table';
  readonly bare: boolean;
  readonly query: BoundQuery;
  /** The relation INSERT INTO names, when it is known. */
  readonly into: Relation | undefined;
  /** Whether DECIMAL is written as a JSON string. */
  readonly decimalAsString: boolean;
  /** `state.ttl` in milliseconds. */
  readonly ttlMs?: number;
  /** How changes are written; undefined: as upserts by a table, rows only by a stream. */
  readonly changelog?: ChangelogMode;
  /** What WITH says of records that fail, unless of a source. */
  readonly failure?: FailureRules;
  /** What it says of those of a source, by the relation's name in lower case. */
  readonly sourceFailures: ReadonlyMap<string, FailureRules>;
  /** How it writes; absent: JSON, keys as they are. */
  readonly formats?: RecordFormats;
  /** How batches of records are compressed; absent: not at all. */
  readonly compression?: BatchCompression;
  /** It writes files; absent: a topic. */
  readonly file?: FileSink;
  readonly job: BoundJob | undefined;
  readonly later: readonly Later[];
  /** As of a source. */
  readonly configured?: ConfiguredBy;
}

/** INSERT INTO … VALUES. */
export interface BoundValues {
  readonly kind: 'values';
  readonly target: string;
  /** The relation it names, when it is declared. */
  readonly into: Relation | undefined;
  /** Those named, or all that it declares; none where nobody says what they are called. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TypedExpression[])[];
  readonly later: readonly Later[];
}

/** A function of the user's own. */
export interface UserFunction {
  readonly name: string;
  readonly aggregate: boolean;
  readonly parameters: readonly { readonly name: string; readonly type: SqlType }[];
  readonly returns: SqlType;
  readonly body: string;
}

export interface BoundFunction {
  readonly kind: 'function';
  readonly declared: UserFunction;
  /** Where its JavaScript begins. */
  readonly bodyAt: number;
}

/** What asks or steers a running system: SHOW, DESCRIBE, DROP, SET, STOP JOB … */
export interface BoundCommand {
  readonly kind: 'command';
  /** In capitals, as written: `STOP JOB`, `SHOW STREAMS`. */
  readonly command: string;
  readonly name: string | undefined;
}

export interface BoundExplain {
  readonly kind: 'explain';
  readonly analyze: boolean;
  readonly statement: BoundStatement;
}

export type BoundStatement = BoundSource | BoundWrite | BoundValues | BoundFunction | BoundCommand | BoundExplain;
