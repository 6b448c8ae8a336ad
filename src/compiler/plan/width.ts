/** How many columns a node's rows have. */
import type { NodeKind, NodeOf, PlanNode } from './plan.ts';

export function widthOf(node: PlanNode): number {
  const of = table[node.node] as (node: PlanNode) => number;
  return of(node);
}

const ofInput = ({ input }: { readonly input: PlanNode }): number => widthOf(input);

const table: { readonly [Kind in NodeKind]: (node: NodeOf<Kind>) => number } = {
  scan: ({ columns }) => columns.length,
  reference: ({ columns }) => columns.length,
  received: ({ width }) => width,
  'one-row': () => 0,
  values: ({ width }) => width,
  'event-time': ofInput,
  filter: ofInput,
  aggregate: ({ keys, calls, window }) => keys.length + calls.length + (window ? 2 : 0),
  project: ({ items, eventTime }) => items.length - (eventTime === undefined ? 0 : 1),
  sort: ofInput,
  limit: ofInput,
  union: ({ inputs }) => widthOf(inputs[0]!),
  distinct: ofInput,
  pairs: ofInput,
  upserts: ofInput,
  current: ofInput,
  join: ({ widths }) => widths[0] + widths[1],
  'as-of-join': ({ widths }) => widths[0] + widths[1],
  'table-join': ({ widths }) => widths[0] + widths[1],
  window: ({ width }) => width + 2,
  'in-time': ofInput,
  apply: ({ gives, widths: [inner, outer] }) => outer + (gives.kind === 'rows' ? inner + (gives.marked ? 1 : 0) : 1),
  top: ({ input }) => widthOf(input) + 1,
  match: ({ columns }) => columns.length,
  over: ({ input, calls }) => widthOf(input) + calls.length,
  unnest: ({ input, columns, beside }) => widthOf(input) + columns.length + beside.length,
};
