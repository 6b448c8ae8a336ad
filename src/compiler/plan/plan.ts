/**
 * The one contract between compiler and runtime: versioned, plain JSON, self-contained. Nodes form a tree per query;
 * a row is an array of values in the order of its node's columns, plus its time, its place and its key.
 */
import type { ChangelogMode, ColumnOrigin, FailureRules, RelationColumn } from '../../language/names/bound.ts';
import type { FileSink } from '../../language/names/file-place.ts';
import type { RecordFormats } from '../../language/names/record-format.ts';
import type { TypedExpression } from '../../language/names/typed-expression.ts';
import type { BatchCompression } from '../../language/properties/compression.ts';
import type { SqlType } from '../../language/types/sql-type.ts';
import type { ConnectionSetting } from './build/kafka.ts';
import type { PlanFunction } from './function.ts';
import type { AggregateNode } from './nodes/aggregate.ts';
import type { ApplyNode } from './nodes/apply.ts';
import type { AsOfJoinNode } from './nodes/as-of-join.ts';
import type { CurrentNode } from './nodes/current.ts';
import type { DistinctNode } from './nodes/distinct.ts';
import type { EventTimeNode } from './nodes/event-time.ts';
import type { FilterNode } from './nodes/filter.ts';
import type { InTimeNode } from './nodes/in-time.ts';
import type { JoinNode } from './nodes/join.ts';
import type { LimitNode } from './nodes/limit.ts';
import type { MatchNode } from './nodes/match.ts';
import type { OneRowNode } from './nodes/one-row.ts';
import type { OverNode } from './nodes/over.ts';
import type { PairsNode } from './nodes/pairs.ts';
import type { ProjectNode } from './nodes/project.ts';
import type { ReceivedNode } from './nodes/received.ts';
import type { ReferenceNode } from './nodes/reference.ts';
import type { ScanNode } from './nodes/scan.ts';
import type { SortNode } from './nodes/sort.ts';
import type { TableJoinNode } from './nodes/table-join.ts';
import type { TopNode } from './nodes/top.ts';
import type { UnionNode } from './nodes/union.ts';
import type { UnnestNode } from './nodes/unnest.ts';
import type { UpsertsNode } from './nodes/upserts.ts';
import type { ValuesNode } from './nodes/values.ts';
import type { WindowNode } from './nodes/window.ts';

export type {
  AggregateCall,
  BoundWindow,
  ColumnOrigin,
  EventTime,
  FailureRules,
  RelationColumn,
  TimeFormat,
} from '../../language/names/bound.ts';
export type { AvroCodec, FileSink, FileSource } from '../../language/names/file-place.ts';
export type {
  FormatOf,
  RecordFormat,
  RecordFormatKind,
  RecordFormats,
  Registry,
} from '../../language/names/record-format.ts';
export type {
  ComparisonOperator,
  Frame,
  FrameBound,
  SortKey,
  TypedExpression,
} from '../../language/names/typed-expression.ts';
export type { PlanFunction } from './function.ts';

export const PLAN_VERSION = 2;

/** A column that a scan decodes or a reference takes over. */
export interface PlanColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly origin: ColumnOrigin;
}

/**
 * What a node's rows mean to those after it.
 * - `append`: each row is one more and stands for ever; there are no deletions.
 * - `upsert`: a row takes the place of the row of its key; a deletion takes it away. A deletion's values are not known,
 *   but for those that can be read from its key.
 * - `retract`: a row is one more; a deletion takes back one row of the same values and place, which it carries in full. A
 *   change is what was, as deletions, at once followed by what is, in the same batch.
 */
export type Changes = 'append' | 'upsert' | 'retract';

/** One line a kind; what each means is in its file. */
export type PlanNode =
  | ScanNode
  | ReferenceNode
  | ReceivedNode
  | OneRowNode
  | EventTimeNode
  | FilterNode
  | AggregateNode
  | ProjectNode
  | SortNode
  | LimitNode
  | UnionNode
  | DistinctNode
  | PairsNode
  | UpsertsNode
  | CurrentNode
  | ValuesNode
  | UnnestNode
  | WindowNode
  | JoinNode
  | AsOfJoinNode
  | TableJoinNode
  | OverNode
  | MatchNode
  | TopNode
  | ApplyNode
  | InTimeNode;

