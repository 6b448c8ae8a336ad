/** What a query reads. */
import type { PlanNode, PlanQuery } from '../../src/compiler/plan/plan.ts';

type Leaf = Extract<PlanNode, { node: 'scan' | 'reference' | 'one-row' }>;

export function leafOf(node: PlanNode): Leaf {
  let at = node;
  while ('input' in at) at = at.input;
  return at;
}

/** Topics whose records end up in these rows, also through other queries. */
export function scannedTopics(node: PlanNode, queries: ReadonlyMap<string, PlanQuery>): ReadonlySet<string> {
  const leaf = leafOf(node);
  if (leaf.node === 'scan') return new Set([leaf.topic]);
  if (leaf.node === 'one-row') return new Set();
  const read = queries.get(leaf.query);
  if (!read) throw new Error(`the plan has no query '${leaf.query}'`);
  return scannedTopics(read.root, queries);
}

/** Whether its rows have a time that the watermark of their source says nothing about. */
export function setsTime(node: PlanNode): boolean {
  if (node.node === 'project' && node.eventTime !== undefined) return true;
  return node.node !== 'event-time' && node.node !== 'aggregate' && 'input' in node && setsTime(node.input);
}
