/** Syntax of a SELECT → what it means: input, time, filter, grouping, output columns. */
import type { AstNode } from 'langium';
import type * as ast from '../grammar/generated/ast.ts';
import { spanOfProperty } from '../grammar/parse.ts';
import { eventTimeOf } from '../properties/event-time.ts';
import type { StatementProperties } from '../properties/read.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { typeText } from '../types/sql-type.ts';
import { bindExpression, type ExpressionContext, truth } from './bind-expression.ts';
import type { BoundInput, BoundQuery, EventTime, OutputColumn, Relation } from './bound.ts';
import { grouping } from './grouping.ts';
import type { Reporter } from './report.ts';
import { type Scope, scopeOf } from './scope.ts';
import { durationMs, nameOf } from './text-of.ts';
import { contains, type TypedExpression } from './typed-expression.ts';
import { isTumbling, readWindow, type WindowSyntax } from './window.ts';

export interface QueryContext {
  readonly reporter: Reporter;
  readonly bounded: boolean;
  /** What the statement's WITH blocks say. */
  readonly properties: StatementProperties;
  /** What `--window-size` asked for. */
  readonly windowSizeMs: number | undefined;
  /** What a name stands for; reports a name that stands for nothing. */
  relation(name: string, span: Span): Relation | undefined;
}

export const CLAUSE_ORDER = [
  'WhereClause',
  'GroupByClause',
  'WindowClause',
  'HavingClause',
  'OrderByClause',
  'LimitClause',
  'EmitClause',
  'IntoClause',
  'WithClause',
] as const;
const CLAUSE_WORDS = {
  WhereClause: 'WHERE',
  GroupByClause: 'GROUP BY',
  WindowClause: 'WINDOW',
  HavingClause: 'HAVING',
  OrderByClause: 'ORDER BY',
  LimitClause: 'LIMIT',
  EmitClause: 'EMIT',
  IntoClause: 'INTO',
  WithClause: 'WITH',
} as const;

type ClauseOf<Type> = Extract<ast.Clause, { readonly $type: Type }>;

