/** Folds the expressions of a plan. */
import { fold } from '../../language/evaluate/fold.ts';
import type { PlanNode, PlanQuery } from '../plan/plan.ts';

export function foldConstants(query: PlanQuery): PlanQuery {
  return { ...query, root: foldNode(query.root) };
}

function foldNode(node: PlanNode): PlanNode {
  switch (node.node) {
    case 'scan':
    case 'reference':
    case 'one-row':
      return node;
    case 'filter':
      return { ...node, input: foldNode(node.input), predicate: fold(node.predicate) };
    case 'aggregate':
      return {
        ...node,
        input: foldNode(node.input),
        keys: node.keys.map(key => ({ ...key, expression: fold(key.expression) })),
        calls: node.calls.map(call => ({
          ...call,
          args: call.args.map(arg => fold(arg)),
          filter: call.filter && fold(call.filter),
        })),
      };
    case 'project':
      return {
        ...node,
        input: foldNode(node.input),
        items: node.items.map(item => ({ ...item, expression: fold(item.expression) })),
      };
    case 'sort':
      return {
        ...node,
        input: foldNode(node.input),
        by: node.by.map(one => ({ ...one, expression: fold(one.expression) })),
      };
    case 'event-time':
    case 'limit':
      return { ...node, input: foldNode(node.input) };
  }
}
