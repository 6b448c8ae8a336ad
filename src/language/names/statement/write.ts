/** Statements that run on: SELECT, CREATE … AS, INSERT INTO … SELECT, alone or as a job. */

import type * as ast from '../../grammar/generated/ast.ts';
import { changelogOf } from '../../properties/changelog.ts';
import { compressionOf } from '../../properties/compression.ts';
import { failureRulesOf } from '../../properties/failure.ts';
import { type PropertyScope, readProperties } from '../../properties/read.ts';
import type { BoundJob, BoundWrite, Relation } from '../bound.ts';
import { askingOfOutput } from '../format/asked.ts';
import { formatsOf } from '../format/formats-of.ts';
import { refuseKeyless } from '../format/keyless.ts';
import { inFiles, ofFiles } from '../format/of-files.ts';
import { bindQuery } from '../query/bind-query.ts';
import { relationOf } from '../query/relation-of.ts';
import { note } from '../record/note-statement.ts';
import { seeing } from '../record/recorder.ts';
import type { Reporter } from '../report.ts';
import { durationMs, nameOf, stringOf } from '../text-of.ts';
import type { Environment } from './environment.ts';
import { fit } from './fit.ts';
import { resolveRelation } from './resolve-relation.ts';

export interface WriteResult {
  readonly bound: BoundWrite;
  /** What its output offers to readers; undefined when it only adds rows to something declared elsewhere. */
  readonly declares: Relation | undefined;
}

type WriteSyntax = ast.Query | ast.Create | ast.Insert;

interface Target {
  readonly name: string;
  readonly into: string | undefined;
  readonly bare: boolean;
}

export function bindWrite(
  node: WriteSyntax,
  query: ast.Query,
  job: BoundJob | undefined,
  more: readonly ast.WithClause[],
  environment: Environment,
  reporter: Reporter,
): WriteResult {
  const target = targetOf(node, query, job);
  if (reporter.names) noteTargets(node, query, reporter);
  const written = target.into ?? target.name;
  const blocks = [...(node.$type === 'Create' ? node.properties : []), ...withClausesOf(query), ...more];
  const reads = relationNamesOf(query);
  const scope: PropertyScope = {
    created: node.$type === 'Create' ? target.name : undefined,
    reads,
    writes: [target.name, ...(target.into === undefined ? [] : [target.into])],
    ...(job && node.$type === 'Query' ? { job: job.name } : {}),
  };
  const properties = readProperties(blocks, scope, reporter, environment.configFile);
  const persistent = node.$type !== 'Query' || target.into !== undefined || job !== undefined;
  const listed =
    node.$type === 'Insert' ? node.columns.length > 0 : node.$type === 'Create' && node.elements.length > 0;
  const bound = seeing(!listed, reporter.names, () =>
    bindQuery(query, {
      reporter,
      bounded: environment.bounded,
      persistent,
      nested: false,
      properties,
      windowSizeMs: environment.windowSizeMs,
      relation: (name, span) => resolveRelation(name, span, environment, properties, reporter),
      ctes: new Map(),
      outer: undefined,
      userFunction: name => environment.userFunction(name),
      userFunctionNames: () => environment.userFunctionNames(),
      probe: environment.probe,
    }),
  );
  const known = writesTo(node, target, environment);
  const fitted = fit(node, bound, known, reporter);
  if (reporter.names && !known) reporter.names.offers(reporter.names.columnsOf(bound.items));
  const input = reads[0];
  const topic =
    properties.of(written, 'topic') ?? (target.into === undefined ? undefined : properties.of(target.name, 'topic'));
  // A bare topic key of a SELECT speaks of what it reads.
  const ofInput =
    topic &&
    node.$type === 'Query' &&
    input !== undefined &&
    properties.of(input, 'topic')?.span.start === topic.span.start;
  const asking = askingOfOutput([written, target.name], properties);
  const files = ofFiles(asking, reporter);
  const file = files ? files.place.sink : known?.file?.sink;
  const outputTopic = files ? written : ((ofInput ? undefined : topic?.text) ?? known?.topic ?? written);
  const isTable =
    (node.$type === 'Create' && node.kind?.toUpperCase() !== 'STREAM') ||
    (node.$type === 'Query' && target.into === undefined) ||
    known?.kind === 'table';
  const failure = failureRulesOf(
    key => properties.about(written, key) ?? properties.about(target.name, key) ?? properties.plain(key),
    reporter,
  );
  const sourceFailures = new Map(
    reads.flatMap(name => {
      const rules = failureRulesOf(key => properties.about(name, key), reporter);
      return rules ? [[name.toLowerCase(), rules] as const] : [];
    }),
  );
  const ttl = properties.about(written, 'state.ttl') ?? properties.plain('state.ttl');
  const ttlMs = ttl && durationMs(ttl.text);
  const saying = formatsOf(files?.asking ?? asking, 'write', environment, reporter);
  const said = files ? inFiles(saying, files.asking, reporter) : saying;
  const formats = { ...known?.formats, ...said };
  if (isTable && !target.bare) refuseKeyless(written, asking, reporter);
  const compressing = asking('compression.type');
  const compression = compressing ? compressionOf(compressing) : (known?.compression ?? environment.compression);
  const encoded = {
    ...(formats.value || formats.key ? { formats } : {}),
    ...(compression ? { compression } : {}),
  };
  const changelog =
    changelogOf(
      properties.about(written, 'changelog.mode') ??
        properties.about(target.name, 'changelog.mode') ??
        properties.plain('changelog.mode'),
    ) ??
    // Its records say what was: a row that changes is told with what it was.
    (known?.retracts || formats.value?.kind === 'debezium' ? 'retract' : undefined);
  const write: BoundWrite = {
    kind: 'query',
    target: written,
    topic: outputTopic,
    outputKind: isTable ? 'table' : 'stream',
    bare: target.bare,
    query: fitted.query,
    into: known,
    decimalAsString:
      (properties.of(target.name, 'decimal.format')?.text.toLowerCase() ?? environment.decimals) === 'string',
    ...(ttlMs === undefined ? {} : { ttlMs }),
    ...(changelog && !target.bare ? { changelog } : {}),
    ...(failure ? { failure } : {}),
    sourceFailures,
    ...encoded,
    ...(file ? { file } : {}),
    job,
    later: properties.later,
    ...(properties.configured ? { configured: properties.configured } : {}),
  };
  const kind = isTable ? 'table' : 'stream';
  if (node.$type === 'Create') {
    const made = relationOf(target.name, kind, outputTopic, fitted.query);
    const retracts = changelog === 'retract' ? { retracts: true } : {};
    const place = files ? { file: files.place } : {};
    return { bound: write, declares: { ...made, ...fitted.declared, ...retracts, ...encoded, ...place } };
  }
  // What is only written to comes into being by it, and has the columns of the first that does.
  const declares = known || target.bare ? undefined : relationOf(written, kind, outputTopic, fitted.query);
  return { bound: write, declares };
}