export function bindQuery(node: ast.Query, context: QueryContext): BoundQuery | undefined {
  const { reporter } = context;
  const clause = <Type extends ast.Clause['$type']>(type: Type): ClauseOf<Type> | undefined =>
    node.clauses.find((one): one is ClauseOf<Type> => one.$type === type);
  checkClauses(node, reporter);
  for (const cte of node.ctes)
    reporter.report('sql/not-yet', reporter.at(cte), 'WITH … AS (…) is understood but cannot run yet');
  for (const join of node.joins)
    reporter.report('sql/not-yet', reporter.at(join), 'JOIN is understood but cannot run yet');
  if (node.distinct)
    reporter.report(
      'sql/not-yet',
      spanAt(node, 'distinct', reporter),
      'SELECT DISTINCT is understood but cannot run yet',
      { help: 'GROUP BY the columns' },
    );
  if (node.joins.length > 0 || node.ctes.length > 0) return undefined;

  const input = bindInput(node.from, context);
  if (!input) return undefined;
  const { scope, relation, tableWindow } = input;

  const windowClause = clause('WindowClause');
  const groupBy = clause('GroupByClause');
  const callsInGroupBy = (groupBy?.keys ?? []).filter(
    (key): key is ast.Call =>
      key.$type === 'Call' && ['TUMBLE', 'TUMBLING', 'HOP', 'SESSION'].includes(nameOf(key.name ?? '').toUpperCase()),
  );
  const windows = [
    ...(tableWindow ? [tableWindow] : []),
    ...(windowClause
      ? [readWindow(windowClause.kind ?? '', windowClause.arguments, windowClause.grace, windowClause, reporter)]
      : []),
    ...callsInGroupBy.map(call => readWindow(call.name, call.arguments, undefined, call, reporter)),
  ];
  if (windows.length > 1)
    reporter.report('sql/window', windows[1]?.span ?? reporter.at(node), 'a query has one window');
  const window: WindowSyntax | undefined = windows[0];
  if (context.windowSizeMs !== undefined && window && window.sizeMs !== context.windowSizeMs)
    reporter.report(
      'sql/window',
      window.span,
      `the window is ${window.sizeMs / 1000} s long, --window-size says ${context.windowSizeMs / 1000} s`,
      { help: 'they must agree' },
    );
  if (context.windowSizeMs !== undefined && windows.length === 0)
    reporter.report('sql/window', reporter.at(node), '--window-size is given, but the query has no WINDOW');

  const time = relation && bindTime(window, relation, scope, context);
  const base: ExpressionContext = { scope, reporter, noAggregates: undefined, windowed: windows.length > 0 };
  const where = clause('WhereClause');
  const predicate =
    where && truth(bindExpression(where.condition, { ...base, noAggregates: 'in WHERE', windowed: false }), base);

  const items = bindItems(node, scope, base, reporter);
  const aliases = new Map(items.map(item => [item.name.toLowerCase(), item.expression]));
  const having = clause('HavingClause');
  const condition = having && truth(bindExpression(having.condition, { ...base, aliases }), base);
  const orderBy =
    clause('OrderByClause')?.items.map(item => ({
      expression: ordinalOrAlias(item.expression, items) ?? bindExpression(item.expression, base),
      descending: item.direction?.toUpperCase() === 'DESC',
      span: reporter.at(item),
    })) ?? [];
  if (orderBy.length > 0 && !context.bounded)
    reporter.report(
      'sql/order-by-unbounded',
      reporter.at(clause('OrderByClause')),
      'ORDER BY needs an end of the input, and a stream has none',
      { help: 'run it with ferris-sql execute, or leave ORDER BY out' },
    );

  const keys = (groupBy?.keys ?? [])
    .filter(key => !callsInGroupBy.includes(key as ast.Call))
    .map(key => {
      const bound = ordinalOrAlias(key, items, scope) ?? bindExpression(key, { ...base, noAggregates: 'in GROUP BY' });
      if (contains(bound, one => one.op === 'aggregate'))
        reporter.report('sql/aggregate-place', reporter.at(key as AstNode), 'an aggregate cannot stand in GROUP BY');
      return { expression: bound, span: reporter.at(key as AstNode) };
    });
  const aggregated =
    groupBy !== undefined ||
    items.some(item => contains(item.expression, one => one.op === 'aggregate')) ||
    (condition !== undefined && contains(condition, one => one.op === 'aggregate'));
  if (condition && !aggregated)
    reporter.report('sql/having', reporter.at(having), 'HAVING needs GROUP BY or an aggregate', { help: 'use WHERE' });
  if (windows.length > 0 && !aggregated) {
    reporter.report(
      'sql/window-without-aggregate',
      window?.span ?? reporter.at(windowClause),
      'a WINDOW without any aggregate is understood but cannot run yet',
      { help: 'add GROUP BY or an aggregate, or leave WINDOW out' },
    );
  }
  if (aggregated && relation?.kind === 'table')
    reporter.report(
      'sql/not-yet',
      reporter.at(node.from),
      `aggregating the table '${relation.name}' is understood but cannot run yet`,
    );
  if (aggregated)
    for (const item of node.items)
      if (item.$type !== 'ExpressionItem')
        reporter.report(
          'sql/ungrouped-column',
          reporter.at(item),
          '* stands for columns that are neither grouped nor aggregated',
          { help: 'name the grouped columns' },
        );

  const emitClause = clause('EmitClause');
  const emitMode = emitClause?.mode?.toUpperCase();
  if (emitMode === 'EVERY')
    reporter.report('sql/not-yet', reporter.at(emitClause), 'EMIT EVERY is understood but cannot run yet', {
      help: 'EMIT CHANGES and EMIT FINAL run',
    });
  if (emitMode === 'FINAL' && windows.length === 0 && !context.bounded)
    reporter.report(
      'sql/emit-final',
      reporter.at(emitClause),
      'EMIT FINAL waits for an end, and without a window a stream has none',
      { help: 'add WINDOW TUMBLING(…), or EMIT CHANGES' },
    );

  const graceProperty = relation && context.properties.of(relation.name, 'window.grace');
  const graceMs = window?.graceMs ?? (graceProperty ? durationMs(graceProperty.text) : 0);
  if (graceMs === undefined)
    reporter.report('sql/property-value', graceProperty!.span, `'${graceProperty!.text}' is no duration`);
  const limit = bindLimit(clause('LimitClause'), reporter);
  const grouped = aggregated
    ? grouping(
        keys,
        window && { kind: 'tumbling', sizeMs: window.sizeMs, graceMs: graceMs ?? 0 },
        items,
        condition,
        orderBy,
        reporter,
      )
    : undefined;
  checkOutputNames(items, reporter);
  if (reporter.failed) return undefined;
  const outItems = grouped?.items ?? items;
  const eventTimeItem = outItems.findIndex(item => item.name.toLowerCase() === '_event_time' && !item.spread);
  return {
    input: relation
      ? { kind: 'relation', relation, columns: scope.columns }
      : ({ kind: 'one-row', columns: [] } satisfies BoundInput),
    time,
    where: predicate,
    aggregation: grouped?.aggregation,
    having: grouped?.having,
    items: outItems,
    eventTimeItem: eventTimeItem < 0 ? undefined : eventTimeItem,
    orderBy: grouped?.orderBy ?? orderBy,
    limit,
    emit: emitMode === 'FINAL' || emitMode === 'CHANGES' ? emitMode : undefined,
    emitSpan: emitClause && reporter.at(emitClause),
  };
}

