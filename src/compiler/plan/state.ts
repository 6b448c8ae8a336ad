/** Which nodes remember anything of the rows that they have seen. */
import { changesOf } from './changes.ts';
import { eventTimesOf } from './event-times.ts';
import { inputsOf, type NodeKind, type NodeOf, type Plan, type PlanNode } from './plan.ts';

/** Whether what comes out of a record depends on records before it. */
export const keepsState = ({ queries }: Plan): boolean =>
  queries.some(({ root, sends }) => sends !== undefined || remembers(root));

/**
 * Why the state that is made again from the same records may be another one; undefined: it is the same.
 * Without state nothing is made again.
 */
export function driftOf(plan: Plan): string | undefined {
  if (!keepsState(plan)) return undefined;
  const times = eventTimesOf(plan);
  if (times.some(({ processing }) => processing)) return 'its windows go by the time at which records are read';
  if (times.some(({ idleMs }) => idleMs !== undefined))
    return 'watermark.idle.timeout closes windows by the time at which nothing came';
  return undefined;
}

/** Whether the node itself remembers anything of rows; watermarks are not of them. */
export function remembersRows(node: PlanNode): boolean {
  const own = table[node.node] as (node: PlanNode) => boolean;
  return own(node);
}

function remembers(node: PlanNode): boolean {
  return remembersRows(node) || inputsOf(node).some(remembers);
}

const yes = (): boolean => true;
const no = (): boolean => false;

const table: { readonly [Kind in NodeKind]: (node: NodeOf<Kind>) => boolean } = {
  // What takes a row back says only which one.
  scan: ({ retracts }) => retracts === true,
  reference: no,
  received: yes,
  'one-row': no,
  values: no,
  // The watermark alone decides nothing that leaves no row behind.
  'event-time': no,
  filter: ({ input }) => changesOf(input) === 'upsert',
  project: no,
  union: no,
  unnest: no,
  // Rows are late by the watermark of those before them.
  window: yes,
  aggregate: yes,
  sort: yes,
  limit: yes,
  distinct: yes,
  pairs: yes,
  upserts: yes,
  current: yes,
  join: yes,
  over: yes,
  match: yes,
  top: yes,
  apply: yes,
  'in-time': yes,
  'as-of-join': yes,
  'table-join': yes,
};
