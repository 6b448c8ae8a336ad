/** What a rule needs of a statement's text and properties beside its meaning. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundQuery } from '../../names/bound.ts';
import { keyOf, nameOf, stringOf } from '../../names/text-of.ts';
import { findProperty } from '../../properties/catalogue.ts';
import type { Fix } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';

/** The text of a part of a statement. */
export function textAt(statement: ast.Statement, { start, end }: Span): string {
  const place = statement.$cstNode;
  return place ? place.text.slice(start - place.offset, end - place.offset) : '';
}

/** The CREATE STREAM or TABLE of a statement, also inside a job or EXPLAIN. */
export function createOf(statement: ast.Statement): ast.Create | undefined {
  switch (statement.$type) {
    case 'Create':
      return statement;
    case 'StartJob':
    case 'DeployJob':
    case 'Explain':
      return statement.statement && createOf(statement.statement);
    default:
      return undefined;
  }
}

/** An edit that makes a CREATE STREAM a CREATE TABLE, or the other way round; undefined for a view. */
export function createdAs(create: ast.Create, kind: 'STREAM' | 'TABLE', title: string): Fix | undefined {
  const place = create.$cstNode;
  const now = kind === 'STREAM' ? 'TABLE' : 'STREAM';
  if (!place || create.kind?.toUpperCase() !== now) return undefined;
  const at = new RegExp(`^CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?=${now}\\b)`, 'i').exec(place.text)?.[0].length;
  if (at === undefined) return undefined;
  const start = place.offset + at;
  return { title, edits: [{ span: { start, end: start + now.length }, text: kind }] };
}

/** Where the white space before a place begins; the place itself where a line of comment stands before it. */
export function spaceBefore(statement: ast.Statement, at: number): number {
  const place = statement.$cstNode;
  if (!place) return at;
  const before = place.text.slice(0, at - place.offset).trimEnd();
  return before.slice(before.lastIndexOf('\n') + 1).includes('--') ? at : place.offset + before.length;
}

/** Where a clause of a query stands, also one that speaks of a UNION as a whole and stands behind its last branch. */
export function clauseSpan(query: BoundQuery, type: ast.Clause['$type']): Span | undefined {
  const { syntax } = query;
  const last = syntax.unions.at(-1)?.query;
  const clause = [...syntax.clauses, ...(last?.clauses ?? [])].find(one => one.$type === type);
  return clause && spanOf(clause);
}

/** The word DISTINCT of a query. */
export function distinctSpan(query: BoundQuery, statement: ast.Statement): Span | undefined {
  const first = query.syntax.items[0];
  if (!first) return undefined;
  const { start } = spanOf(query.syntax);
  const before = textAt(statement, { start, end: spanOf(first).start }).toUpperCase();
  const at = before.lastIndexOf('DISTINCT');
  return at < 0 ? undefined : { start: start + at, end: start + at + 'DISTINCT'.length };
}

/** A property that is set: its value, and `of` which relation, where one is named, else empty. */
export interface PropertySet {
  readonly text: string;
  readonly span: Span;
  readonly of: string;
}

/** The value of a property anywhere in a statement, the first one; undefined where it is not set. */
export const propertyOf = (statement: ast.Statement, key: string): PropertySet | undefined =>
  propertiesOf(statement, key)[0];

/** Its values, for each relation that it is set for. */
export const propertiesOf = (statement: ast.Statement, key: string): readonly PropertySet[] =>
  propertiesIn(statement).flatMap(({ key: written, value }) => {
    const of = relationNamed(keyOf(written ?? ''), key);
    if (!value || of === undefined) return [];
    const text =
      value.text === undefined
        ? (value.number ?? value.duration ?? value.variable ?? (value.word === undefined ? '' : nameOf(value.word)))
        : stringOf(value.text);
    return [{ text, span: spanOf(value), of }];
  });

/** What stands before a key: `trades` in `'trades.state.ttl'`, nothing in `'state.ttl'`; undefined for another key. */
function relationNamed(written: string, key: string): string | undefined {
  for (let at = 0; ; at = written.indexOf('.', at) + 1) {
    if (findProperty(written.slice(at))?.key === key) return written.slice(0, Math.max(at - 1, 0));
    if (!written.includes('.', at)) return undefined;
  }
}

const propertiesKnown = new WeakMap<ast.Statement, readonly ast.Property[]>();

function propertiesIn(statement: ast.Statement): readonly ast.Property[] {
  let properties = propertiesKnown.get(statement);
  if (!properties) {
    properties = blocksOf(statement).flatMap(block => block.properties);
    propertiesKnown.set(statement, properties);
  }
  return properties;
}

function blocksOf(statement: ast.Statement): readonly ast.WithClause[] {
  switch (statement.$type) {
    case 'Create':
      return [...statement.properties, ...ofQuery(statement.query)];
    case 'Insert':
      return ofQuery(statement.query);
    case 'Query':
      return ofQuery(statement);
    case 'DeployJob':
      return [...statement.properties, ...(statement.statement ? blocksOf(statement.statement) : [])];
    case 'StartJob':
    case 'Explain':
      return statement.statement ? blocksOf(statement.statement) : [];
    default:
      return [];
  }
}

const ofQuery = (query: ast.Query | undefined): readonly ast.WithClause[] =>
  query === undefined
    ? []
    : [
        ...query.clauses.filter(clause => clause.$type === 'WithClause'),
        ...query.ctes.flatMap(cte => ofQuery(cte.query)),
        ...query.unions.flatMap(union => ofQuery(union.query)),
        ...ofQuery(query.inner),
      ];