const spanAt = (node: AstNode, property: string, reporter: Reporter): Span =>
  reporter.shifted(spanOfProperty(node, property));

function checkClauses(node: ast.Query, reporter: Reporter): void {
  let furthest = -1;
  const seen = new Set<string>();
  for (const clause of node.clauses) {
    const word = CLAUSE_WORDS[clause.$type];
    if (seen.has(clause.$type) && clause.$type !== 'WithClause')
      reporter.report('sql/duplicate-clause', reporter.at(clause), `${word} stands twice in this statement`);
    seen.add(clause.$type);
    const position = CLAUSE_ORDER.indexOf(clause.$type);
    if (position < furthest && clause.$type !== 'WithClause')
      reporter.report(
        'sql/clause-order',
        reporter.at(clause),
        `${word} usually stands before ${CLAUSE_WORDS[CLAUSE_ORDER[furthest]!]}`,
        { severity: 'info' },
      );
    if (clause.$type !== 'WithClause') furthest = Math.max(furthest, position);
  }
}

interface InputSyntax {
  readonly scope: Scope;
  readonly relation: Relation | undefined;
  readonly tableWindow: WindowSyntax | undefined;
}

function bindInput(from: ast.Relation | undefined, context: QueryContext): InputSyntax | undefined {
  const { reporter } = context;
  if (!from) return { scope: scopeOf(undefined, undefined), relation: undefined, tableWindow: undefined };
  if (from.$type === 'SubqueryRelation' || from.$type === 'UriRelation') {
    reporter.report(
      'sql/not-yet',
      reporter.at(from),
      `${from.$type === 'UriRelation' ? 'a URI' : 'a subquery'} after FROM is understood but cannot run yet`,
      { help: 'declare it by CREATE STREAM and name that' },
    );
    return undefined;
  }
  const name = nameOf(from.name ?? '');
  const relation = context.relation(name, spanAt(from, 'name', reporter));
  if (!relation) return undefined;
  const scope = scopeOf(relation, from.alias === undefined ? undefined : nameOf(from.alias));
  if (from.$type === 'NamedRelation') return { scope, relation, tableWindow: undefined };
  const kind = nameOf(from.function ?? '');
  const column = nameOf(from.time ?? '');
  const window = isTumbling(kind)
    ? readWindow(kind, from.sizes, undefined, from, reporter)
    : readWindow(kind, [], undefined, from, reporter);
  const time = { $type: 'ColumnName', name: from.time, $cstNode: from.$cstNode } as unknown as ast.Expression;
  return { scope, relation, tableWindow: window && { ...window, time: column === '' ? undefined : time } };
}

