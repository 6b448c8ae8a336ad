/** MATCH_RECOGNIZE: patterns over the rows of one relation, each partition in its order. */

import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { nearest } from '../../text/nearest.ts';
import type { BoundInput, BoundMatch, PatternNode, Relation } from '../bound.ts';
import { sortKeys } from '../expression/aggregates.ts';
import { truth } from '../expression/basics.ts';
import { bindExpression } from '../expression/bind-expression.ts';
import type { ExpressionContext } from '../expression/context.ts';
import { durationOf } from '../expression/literals.ts';
import type { Name } from '../record/name.ts';
import { noteMatch, noteVariables } from '../record/note-match.ts';
import { Scope } from '../scope.ts';
import { nameOf } from '../text-of.ts';
import type { QueryContext } from './context.ts';
import { openRelation } from './relation-of.ts';

/** Takes the place of the relation it is about: its output columns are what the query sees from then on. */
export function bindMatch(
  node: ast.MatchRecognize,
  input: BoundInput,
  context: QueryContext,
  outer: ExpressionContext,
): BoundInput {
  const { reporter } = context;
  const span = reporter.at(node);
  const source = outer.scope.takeLast();
  const relation = source?.relation ?? openRelation('');
  const scope = new Scope();
  const { names } = reporter;
  const inner = scope.add(relation, source?.qualifier ?? '');
  names?.sameLeaf(inner, source);
  const subsets = node.subsets.map(subset => ({
    name: nameOf(subset.name ?? ''),
    members: subset.members.map(nameOf),
  }));
  const named = variablesOf(node.pattern);
  const variables = new Map<string, Name>(
    [...named, ...subsets.map(subset => subset.name.toLowerCase())].map(name => [name, { kind: 'variable', name }]),
  );
  if (names) noteVariables(node, variables, reporter);
  const base: ExpressionContext = {
    ...outer,
    scope,
    window: undefined,
    namedWindows: new Map(),
    noOver: 'in MATCH_RECOGNIZE',
    noAggregates: undefined,
  };
  const plain: ExpressionContext = { ...base, noAggregates: 'in PARTITION BY or ORDER BY' };
  const partitionBy = node.partitionBy.map(one => bindExpression(one, plain));
  const orderBy = sortKeys(node.orderBy, one => bindExpression(one, plain));
  if (orderBy.length === 0)
    reporter.report('sql/match', span, 'MATCH_RECOGNIZE needs an order: which row comes before another?', {
      help: 'add ORDER BY event_time',
    });
  const within = (own: string | undefined): ExpressionContext => ({ ...base, match: { variables, own } });
  const definitions = node.definitions.map(definition => {
    const name = nameOf(definition.name ?? '');
    if (!named.has(name.toLowerCase()))
      reporter.report('sql/match', reporter.at(definition), `'${name}' is defined, but not part of the PATTERN`, {
        severity: 'warning',
        help: `the pattern has ${[...named].join(', ')}`,
      });
    return { name, condition: truth(bindExpression(definition.condition, within(name)), base) };
  });
  checkNames(node, named, context);
  const measures = node.measures.map(measure => ({
    name: nameOf(measure.name ?? ''),
    expression: bindExpression(measure.expression, within(undefined)),
    semantics: measure.semantics?.toUpperCase() as BoundMatch['measures'][number]['semantics'],
  }));
  const withinMs = node.within && durationOf(node.within);
  if (node.within && withinMs === undefined)
    reporter.report('sql/duration', reporter.at(node.within), 'WITHIN takes a duration', {
      help: "such as WITHIN INTERVAL '1' HOUR",
    });
  const allRows = node.rows?.toUpperCase() === 'ALL';
  const match: BoundMatch = {
    columns: scope.columns,
    partitionBy,
    orderBy,
    measures,
    allRows,
    unmatched: node.unmatched?.toUpperCase() as BoundMatch['unmatched'],
    skip: skipOf(node.skip, named, context),
    pattern: patternOf(node.pattern, context),
    withinMs,
    subsets,
    definitions,
  };
  const output = outputOf(match, relation, allRows);
  const alias = node.alias === undefined ? (source?.qualifier ?? 'match') : nameOf(node.alias);
  const leaf = outer.scope.add(output, alias).index;
  if (names) noteMatch(node, inner, outer.scope.leaves.at(-1), reporter);
  return { kind: 'match', input, match, relation: output, leaf, span };
}

/** ONE ROW: the partition's columns and the measures. ALL ROWS: every column of the input, then the measures. */
function outputOf(match: BoundMatch, input: Relation, allRows: boolean): Relation {
  const keys = match.partitionBy.flatMap(key =>
    key.op === 'column' ? [{ name: key.name, type: key.type, required: false }] : [],
  );
  const measures = match.measures.map(({ name, expression }) => ({ name, type: expression.type, required: false }));
  const rows = allRows ? input.columns : keys;
  return {
    ...openRelation(input.name),
    open: allRows && input.open,
    columns: [...rows.filter(row => !measures.some(measure => measure.name === row.name)), ...firstOf(measures)],
    time: { column: undefined, format: { kind: 'auto' }, boundMs: input.time.boundMs, idleMs: input.time.idleMs },
  };
}

