/**
 * An expression whose names are resolved and whose types are known: plain JSON, so that it is part of the plan as it is.
 * Columns are positions in the row that the operator receives.
 */
import type { Span } from '../text/span.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { BoundQuery } from './bound.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** How rows are ordered by one expression. NULLs come last unless it says otherwise, whichever the direction. */
export interface SortKey {
  readonly expression: TypedExpression;
  readonly descending: boolean;
  readonly nullsFirst?: boolean;
}

/** A bound of a frame: a distance is a number of rows, or of milliseconds for a time, or of the ordering value. */
export type FrameBound =
  | { readonly at: 'start' | 'current' | 'end' }
  | { readonly at: 'preceding' | 'following'; readonly rows: number }
  | { readonly at: 'preceding' | 'following'; readonly ms: number };

export interface Frame {
  readonly unit: 'ROWS' | 'RANGE';
  readonly start: FrameBound;
  readonly end: FrameBound;
}

interface Typed {
  readonly type: SqlType;
  /** In the text of its statement (from the end of the statement before). */
  readonly span: Span;
}

export type TypedExpression = Typed &
  /** `answer`: what a query inside an expression says of the row, which may be an error where it is read. */
  (
    | { readonly op: 'column'; readonly index: number; readonly name: string; readonly answer?: true }
    /** `text` as the type is written in a SQL literal (an INTERVAL as `months:microseconds`); null is NULL. */
    | { readonly op: 'literal'; readonly text: string | null }
    | {
        readonly op: 'arithmetic';
        readonly operator: ArithmeticOperator;
        readonly left: TypedExpression;
        readonly right: TypedExpression;
      }
    | { readonly op: 'negate'; readonly operand: TypedExpression }
    | { readonly op: 'concat'; readonly parts: readonly TypedExpression[] }
    | {
        readonly op: 'compare';
        readonly operator: ComparisonOperator;
        readonly left: TypedExpression;
        readonly right: TypedExpression;
      }
    | { readonly op: 'and' | 'or'; readonly parts: readonly TypedExpression[] }
    | { readonly op: 'not'; readonly operand: TypedExpression }
    /** Two-valued: IS [NOT] NULL, TRUE, FALSE. */
    | {
        readonly op: 'is';
        readonly test: 'NULL' | 'TRUE' | 'FALSE';
        readonly negated: boolean;
        readonly operand: TypedExpression;
      }
    /** Two-valued: NULL is not distinct from NULL. */
    | {
        readonly op: 'distinct';
        readonly negated: boolean;
        readonly left: TypedExpression;
        readonly right: TypedExpression;
      }
    | {
        readonly op: 'like';
        readonly kind: 'LIKE' | 'ILIKE' | 'REGEXP';
        readonly operand: TypedExpression;
        readonly pattern: TypedExpression;
      }
    | {
        readonly op: 'case';
        readonly branches: readonly { readonly when: TypedExpression; readonly then: TypedExpression }[];
        readonly otherwise: TypedExpression | null;
      }
    /** `safe` is TRY_CAST: NULL instead of a record error. */
    | { readonly op: 'cast'; readonly operand: TypedExpression; readonly safe: boolean }
    | { readonly op: 'call'; readonly name: string; readonly args: readonly TypedExpression[] }
    /** A field of a STRUCT, MAP or JSON value, or an element of an array (from 1; of JSON from 0). */
    | { readonly op: 'field'; readonly base: TypedExpression; readonly name: string }
    | { readonly op: 'element'; readonly base: TypedExpression; readonly index: TypedExpression }
    /** Only between binding and grouping: replaced by a column of the aggregate's output. */
    | {
        readonly op: 'aggregate';
        readonly name: string;
        readonly args: readonly TypedExpression[];
        readonly distinct: boolean;
        readonly filter: TypedExpression | null;
        readonly orderBy?: readonly SortKey[];
      }
    | { readonly op: 'window-bound'; readonly bound: 'start' | 'end' | 'duration' }
    /** A function over the rows around this one: aggregates and LAG, RANK … with OVER. `frame` undefined: the usual one. */
    | {
        readonly op: 'over';
        readonly name: string;
        readonly args: readonly TypedExpression[];
        readonly distinct: boolean;
        readonly filter: TypedExpression | null;
        readonly ignoreNulls: boolean;
        readonly partitionBy: readonly TypedExpression[];
        readonly orderBy: readonly SortKey[];
        readonly frame: Frame | undefined;
        /** ROWS WINDOW BUFFER n ROWS: how many rows are kept at most. */
        readonly buffer: number | undefined;
      }
    /** ARRAY[…], MAP[…], STRUCT(…): values in order; keys and values in turn for a map. */
    | { readonly op: 'collection'; readonly items: readonly TypedExpression[] }
    /** A query inside an expression. `captured` are the values of the row around it that it uses, `outer` refers to. */
    | {
        readonly op: 'subquery';
        readonly test: 'value' | 'exists' | 'in' | 'any' | 'all';
        readonly operator: ComparisonOperator | undefined;
        /** What is compared with the query's rows. */
        readonly operand: TypedExpression | null;
        readonly query: BoundQuery;
        readonly captured: readonly TypedExpression[];
      }
    /** A value of the row around a subquery: a position in its `captured`. */
    | { readonly op: 'outer'; readonly index: number; readonly name: string }
    /** MATCH_RECOGNIZE: a value at a row of the match. `offset` rows before (negative) or after it, within the variable. */
    | {
        readonly op: 'match-row';
        readonly variable: string | undefined;
        readonly place: 'last' | 'first' | 'prev' | 'next';
        readonly offset: number;
        readonly operand: TypedExpression;
      }
  );

