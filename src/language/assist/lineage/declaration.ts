/** Where a statement declares a column: in its list of columns, else where it has its own name. */
import type { Statement } from '../../analyze.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import { nameOf } from '../../names/text-of.ts';
import { type Span, shift } from '../../text/span.ts';

/** In the statement's file; undefined for a statement that declares no relation. */
export function declarationOf({ syntax, offset }: Statement, column: string): Span | undefined {
  const { statement } = syntax;
  if (statement?.$type !== 'Create' || !statement.name) return undefined;
  const found = statement.elements.find(
    one => one.$type === 'ColumnDefinition' && one.name !== undefined && nameOf(one.name) === column,
  );
  return shift(spanOfProperty(found ?? statement, 'name'), offset);
}