/** The first of each name: a second is reported. */
const firstOf = <Named extends { readonly name: string }>(all: readonly Named[]): Named[] =>
  [...new Map(all.toReversed().map(one => [one.name, one])).values()].toReversed();

/** The variables of a pattern, in lower case. */
function variablesOf(node: ast.Pattern | undefined): Set<string> {
  const found = new Set<string>();
  const visit = (one: ast.Pattern | undefined): void => {
    switch (one?.$type) {
      case 'PatternVariable':
        found.add(nameOf(one.name ?? '').toLowerCase());
        break;
      case 'PatternAlternatives':
      case 'PatternSteps':
        one.parts.forEach(visit);
        break;
      case 'PatternQuantified':
        visit(one.part);
        break;
      case 'PatternGroup':
      case 'PatternExcluded':
        visit(one.inner);
    }
  };
  visit(node);
  return found;
}

function patternOf(node: ast.Pattern | undefined, context: QueryContext): PatternNode {
  switch (node?.$type) {
    case 'PatternVariable':
      return { kind: 'variable', name: nameOf(node.name ?? '') };
    case 'PatternSteps':
      return { kind: 'sequence', parts: node.parts.map(part => patternOf(part, context)) };
    case 'PatternAlternatives':
      return { kind: 'alternatives', parts: node.parts.map(part => patternOf(part, context)) };
    case 'PatternGroup':
      return node.inner ? patternOf(node.inner, context) : { kind: 'empty' };
    case 'PatternExcluded':
      return { kind: 'excluded', part: patternOf(node.inner, context) };
    case 'PatternQuantified':
      return { kind: 'repeat', part: patternOf(node.part, context), ...timesOf(node.quantifier, context) };
    default:
      return { kind: 'empty' };
  }
}

function timesOf(node: ast.Quantifier | undefined, { reporter }: QueryContext) {
  const reluctant = node?.reluctant ?? false;
  if (node?.symbol === '*') return { least: 0, most: undefined, reluctant };
  if (node?.symbol === '+') return { least: 1, most: undefined, reluctant };
  if (node?.symbol === '?') return { least: 0, most: 1, reluctant };
  const least = Number(node?.least ?? 0);
  const most = node?.range ? (node.most === undefined ? undefined : Number(node.most)) : least;
  if (most !== undefined && most < least)
    reporter.report('sql/match', reporter.at(node), `{${least}, ${most}} ends before it begins`);
  if (most === 0) reporter.report('sql/match', reporter.at(node), 'a part that never occurs is no part of a pattern');
  return { least, most, reluctant };
}

function skipOf(
  node: ast.AfterMatch | undefined,
  variables: ReadonlySet<string>,
  { reporter }: QueryContext,
): BoundMatch['skip'] {
  if (!node || node.place?.toUpperCase() === 'PAST') return { to: 'PAST LAST ROW', variable: undefined };
  if (node.place?.toUpperCase() === 'NEXT') return { to: 'NEXT ROW', variable: undefined };
  const variable = nameOf(node.variable ?? '');
  if (!variables.has(variable.toLowerCase()))
    reporter.report('sql/match', reporter.at(node), `there is no '${variable}' in the PATTERN`, {
      help: `the pattern has ${[...variables].join(', ')}`,
    });
  return { to: node.place?.toUpperCase() === 'FIRST' ? 'FIRST' : 'LAST', variable };
}

/** Names that stand twice or nowhere. A variable without DEFINE fits every row, which is often a slip of the pen. */
function checkNames(node: ast.MatchRecognize, named: ReadonlySet<string>, { reporter }: QueryContext): void {
  const defined = node.definitions.map(definition => nameOf(definition.name ?? '').toLowerCase());
  for (const name of named) {
    // Short names are all alike.
    const meant = defined.includes(name) || name.length < 3 ? undefined : nearest(name, defined);
    if (meant && !named.has(meant))
      reporter.report('sql/match', reporter.at(node.pattern), `'${name}' of the PATTERN is not defined: any row fits`, {
        severity: 'warning',
        help: `did you mean '${meant}'?`,
      });
  }
  twice(node.definitions, 'sql/match', 'is defined twice', reporter);
  twice(node.measures, 'sql/duplicate-column', 'is the name of two measures', reporter);
  for (const subset of node.subsets)
    for (const member of subset.members)
      if (!named.has(nameOf(member).toLowerCase()))
        reporter.report('sql/match', reporter.at(subset), `there is no '${nameOf(member)}' in the PATTERN`, {
          help: `the pattern has ${[...named].join(', ')}`,
        });
}

function twice(
  nodes: readonly (ast.Definition | ast.Measure)[],
  rule: string,
  what: string,
  reporter: QueryContext['reporter'],
): void {
  const seen = new Map<string, AstNode>();
  for (const node of nodes) {
    const name = nameOf(node.name ?? '');
    const first = seen.get(name.toLowerCase());
    if (first)
      reporter.report(rule, reporter.at(node), `'${name}' ${what}`, {
        related: [{ span: reporter.at(first), message: 'the first' }],
      });
    else seen.set(name.toLowerCase(), node);
  }
}
