/** Syntax of one SELECT → what it means: input, time, filter, grouping, output columns. */

import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import type { BoundInput, BoundQuery, BoundWindow, Emit, EventTime, OutputColumn } from '../bound.ts';
import { truth } from '../expression/basics.ts';
import { bindExpression } from '../expression/bind-expression.ts';
import { boundsNotKnown } from '../expression/bounds-not-known.ts';
import type { ExpressionContext } from '../expression/context.ts';
import { durationOf } from '../expression/literals.ts';
import { Identities } from '../identity.ts';
import type { Name } from '../record/name.ts';
import { seeing } from '../record/recorder.ts';
import { Scope } from '../scope.ts';
import { durationMs, keyOf, nameOf, stringOf } from '../text-of.ts';
import { contains, type SortKey, type TypedExpression } from '../typed-expression.ts';
import { bindQuery } from './bind-query.ts';
import { checkClauses, clauseOf } from './clauses.ts';
import { isUnbounded, type QueryContext } from './context.ts';
import { bindFrom } from './from.ts';
import { grouping, reportUngroupedStar } from './grouping.ts';
import { bindItems, checkOutputNames, ordinalOrAlias } from './items.ts';
import { windowRules } from './late.ts';
import { overTime } from './over-time.ts';
import { declaredTime, useDeclaredTime, windowTime } from './time.ts';
import { readWindow, sizeOf, type WindowSyntax, windowKindOf } from './windows.ts';

/** @param clauses those that are this SELECT's own: behind the last branch of a UNION some are the whole's */
export function bindSelect(node: ast.Query, clauses: readonly ast.Clause[], context: QueryContext): BoundQuery {
  const { reporter } = context;
  checkClauses(node, reporter);
  const scope = new Scope();
  const base = expressionContext(scope, clauses, context);
  const from = bindFrom(node, context, base);
  const groupBy = clauseOf(clauses, 'GroupByClause');
  const window = windowOf(node, clauses, from.window, context);

  const [leaf, ...others] = scope.leaves;
  const declared = leaf && !isMatched(from.input) ? declaredTime(leaf, base, context) : undefined;
  const placed = window ? windowTime(window, declared, base, context) : { retimed: undefined, time: undefined };
  const within: ExpressionContext = { ...base, window: window?.shape.kind };
  const where = clauseOf(clauses, 'WhereClause');
  const predicate =
    where &&
    truth(
      bindExpression(where.condition, {
        ...base,
        noAggregates: 'in WHERE',
        noOver: 'in WHERE',
        ...(window ? { noWindowBounds: 'in WHERE' } : {}),
      }),
      base,
    );

  const items = bindItems(node, within);
  const aliases = new Map(items.filter(item => !item.spread).map(item => [item.name.toLowerCase(), item.expression]));
  const having = clauseOf(clauses, 'HavingClause');
  const condition =
    having && truth(bindExpression(having.condition, { ...within, aliases, noOver: 'in HAVING' }), within);
  const orderByClause = clauseOf(clauses, 'OrderByClause');
  const orderBy = orderByClause ? sortOf(orderByClause, items, scope, context, within) : [];

  const keys = groupKeys(groupBy, window, items, within);
  const isAggregate = (one: TypedExpression) => one.op === 'aggregate';
  const aggregated =
    groupBy !== undefined ||
    items.some(item => contains(item.expression, isAggregate)) ||
    orderBy.some(key => contains(key.expression, isAggregate)) ||
    (condition !== undefined && contains(condition, isAggregate));
  // With a window HAVING may choose among its rows: WHERE comes before the window.
  if (condition && !aggregated && !window)
    reporter.report('sql/having', reporter.at(having), 'HAVING needs GROUP BY or an aggregate', { help: 'use WHERE' });
  if (window && !aggregated && !items.some(item => contains(item.expression, one => one.op === 'over')))
    reporter.report(
      'sql/window-without-aggregate',
      window.span,
      'nothing is aggregated: each row comes out once for each window it falls in',
      { severity: 'warning', help: 'add GROUP BY or an aggregate, or leave WINDOW out' },
    );
  if (aggregated)
    for (const item of node.items)
      if (item.$type !== 'ExpressionItem' && scope.isOpen) reportUngroupedStar(reporter.at(item), reporter);
  const emit = emitOf(clauseOf(clauses, 'EmitClause'), window !== undefined, context);
  if (orderByClause) checkOrderBy(orderByClause, orderBy, window !== undefined && aggregated, context);

  const time = overTime(
    [...items.map(item => item.expression), ...orderBy.map(key => key.expression)],
    placed.retimed ?? declared,
    within,
  );
  for (const one of scope.leaves) if (one !== leaf || time === undefined) useDeclaredTime(one, base);
  for (const other of others) declaredTime(other, base, context);
  const bound: BoundWindow | undefined = window && {
    ...window.shape,
    ...windowRules(window, from.input, context),
  };
  const key = window?.key && bindExpression(window.key, { ...base, noAggregates: 'in a window' });
  if (window?.key && key) {
    const expression = key;
    const identities = new Identities();
    if (!keys.some(key => identities.of(key.expression) === identities.of(expression)))
      keys.push({ expression, span: reporter.at(window.key as AstNode) });
  }
  const grouped = aggregated
    ? grouping(keys, bound, items, condition, orderBy, groupBy ? reporter.at(groupBy) : undefined, within)
    : undefined;
  const outItems = grouped?.items ?? items;
  checkOutputNames(items, within);
  const eventTimeItem = outItems.findIndex(item => item.name.toLowerCase() === '_event_time' && !item.spread);
  return {
    syntax: node,
    input: retime(from.input, time),
    columns: scope.columns,
    where: predicate,
    window: window && bound && { window: bound, time: placed.time, ...(key ? { key } : {}), span: window.span },
    aggregation: grouped?.aggregation,
    having: grouped ? grouped.having : condition,
    distinct: node.distinct,
    items: outItems,
    eventTimeItem: eventTimeItem < 0 ? undefined : eventTimeItem,
    orderBy: grouped?.orderBy ?? orderBy,
    limit: limitOf(clauseOf(clauses, 'LimitClause'), context),
    emit,
    unions: [],
    localAggregation: localAggregationOf(clauses, context),
  };
}

