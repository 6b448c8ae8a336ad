/** Finding the part of a statement that a range is in, and what that part is about. */
import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundQuery } from '../../names/bound.ts';
import { nodesIn } from '../../rules/sql/syntax-nodes.ts';
import { queriesOf } from '../../rules/sql/walk.ts';
import type { Span } from '../../text/span.ts';
import type { RefactoringSubject } from './offer.ts';

export const holds = (outer: Span, inner: Span): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** The innermost node of a kind that holds the range asked about. */
export const innermost = <T extends keyof ast.FerrisSqlAstType>(
  { statement, at }: RefactoringSubject,
  type: T,
): ast.FerrisSqlAstType[T] | undefined =>
  nodesIn(statement.syntax, type).findLast(node => holds(spanOf(node as AstNode), at));

/** The text of a part of the statement. */
export const textAt = ({ text, statement }: RefactoringSubject, { start, end }: Span): string =>
  text.slice(statement.offset + start, statement.offset + end);

/** The nearest query around a node, itself left out. */
export function queryAround(node: AstNode): ast.Query | undefined {
  let around = node.$container;
  while (around && around.$type !== 'Query') around = around.$container;
  return around as ast.Query | undefined;
}

/** What a query of the statement means; undefined where that is not known. */
export const meaningOf = ({ statement }: RefactoringSubject, syntax: ast.Query): BoundQuery | undefined =>
  statement.meaning && queriesOf(statement.meaning).find(({ query }) => query.syntax === syntax)?.query;

/** The relations of FROM as they are written, by their place. */
export const relationsOf = (query: ast.Query): readonly (ast.Relation | undefined)[] => [
  query.from,
  ...query.joins.map(join => join.relation),
];

/** The name of an output column, also of one without an alias; undefined where its query is not understood. */
export function nameOfItem(item: ast.ExpressionItem, subject: RefactoringSubject): string | undefined {
  const syntax = queryAround(item);
  const { start, end } = spanOf(item);
  return (
    syntax && meaningOf(subject, syntax)?.items.find(one => one.span.start === start && one.span.end === end)?.name
  );
}

/** An empty place to insert at. */
export const before = (offset: number): Span => ({ start: offset, end: offset });
