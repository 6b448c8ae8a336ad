/** UNNEST after FROM, alone or joined to the relations to its left. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import { retracting } from '../changes.ts';
import { type BuiltInput, type InputBuilder, layoutOf } from '../input.ts';
import { rebase } from '../rebase.ts';

type Unnest = Extract<BoundInput, { readonly kind: 'unnest' }>;

export const unnest: InputBuilder<'unnest'> = (input, query) =>
  unnested({ node: { node: 'one-row' }, layout: [] }, input, query, { condition: undefined, outer: false });

/** `left` once for each element. */
export function unnested(
  left: BuiltInput,
  { collection, ordinality, relation, leaf }: Unnest,
  query: BoundQuery,
  { condition, outer }: Pick<Extract<BoundInput, { kind: 'join' }>, 'condition'> & { readonly outer: boolean },
): BuiltInput {
  const own = layoutOf(query, leaf);
  const layout = [...left.layout, ...own];
  const { type } = collection;
  const struct = type.kind === 'ARRAY' && type.element.kind === 'STRUCT' ? type.element.fields : undefined;
  return {
    node: {
      node: 'unnest',
      input: retracting(left.node),
      collection: rebase(collection, left.layout),
      fields: struct?.map(field => field.name),
      ordinality,
      columns: own.map(i => relation.columns.findIndex(column => column.name === query.columns[i]!.name)),
      beside: [],
      condition: condition && rebase(condition, layout),
      outer,
    },
    layout,
  };
}