function expressionContext(scope: Scope, clauses: readonly ast.Clause[], context: QueryContext): ExpressionContext {
  const named = clauses.flatMap(clause => (clause.$type === 'NamedWindows' ? clause.windows : []));
  const namedWindows = new Map<string, ast.OverClause>();
  for (const window of named) {
    const name = nameOf(window.name ?? '').toLowerCase();
    if (namedWindows.has(name))
      context.reporter.report('sql/duplicate-name', context.reporter.at(window), `window '${name}' is declared twice`);
    namedWindows.set(name, window.specification);
    if (context.reporter.names && window.specification) {
      const declared: Name = { kind: 'window', name: nameOf(window.name ?? '') };
      const { names } = context.reporter;
      names.note(context.reporter.shifted(spanOfProperty(window, 'name')), 'declaration', declared);
      names.declareWindow(window.specification, declared);
    }
  }
  return {
    scope,
    reporter: context.reporter,
    noAggregates: undefined,
    noOver: undefined,
    window: undefined,
    namedWindows,
    outer: context.outer,
    services: {
      bindSubquery: (node, outer) =>
        seeing(false, context.reporter.names, () =>
          bindQuery(node, {
            ...context,
            outer,
            nested: true,
            properties: context.properties.nested,
            windowSizeMs: undefined,
          }),
        ),
      userFunction: context.userFunction,
      userFunctionNames: context.userFunctionNames,
      probe: context.probe,
    },
  };
}

/** Calls and WINDOW words in GROUP BY that are windows and no keys. */
function windowKey(
  key: ast.Expression,
): { readonly word: string; readonly args: readonly ast.Expression[] } | undefined {
  if (key.$type === 'WindowKey') return { word: key.kind, args: key.arguments };
  if (key.$type !== 'Call' || windowKindOf(key.name ?? '') === undefined) return undefined;
  return { word: key.name ?? '', args: key.arguments };
}

