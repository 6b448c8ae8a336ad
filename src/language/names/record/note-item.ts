/** Writes down what an item of the select list is called, and after what when no name is written. */

import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf, spanOfProperty } from '../../grammar/parse.ts';
import type { Span } from '../../text/span.ts';
import type { OutputColumn } from '../bound.ts';
import type { Reporter } from '../report.ts';
import type { Name } from './name.ts';

/** After the item's expression was bound. */
export function noteItem(item: ast.ExpressionItem, column: OutputColumn, reporter: Reporter): void {
  const { names } = reporter;
  if (!names) return;
  const { name } = column;
  const word = wordOf(item.expression);
  const at = word ? reporter.shifted(word) : column.span;
  const from = word && names.lastAt(at);
  if (item.alias !== undefined) {
    const declared: Name = { kind: 'column', name, ...(from?.kind === 'column' ? { stands: from } : {}) };
    names.note(reporter.shifted(spanOfProperty(item, 'alias')), 'declaration', declared);
    names.output(column, declared);
    return;
  }
  const end = item.expression ? reporter.at(item.expression).end : column.span.end;
  const unnamed = { from: from?.kind === 'builtin' ? undefined : from, at, end, seen: names.isSeen };
  names.output(column, { kind: 'column', name, unnamed });
}

/** The word that an expression is called after. */
function wordOf(node: ast.Expression | undefined): Span | undefined {
  switch (node?.$type) {
    case 'ColumnName':
      return spanOf(node);
    case 'Member':
    case 'Call':
      return spanOfProperty(node, 'name');
    case 'Parenthesized':
      return wordOf(node.inner);
    case 'TypeCast':
      return wordOf(node.operand);
    default:
      return undefined;
  }
}
