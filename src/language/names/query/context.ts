/** What binding a query may use: the statement around it and what the relations of the workspace are. */

import type { StatementProperties } from '../../properties/read.ts';
import type { Span } from '../../text/span.ts';
import type { BoundQuery, Relation, UserFunction } from '../bound.ts';
import type { Outer } from '../expression/context.ts';
import type { Probe } from '../probe.ts';
import type { Reporter } from '../report.ts';

export interface QueryContext {
  readonly reporter: Reporter;
  /** Whether the input ends (`execute`) or not (`stream`); undefined where that is not decided (the editor). */
  readonly bounded: boolean | undefined;
  /** Whether the statement runs on by itself: CREATE … AS, INSERT, a job. */
  readonly persistent: boolean;
  /** Whether it stands inside another query of the statement: a CTE, after FROM, in an expression. */
  readonly nested: boolean;
  /** What the statement's WITH blocks say. */
  readonly properties: StatementProperties;
  /** What `--window-size` asked for; milliseconds. */
  readonly windowSizeMs: number | undefined;
  /** What a name stands for; reports a name that stands for nothing. */
  relation(name: string, span: Span): Relation | undefined;
  readonly ctes: ReadonlyMap<string, CommonTable>;
  /** The query around this one, for what is inside an expression or LATERAL. */
  readonly outer: Outer | undefined;
  userFunction(name: string): UserFunction | undefined;
  userFunctionNames(): readonly string[];
  readonly probe?: Probe | undefined;
}

/** A query of WITH, bound once. */
export interface CommonTable {
  readonly query: BoundQuery;
  readonly relation: Relation;
}

/** Whether this query surely never sees the end of its input. */
export const isUnbounded = (context: QueryContext): boolean =>
  context.bounded === false || (context.bounded === undefined && context.persistent);
