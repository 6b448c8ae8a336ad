/** UNION [ALL]: the branches from left to right. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import { changesOf } from '../changes.ts';
import type { PlanNode } from '../plan.ts';
import { retracting } from './changes.ts';
import { distinctRows } from './distinct.ts';

/** The first branch, built as `first`, says what the columns are called, which are the key and which sets the time. */
export function united(query: BoundQuery, first: PlanNode, build: (branch: BoundQuery) => PlanNode): PlanNode {
  let inputs: PlanNode[] = [first];
  for (const { all, query: branch } of query.unions) {
    inputs.push(build(likeFirst(branch, query)));
    if (!all) inputs = [distinctRows(unionOf(inputs, query), query)];
  }
  return unionOf(inputs, query);
}

function unionOf(inputs: readonly PlanNode[], { items }: BoundQuery): PlanNode {
  if (inputs.length === 1) return inputs[0]!;
  // What changes is told apart by its key; rows of different inputs may have the same unless the query says that it is one.
  const keyed = inputs.some(input => changesOf(input) !== 'append') && !items.some(item => item.primaryKey);
  return { node: 'union', inputs: inputs.map(retracting), ...(keyed ? { keyed } : {}) };
}

const likeFirst = (branch: BoundQuery, { eventTimeItem, items }: BoundQuery): BoundQuery => ({
  ...branch,
  eventTimeItem,
  items: branch.items.map((item, i) => {
    const { name, primaryKey } = items[i] ?? item;
    return { ...item, name, primaryKey };
  }),
});
