/** INSERT INTO t (a, b): columns of the target that it does not name are NULL, as in Flink. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import type { Relation, RelationColumn } from '../bound.ts';
import type { Reporter } from '../report.ts';
import type { TypedExpression } from '../typed-expression.ts';

/** A column of the target and the position of the value it gets among those written; undefined: NULL. */
export interface Place {
  readonly column: RelationColumn;
  readonly from: number | undefined;
}

/** All columns of the target in their order. Undefined where these are not known, or one that is named is none of them. */
export function placesOf(
  node: ast.Insert,
  named: readonly RelationColumn[],
  known: Relation | undefined,
  reporter: Reporter,
): readonly Place[] | undefined {
  if (!known || known.open || !named.every(column => known.columns.includes(column))) return undefined;
  const places = known.columns.map(column => {
    const from = named.indexOf(column);
    return { column, from: from < 0 ? undefined : from };
  });
  const missing = places
    .filter(({ from, column }) => from === undefined && (column.required || known.primaryKey.includes(column.name)))
    .map(({ column }) => `'${column.name}'`);
  if (missing.length > 0)
    reporter.report(
      'sql/insert-columns',
      reporter.shifted(spanOfProperty(node, 'columns', 0)),
      `${missing.join(', ')} of '${known.name}' may not be NULL, and ${missing.length === 1 ? 'is' : 'are'} not named here`,
      { help: 'name every column that is NOT NULL or part of the PRIMARY KEY' },
    );
  return places;
}

export const nullOf = ({ type }: RelationColumn, { span }: Pick<TypedExpression, 'span'>): TypedExpression => ({
  op: 'literal',
  text: null,
  type,
  span,
});
