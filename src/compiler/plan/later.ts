/**
 * What is understood and that the runtime of this version cannot run. The language accepts it all; here, and only here, is
 * written what still lacks an operator. An operator that arrives takes its line away.
 */

import type { Analysis, Statement } from '../../language/analyze.ts';
import { functionTable } from '../../language/functions/table.ts';
import type { BoundInput, BoundQuery, BoundStatement, BoundWrite, Later } from '../../language/names/bound.ts';
import { operandsOf, type TypedExpression } from '../../language/names/typed-expression.ts';
import type { Diagnostic, Severity } from '../../language/text/diagnostic.ts';
import { type Span, shift } from '../../language/text/span.ts';

/** Findings `sql/not-yet`, positions in the file. An error where it is to be run, news where it is only written. */
export function laterFindings(analysis: Analysis, severity: Severity): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const writers = writersOf(analysis.statements);
  for (const statement of analysis.statements) {
    if (!statement.bound) continue;
    const known = new Set<string>();
    for (const { span, what, help, harmless } of laterOf(statement.bound, writers)) {
      const key = `${span.start} ${span.end} ${what}`;
      if (known.has(key)) continue;
      known.add(key);
      found.push({
        rule: 'sql/not-yet',
        severity: harmless ? 'info' : severity,
        span: shift(span, statement.offset),
        message: harmless ? `${what} is understood but has no effect yet` : `${what} is understood but cannot run yet`,
        ...(help === undefined ? {} : { help }),
      });
    }
  }
  return found;
}

/** How many statements write a relation, by its name in lower case. */
function writersOf(statements: readonly Statement[]): ReadonlyMap<string, number> {
  const writers = new Map<string, number>();
  for (const { bound } of statements)
    if (bound?.kind === 'query') {
      const name = bound.target.toLowerCase();
      writers.set(name, (writers.get(name) ?? 0) + 1);
    }
  return writers;
}

function laterOf(bound: BoundStatement, writers: ReadonlyMap<string, number>): Later[] {
  switch (bound.kind) {
    case 'source':
      return [...bound.later];
    case 'query':
      return [...bound.later, ...ofWrite(bound, writers)];
    case 'values':
      return [...bound.later];
    case 'explain':
      return laterOf(bound.statement, writers);
    case 'function':
    case 'command':
      return [];
  }
}

const ofWrite = ({ query }: BoundWrite, writers: ReadonlyMap<string, number>): Later[] => [
  ...ofQuery(query),
  ...relationsOf(query.input).flatMap(({ name, span }) =>
    (writers.get(name.toLowerCase()) ?? 0) > 1
      ? [
          {
            span,
            what: `reading '${name}', which several statements write,`,
            help: 'read it in a file of its own, from its topic',
          },
        ]
      : [],
  ),
];

function relationsOf(input: BoundInput): { readonly name: string; readonly span: Span }[] {
  switch (input.kind) {
    case 'relation':
      return [{ name: input.relation.name, span: input.span }];
    case 'join':
      return [...relationsOf(input.left), ...relationsOf(input.right)];
    case 'query':
      return relationsOf(input.query.input);
    case 'match':
      return relationsOf(input.input);
    default:
      return [];
  }
}

function ofQuery(query: BoundQuery): Later[] {
  const found = ofInput(query.input);
  const { window, emit, items } = query;
  if (window) {
    const { kind } = window.window;
    if (kind !== 'tumbling')
      found.push({ span: window.span, what: `a ${kind} window`, help: 'WINDOW TUMBLING(…) runs' });
    else if (window.window.offsetMs) found.push({ span: window.span, what: 'a window with an offset' });
    if (window.time) found.push({ span: window.span, what: 'a window over an expression', help: 'name a column' });
    if (!query.aggregation) found.push({ span: window.span, what: 'a WINDOW without any aggregate' });
  }
  const first = items[0];
  if (query.distinct && first) found.push({ span: first.span, what: 'SELECT DISTINCT', help: 'GROUP BY the columns' });
  if (emit?.mode === 'EVERY')
    found.push({ span: emit.span, what: 'EMIT EVERY', help: 'EMIT CHANGES and EMIT FINAL run' });
  for (const { query: branch } of query.unions)
    found.push({ span: branch.items[0]?.span ?? { start: 0, end: 0 }, what: 'UNION' });
  if (query.aggregation && query.input.kind === 'relation' && query.input.relation.kind === 'table')
    found.push({ span: query.input.span, what: `aggregating the table '${query.input.relation.name}'` });
  for (const call of query.aggregation?.calls ?? [])
    if (call.orderBy && first)
      found.push({ span: call.orderBy[0]!.expression.span, what: `ORDER BY inside ${call.name}` });
  for (const key of query.orderBy) if (key.nullsFirst) found.push({ span: key.expression.span, what: 'NULLS FIRST' });
  for (const expression of expressionsOf(query)) found.push(...ofExpression(expression));
  return found;
}

function ofInput(input: BoundInput): Later[] {
  switch (input.kind) {
    case 'one-row':
      return [];
    case 'relation': {
      const help = 'declare it by CREATE STREAM and name that';
      if (input.relation.origin.kind === 'uri') return [{ span: input.span, what: 'a URI after FROM', help }];
      return input.asOf ? [{ span: input.span, what: 'FOR SYSTEM_TIME AS OF' }] : [];
    }
    case 'query':
      return [{ span: input.span, what: 'a query after FROM', help: 'CREATE a STREAM of it and read that' }];
    case 'values':
      return [{ span: input.span, what: 'VALUES after FROM' }];
    case 'unnest':
      return [{ span: input.span, what: 'UNNEST' }];
    case 'match':
      return [{ span: input.span, what: 'MATCH_RECOGNIZE' }];
    case 'join':
      return [{ span: input.span, what: 'JOIN' }];
  }
}

const expressionsOf = (query: BoundQuery): readonly TypedExpression[] => [
  ...(query.where ? [query.where] : []),
  ...(query.aggregation?.keys ?? []).map(key => key.expression),
  ...(query.aggregation?.calls ?? []).flatMap(call => [...call.args, ...(call.filter ? [call.filter] : [])]),
  ...(query.having ? [query.having] : []),
  ...query.items.map(item => item.expression),
  ...query.orderBy.map(key => key.expression),
];

function ofExpression(expression: TypedExpression): Later[] {
  switch (expression.op) {
    case 'over':
      return [{ span: expression.span, what: `${expression.name} … OVER` }];
    case 'subquery':
      return [{ span: expression.span, what: 'a query inside an expression' }];
    case 'call': {
      const entry = functionTable.get(expression.name);
      if (!entry) return [{ span: expression.span, what: `${expression.name}, a function of your own,` }];
      if (entry.kind !== 'scalar') return [{ span: expression.span, what: entry.name }];
      break;
    }
    case 'collection':
      break;
  }
  return operandsOf(expression).flatMap(ofExpression);
}
