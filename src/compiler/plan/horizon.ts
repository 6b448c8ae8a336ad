/** How long what was read may still matter: for whoever has to read it again to have a job's state back. */
import type { BoundWindow } from '../../language/names/bound.ts';
import { changesOf } from './changes.ts';
import { inputsOf, type NodeKind, type NodeOf, type Plan, type PlanNode, type PlanQuery } from './plan.ts';

/**
 * By topic: once the least watermark of the plan is so many milliseconds beyond the time of a record, no result depends on it
 * any more. Null: some always does.
 */
export function horizonsOf({ queries }: Plan): ReadonlyMap<string, number | null> {
  const found = new Map<string, number | null>();
  const after = new Map<string, number | null>();
  /** Of rows of a query, what becomes of them in those that read it. */
  function beyond(query: PlanQuery): number | null {
    const known = after.get(query.name);
    if (known !== undefined) return known;
    const all = queries.flatMap(reader =>
      pathsOf(reader.root).flatMap(({ leaf, horizon }) =>
        leaf.node === 'reference' && leaf.query === query.name ? [sum(horizon, beyond(reader))] : [],
      ),
    );
    const longest = all.reduce(later, 0);
    after.set(query.name, longest);
    return longest;
  }

  for (const query of queries)
    for (const { leaf, horizon } of pathsOf(query.root))
      if (leaf.node === 'scan' || leaf.node === 'received')
        found.set(leaf.topic, later(found.get(leaf.topic) ?? 0, sum(horizon, beyond(query))));
  return found;
}

interface Path {
  readonly leaf: PlanNode;
  readonly horizon: number | null;
}

function pathsOf(node: PlanNode): readonly Path[] {
  const inputs = inputsOf(node);
  if (inputs.length === 0) return [{ leaf: node, horizon: 0 }];
  const own = table[node.node] as (node: PlanNode, input: number) => number | null;
  return inputs.flatMap((input, i) =>
    pathsOf(input).map(({ leaf, horizon }) => ({ leaf, horizon: sum(horizon, own(node, i)) })),
  );
}

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
const later = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : Math.max(a, b));

const none = (): number => 0;
const ever = (): null => null;
/** What waits for the watermark to pass it. */
const UNTIL_PASSED = 1;

function ofWindow(window: BoundWindow): number | null {
  if (window.kind === 'session') return null;
  const kept = window.late?.strategy === 'update_previous' ? window.late.retentionMs : 0;
  return window.sizeMs + window.graceMs + kept + UNTIL_PASSED;
}

/** Of a row of the input of that number, beyond its own time. */
const table: { readonly [Kind in NodeKind]: (node: NodeOf<Kind>, input: number) => number | null } = {
  scan: ({ retracts }) => (retracts ? null : 0),
  reference: none,
  received: none,
  'one-row': none,
  values: none,
  // Another time than the one that the watermark is of may be anywhere.
  'event-time': ({ input, column, time }) =>
    time.processing || (input.node !== 'scan' && column !== undefined) ? null : time.boundMs,
  project: ({ eventTime }) => (eventTime === undefined ? 0 : null),
  filter: ({ input }) => (changesOf(input) === 'upsert' ? null : 0),
  union: none,
  unnest: none,
  aggregate: ({ window, everyMs }) => (window ? sum(ofWindow(window), everyMs ?? 0) : null),
  window: ({ window }) => ofWindow(window),
  // An outer row waits until its own time is past, and must not forget meanwhile that it had a partner.
  join: ({ lowerMs, upperMs, graceMs }) =>
    lowerMs === null || upperMs === null
      ? null
      : Math.max(0, upperMs, -lowerMs, upperMs - lowerMs) + graceMs + UNTIL_PASSED,
  // PREV may look at rows of any age, MATCH_NUMBER counts them all.
  match: ever,
  'in-time': () => UNTIL_PASSED,
  'as-of-join': ({ stream, graceMs }, input) => (input === stream ? graceMs + UNTIL_PASSED : null),
  sort: ({ at }) => (at === 'watermark' ? UNTIL_PASSED : null),
  limit: ever,
  distinct: ever,
  pairs: ever,
  upserts: ever,
  current: ever,
  over: ever,
  top: ever,
  apply: ever,
  'table-join': ever,
};
