/** Folds the expressions of a plan. */
import { fold } from '../../language/evaluate/fold.ts';
import type { Given } from '../plan/nodes/apply.ts';
import type { AggregateCall, NodeKind, NodeOf, PlanNode, PlanQuery } from '../plan/plan.ts';

export function foldConstants(query: PlanQuery): PlanQuery {
  return { ...query, root: foldNode(query.root) };
}

function foldNode(node: PlanNode): PlanNode {
  const folded = (table[node.node] as (node: PlanNode) => PlanNode)(node);
  if ('inputs' in folded) return { ...folded, inputs: folded.inputs.map(foldNode) };
  return 'input' in folded ? { ...folded, input: foldNode(folded.input) } : folded;
}

const foldCall = (call: AggregateCall): AggregateCall => ({
  ...call,
  args: call.args.map(arg => fold(arg)),
  filter: call.filter && fold(call.filter),
  ...(call.orderBy ? { orderBy: call.orderBy.map(key => ({ ...key, expression: fold(key.expression) })) } : {}),
});

function foldGiven(gives: Given): Given {
  if (gives.kind === 'rows') return { ...gives, condition: gives.condition && fold(gives.condition) };
  return 'operand' in gives ? { ...gives, operand: fold(gives.operand) } : gives;
}

const same = <Node extends PlanNode>(node: Node): Node => node;

/** The node's own expressions; its inputs are folded by the one above. */
const table: { readonly [Kind in NodeKind]: (node: NodeOf<Kind>) => NodeOf<Kind> } = {
  scan: same,
  reference: same,
  'one-row': same,
  'event-time': same,
  filter: node => ({ ...node, predicate: fold(node.predicate) }),
  window: node => ({
    ...node,
    ...(node.placedBy ? { placedBy: fold(node.placedBy) } : {}),
    ...(node.partitionBy ? { partitionBy: fold(node.partitionBy) } : {}),
  }),
  join: node => ({
    ...node,
    leftKeys: node.leftKeys.map(key => fold(key)),
    rightKeys: node.rightKeys.map(key => fold(key)),
    condition: node.condition && fold(node.condition),
  }),
  'as-of-join': node => ({
    ...node,
    streamKeys: node.streamKeys.map(key => fold(key)),
    tableKeys: node.tableKeys.map(key => fold(key)),
    condition: node.condition && fold(node.condition),
    asOf: node.asOf && fold(node.asOf),
  }),
  received: node => node,
  'table-join': node => ({
    ...node,
    leftKeys: node.leftKeys.map(key => fold(key)),
    rightKeys: node.rightKeys.map(key => fold(key)),
    condition: node.condition && fold(node.condition),
  }),
  aggregate: node => ({
    ...node,
    ...(node.placedBy ? { placedBy: fold(node.placedBy) } : {}),
    keys: node.keys.map(key => ({ ...key, expression: fold(key.expression) })),
    calls: node.calls.map(foldCall),
  }),
  'in-time': same,
  apply: node => ({
    ...node,
    innerKeys: node.innerKeys.map(key => fold(key)),
    outerKeys: node.outerKeys.map(key => fold(key)),
    otherwise: node.otherwise && {
      calls: node.otherwise.calls.map(foldCall),
      items: node.otherwise.items.map(item => fold(item)),
    },
    gives: foldGiven(node.gives),
  }),
  top: node => ({
    ...node,
    partitionBy: node.partitionBy.map(key => ({ ...key, expression: fold(key.expression) })),
    orderBy: node.orderBy.map(key => ({ ...key, expression: fold(key.expression) })),
  }),
  over: node => ({
    ...node,
    partitionBy: node.partitionBy.map(key => fold(key)),
    orderBy: node.orderBy.map(key => ({ ...key, expression: fold(key.expression) })),
    calls: node.calls.map(call => ({
      ...call,
      args: call.args.map(arg => fold(arg)),
      filter: call.filter && fold(call.filter),
    })),
  }),
  match: node => ({
    ...node,
    partitionBy: node.partitionBy.map(key => ({ ...key, expression: fold(key.expression) })),
    orderBy: node.orderBy.map(key => ({ ...key, expression: fold(key.expression) })),
    definitions: node.definitions.map(one => ({ ...one, expression: fold(one.expression) })),
    measures: node.measures.map(one => ({ ...one, expression: fold(one.expression) })),
  }),
  project: node => ({ ...node, items: node.items.map(item => ({ ...item, expression: fold(item.expression) })) }),
  sort: node => ({ ...node, by: node.by.map(one => ({ ...one, expression: fold(one.expression) })) }),
  limit: same,
  union: same,
  distinct: same,
  pairs: same,
  upserts: same,
  current: same,
  values: node => ({ ...node, rows: node.rows.map(row => row.map(value => fold(value))) }),
  unnest: node => ({
    ...node,
    collection: fold(node.collection),
    beside: node.beside.map(one => ({ ...one, collection: fold(one.collection) })),
    condition: node.condition && fold(node.condition),
  }),
};
