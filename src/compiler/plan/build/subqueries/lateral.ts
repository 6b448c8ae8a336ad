/** A join with a query that runs for each row to its left. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import type { TypedExpression } from '../../../../language/names/typed-expression.ts';
import { widthOf } from '../../width.ts';
import type { BuildContext } from '../context.ts';
import type { BuiltInput } from '../input.ts';
import { buildInput } from '../inputs.ts';
import { rebase } from '../rebase.ts';
import { timing } from './at.ts';
import { innerOf } from './inner.ts';

export function lateral(
  { left, join, condition }: Extract<BoundInput, { readonly kind: 'join' }>,
  { query: inside, leaf, relation }: Extract<BoundInput, { readonly kind: 'query' }>,
  captured: readonly TypedExpression[],
  query: BoundQuery,
  context: BuildContext,
): BuiltInput {
  const { node: rows, layout: before } = buildInput(left, query, context);
  const values = captured.map(value => rebase(value, before));
  const { node, items, innerKeys, outerKeys, nullsEqual, otherwise, outer } = innerOf(
    inside,
    values,
    undefined,
    rows,
    context,
  );
  // Of items of one name the last one is read.
  const last = new Map(items.map(({ name }, i) => [name, i]));
  const columns = items.map(({ name }, i) =>
    last.get(name) === i ? query.columns.findIndex(column => column.leaf === leaf && column.name === name) : -1,
  );
  const rest = new Array<number>(widthOf(node) - items.length).fill(-1);
  const layout = [...before, ...columns, ...rest];
  const inputs = timing(node, outer, context);
  return {
    node: {
      node: 'apply',
      inputs: [inputs.inner, inputs.outer],
      innerKeys,
      outerKeys,
      nullsEqual,
      otherwise,
      gives: {
        kind: 'rows',
        condition: condition && rebase(condition, layout),
        outer: join === 'LEFT',
        marked: false,
        // An aggregate of everything is one row for each.
        key: otherwise ? undefined : [leavesNamed(left) || 'left', relation.name || 'right'],
      },
      at: inputs.at,
      widths: [widthOf(node), widthOf(outer)],
    },
    layout,
  };
}

/** What a side is called in a key. */
function leavesNamed(input: BoundInput): string {
  if (input.kind === 'join') return [input.left, input.right].map(leavesNamed).join('_');
  return 'relation' in input ? input.relation.name : '';
}
