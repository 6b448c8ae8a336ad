/**
 * What the state of a plan's operators is of: those with the same layout, in the same order, can go on with each other's. It is
 * told by what an operator does and all that its rows are made by, but for what only says which rows there are (WHERE) and how
 * long they are remembered: what stands then is what the query before has made of it.
 */
import { changesOf } from './changes.ts';
import { inputsOf, type NodeKind, type NodeOf, type Plan, type PlanNode } from './plan.ts';

export interface KeptOperator {
  /** Of its query, by name. */
  readonly query: string;
  readonly node: PlanNode;
  /** A number of its definition, as text. */
  readonly layout: string;
}

/** Those that keep anything, in the order in which they are built: what reads before what is read. */
export function layoutOf({ queries }: Plan): readonly KeptOperator[] {
  return queries
    .toReversed()
    .flatMap(({ name, root }) =>
      within(root).flatMap(node => (keepsAny(node) ? [{ query: name, node, layout: numberOf(definition(node)) }] : [])),
    );
}

/** One line an operator, for telling whether kept state is of this plan. */
export const layoutLines = (plan: Plan): readonly string[] =>
  layoutOf(plan).map(({ query, node, layout }) => `${query}: ${node.node} ${layout}`);

/** Of all of it, as text: by which a deployment says for which plan state may be dropped. */
export const layoutNumber = (plan: Plan): string => numberOf(layoutLines(plan).join('\n'));

const within = (node: PlanNode): readonly PlanNode[] => [node, ...inputsOf(node).flatMap(within)];

function keepsAny(node: PlanNode): boolean {
  const own = table[node.node] as (node: PlanNode) => boolean;
  return own(node);
}

const yes = (): boolean => true;
const no = (): boolean => false;

/** Watermarks too are kept. */
const table: { readonly [Kind in NodeKind]: (node: NodeOf<Kind>) => boolean } = {
  scan: ({ retracts }) => retracts === true,
  reference: yes,
  received: yes,
  'one-row': no,
  values: no,
  'event-time': yes,
  filter: ({ input }) => changesOf(input) === 'upsert',
  project: no,
  unnest: no,
  union: yes,
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

const LEFT_OUT: ReadonlySet<string> = new Set(['span', 'ttlMs']);

/** As text in which members are in the order of their names. */
function definition(part: unknown): string {
  if (Array.isArray(part)) return `[${part.map(definition).join()}]`;
  if (typeof part !== 'object' || part === null) return JSON.stringify(part) ?? 'undefined';
  const passesOn = 'node' in part && part.node === 'filter' && !keepsAny(part as NodeOf<'filter'>);
  if (passesOn) return definition((part as NodeOf<'filter'>).input);
  const members = Object.entries(part).filter(([name, value]) => !LEFT_OUT.has(name) && value !== undefined);
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, value]) => `${JSON.stringify(name)}:${definition(value)}`).join()}}`;
}

/** 53 bits, as FNV-1a spreads them over two halves: enough to tell definitions apart, not to keep secrets. */
function numberOf(text: string): string {
  let [low, high] = [0x811c9dc5, 0x01000193];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + i), 0x85ebca6b) ^ (low >>> 15);
  }
  return ((high >>> 0) * 2 ** 21 + ((low >>> 0) % 2 ** 21)).toString(36);
}
