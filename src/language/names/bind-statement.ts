/** Syntax of a statement → what it declares and what it runs. */
import type { AstNode } from 'langium';
import type * as ast from '../grammar/generated/ast.ts';
import { spanOfProperty } from '../grammar/parse.ts';
import { eventTimeOf } from '../properties/event-time.ts';
import { readProperties, type StatementProperties } from '../properties/read.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { isNumeric } from '../types/sql-type.ts';
import { bindType, durationOf } from './bind-expression.ts';
import { bindQuery } from './bind-query.ts';
import type { BoundQuery, BoundSource, BoundStatement, BoundWrite, EventTime, Relation } from './bound.ts';
import type { Reporter } from './report.ts';
import { nameOf, stringOf } from './text-of.ts';

export interface Environment {
  /** How many statements before this one write a relation, by its name in lower case. */
  readonly writers: ReadonlyMap<string, number>;
  /** Relations of the statements before this one. */
  readonly relations: readonly Relation[];
  /** Whether any statement of the file declares a source: then an undeclared name is an error, not a topic. */
  readonly declaresSources: boolean;
  readonly bounded: boolean;
  /** The topic of the one undeclared relation (`--topic`). */
  readonly topic: string | undefined;
  readonly windowSizeMs: number | undefined;
}

const RECORD_TIME: EventTime = { column: undefined, format: { kind: 'auto' }, boundMs: 0, idleMs: undefined };

export interface StatementResult {
  readonly bound: BoundStatement | undefined;
  /** What later statements may read, also when the statement itself has errors. */
  readonly declares: Relation | undefined;
}

