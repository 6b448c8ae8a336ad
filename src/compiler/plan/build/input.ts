/** What a kind of input of a query (a relation, a join …) is built into. */
import type { BoundInput, BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';
import type { BuildContext } from './context.ts';
import type { Layout } from './rebase.ts';

export interface BuiltInput {
  readonly node: PlanNode;
  /** Of the row that the node puts out. */
  readonly layout: Layout;
  /** Of a join: the columns of the query of which no two of its rows have the same values. Undefined: not known. */
  readonly unique?: readonly number[] | undefined;
}

/** One of them is in each file of `inputs/`. `query` is the one whose FROM it stands in. */
export type InputBuilder<Kind extends BoundInput['kind']> = (
  input: Extract<BoundInput, { readonly kind: Kind }>,
  query: BoundQuery,
  context: BuildContext,
) => BuiltInput;

/** The columns of a query that are of one relation of its FROM: their positions among `query.columns`. */
export const layoutOf = (query: BoundQuery, leaf: number): Layout =>
  query.columns.flatMap((column, i) => (column.leaf === leaf ? [i] : []));