export type NodeKind = PlanNode['node'];
export type NodeOf<Kind extends NodeKind> = Extract<PlanNode, { readonly node: Kind }>;

/** The nodes whose rows it takes, in the order of its ports; none for what begins a tree. */
export function inputsOf(node: PlanNode): readonly PlanNode[] {
  if ('inputs' in node) return node.inputs;
  return 'input' in node ? [node.input] : [];
}

export interface PlanQuery {
  /** Unique in the plan: the relation it writes, or `result` for a bare SELECT. */
  readonly name: string;
  /** Index of the statement in its file, from 0. */
  readonly statement: number;
  readonly bare: boolean;
  /** A query inside a statement (after FROM, in WITH): its rows go to the references that name it and are not written. */
  readonly local: boolean;
  /** Its rows go to another stage of the job, spread by what these say of a row. */
  readonly sends?: readonly TypedExpression[];
  /** Of such a query: the one that it is a stage of. */
  readonly stageOf?: string;
  /** INSERT INTO … VALUES: its rows are written where they belong, whatever else is shown. */
  readonly once?: true;
  /** What becomes of records that fail in it; absent: as the sources say that they come from. */
  readonly failure?: FailureRules;
  /** `append` or `upsert`; of a local query anything; of one that writes changes as pairs `append` or `retract`. */
  readonly root: PlanNode;
  readonly output: {
    readonly topic: string;
    readonly kind: 'stream' | 'table';
    /** As written, in order; a spread column stands for the fields of a whole record. */
    readonly columns: readonly { readonly name: string; readonly type: SqlType; readonly spread: boolean }[];
    readonly decimalAsString: boolean;
    /** How its records are encoded; absent: JSON, keys as they are. */
    readonly formats?: RecordFormats;
    /** The files that its rows are written to; absent: a topic. */
    readonly file?: FileSink;
    /** How batches of its records are compressed where its topic is Kafka's; absent: not at all. */
    readonly compression?: BatchCompression;
    /** The columns of the relation that it adds rows to, where that is declared and the format may need them. */
    readonly declared?: readonly RelationColumn[];
    /** The type of its key, or of each part of it by name; absent: not known, or the key of what it reads. */
    readonly key?: readonly { readonly name: string; readonly type: SqlType }[];
    /** How changes are written; absent: as upserts by a table and a bare result, rows only by a stream. */
    readonly changelog?: ChangelogMode;
  };
}

/** How a job tries again what its brokers or registry do not answer. What is absent is as `jobs/retries.ts` has it. */
export interface RetryRules {
  /** After so many tries in a row the job ends; absent: it never gives up. */
  readonly attempts?: number;
  readonly growth?: 'exponential' | 'linear' | 'fixed';
  readonly firstMs?: number;
  readonly longestMs?: number;
  readonly multiplier?: number;
  /** Waits are not varied. */
  readonly exact?: true;
  /** After so many failures in a row nothing is tried for a while, until so many commits in a row have worked. */
  readonly breaker?: { readonly failures?: number; readonly successes?: number; readonly restMs?: number };
}

export interface Plan {
  readonly version: typeof PLAN_VERSION;
  /** Whether sources end: `execute` plans bounded, `stream`, jobs and `test` unbounded. */
  readonly bounded: boolean;
  /** In an order in which each comes after those it references. */
  readonly queries: readonly PlanQuery[];
  /** Functions of the user that queries call; absent: none. */
  readonly functions?: readonly PlanFunction[];
  /** What WITH says of the connection to Kafka's brokers, variables not filled in; absent: nothing. */
  readonly kafka?: readonly ConnectionSetting[];
  /** What WITH says of trying again; absent: nothing. */
  readonly retries?: RetryRules;
  /** So much memory its queries may take for what they remember, all together; absent: they say nothing of it. */
  readonly memoryMib?: number;
}
