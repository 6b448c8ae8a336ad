/** What a node's rows mean to those after it: plain rows, upserts by key, or rows and what takes them back. */
import type { Changes, NodeKind, NodeOf, PlanNode } from './plan.ts';

export function changesOf(node: PlanNode): Changes {
  const of = table[node.node] as (node: PlanNode) => Changes;
  return of(node);
}

const ofInput = ({ input }: { readonly input: PlanNode }): Changes => changesOf(input);
const append = (): Changes => 'append';

const table: { readonly [Kind in NodeKind]: (node: NodeOf<Kind>) => Changes } = {
  scan: ({ kind }) => (kind === 'table' ? 'upsert' : 'append'),
  reference: ({ changes }) => changes,
  'one-row': append,
  'event-time': ofInput,
  filter: ofInput,
  aggregate: ({ emit }) => (emit === 'FINAL' ? 'append' : 'upsert'),
  project: ofInput,
  sort: append,
  limit: ofInput,
  union: ({ inputs }) => (inputs.every(input => changesOf(input) === 'append') ? 'append' : 'retract'),
  distinct: ofInput,
  pairs: () => 'retract',
  upserts: () => 'upsert',
  current: append,
  values: append,
  unnest: ofInput,
};
