/** UNNEST or EXPLODE in the select list → rows for each element before the projection, of several in step. */
import { functionTable } from '../../../language/functions/table.ts';
import type { BoundQuery, OutputColumn } from '../../../language/names/bound.ts';
import type { TypedExpression } from '../../../language/names/typed-expression.ts';
import type { BesideCollection } from '../nodes/unnest.ts';
import type { PlanNode } from '../plan.ts';
import { widthOf } from '../width.ts';
import { retracting } from './changes.ts';

type Call = Extract<TypedExpression, { readonly op: 'call' }>;

export function exploded(input: PlanNode, query: BoundQuery): { readonly node: PlanNode; readonly query: BoundQuery } {
  const width = widthOf(input);
  const collections: BesideCollection[] = [];
  const items = query.items.map((item): OutputColumn => {
    const { expression } = item;
    if (!isTableCall(expression)) return item;
    const collection = expression.args[0]!;
    // Of a map its values: what the function's signature says.
    const index = width + collections.push({ collection, column: collection.type.kind === 'MAP' ? 1 : 0 }) - 1;
    const { type, span } = expression;
    return { ...item, expression: { op: 'column', index, name: item.name, type, span } };
  });
  const [first, ...beside] = collections;
  if (!first) return { node: input, query };
  const node: PlanNode = {
    node: 'unnest',
    input: retracting(input),
    collection: first.collection,
    fields: undefined,
    ordinality: false,
    columns: [first.column],
    beside,
    condition: undefined,
    outer: false,
  };
  return { node, query: { ...query, items } };
}

export const isTableCall = (expression: TypedExpression): expression is Call =>
  expression.op === 'call' && functionTable.get(expression.name)?.kind === 'table';