/** The event time of this query's input when it is another than the relation's own. */
function bindTime(
  window: WindowSyntax | undefined,
  relation: Relation,
  scope: Scope,
  context: QueryContext,
): EventTime | undefined {
  const property = (key: string) => context.properties.of(relation.name, key);
  const declared = eventTimeOf(
    {
      field: property('event.time.field'),
      format: property('event.time.format'),
      strategy: property('watermark.strategy'),
      bound: property('watermark.max_out_of_orderness'),
    },
    relation.time,
    context.reporter,
  );
  const time = declared ?? relation.time;
  const use = (result: EventTime | undefined, span: Span | undefined): EventTime | undefined => {
    const column = (result ?? relation.time).column;
    if (column === undefined) return result;
    const found = scope.lookUp(column);
    if (found.found !== 'column') {
      const at = property('event.time.field')?.span ?? span;
      if (at)
        context.reporter.report('sql/unknown-column', at, `there is no column '${column}' in '${relation.name}'`, {
          help: `its columns are ${scope.names().join(', ')}`,
        });
      return undefined;
    }
    const { type, name } = found.column;
    if (!['TIMESTAMP', 'BIGINT', 'STRING', 'ANY', 'DATE', 'JSON'].includes(type.kind) && span)
      context.reporter.report(
        'sql/time-type',
        span,
        `'${column}' is ${typeText(type)}: an event time is a TIMESTAMP, epoch milliseconds or text`,
      );
    const format = property('event.time.format');
    if (
      type.kind === 'TIMESTAMP' &&
      result?.format.kind === 'epoch_seconds' &&
      format &&
      relation.origin.kind === 'source'
    )
      context.reporter.report(
        'sql/time-type',
        format.span,
        'a number in a TIMESTAMP column is epoch milliseconds, never seconds',
        {
          help: `declare '${name}' as BIGINT`,
        },
      );
    return { ...(result ?? relation.time), column: name };
  };
  if (!window?.time) return use(declared, undefined);
  const span = context.reporter.at(window.time as AstNode);
  const named = columnNamed(window.time);
  if (named === undefined) {
    context.reporter.report('sql/not-yet', span, 'a window over an expression is understood but cannot run yet', {
      help: 'name a column',
    });
    return undefined;
  }
  const lower = named.toLowerCase();
  const declaredHere = scope.names().some(name => name.toLowerCase() === lower);
  // Time that the rows already carry: under its own name, or where the input did not keep the column it came from.
  if (
    lower === '_event_time' ||
    (!declaredHere && !relation.open && (lower === 'event_time' || lower === time.column?.toLowerCase()))
  )
    return use(declared, span);
  if (lower === '_timestamp')
    return {
      ...time,
      column: scope.lookUp('_timestamp').found === 'column' ? '_timestamp' : undefined,
      format: { kind: 'auto' },
    };
  if (lower === time.column?.toLowerCase()) return use(declared ?? relation.time, span);
  if (!declaredHere && !relation.open) {
    const meant = nearest(named, scope.names());
    context.reporter.report('sql/unknown-column', span, `there is no column '${named}' in '${relation.name}'`, {
      help: meant ? `did you mean '${meant}'?` : `its columns are ${scope.names().join(', ')}`,
    });
    return undefined;
  }
  return use({ ...time, column: named, format: { kind: 'auto' } }, span);
}

