/** Functions with OVER → columns that nodes append, one node for each partition and order. */
import type { BoundQuery, BoundWindow } from '../../../language/names/bound.ts';
import { Identities } from '../../../language/names/identity.ts';
import { contains, mapOperands, type TypedExpression } from '../../../language/names/typed-expression.ts';
import type { OverCall, OverNode } from '../nodes/over.ts';
import type { TopNode } from '../nodes/top.ts';
import type { PlanNode } from '../plan.ts';
import { widthOf } from '../width.ts';
import { retracting, standing } from './changes.ts';
import type { BuildContext } from './context.ts';
import { isLatestFirst, type Over, orderOf } from './over-order.ts';
import type { Kept } from './top.ts';

/** Those that stand side by side in one node. */
interface Together {
  readonly first: Over;
  readonly calls: Over[];
}

export function overed(
  input: PlanNode,
  query: BoundQuery,
  { bounded, kept }: BuildContext,
): { readonly node: PlanNode; readonly query: BoundQuery } {
  const overs = [...query.items, ...query.orderBy].flatMap(({ expression }) => oversIn(expression));
  if (overs.length === 0) return { node: input, query };
  const identities = new Identities();
  const groups = new Map<string, Together>();
  const known = new Set<number>();
  for (const over of overs) {
    if (known.has(identities.of(over))) continue;
    known.add(identities.of(over));
    const key = JSON.stringify([
      over.partitionBy.map(one => identities.of(one)),
      over.orderBy.map(({ expression, descending, nullsFirst }) => [identities.of(expression), descending, nullsFirst]),
      orderOf(over, query, bounded),
    ]);
    const group = groups.get(key);
    if (group) group.calls.push(over);
    else groups.set(key, { first: over, calls: [over] });
  }
  const width = widthOf(input);
  const columns = new Map<number, number>();
  let node = input;
  // Only it gives changes: the others are in front of it.
  const top =
    kept &&
    [...groups.values()].find(
      ({ first, calls }) =>
        first === query.items.find(({ name }) => name === kept.name)?.expression &&
        // What else is asked of these rows is known at their end alone.
        (kept.at === 'once' || calls.length === 1),
    );
  for (const group of groups.values()) {
    if (group === top && kept?.at === 'end') continue;
    const { first, calls } = group;
    for (const call of calls) columns.set(identities.of(call), width + columns.size);
    const made = overNode(standing(node), first, calls, query, bounded);
    node = kept && group === top ? { ...made, key: keyOf(first, kept) } : made;
  }
  if (kept?.at === 'end' && top) {
    columns.set(identities.of(top.first), width + columns.size);
    node = topNode(retracting(node), top.first, kept, query);
  }
  const placed = (expression: TypedExpression): TypedExpression => {
    if (expression.op !== 'over') return mapOperands(expression, placed);
    const { name, type, span } = expression;
    return { op: 'column', index: columns.get(identities.of(expression))!, name, type, span };
  };
  return {
    node,
    query: {
      ...query,
      items: query.items.map(item => ({ ...item, expression: placed(item.expression) })),
      orderBy: query.orderBy.map(key => ({ ...key, expression: placed(key.expression) })),
    },
  };
}

function overNode(input: PlanNode, first: Over, calls: readonly Over[], query: BoundQuery, bounded: boolean): OverNode {
  const order = orderOf(first, query, bounded);
  const { partitionBy, orderBy } = first;
  const node: OverNode = {
    node: 'over',
    input,
    partitionBy,
    orderBy,
    calls: calls.map(callOf),
    ...latest(first, query),
    ...order,
  };
  if (order.at !== 'window' || !query.window) return node;
  // The window's bounds are the last two columns that it made, in front of those that OVER appends.
  const end = boundsBefore(input);
  const { window } = query.window;
  return {
    ...node,
    partitionBy: [column(end - 1, 'start', first), column(end, 'end', first), ...partitionBy],
    window: {
      end,
      graceMs: window.graceMs,
      longestMs: longest(window),
      ...(window.kind === 'session' ? { together: true } : {}),
    },
  };
}

function boundsBefore(input: PlanNode): number {
  if (input.node === 'over') return boundsBefore(input.input);
  if (input.node === 'filter' || input.node === 'current') return boundsBefore(input.input);
  if (input.node === 'apply') return boundsBefore(input.inputs[1]!);
  return widthOf(input) - 1;
}

const column = (index: number, bound: 'start' | 'end', { span }: Over): TypedExpression => ({
  op: 'column',
  index,
  name: `_window_${bound}`,
  type: { kind: 'TIMESTAMP' },
  span,
});

const longest = (window: BoundWindow): number => (window.kind === 'session' ? window.gapMs : window.sizeMs);

const topNode = (input: PlanNode, over: Over, { name, count }: Kept, query: BoundQuery): TopNode => ({
  node: 'top',
  input,
  partitionBy: namesOf(over).map((name, i) => ({ name, expression: over.partitionBy[i]! })),
  orderBy: over.orderBy,
  ...latest(over, query),
  count,
  ...(over.name === 'RANK' || over.name === 'DENSE_RANK' ? { ties: over.name } : {}),
  name,
});

const keyOf = (over: Over, { name }: Kept): NonNullable<OverNode['key']> => ({
  partition: namesOf(over),
  name,
  call: 0,
});

/** What the partition's columns are called in a key. */
const namesOf = ({ partitionBy }: Over): string[] =>
  partitionBy.map((expression, i) => (expression.op === 'column' ? expression.name : `key_${i + 1}`));

const latest = (over: Over, query: BoundQuery): { readonly latestFirst?: true } =>
  isLatestFirst(over, query) ? { latestFirst: true } : {};

const callOf = ({ name, args, distinct, filter, ignoreNulls, frame, buffer, type }: Over): OverCall => ({
  name,
  args,
  distinct,
  filter,
  ignoreNulls,
  ...(frame ? { frame } : {}),
  ...(buffer === undefined ? {} : { buffer }),
  type,
});

function oversIn(expression: TypedExpression): readonly Over[] {
  const found: Over[] = [];
  contains(expression, one => {
    if (one.op === 'over') found.push(one);
    return false;
  });
  return found;
}
