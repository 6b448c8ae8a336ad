/** MATCH_RECOGNIZE: patterns over the rows of one relation, each partition in its order. */

import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { nearest } from '../../text/nearest.ts';
import type { BoundInput, BoundMatch, EventTime, PatternNode, Relation } from '../bound.ts';
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
import { checkPlaces } from './match-places.ts';
import { timeAlong } from './over-time.ts';
import { beginningsOf, patternOf, variablesIn } from './pattern.ts';
import { openRelation } from './relation-of.ts';
import { declaredTime, useDeclaredTime } from './time.ts';

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
  const named = new Set(variablesIn(node.pattern).map(one => nameOf(one.name ?? '').toLowerCase()));
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
  const [first] = orderBy;
  const time = timeAlong(
    first?.expression.op === 'column' && !first.descending ? [first.expression] : [],
    source?.index === 0 ? declaredTime(inner, base, context) : undefined,
    base,
  );
  if (!time) useDeclaredTime(inner, base);
  const within = (own: string | undefined): ExpressionContext => ({ ...base, match: { variables, own } });
  const definitions = node.definitions.map(definition => {
    const name = nameOf(definition.name ?? '');
    if (!named.has(name.toLowerCase()))
      reporter.report('sql/match', reporter.at(definition), `'${name}' is defined, but not part of the PATTERN`, {
        severity: 'warning',
        help: `the pattern has ${[...named].join(', ')}`,
      });
    const condition = truth(bindExpression(definition.condition, within(name)), base);
    checkPlaces(condition, true, context);
    return { name, condition };
  });
  checkNames(node, named, context);
  const measures = node.measures.map(measure => {
    const expression = bindExpression(measure.expression, within(undefined));
    checkPlaces(expression, false, context);
    const semantics = measure.semantics?.toUpperCase() as BoundMatch['measures'][number]['semantics'];
    return { name: nameOf(measure.name ?? ''), expression, semantics };
  });
  const withinMs = node.within && durationOf(node.within);
  if (node.within && withinMs === undefined)
    reporter.report('sql/duration', reporter.at(node.within), 'WITHIN takes a duration', {
      help: "such as WITHIN INTERVAL '1' HOUR",
    });
  const allRows = node.rows?.toUpperCase() === 'ALL';
  const pattern = patternOf(node.pattern, context);
  const match: BoundMatch = {
    columns: scope.columns,
    partitionBy,
    orderBy,
    measures,
    allRows,
    unmatched: node.unmatched?.toUpperCase() as BoundMatch['unmatched'],
    skip: skipOf(node.skip, named, { pattern, subsets }, context),
    pattern,
    withinMs,
    subsets,
    definitions,
  };
  const output = outputOf(match, relation, allRows);
  const alias = node.alias === undefined ? (source?.qualifier ?? 'match') : nameOf(node.alias);
  const leaf = outer.scope.add(output, alias).index;
  if (names) noteMatch(node, inner, outer.scope.leaves.at(-1), reporter);
  return { kind: 'match', input: retimed(input, time), match, relation: output, leaf, span };
}

const retimed = (input: BoundInput, time: EventTime | undefined): BoundInput =>
  time && (input.kind === 'relation' || input.kind === 'query') ? { ...input, time } : input;

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

function skipOf(
  node: ast.AfterMatch | undefined,
  variables: ReadonlySet<string>,
  { pattern, subsets }: { readonly pattern: PatternNode; readonly subsets: BoundMatch['subsets'] },
  { reporter }: QueryContext,
): BoundMatch['skip'] {
  if (!node || node.place?.toUpperCase() === 'PAST') return { to: 'PAST LAST ROW', variable: undefined };
  if (node.place?.toUpperCase() === 'NEXT') return { to: 'NEXT ROW', variable: undefined };
  const variable = nameOf(node.variable ?? '');
  const subset = subsets.find(one => one.name.toLowerCase() === variable.toLowerCase());
  const meant = new Set([variable, ...(subset?.members ?? [])].map(name => name.toLowerCase()));
  const to = node.place?.toUpperCase() === 'FIRST' ? 'FIRST' : 'LAST';
  if (!subset && !variables.has(variable.toLowerCase()))
    reporter.report('sql/match', reporter.at(node), `there is no '${variable}' in the PATTERN`, {
      help: `the pattern has ${[...variables].join(', ')}`,
    });
  else if (to === 'FIRST' && [...beginningsOf(pattern).names].every(name => meant.has(name)))
    reporter.report(
      'sql/match',
      reporter.at(node),
      `each match begins with '${variable}': it would be found for ever`,
      { help: 'AFTER MATCH SKIP TO NEXT ROW goes on at the row behind it' },
    );
  return { to, variable };
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
