/** Which nodes let go to disk what they remember, where memory is bounded; of the others it counts, and stays in memory. */
import { changesOf } from './changes.ts';
import { inputsOf, type Plan, type PlanNode } from './plan.ts';
import { remembersRows } from './state.ts';

/** Whether what the node remembers, or nearly all of it, can go to disk. */
export function spills(node: PlanNode): boolean {
  switch (node.node) {
    case 'aggregate':
      // What is to be forgotten is held by when that is.
      return node.window?.kind !== 'session' && node.ttlMs === undefined;
    case 'distinct':
      return node.ttlMs === undefined;
    case 'filter':
      return changesOf(node.input) === 'upsert';
    case 'scan':
      return node.retracts === true;
    default:
      return node.node === 'pairs' || node.node === 'upserts' || node.node === 'current';
  }
}

/** The nodes of a plan that remember rows and keep them in memory, by kind; each once. */
export function stayingInMemory({ queries }: Plan): readonly string[] {
  const found = new Set<string>();
  const visit = (node: PlanNode): void => {
    if (remembersRows(node) && !spills(node)) found.add(node.node);
    for (const input of inputsOf(node)) visit(input);
  };
  for (const { root } of queries) visit(root);
  return [...found];
}
