/** What binding an expression may use: the names around it, and where its findings go. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import type { BoundQuery, UserFunction, WindowShape } from '../bound.ts';
import type { Probe } from '../probe.ts';
import type { Name } from '../record/name.ts';
import type { Reporter } from '../report.ts';
import type { Scope } from '../scope.ts';
import type { TypedExpression } from '../typed-expression.ts';
import type { BoundlessPlace } from './bounds-not-known.ts';

export interface ExpressionContext {
  readonly scope: Scope;
  readonly reporter: Reporter;
  /** Why no aggregate may stand here, as in `in WHERE`; undefined where one may. */
  readonly noAggregates: string | undefined;
  /** Why no OVER may stand here; undefined where one may. */
  readonly noOver: string | undefined;
  /** The query's window, so that its bounds have a meaning; undefined without one. */
  readonly window: WindowShape['kind'] | undefined;
  /** Where the query has a window whose bounds cannot be used here: why, as in `in WHERE`. */
  readonly noWindowBounds?: BoundlessPlace;
  /** Output names that may stand for their expressions (HAVING), in lower case; a column of that name wins. */
  readonly aliases?: ReadonlyMap<string, TypedExpression>;
  /** `WINDOW w AS (…)`, by name in lower case. */
  readonly namedWindows: ReadonlyMap<string, ast.OverClause>;
  /** Names of the query around this one; undefined: there is none. */
  readonly outer: Outer | undefined;
  readonly services: Services;
  /** Inside MATCH_RECOGNIZE: the pattern's variables. */
  readonly match?: MatchNames;
}

/** Where the two parts of `a.b` stand. */
export interface MemberPlaces {
  readonly qualifier: Span;
  readonly name: Span;
}

export interface MatchNames {
  /** In lower case, with what is written down of them. */
  readonly variables: ReadonlyMap<string, Name>;
  /** The variable that a DEFINE condition is about. */
  readonly own: string | undefined;
}

/** What is asked of the rest of the language. */
export interface Services {
  bindSubquery(node: ast.Query, outer: Outer): BoundQuery | undefined;
  userFunction(name: string): UserFunction | undefined;
  userFunctionNames(): readonly string[];
  readonly probe?: Probe | undefined;
}

/** The names of the queries around a subquery. */
export interface Outer {
  /** The value of a column (`qualifier.name` or `name`) of a row around this query; undefined where there is none. */
  capture(name: string, qualifier: string | undefined, span: Span, places?: MemberPlaces): TypedExpression | undefined;
  isQualifier(name: string): boolean;
  /** Of the row around this query. */
  readonly context: ExpressionContext;
}