/** The one window of a query, wherever it is written. */
function windowOf(
  node: ast.Query,
  clauses: readonly ast.Clause[],
  ofTable: WindowSyntax | undefined,
  context: QueryContext,
): WindowSyntax | undefined {
  const { reporter, windowSizeMs } = context;
  const clause = clauseOf(clauses, 'WindowClause');
  const calls = (clauseOf(clauses, 'GroupByClause')?.keys ?? []).flatMap(key => {
    const window = windowKey(key);
    return window ? [readWindow(window.word, window.args, undefined, key, reporter)] : [];
  });
  const found = [
    ...(ofTable ? [ofTable] : []),
    ...(clause ? [readWindow(clause.kind ?? '', clause.arguments, clause.grace, clause, reporter)] : []),
    ...calls,
  ];
  if (found.length > 1)
    reporter.report('sql/window', found[1]?.span ?? reporter.at(node), 'a query has one window', {
      help: 'keep one of them',
    });
  const window = found[0];
  if (windowSizeMs !== undefined && window && sizeOf(window.shape) !== windowSizeMs)
    reporter.report(
      'sql/window',
      window.span,
      `the window is ${(sizeOf(window.shape) ?? 0) / 1000} s long, --window-size says ${windowSizeMs / 1000} s`,
      { help: 'they must agree' },
    );
  if (windowSizeMs !== undefined && found.length === 0)
    reporter.report('sql/window', reporter.at(node), '--window-size is given, but the query has no WINDOW');
  return window;
}

function groupKeys(
  groupBy: ast.GroupByClause | undefined,
  window: WindowSyntax | undefined,
  items: readonly OutputColumn[],
  context: ExpressionContext,
): { readonly expression: TypedExpression; readonly span: ReturnType<typeof context.reporter.at> }[] {
  const { reporter, scope } = context;
  const keys: { expression: TypedExpression; span: ReturnType<typeof reporter.at> }[] = [];
  for (const key of groupBy?.keys ?? []) {
    if (windowKey(key)) continue;
    const span = reporter.at(key as AstNode);
    const within: ExpressionContext = { ...context, noAggregates: 'in GROUP BY', noOver: 'in GROUP BY' };
    const expression = ordinalOrAlias(key, items, within, scope) ?? bindExpression(key, within);
    // The bounds of the window are part of every windowed key, and with them what is computed from them alone.
    if (window && contains(expression, one => one.op === 'window-bound')) {
      if (contains(expression, one => one.op === 'column')) boundsNotKnown('beside columns in GROUP BY', span, context);
      continue;
    }
    if (contains(expression, one => one.op === 'aggregate'))
      reporter.report('sql/aggregate-place', span, 'an aggregate cannot stand in GROUP BY', {
        help: 'group by what it is computed from',
      });
    keys.push({ expression, span });
  }
  return keys;
}

export function sortOf(
  clause: ast.OrderByClause,
  items: readonly OutputColumn[],
  scope: Scope,
  context: QueryContext,
  expression: ExpressionContext = expressionContext(scope, [], context),
): SortKey[] {
  return clause.items.map(item => ({
    expression: ordinalOrAlias(item.expression, items, expression) ?? bindExpression(item.expression, expression),
    descending: item.direction?.toUpperCase() === 'DESC',
    ...(item.nulls === undefined ? {} : { nullsFirst: item.nulls.toUpperCase() === 'FIRST' }),
  }));
}

/** Rows can be put in order once they are all there: at an end, when a window closes, or along the event time. */
export function checkOrderBy(
  clause: ast.OrderByClause,
  keys: readonly SortKey[],
  windowed: boolean,
  context: QueryContext,
): void {
  const [first] = keys;
  const alongTime = first?.expression.op === 'column' && first.expression.name === '_event_time' && !first.descending;
  // Inside another query it is about the rows that LIMIT keeps, or about nothing: sql/order-in-subquery.
  if (context.bounded === true || windowed || alongTime || context.nested) return;
  context.reporter.report(
    'sql/order-by-unbounded',
    context.reporter.at(clause),
    isUnbounded(context)
      ? 'ORDER BY needs an end of the input, and a stream has none'
      : 'only a run that ends can put rows in order: ferris-sql execute does, stream does not',
    {
      ...(isUnbounded(context) ? {} : { severity: 'info' }),
      help: 'run it with ferris-sql execute, order within a WINDOW, or leave ORDER BY out',
    },
  );
}