export function bindStatement(node: ast.Statement, environment: Environment, reporter: Reporter): StatementResult {
  if (node.$type === 'Create' && !node.query) return bindSource(node, reporter);
  const target = targetOf(node);
  const query = node.$type === 'Query' ? node : node.query;
  if (node.$type === 'Insert' && !query) {
    reporter.report('sql/not-yet', reporter.at(node), 'INSERT … VALUES is understood but cannot run yet', {
      help: 'ferris-sql produce writes records',
    });
    return { bound: undefined, declares: undefined };
  }
  if (node.$type === 'Insert' && node.columns.length > 0)
    reporter.report(
      'sql/not-yet',
      reporter.at(node),
      'a column list after INSERT INTO is understood but cannot run yet',
      { help: 'name the columns in the SELECT by AS' },
    );
  const blocks = [
    ...(node.$type === 'Create' ? node.properties : []),
    ...(query?.clauses ?? []).filter(one => one.$type === 'WithClause'),
  ];
  const inputName = query?.from && 'name' in query.from ? nameOf(query.from.name ?? '') : undefined;
  const properties = readProperties(
    blocks,
    [inputName, target.name, target.into].filter(name => name !== undefined),
    reporter,
  );
  const bound =
    query &&
    bindQuery(query, {
      reporter,
      bounded: environment.bounded,
      properties,
      windowSizeMs: environment.windowSizeMs,
      relation: (name, span) => resolveRelation(name, span, environment, properties, reporter),
    });
  const known = environment.relations.find(relation => same(relation.name, target.into ?? target.name));
  const writesTable = target.kind === 'table' || (target.bare && node.$type === 'Query') || known?.kind === 'table';
  const topic =
    properties.of(target.into ?? target.name, 'topic') ??
    (target.into ? properties.of(target.name, 'topic') : undefined);
  const ownTopic =
    topic &&
    inputName !== undefined &&
    properties.of(inputName, 'topic')?.span.start === topic.span.start &&
    node.$type === 'Query'
      ? undefined
      : topic;
  const outputTopic = ownTopic?.text ?? known?.topic ?? target.into ?? target.name;
  if (node.$type === 'Create') checkFresh(node, environment, reporter);
  if (!bound) {
    // Readers of a statement with errors must not be told the same again: anything may be in it.
    const declares =
      node.$type === 'Create'
        ? relationOf(target.name, 'stream', outputTopic, undefined, reporter.shifted(spanOfProperty(node, 'name')))
        : undefined;
    return { bound: undefined, declares };
  }
  const write: BoundWrite = {
    kind: 'query',
    target: target.into ?? target.name,
    topic: outputTopic,
    outputKind: writesTable ? 'table' : 'stream',
    bare: node.$type === 'Query' && target.into === undefined,
    query: bound,
    decimalAsString: properties.of(target.name, 'decimal.format')?.text.toLowerCase() === 'string',
  };
  const declares =
    node.$type === 'Create' || (node.$type === 'Query' && target.into !== undefined && !known)
      ? relationOf(
          node.$type === 'Create' ? target.name : target.into!,
          writesTable ? 'table' : 'stream',
          outputTopic,
          bound,
          reporter.shifted(spanOfProperty(node, 'name')),
        )
      : undefined;
  return { bound: write, declares };
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

interface Target {
  readonly name: string;
  readonly into: string | undefined;
  readonly kind: 'stream' | 'table';
  readonly bare: boolean;
}

function targetOf(node: ast.Statement): Target {
  const query = node.$type === 'Query' ? node : node.query;
  const clause = query?.clauses.find(one => one.$type === 'IntoClause');
  const written = clause?.target ?? (clause?.uri === undefined ? undefined : stringOf(clause.uri));
  const into = written === undefined ? undefined : nameOf(written);
  if (node.$type === 'Create')
    return {
      name: nameOf(node.name ?? ''),
      into,
      kind: node.kind?.toUpperCase() === 'STREAM' ? 'stream' : 'table',
      bare: false,
    };
  if (node.$type === 'Insert') return { name: nameOf(node.target ?? ''), into: undefined, kind: 'stream', bare: false };
  return { name: 'result', into, kind: 'stream', bare: into === undefined };
}

function checkFresh(node: ast.Create, environment: Environment, reporter: Reporter): void {
  const name = nameOf(node.name ?? '');
  const first = environment.relations.find(relation => same(relation.name, name));
  if (!first || node.ifNotExists) return;
  reporter.report('sql/duplicate-name', reporter.shifted(spanOfProperty(node, 'name')), `'${name}' is declared twice`, {
    ...(first.nameSpan ? { related: [{ span: first.nameSpan, message: 'the first declaration' }] } : {}),
  });
}

/** What a query's output offers to those who read it. */
function relationOf(
  name: string,
  kind: 'stream' | 'table',
  topic: string,
  query: BoundQuery | undefined,
  nameSpan: Span,
): Relation {
  const inputTime = query?.time ?? (query?.input.kind === 'relation' ? query.input.relation.time : RECORD_TIME);
  return {
    name,
    kind,
    columns:
      query?.items
        .filter(item => !item.spread && item.name.toLowerCase() !== '_event_time')
        .map(item => ({ name: item.name, type: item.expression.type, required: false })) ?? [],
    open: query === undefined || query.items.some(item => item.spread),
    primaryKey: query?.items.filter(item => item.primaryKey).map(item => item.name) ?? [],
    // Rows carry their time; what later rows may still be out of order by is the source's bound.
    time: { column: undefined, format: { kind: 'auto' }, boundMs: inputTime.boundMs, idleMs: inputTime.idleMs },
    windowed: query?.aggregation?.window !== undefined,
    origin: { kind: 'query' },
    topic,
    nameSpan,
  };
}

function resolveRelation(
  name: string,
  span: Span,
  environment: Environment,
  properties: StatementProperties,
  reporter: Reporter,
): Relation | undefined {
  const { relations } = environment;
  const exact =
    relations.find(relation => relation.name === name) ?? relations.find(relation => same(relation.name, name));
  if (exact && (environment.writers.get(exact.name.toLowerCase()) ?? 0) > 1) {
    reporter.report(
      'sql/not-yet',
      span,
      `several statements write '${exact.name}': reading their rows together is understood but cannot run yet`,
      {
        help: 'read it in a file of its own, from its topic',
      },
    );
    return undefined;
  }
  if (exact) return exact;
  const topic = properties.of(name, 'topic')?.text;
  const configured = topic !== undefined && properties.mentions(name);
  if (environment.declaresSources && !configured && !properties.mentions(name) && environment.topic === undefined) {
    const meant = nearest(
      name,
      relations.map(relation => relation.name),
    );
    reporter.report('sql/unknown-relation', span, `there is no stream or table '${name}'`, {
      help: meant
        ? `did you mean '${meant}'?`
        : relations.length > 0
          ? `there are ${relations.map(relation => `'${relation.name}'`).join(', ')}; or declare it by CREATE STREAM`
          : 'declare it by CREATE STREAM',
      ...(meant ? { fixes: [{ title: `Change to '${meant}'`, edits: [{ span, text: meant }] }] } : {}),
    });
    return undefined;
  }
  return {
    name,
    kind: 'stream',
    columns: [],
    open: true,
    primaryKey: [],
    time: RECORD_TIME,
    windowed: false,
    origin: { kind: 'source', topic: environment.topic ?? topic ?? name, declared: false },
    topic: environment.topic ?? topic ?? name,
    nameSpan: undefined,
  };
}

function bindSource(node: ast.Create, reporter: Reporter): StatementResult {
  const name = nameOf(node.name ?? '');
  const properties = readProperties(node.properties, [name], reporter);
  const definitions = node.elements.filter(element => element.$type === 'ColumnDefinition');
  const columns: { name: string; type: Relation['columns'][number]['type']; required: boolean }[] = [];
  for (const definition of definitions) {
    const column = nameOf(definition.name ?? '');
    if (columns.some(one => one.name === column))
      reporter.report('sql/duplicate-column', reporter.at(definition), `'${column}' is declared twice`);
    columns.push({
      name: column,
      type: bindType(definition.type, { reporter }),
      required: definition.constraints.some(one => one.kind?.toUpperCase() === 'NOT'),
    });
  }
  const resolve = (written: string | undefined, at: AstNode): string | undefined => {
    const wanted = nameOf(written ?? '');
    const found = columns.find(column => column.name === wanted) ?? columns.find(column => same(column.name, wanted));
    if (!found)
      reporter.report('sql/unknown-column', reporter.at(at), `there is no column '${wanted}' in '${name}'`, {
        help: `its columns are ${columns.map(column => column.name).join(', ')}`,
      });
    return found?.name;
  };
  const inline = definitions
    .filter(one =>
      one.constraints.some(constraint => ['PRIMARY', 'KEY'].includes(constraint.kind?.toUpperCase() ?? '')),
    )
    .map(one => nameOf(one.name ?? ''));
  const listed = node.elements
    .filter(element => element.$type === 'PrimaryKeyDefinition')
    .flatMap(element => element.columns.map(column => resolve(column, element)).filter(column => column !== undefined));
  const watermark = node.elements.find(element => element.$type === 'WatermarkDefinition');
  const declared = watermark ? watermarkOf(watermark, resolve, reporter) : RECORD_TIME;
  const time =
    eventTimeOf(
      {
        field: properties.plain('event.time.field'),
        format: properties.plain('event.time.format'),
        strategy: properties.plain('watermark.strategy'),
        bound: properties.plain('watermark.max_out_of_orderness'),
      },
      declared,
      reporter,
    ) ?? declared;
  const column = columns.find(one => one.name === time.column);
  if (time.column !== undefined && columns.length > 0 && !column && !watermark)
    reporter.report(
      'sql/unknown-column',
      properties.plain('event.time.field')!.span,
      `there is no column '${time.column}' in '${name}'`,
      { help: `its columns are ${columns.map(one => one.name).join(', ')}` },
    );
  if (
    column &&
    !['TIMESTAMP', 'STRING', 'DATE', 'JSON', 'ANY'].includes(column.type.kind) &&
    !(isNumeric(column.type) && column.type.kind === 'BIGINT')
  )
    reporter.report(
      'sql/time-type',
      reporter.at(watermark ?? node),
      `'${column.name}' cannot be an event time: that is a TIMESTAMP, epoch milliseconds (BIGINT) or text`,
    );
  if (column?.type.kind === 'TIMESTAMP' && time.format.kind === 'epoch_seconds')
    reporter.report(
      'sql/time-type',
      properties.plain('event.time.format')!.span,
      'a number in a TIMESTAMP column is epoch milliseconds, never seconds',
      {
        help: `declare '${column.name}' as BIGINT`,
      },
    );
  const topic = properties.of(name, 'topic')?.text ?? name;
  const relation: Relation = {
    name,
    kind: node.kind?.toUpperCase() === 'STREAM' ? 'stream' : 'table',
    columns,
    open: columns.length === 0,
    primaryKey: [...inline, ...listed],
    time,
    windowed: false,
    origin: { kind: 'source', topic, declared: true },
    topic,
    nameSpan: reporter.shifted(spanOfProperty(node, 'name')),
  };
  const bound: BoundSource = { kind: 'source', relation };
  return { bound: reporter.failed ? undefined : bound, declares: relation };
}

/** `WATERMARK FOR c AS c` or `c - INTERVAL …`. */
function watermarkOf(
  node: ast.WatermarkDefinition,
  resolve: (written: string | undefined, at: AstNode) => string | undefined,
  reporter: Reporter,
): EventTime {
  const column = resolve(node.column, node);
  const expression = node.expression;
  const isColumn = (one: ast.Expression | undefined) =>
    one?.$type === 'ColumnName' && same(nameOf(one.name ?? ''), nameOf(node.column ?? ''));
  let boundMs: number | undefined;
  if (isColumn(expression)) boundMs = 0;
  else if (
    expression?.$type === 'ArithmeticChain' &&
    expression.operators.length === 1 &&
    expression.operators[0] === '-' &&
    isColumn(expression.parts[0])
  )
    boundMs = durationOf(expression.parts[1]!);
  // An unknown column is reported already.
  if (boundMs === undefined && column !== undefined)
    reporter.report(
      'sql/watermark',
      reporter.at((expression ?? node) as AstNode),
      `a watermark is the column, or the column less a duration`,
      { help: `write WATERMARK FOR ${node.column} AS ${node.column} - INTERVAL '5' SECOND` },
    );
  return { column, format: { kind: 'auto' }, boundMs: boundMs ?? 0, idleMs: undefined };
}
