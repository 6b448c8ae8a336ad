/** The select list: the expression and the name of every output column. */

import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import type { OutputColumn } from '../bound.ts';
import { bindExpression } from '../expression/bind-expression.ts';
import type { ExpressionContext } from '../expression/context.ts';
import { noteItem } from '../record/note-item.ts';
import type { Scope } from '../scope.ts';
import { nameOf } from '../text-of.ts';
import { contains, operandsOf, type TypedExpression } from '../typed-expression.ts';
import { allColumns, columnsOf } from './star.ts';

export function bindItems(node: ast.Query, context: ExpressionContext): OutputColumn[] {
  const { scope, reporter } = context;
  const items: OutputColumn[] = [];
  const starred = node.items.flatMap(item =>
    item.$type === 'QualifiedStar' ? (scope.leafOf(nameOf(item.qualifier ?? '')) ?? []) : [],
  );
  for (const [i, item] of node.items.entries()) {
    const span = reporter.at(item);
    if (item.$type === 'Star') {
      if (scope.leaves.length === 0) reporter.report('sql/star', span, '* has no meaning without FROM');
      else items.push(...allColumns(span, context));
    } else if (item.$type === 'QualifiedStar') {
      const qualifier = nameOf(item.qualifier ?? '');
      const leaf = scope.leafOf(qualifier);
      reporter.names?.note(reporter.shifted(spanOfProperty(item, 'qualifier')), 'read', reporter.names.qualifier(leaf));
      if (leaf) items.push(...columnsOf(leaf, span, context, starred));
      else
        reporter.report('sql/unknown-relation', span, `there is no relation '${qualifier}' in FROM`, {
          help: `this query reads ${scope.leaves.map(one => `'${one.qualifier}'`).join(', ') || 'nothing'}`,
        });
    } else if (item.$type === 'ExpressionItem' && item.expression) {
      const expression = bindExpression(item.expression, context);
      checkTableFunction(expression, context);
      const column: OutputColumn = {
        name: item.alias === undefined ? defaultName(item.expression, i) : nameOf(item.alias),
        expression,
        spread: false,
        primaryKey: item.primaryKey,
        span,
      };
      if (reporter.names) noteItem(item, column, reporter);
      items.push(column);
    }
  }
  return items;
}

/** UNNEST makes rows, so it stands alone in the select list or after FROM, never inside an expression. */
function checkTableFunction(expression: TypedExpression, context: ExpressionContext): void {
  const inner = operandsOf(expression).find(operand => contains(operand, makesRows));
  if (inner)
    context.reporter.report(
      'sql/table-function-place',
      inner.span,
      'a function that makes rows cannot stand inside an expression',
      { help: 'write it after FROM: CROSS JOIN UNNEST(tags) AS t(tag)' },
    );
}

const makesRows = (expression: TypedExpression): boolean =>
  expression.op === 'call' && functionTable.get(expression.name)?.kind === 'table';

/** A column keeps its name, a call gives its own in lower case, anything else its place: `col_3`. */
function defaultName(node: ast.Expression, index: number): string {
  const column = columnNamed(node);
  if (column !== undefined) return column;
  if (node.$type === 'Call') return nameOf(node.name ?? '').toLowerCase();
  if (node.$type === 'Parenthesized' && node.inner) return defaultName(node.inner, index);
  if (node.$type === 'TypeCast' && node.operand) return defaultName(node.operand, index);
  return `col_${index + 1}`;
}

export const columnNamed = (node: ast.Expression): string | undefined =>
  node.$type === 'ColumnName' || node.$type === 'Member' ? nameOf(node.name ?? '') : undefined;

/** `GROUP BY 1`, `ORDER BY total`: an item of the select list by its place or its alias (a column of that name wins in GROUP BY). */
export function ordinalOrAlias(
  node: ast.Expression,
  items: readonly OutputColumn[],
  context: ExpressionContext,
  columnsFirst?: Scope,
): TypedExpression | undefined {
  if (node.$type === 'IntegerLiteral') {
    const item = items[Number(node.text) - 1];
    if (!item || item.spread)
      context.reporter.report(
        'sql/ordinal',
        context.reporter.at(node),
        `there is no column ${node.text} in the select list`,
        { help: `it has ${items.length}` },
      );
    return item?.expression;
  }
  if (node.$type !== 'ColumnName') return undefined;
  const name = nameOf(node.name ?? '').toLowerCase();
  if (columnsFirst?.declares(name)) return undefined;
  const found = namedItems(items).get(name)?.expression;
  if (found) context.reporter.names?.note(context.reporter.at(node), 'read', context.reporter.names.outputOf(found));
  return found;
}

/** Items by name in lower case, the first of a name; worked out once for a list, as each key asks. */
const byName = new WeakMap<readonly OutputColumn[], ReadonlyMap<string, OutputColumn>>();

function namedItems(items: readonly OutputColumn[]): ReadonlyMap<string, OutputColumn> {
  let known = byName.get(items);
  if (!known) {
    known = new Map(
      items
        .filter(one => !one.spread)
        .map(one => [one.name.toLowerCase(), one] as const)
        .toReversed(),
    );
    byName.set(items, known);
  }
  return known;
}

export function checkOutputNames(items: readonly OutputColumn[], context: ExpressionContext): void {
  const seen = new Map<string, OutputColumn>();
  for (const item of items) {
    if (item.spread) continue;
    const first = seen.get(item.name);
    if (first)
      context.reporter.report('sql/duplicate-column', item.span, `'${item.name}' is the name of two output columns`, {
        help: 'give one of them another name: expr AS name',
        related: [{ span: first.span, message: 'the first' }],
      });
    else seen.set(item.name, item);
  }
}
