/** What a plan reads and where its records' keys come from. */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import { inputsOf, type Plan, type PlanNode, type PlanQuery } from '../../src/compiler/plan/plan.ts';

/** Topics that a plan reads, each once. */
export function sourceTopics(plan: Plan): readonly string[] {
  const topics = new Set<string>();
  const visit = (node: PlanNode): void => {
    if (node.node === 'scan') topics.add(node.topic);
    for (const input of inputsOf(node)) visit(input);
  };
  for (const query of plan.queries) visit(query.root);
  return [...topics];
}

/** Whether the rows of a query have the keys of the records they were read from. */
export function keepsKeys(query: PlanQuery, plan: Plan): boolean {
  const keeps = (node: PlanNode): boolean => {
    switch (node.node) {
      case 'scan':
        return true;
      case 'reference': {
        const from = plan.queries.find(one => one.name === node.query);
        return from !== undefined && keepsKeys(from, plan);
      }
      case 'project':
        return node.key.length === 0 && keeps(node.input);
      case 'event-time':
      case 'in-time':
      case 'filter':
      case 'sort':
      case 'limit':
      case 'over':
      case 'window':
      case 'pairs':
      case 'upserts':
      case 'current':
        return keeps(node.input);
      case 'apply':
        return (node.gives.kind !== 'rows' || node.at !== 'now') && keeps(node.inputs[1]!);
      case 'join':
      case 'union':
        return node.inputs.every(keeps);
      case 'unnest':
        return changesOf(node.input) === 'append' && keeps(node.input);
      case 'as-of-join':
        return keeps(node.inputs[node.stream]!);
      case 'table-join':
        return typeof node.key === 'string' && node.inputs.every((input, i) => isOther(node.key, i) || keeps(input));
      default:
        return false;
    }
  };
  return keeps(query.root);
}

/** Whether a joined row has the key of the other side, whichever that is. */
const isOther = (key: unknown, side: number): boolean => key === (side === 0 ? 'right' : 'left');

/** The queries whose rows are shown: the chosen statement's, else every bare SELECT's, else all. */
export function shownQueries(plan: Plan, statement: number | undefined): readonly PlanQuery[] {
  if (statement !== undefined) return plan.queries.filter(query => query.statement === statement && !query.local);
  const bare = plan.queries.filter(query => query.bare);
  return bare.length > 0 ? bare : plan.queries.filter(query => !query.local);
}
