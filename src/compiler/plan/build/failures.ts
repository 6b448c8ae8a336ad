/** What a statement says of records that fail: said to the queries it is built into, and to the topics they scan. */
import type { BoundWrite } from '../../../language/names/bound.ts';
import type { PlanNode, PlanQuery } from '../plan.ts';

export function withFailures(query: PlanQuery, { failure, sourceFailures }: BoundWrite): PlanQuery {
  const own = failure ? { ...query, failure } : query;
  return sourceFailures.size === 0 ? own : { ...own, root: visit(query.root, sourceFailures) };
}

function visit(node: PlanNode, failures: BoundWrite['sourceFailures']): PlanNode {
  if (node.node === 'scan') {
    const failure = failures.get(node.source.toLowerCase());
    return failure ? { ...node, failure } : node;
  }
  if ('inputs' in node) return { ...node, inputs: node.inputs.map(input => visit(input, failures)) } as PlanNode;
  return 'input' in node ? { ...node, input: visit(node.input, failures) } : node;
}