export function limitOf(clause: ast.LimitClause | undefined, { reporter }: QueryContext): number | undefined {
  if (!clause) return undefined;
  const count = clause.count?.$type === 'IntegerLiteral' ? Number(clause.count.text) : Number.NaN;
  if (Number.isSafeInteger(count)) return count;
  reporter.report('sql/limit', reporter.at(clause), 'LIMIT takes a whole number of rows');
  return undefined;
}

export function emitOf(clause: ast.EmitClause | undefined, windowed: boolean, context: QueryContext): Emit | undefined {
  if (!clause?.mode) return undefined;
  const { reporter } = context;
  const span = reporter.at(clause);
  const mode = clause.mode.toUpperCase();
  if (mode === 'EVERY') {
    const everyMs = clause.interval && durationOf(clause.interval);
    if (everyMs !== undefined && everyMs > 0) return { mode, everyMs, span };
    reporter.report(
      'sql/duration',
      clause.interval ? reporter.at(clause.interval) : span,
      'EMIT EVERY takes a duration',
      {
        help: 'such as EMIT EVERY 10s',
      },
    );
    return undefined;
  }
  if (mode === 'FINAL' && !windowed && context.bounded !== true)
    reporter.report('sql/emit-final', span, 'EMIT FINAL waits for an end, and without a window a stream has none', {
      ...(isUnbounded(context) ? {} : { severity: 'warning' }),
      help: 'add WINDOW TUMBLING(…), or EMIT CHANGES',
    });
  return { mode: mode === 'FINAL' ? 'FINAL' : 'CHANGES', span };
}

/** MATCH_RECOGNIZE has taken what WITH says of the time for the rows that it reads. */
const isMatched = (input: BoundInput): boolean =>
  input.kind === 'join' ? isMatched(input.left) : input.kind === 'match';

/** Sets the time of the one relation. */
function retime(input: BoundInput, time: EventTime | undefined): BoundInput {
  if (!time) return input;
  if (input.kind === 'relation' || input.kind === 'query') return { ...input, time };
  return input.kind === 'join' ? { ...input, left: retime(input.left, time) } : input;
}

function localAggregationOf(
  clauses: readonly ast.Clause[],
  { reporter }: QueryContext,
): BoundQuery['localAggregation'] {
  const block = clauses.find(clause => clause.$type === 'WithClause' && clause.block !== undefined);
  if (block?.$type !== 'WithClause') return undefined;
  if (nameOf(block.block ?? '').toUpperCase() !== 'LOCAL_AGGREGATION') {
    reporter.report('sql/unknown-property', reporter.at(block), `there is no WITH ${block.block} (…)`, {
      help: 'WITH LOCAL_AGGREGATION (PARTITION_SIZE = 1000, FLUSH_INTERVAL = 30s) tunes the two-phase aggregate',
    });
    return undefined;
  }
  let partitionSize: number | undefined;
  let flushMs: number | undefined;
  for (const property of block.properties) {
    const key = keyOf(property.key ?? '').toUpperCase();
    const { value } = property;
    const text =
      value?.text !== undefined ? stringOf(value.text) : (value?.number ?? value?.duration ?? value?.word ?? '');
    if (key === 'PARTITION_SIZE') {
      partitionSize = Number(text);
      if (!(Number.isSafeInteger(partitionSize) && partitionSize > 0))
        reporter.report('sql/property-value', reporter.at(value), 'PARTITION_SIZE is a whole number of groups above 0');
    } else if (key === 'FLUSH_INTERVAL') {
      flushMs = durationMs(text);
      if (flushMs === undefined)
        reporter.report('sql/property-value', reporter.at(value), `'${text}' is no duration`, {
          help: "write one such as '30 seconds'",
        });
    } else
      reporter.report('sql/unknown-property', reporter.at(property), `LOCAL_AGGREGATION has no ${key}`, {
        severity: 'warning',
        help: 'it has PARTITION_SIZE and FLUSH_INTERVAL',
      });
  }
  return {
    ...(partitionSize === undefined ? {} : { partitionSize }),
    ...(flushMs === undefined ? {} : { flushMs }),
  };
}
