/** The event time of a relation in one query: as declared, as WITH says, or by the column that a window names. */

import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import { eventTimeOf, timeProperties } from '../../properties/event-time.ts';
import type { Span } from '../../text/span.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { typeText } from '../../types/sql-type.ts';
import type { EventTime } from '../bound.ts';
import { bindExpression } from '../expression/bind-expression.ts';
import { listed } from '../expression/columns.ts';
import type { ExpressionContext } from '../expression/context.ts';
import { noteText } from '../record/note-text.ts';
import type { Leaf } from '../scope.ts';
import { nameOf } from '../text-of.ts';
import { contains, type TypedExpression } from '../typed-expression.ts';
import type { QueryContext } from './context.ts';
import type { WindowSyntax } from './windows.ts';

const TIME_KINDS: ReadonlySet<SqlType['kind']> = new Set([
  'TIMESTAMP',
  'BIGINT',
  'STRING',
  'ANY',
  'DATE',
  'JSON',
  'NULL',
]);

const canBeTime = (type: SqlType): boolean => TIME_KINDS.has(type.kind);

/** What WITH says of a relation's time in this statement; undefined when it says nothing. */
export function declaredTime(leaf: Leaf, expression: ExpressionContext, context: QueryContext): EventTime | undefined {
  const { relation } = leaf;
  // Keys without a relation's name speak of the first one.
  const property = (key: string) =>
    leaf.index === 0 ? context.properties.of(relation.name, key) : context.properties.about(relation.name, key);
  const declared = eventTimeOf(timeProperties(property), relation.time, context.reporter);
  if (declared?.column === undefined) return declared;
  const span = property('event.time.field')?.span;
  const format = property('event.time.format');
  const column = useColumn(declared.column, leaf, span, expression);
  if (!column) return undefined;
  if (span) noteText(span, expression.reporter.names?.columnOf(leaf, column.name), expression.reporter);
  if (
    column.type.kind === 'TIMESTAMP' &&
    declared.format.kind === 'epoch_seconds' &&
    format &&
    relation.origin.kind === 'source'
  )
    context.reporter.report(
      'sql/time-type',
      format.span,
      'a number in a TIMESTAMP column is epoch milliseconds, never seconds',
      {
        help: `declare '${column.name}' as BIGINT`,
      },
    );
  return { ...declared, column: column.name };
}

/** Makes a column part of what is read, so that the time can be taken from it; reports one that there is not. */
function useColumn(
  name: string,
  leaf: Leaf,
  span: Span | undefined,
  { scope, reporter }: ExpressionContext,
  at?: Span,
): { readonly name: string; readonly type: SqlType } | undefined {
  const found = scope.lookUp(name, leaf);
  if (found.found === 'column') {
    const { type } = found.column;
    if (at && found.column.origin.kind === 'field')
      reporter.names?.note(at, 'read', reporter.names.columnOf(leaf, found.column.name));
    if (!canBeTime(type) && span)
      reporter.report(
        'sql/time-type',
        span,
        `'${name}' is ${typeText(type)}: an event time is a TIMESTAMP, epoch milliseconds or text`,
      );
    return found.column;
  }
  if (span) {
    const meant = scope.nearest(name, leaf);
    reporter.report('sql/unknown-column', span, `there is no column '${name}' in '${leaf.relation.name}'`, {
      help: meant ? `did you mean '${meant}'?` : `its columns are ${listed(scope.names(leaf))}`,
    });
  }
  return undefined;
}

/** Makes the column that carries a relation's declared time part of what is read. */
export function useDeclaredTime(leaf: Leaf, expression: ExpressionContext): void {
  if (leaf.relation.time.column !== undefined) useColumn(leaf.relation.time.column, leaf, undefined, expression);
}

export interface WindowTime {
  /** Re-timing of the one relation; undefined: as it is. */
  readonly retimed: EventTime | undefined;
  /** What rows are placed by where that is not the row's time. */
  readonly time: TypedExpression | undefined;
}