/** The direct operands of an expression, in the order they are written. */
export function operandsOf(expression: TypedExpression): readonly TypedExpression[] {
  switch (expression.op) {
    case 'column':
    case 'literal':
    case 'window-bound':
    case 'outer':
      return [];
    case 'arithmetic':
    case 'compare':
    case 'distinct':
      return [expression.left, expression.right];
    case 'negate':
    case 'not':
    case 'is':
    case 'cast':
      return [expression.operand];
    case 'concat':
    case 'and':
    case 'or':
      return expression.parts;
    case 'like':
      return [expression.operand, expression.pattern];
    case 'case':
      return [
        ...expression.branches.flatMap(branch => [branch.when, branch.then]),
        ...(expression.otherwise ? [expression.otherwise] : []),
      ];
    case 'call':
      return expression.args;
    case 'aggregate':
      return [
        ...expression.args,
        ...(expression.filter ? [expression.filter] : []),
        ...(expression.orderBy ?? []).map(key => key.expression),
      ];
    case 'over':
      return [
        ...expression.args,
        ...(expression.filter ? [expression.filter] : []),
        ...expression.partitionBy,
        ...expression.orderBy.map(key => key.expression),
      ];
    case 'collection':
      return expression.items;
    case 'subquery':
      return expression.operand ? [expression.operand, ...expression.captured] : expression.captured;
    case 'match-row':
      return [expression.operand];
    case 'field':
      return [expression.base];
    case 'element':
      return [expression.base, expression.index];
  }
}

/** The same expression over other operands. */
export function mapOperands(e: TypedExpression, map: (operand: TypedExpression) => TypedExpression): TypedExpression {
  switch (e.op) {
    case 'column':
    case 'literal':
    case 'window-bound':
    case 'outer':
      return e;
    case 'arithmetic':
    case 'compare':
    case 'distinct':
      return { ...e, left: map(e.left), right: map(e.right) };
    case 'negate':
    case 'not':
    case 'is':
    case 'cast':
      return { ...e, operand: map(e.operand) };
    case 'concat':
    case 'and':
    case 'or':
      return { ...e, parts: e.parts.map(map) };
    case 'like':
      return { ...e, operand: map(e.operand), pattern: map(e.pattern) };
    case 'case':
      return {
        ...e,
        branches: e.branches.map(({ when, then }) => ({ when: map(when), then: map(then) })),
        otherwise: e.otherwise && map(e.otherwise),
      };
    case 'call':
      return { ...e, args: e.args.map(map) };
    case 'aggregate':
      return {
        ...e,
        args: e.args.map(map),
        filter: e.filter && map(e.filter),
        ...(e.orderBy ? { orderBy: mapKeys(e.orderBy, map) } : {}),
      };
    case 'over':
      return {
        ...e,
        args: e.args.map(map),
        filter: e.filter && map(e.filter),
        partitionBy: e.partitionBy.map(map),
        orderBy: mapKeys(e.orderBy, map),
      };
    case 'collection':
      return { ...e, items: e.items.map(map) };
    case 'subquery':
      return { ...e, operand: e.operand && map(e.operand), captured: e.captured.map(map) };
    case 'match-row':
      return { ...e, operand: map(e.operand) };
    case 'field':
      return { ...e, base: map(e.base) };
    case 'element':
      return { ...e, base: map(e.base), index: map(e.index) };
  }
}

const mapKeys = (keys: readonly SortKey[], map: (operand: TypedExpression) => TypedExpression): SortKey[] =>
  keys.map(key => ({ ...key, expression: map(key.expression) }));

export const contains = (expression: TypedExpression, test: (e: TypedExpression) => boolean): boolean =>
  test(expression) || operandsOf(expression).some(operand => contains(operand, test));
