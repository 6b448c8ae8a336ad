/** Rows whose answers are asked for as of a time: what came about row by row must have come about in the order of time. */
import { changesOf } from '../../changes.ts';
import { inputsOf, type PlanNode } from '../../plan.ts';

/** The same rows in the end; those that an aggregate, DISTINCT or Top-N makes of rows out of order are those of each time. */
export function inTimeOrder(node: PlanNode): PlanNode {
  return withInputs(node, makesOneOfMany(node) ? ordered : inTimeOrder);
}

const makesOneOfMany = (node: PlanNode): boolean =>
  node.node === 'distinct' ||
  node.node === 'top' ||
  node.node === 'pairs' ||
  (node.node === 'aggregate' && !node.window);

function ordered(node: PlanNode): PlanNode {
  // Of a table the order of the records counts: after them there are changes, which come in pairs.
  if (changesOf(node) === 'append' || isTable(node)) return { node: 'sort', input: node, by: [], at: 'watermark' };
  // Of another query's changes only it knows which came first.
  return withInputs(node, ordered);
}

const isTable = (node: PlanNode): boolean =>
  node.node === 'scan' || (node.node === 'event-time' && inputsOf(node).every(isTable));

function withInputs(node: PlanNode, change: (input: PlanNode) => PlanNode): PlanNode {
  if ('inputs' in node) return { ...node, inputs: node.inputs.map(change) };
  return 'input' in node ? { ...node, input: change(node.input) } : node;
}
