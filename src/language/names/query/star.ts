/** What `*` and `alias.*` stand for: every column, under names that do not collide. With a window its bounds come last. */

import type { Span } from '../../text/span.ts';
import { TIMESTAMP } from '../../types/sql-type.ts';
import type { OutputColumn } from '../bound.ts';
import type { ExpressionContext } from '../expression/context.ts';
import type { Name } from '../record/name.ts';
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
  const { names } = context.reporter;
  const called = (leaf: Leaf, name: string): OutputColumn =>
    counts.get(name)! > 1 ? prefixed(leaf, name, span, context) : plain(leaf, name, span, context);
  return [
    ...merged.map(({ name, value, of }) => {
      const [first] = [...of].map(([leaf, column]) => names?.columnOf(leaf, column));
      return noted(column(name, { ...value, span }), first, context);
    }),
    ...scope.leaves.flatMap(leaf =>
      leaf.relation.open
        ? [record(leaf, span, context)]
        : leaf.relation.columns.filter(({ name }) => !isMerged(leaf, name)).map(({ name }) => called(leaf, name)),
    ),
    ...bounds(span, context),
  ];
}

/** Those of one relation: under their own names, but `alias_column` where another `alias.*` of the list has the name too. */
export const columnsOf = (
  leaf: Leaf,
  span: Span,
  context: ExpressionContext,
  others: readonly Leaf[],
): OutputColumn[] => [
  ...(leaf.relation.open
    ? [record(leaf, span, context)]
    : leaf.relation.columns.map(({ name }) =>
        others.some(other => other !== leaf && other.relation.columns.some(one => one.name === name))
          ? prefixed(leaf, name, span, context)
          : plain(leaf, name, span, context),
      )),
  ...bounds(span, context),
];

const plain = (leaf: Leaf, name: string, span: Span, context: ExpressionContext): OutputColumn =>
  noted(column(name, value(name, leaf, span, context)), context.reporter.names?.columnOf(leaf, name), context);

/** Its name is made of two. */
function prefixed(leaf: Leaf, name: string, span: Span, context: ExpressionContext): OutputColumn {
  const own = context.reporter.names?.columnOf(leaf, name);
  const made = `${leaf.qualifier}_${name}`;
  return noted(
    column(made, value(name, leaf, span, context)),
    own && { kind: 'column', name: made, prefixed: { from: own, qualifier: leaf.qualifier, star: span } },
    context,
  );
}

/** Writes down what column it is. */
function noted(item: OutputColumn, name: Name | undefined, { reporter }: ExpressionContext): OutputColumn {
  reporter.names?.output(item, name);
  return item;
}

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

function record(leaf: Leaf, span: Span, context: ExpressionContext): OutputColumn {
  const { scope } = context;
  const index = scope.record(leaf);
  const { type } = scope.columns[index]!;
  const item: OutputColumn = { ...column('*', { op: 'column', index, name: '*', type, span }), spread: true };
  context.reporter.names?.spread(item, leaf);
  return item;
}

const bounds = (span: Span, { window }: ExpressionContext): OutputColumn[] =>
  window
    ? (['start', 'end'] as const).map(bound =>
        column(`window_${bound}`, { op: 'window-bound', bound, type: TIMESTAMP, span }),
      )
    : [];
