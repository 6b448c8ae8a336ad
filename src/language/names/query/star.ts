/** What `*` and `alias.*` stand for: every column, under names that do not collide. With a window its bounds come last. */

import type { Span } from '../../text/span.ts';
import { TIMESTAMP } from '../../types/sql-type.ts';
import type { OutputColumn } from '../bound.ts';
import type { ExpressionContext } from '../expression/context.ts';
import type { Leaf } from '../scope.ts';
import type { TypedExpression } from '../typed-expression.ts';

/** Columns that USING made one come first, as in standard SQL; names that collide become `alias_column`. */
export function allColumns(span: Span, context: ExpressionContext): OutputColumn[] {
  const { scope } = context;
  const merged = [...scope.merged.values()];
  const isMerged = (leaf: Leaf, name: string) => merged.some(one => one.of.get(leaf) === name);
  const counts = new Map<string, number>(merged.map(one => [one.name, 1]));
  for (const leaf of scope.leaves)
    for (const { name } of leaf.relation.columns)
      if (!isMerged(leaf, name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [
    ...merged.map(({ name, value }) => column(name, { ...value, span })),
    ...scope.leaves.flatMap(leaf =>
      leaf.relation.open
        ? [record(leaf, span, context)]
        : leaf.relation.columns
            .filter(({ name }) => !isMerged(leaf, name))
            .map(({ name }) =>
              column(counts.get(name)! > 1 ? `${leaf.qualifier}_${name}` : name, value(name, leaf, span, context)),
            ),
    ),
    ...bounds(span, context),
  ];
}

/** Those of one relation, under their own names. */
export const columnsOf = (leaf: Leaf, span: Span, context: ExpressionContext): OutputColumn[] => [
  ...(leaf.relation.open
    ? [record(leaf, span, context)]
    : leaf.relation.columns.map(({ name }) => column(name, value(name, leaf, span, context)))),
  ...bounds(span, context),
];

const column = (name: string, expression: TypedExpression): OutputColumn => ({
  name,
  expression,
  spread: false,
  primaryKey: false,
  span: expression.span,
});

function value(name: string, leaf: Leaf, span: Span, { scope }: ExpressionContext): TypedExpression {
  const found = scope.lookUp(name, leaf);
  // A relation that declares a name twice is reported where it is declared.
  return found.found === 'column'
    ? { op: 'column', index: found.index, name, type: found.column.type, span }
    : { op: 'literal', type: { kind: 'ANY' }, text: null, span };
}

function record(leaf: Leaf, span: Span, { scope }: ExpressionContext): OutputColumn {
  const index = scope.record(leaf);
  const { type } = scope.columns[index]!;
  return { ...column('*', { op: 'column', index, name: '*', type, span }), spread: true };
}

const bounds = (span: Span, { window }: ExpressionContext): OutputColumn[] =>
  window
    ? (['start', 'end'] as const).map(bound =>
        column(`window_${bound}`, { op: 'window-bound', bound, type: TIMESTAMP, span }),
      )
    : [];
