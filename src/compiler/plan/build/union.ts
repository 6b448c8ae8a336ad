/** UNION [ALL]: the branches from left to right. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';
import { retracting } from './changes.ts';
import { distinctRows } from './distinct.ts';

interface Branch {
  readonly all: boolean;
  readonly query: BoundQuery;
}

/** `build` gives the tree of one branch; the first says what the columns are called, which are the key and which sets the time. */
export function united(
  first: BoundQuery,
  branches: readonly Branch[],
  build: (query: BoundQuery) => PlanNode,
): PlanNode {
  let inputs: PlanNode[] = [build(first)];
  for (const { all, query } of branches) {
    inputs.push(build(likeFirst(query, first)));
    if (!all) inputs = [distinctRows(unionOf(inputs), first)];
  }
  return unionOf(inputs);
}

const unionOf = (inputs: readonly PlanNode[]): PlanNode =>
  inputs.length === 1 ? inputs[0]! : { node: 'union', inputs: inputs.map(retracting) };

const likeFirst = (query: BoundQuery, first: BoundQuery): BoundQuery => ({
  ...query,
  eventTimeItem: first.eventTimeItem,
  items: query.items.map((item, i) => {
    const { name, primaryKey } = first.items[i] ?? item;
    return { ...item, name, primaryKey };
  }),
});