function targetOf(node: WriteSyntax, query: ast.Query, job: BoundJob | undefined): Target {
  const clause = intoOf(query);
  const written = clause?.target ?? (clause?.uri === undefined ? undefined : stringOf(clause.uri));
  const into = written === undefined ? undefined : nameOf(written);
  if (node.$type === 'Create') return { name: nameOf(node.name ?? ''), into, bare: false };
  if (node.$type === 'Insert') return { name: nameOf(node.target ?? ''), into: undefined, bare: false };
  return { name: job?.name ?? 'result', into, bare: into === undefined && job === undefined };
}

/** Writes down what the statement declares or writes to. */
function noteTargets(node: WriteSyntax, query: ast.Query, reporter: Reporter): void {
  if (node.$type === 'Create') note(node, 'name', 'declaration', 'relation', node.name, reporter);
  if (node.$type === 'Insert') note(node, 'target', 'write', 'relation', node.target, reporter);
  const into = intoOf(query);
  if (into?.target) note(into, 'target', 'write', 'relation', into.target, reporter);
}

/** INTO, also behind the last branch of a UNION. */
const intoOf = (query: ast.Query): ast.IntoClause | undefined =>
  [...query.clauses, ...query.unions.flatMap(union => union.query?.clauses ?? [])].find(
    (clause): clause is ast.IntoClause => clause.$type === 'IntoClause',
  );

/** WITH blocks of a query and of the branches of its UNION; those of subqueries are about these. */
const withClausesOf = (query: ast.Query): ast.WithClause[] =>
  [
    ...query.clauses,
    ...query.unions.flatMap(union => union.query?.clauses ?? []),
    ...(query.inner ? withClausesOf(query.inner) : []),
  ].filter((clause): clause is ast.WithClause => clause.$type === 'WithClause' && clause.block === undefined);

/** Names of the relations a query reads, also in its CTEs and subqueries: what keys of WITH may begin with. */
export function relationNamesOf(query: ast.Query): readonly string[] {
  const names = new Set<string>();
  const ofRelation = (relation: ast.Relation | undefined): void => {
    if (relation?.$type === 'NamedRelation' && relation.name) names.add(nameOf(relation.name));
    else if (relation?.$type === 'SubqueryRelation') ofQuery(relation.query);
    else if (relation?.$type === 'UriRelation') names.add(stringOf(relation.uri));
    else if (relation?.$type === 'FunctionRelation')
      for (const argument of relation.call?.arguments ?? []) {
        if (argument.$type === 'TableOperand') names.add(nameOf(argument.name ?? ''));
        if (argument.$type === 'SubqueryExpression') ofQuery(argument.query);
      }
  };
  const ofQuery = (one: ast.Query | undefined): void => {
    if (!one) return;
    ofRelation(one.from);
    for (const join of one.joins) ofRelation(join.relation);
    for (const cte of one.ctes) ofQuery(cte.query);
    for (const union of one.unions) ofQuery(union.query);
    ofQuery(one.inner);
    for (const part of [...one.items, ...one.clauses, ...one.joins.map(join => join.condition)]) ofExpression(part);
  };
  /** Whatever stands in it: queries are as deep as they like. */
  const ofExpression = (part: unknown): void => {
    if (Array.isArray(part)) for (const one of part) ofExpression(one);
    else if (typeof part !== 'object' || part === null) return;
    else if (isQuery(part)) ofQuery(part);
    else for (const [name, inner] of Object.entries(part)) if (!name.startsWith('$')) ofExpression(inner);
  };
  ofQuery(query);
  for (const cte of query.ctes) names.delete(nameOf(cte.name ?? ''));
  return [...names];
}

const isQuery = (part: object): part is ast.Query => '$type' in part && part.$type === 'Query';

/** The relation that INSERT INTO or INTO adds rows to, when it is declared. */
function writesTo(node: WriteSyntax, target: Target, environment: Environment): Relation | undefined {
  if (node.$type === 'Create' && target.into === undefined) return undefined;
  return environment.target(target.into ?? target.name);
}
