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

/** How far rows may be out of order, in milliseconds, as the nearest event time on the way to the source says. */
export function boundOf(node: PlanNode, queries: ReadonlyMap<string, PlanQuery>): number {
  if (node.node === 'event-time') return node.time.boundMs;
  if (node.node === 'reference') return boundOf(queries.get(node.query)!.root, queries);
  return 'input' in node ? boundOf(node.input, queries) : 0;
}