const columnNamed = (node: ast.Expression): string | undefined =>
  node.$type === 'ColumnName' ? nameOf(node.name ?? '') : node.$type === 'Member' ? nameOf(node.name ?? '') : undefined;

function bindItems(node: ast.Query, scope: Scope, context: ExpressionContext, reporter: Reporter): OutputColumn[] {
  const items: OutputColumn[] = [];
  const expand = (span: Span) => {
    const { relation } = scope;
    if (!relation) {
      reporter.report('sql/star', span, '* has no meaning without FROM');
      return;
    }
    if (relation.open) {
      const index = scope.record();
      items.push({
        name: '*',
        expression: { op: 'column', index, name: '*', type: scope.columns[index]!.type, span },
        spread: true,
        primaryKey: false,
        span,
      });
      return;
    }
    for (const { name } of relation.columns) {
      const found = scope.lookUp(name);
      if (found.found === 'column')
        items.push({
          name,
          expression: { op: 'column', index: found.index, name, type: found.column.type, span },
          spread: false,
          primaryKey: false,
          span,
        });
    }
  };
  for (const [i, item] of node.items.entries()) {
    const span = reporter.at(item);
    if (item.$type === 'Star') expand(span);
    else if (item.$type === 'QualifiedStar') {
      if (scope.isQualifier(nameOf(item.qualifier ?? ''))) expand(span);
      else
        reporter.report('sql/unknown-relation', span, `there is no relation '${nameOf(item.qualifier ?? '')}' in FROM`);
    } else if (item.$type === 'ExpressionItem' && item.expression) {
      const expression = bindExpression(item.expression, context);
      items.push({
        name: item.alias === undefined ? defaultName(item.expression, i) : nameOf(item.alias),
        expression,
        spread: false,
        primaryKey: item.primaryKey,
        span,
      });
    }
  }
  return items;
}

/** A column keeps its name, a call gives its own in lower case, anything else its place: `col_3`. */
function defaultName(node: ast.Expression, index: number): string {
  const column = columnNamed(node);
  if (column !== undefined) return column;
  if (node.$type === 'Call') return nameOf(node.name ?? '').toLowerCase();
  if (node.$type === 'Parenthesized' && node.inner) return defaultName(node.inner, index);
  if (node.$type === 'TypeCast') return defaultName(node.operand, index);
  return `col_${index + 1}`;
}

/** `GROUP BY 1`, `ORDER BY total`: an item of the select list by its place or its alias (a column of that name wins in GROUP BY). */
function ordinalOrAlias(
  node: ast.Expression,
  items: readonly OutputColumn[],
  columnsFirst?: Scope,
): TypedExpression | undefined {
  if (node.$type === 'IntegerLiteral') return items[Number(node.text) - 1]?.expression;
  if (node.$type !== 'ColumnName') return undefined;
  const name = nameOf(node.name ?? '').toLowerCase();
  if (columnsFirst?.names().some(known => known.toLowerCase() === name)) return undefined;
  const item = items.find(one => one.name.toLowerCase() === name && !one.spread);
  return item?.expression;
}

function bindLimit(clause: ast.LimitClause | undefined, reporter: Reporter): number | undefined {
  if (!clause) return undefined;
  const count = clause.count?.$type === 'IntegerLiteral' ? Number(clause.count.text) : Number.NaN;
  if (Number.isSafeInteger(count)) return count;
  reporter.report('sql/limit', reporter.at(clause), 'LIMIT takes a whole number of rows');
  return undefined;
}

function checkOutputNames(items: readonly OutputColumn[], reporter: Reporter): void {
  const seen = new Map<string, OutputColumn>();
  for (const item of items) {
    if (item.spread) continue;
    const first = seen.get(item.name);
    if (first)
      reporter.report('sql/duplicate-column', item.span, `'${item.name}' is the name of two output columns`, {
        help: 'give one of them another name: expr AS name',
        related: [{ span: first.span, message: 'the first' }],
      });
    else seen.set(item.name, item);
  }
}
