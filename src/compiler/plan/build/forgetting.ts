/** `state.ttl` → how long nodes keep what nothing else bounds. */
import type { PlanNode, PlanQuery } from '../plan.ts';

export const withTtl = (query: PlanQuery, ttlMs: number): PlanQuery => ({ ...query, root: visit(query.root, ttlMs) });

function visit(node: PlanNode, ttlMs: number): PlanNode {
  const kept = isUnbounded(node) ? { ...node, ttlMs } : node;
  if ('inputs' in kept) return { ...kept, inputs: kept.inputs.map(input => visit(input, ttlMs)) } as PlanNode;
  return 'input' in kept ? { ...kept, input: visit(kept.input, ttlMs) } : kept;
}

function isUnbounded(node: PlanNode): boolean {
  switch (node.node) {
    case 'aggregate':
      return node.window === undefined && node.keys.length > 0 && node.emit === 'CHANGES';
    case 'over':
      return node.at === 'watermark' && !node.whole;
    case 'distinct':
    case 'top':
      return true;
    default:
      return false;
  }
}
