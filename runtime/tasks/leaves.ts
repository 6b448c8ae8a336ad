/** What a query reads. */
import { inputsOf, type NodeOf, type Plan, type PlanNode, type PlanQuery } from '../../src/compiler/plan/plan.ts';

type Queries = ReadonlyMap<string, PlanQuery>;

/** Where its trees of operators begin, in the order in which a query reads them. */
export function leavesOf(node: PlanNode): readonly PlanNode[] {
  const inputs = inputsOf(node);
  return inputs.length === 0 ? [node] : inputs.flatMap(leavesOf);
}

/** Its scans. */
export const scansOf = (node: PlanNode): readonly NodeOf<'scan'>[] =>
  leavesOf(node).flatMap(leaf => (leaf.node === 'scan' ? [leaf] : []));

/** Topics that a query itself reads. */
const topicsOf = (node: PlanNode): readonly string[] =>
  leavesOf(node).flatMap(leaf => (leaf.node === 'scan' || leaf.node === 'received' ? [leaf.topic] : []));

/** Topics that the queries of a plan read, each once. */
export const topicsRead = ({ queries }: Plan): ReadonlySet<string> =>
  new Set(queries.flatMap(({ root }) => topicsOf(root)));

/** Topics whose records end up in these rows, also through other queries. */
export function scannedTopics(node: PlanNode, queries: Queries): ReadonlySet<string> {
  const topics = new Set(topicsOf(node));
  for (const leaf of leavesOf(node))
    if (leaf.node === 'reference')
      for (const topic of scannedTopics(readBy(leaf, queries).root, queries)) topics.add(topic);
  return topics;
}

export function readBy({ query: name }: NodeOf<'reference'>, queries: Queries): PlanQuery {
  const query = queries.get(name);
  if (!query) throw new Error(`the plan has no query '${name}'`);
  return query;
}

/** Whether its rows have a time that the watermark of their source says nothing about. */
export function setsTime(node: PlanNode): boolean {
  if (node.node === 'project' && node.eventTime !== undefined) return true;
  return node.node !== 'event-time' && node.node !== 'aggregate' && inputsOf(node).some(setsTime);
}

/** How far rows may be out of order, in milliseconds, as the nearest event times on the way to the sources say. */
export function boundOf(node: PlanNode, queries: Queries): number {
  if (node.node === 'event-time') return node.time.boundMs;
  if (node.node === 'reference') return boundOf(readBy(node, queries).root, queries);
  return Math.max(0, ...inputsOf(node).map(input => boundOf(input, queries)));
}

/** After how long a quiet partition rests, as the nearest event times say: of several the longest; undefined: never. */
export function idleOf(node: PlanNode, queries: Queries): number | undefined {
  if (node.node === 'event-time') return node.time.idleMs;
  const inputs = node.node === 'reference' ? [readBy(node, queries).root] : inputsOf(node);
  const all = inputs.map(input => idleOf(input, queries));
  return all.length === 0 || all.includes(undefined) ? undefined : Math.max(...all.map(ms => ms!));
}