const AS_IT_IS: WindowTime = { retimed: undefined, time: undefined };

/** The time a window names: the row's own, another column of the one relation (which is re-timed), or an expression. */
export function windowTime(
  window: WindowSyntax,
  declared: EventTime | undefined,
  expression: ExpressionContext,
  context: QueryContext,
): WindowTime {
  if (!window.time) return AS_IT_IS;
  const { scope, reporter } = expression;
  const span = reporter.at(window.time as AstNode);
  const [leaf, second] = scope.leaves;
  const named = columnOf(window.time, expression);
  if (leaf && !second && named !== undefined) {
    const place = placeOf(window.time, leaf, expression);
    return retimed(named, leaf, declared, span, place, expression);
  }
  if (leaf && named?.toLowerCase() === '_event_time') return AS_IT_IS;
  const time = bindExpression(window.time, {
    ...expression,
    window: undefined,
    noAggregates: 'in a window',
    noOver: 'in a window',
  });
  if (!canBeTime(time.type))
    reporter.report(
      'sql/time-type',
      span,
      `this is ${typeText(time.type)}: a window is placed by a TIMESTAMP, epoch milliseconds or text`,
    );
  if (!contains(time, one => one.op === 'column') && time.type.kind !== 'ANY')
    reporter.report(
      'sql/time-type',
      span,
      'a window is placed by a time that each row has; this one is the same for all',
    );
  return context.reporter.failed ? AS_IT_IS : { retimed: undefined, time };
}

/** The one relation's column that a node names: `c` or `relation.c`. */
function columnOf(node: ast.Expression, { scope }: ExpressionContext): string | undefined {
  if (node.$type === 'ColumnName') return nameOf(node.name ?? '');
  if (node.$type !== 'Member' || node.base?.$type !== 'ColumnName') return undefined;
  return scope.leafOf(nameOf(node.base.name ?? '')) ? nameOf(node.name ?? '') : undefined;
}

/** Where the column's name stands; its relation's, before it, is written down. */
function placeOf(node: ast.Expression, leaf: Leaf, { reporter }: ExpressionContext): Span {
  if (node.$type !== 'Member') return reporter.at(node as AstNode);
  reporter.names?.note(reporter.at(node.base), 'read', reporter.names.qualifier(leaf));
  return reporter.shifted(spanOfProperty(node, 'name'));
}

function retimed(
  named: string,
  leaf: Leaf,
  declared: EventTime | undefined,
  span: Span,
  place: Span,
  expression: ExpressionContext,
): WindowTime {
  const { relation } = leaf;
  const { scope, reporter } = expression;
  const time = declared ?? relation.time;
  const lower = named.toLowerCase();
  const isColumn = scope.declares(named);
  // Time that the rows already carry: under its own name, or where the input did not keep the column it came from.
  if (lower === '_event_time') return AS_IT_IS;
  if (!isColumn && !relation.open && (lower === 'event_time' || lower === time.column?.toLowerCase())) return AS_IT_IS;
  if (lower === '_timestamp') {
    scope.lookUp('_timestamp');
    return { retimed: { ...time, column: '_timestamp', format: { kind: 'auto' } }, time: undefined };
  }
  if (lower === time.column?.toLowerCase()) {
    const used = useColumn(time.column, leaf, span, expression, place);
    return used ? { retimed: { ...time, column: used.name }, time: undefined } : AS_IT_IS;
  }
  const column = useColumn(named, leaf, span, expression, place);
  if (!column) return AS_IT_IS;
  if (time.column !== undefined)
    reporter.report(
      'sql/other-time',
      span,
      `the event time of '${relation.name}' is '${time.column}'; here it becomes '${column.name}', with the same bound of ${time.boundMs} ms on disorder`,
      { severity: 'info', help: `name '${time.column}', or declare '${column.name}' as the event time` },
    );
  return { retimed: { ...time, column: column.name, format: { kind: 'auto' } }, time: undefined };
}
