/** What becomes of records that fail in a query: `failure_strategy` of the query, else of the source they come from. */
import type { FailureRules, Plan, PlanNode, PlanQuery } from '../../src/compiler/plan/plan.ts';
import { inputsOf } from '../../src/compiler/plan/plan.ts';
import { leavesOf, readBy } from './leaves.ts';

type Queries = ReadonlyMap<string, PlanQuery>;

/** By topic that is read; topics of which nothing is said are left out. */
export function failureRules(query: PlanQuery, queries: Queries): (topic: string) => FailureRules | undefined {
  const { failure } = query;
  if (failure) return () => failure;
  const byTopic = new Map<string, FailureRules>();
  const visit = (node: PlanNode): void => {
    for (const leaf of leavesOf(node)) {
      if (leaf.node === 'reference') visit(readBy(leaf, queries).root);
      else if (leaf.node === 'scan' && leaf.failure && !byTopic.has(leaf.topic)) byTopic.set(leaf.topic, leaf.failure);
      else if (leaf.node === 'received')
        for (const [topic, rules] of Object.entries(leaf.failures ?? {}))
          if (!byTopic.has(topic)) byTopic.set(topic, rules);
    }
  };
  visit(query.root);
  return topic => byTopic.get(topic);
}

/** Whether some record may be wanted again in the bytes it had, to be kept in a topic. */
export function keepsRecords(plan: Plan): boolean {
  const keeps = (node: PlanNode): boolean =>
    ('failure' in node && node.failure?.strategy === 'SendToDLQ') ||
    ('window' in node &&
      node.window !== undefined &&
      'late' in node.window &&
      node.window.late?.strategy === 'dead_letter') ||
    inputsOf(node).some(keeps);
  return plan.queries.some(query => query.failure?.strategy === 'SendToDLQ' || keeps(query.root));
}
