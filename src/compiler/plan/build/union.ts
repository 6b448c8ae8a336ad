/** UNION [ALL]: the branches from left to right. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';
import { retracting } from './changes.ts';
import { distinctRows } from './distinct.ts';

/** The first branch, built as `first`, says what the columns are called, which are the key and which sets the time. */
export function united(query: BoundQuery, first: PlanNode, build: (branch: BoundQuery) => PlanNode): PlanNode {
  let inputs: PlanNode[] = [first];
  for (const { all, query: branch } of query.unions) {
    inputs.push(build(likeFirst(branch, query)));
    if (!all) inputs = [distinctRows(unionOf(inputs), query)];
  }
  return unionOf(inputs);
}

const unionOf = (inputs: readonly PlanNode[]): PlanNode =>
  inputs.length === 1 ? inputs[0]! : { node: 'union', inputs: inputs.map(retracting) };

const likeFirst = (branch: BoundQuery, { eventTimeItem, items }: BoundQuery): BoundQuery => ({
  ...branch,
  eventTimeItem,
  items: branch.items.map((item, i) => {
    const { name, primaryKey } = items[i] ?? item;
    return { ...item, name, primaryKey };
  }),
});
