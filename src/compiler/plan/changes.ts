/** What a node's rows mean to those after it: plain rows, upserts by key, or rows and what takes them back. */
import type { Changes, NodeKind, NodeOf, PlanNode } from './plan.ts';

export function changesOf(node: PlanNode): Changes {
  const of = table[node.node] as (node: PlanNode) => Changes;
  return of(node);
}

const ofInput = ({ input }: { readonly input: PlanNode }): Changes => changesOf(input);
const append = (): Changes => 'append';

/** Upserts together are upserts: what is built gives only those that share their keys. */
const ofAll = (all: readonly Changes[]): Changes => (all.every(changes => changes === all[0]) ? all[0]! : 'retract');

const table: { readonly [Kind in NodeKind]: (node: NodeOf<Kind>) => Changes } = {
  scan: ({ kind, retracts }) => (retracts ? 'retract' : kind === 'table' ? 'upsert' : 'append'),
  reference: ({ changes }) => changes,
  received: ({ changes }) => changes,
  'one-row': append,
  'event-time': ofInput,
  filter: ofInput,
  // What has come out once comes out again when late rows mend it.
  aggregate: ({ emit, window }) =>
    emit === 'FINAL' && window?.late?.strategy !== 'update_previous' ? 'append' : 'upsert',
  project: ofInput,
  sort: append,
  limit: ofInput,
  union: ({ inputs }) => ofAll(inputs.map(changesOf)),
  distinct: ofInput,
  pairs: () => 'retract',
  upserts: () => 'upsert',
  current: append,
  values: append,
  unnest: ofInput,
  // What a session holds comes out once.
  window: node => (node.window.kind === 'session' ? 'append' : ofInput(node)),
  join: append,
  'as-of-join': append,
  'table-join': () => 'retract',
  over: append,
  match: append,
  top: () => 'retract',
  'in-time': ofInput,
  apply: ({ inputs, at }) => (at === 'end' ? changesOf(inputs[1]!) : at === 'time' ? 'append' : 'retract'),
};
