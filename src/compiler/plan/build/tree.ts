/** A query → its tree: the clauses in the order in which they mean something. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';
import { aggregated } from './aggregation.ts';
import type { BuildContext } from './context.ts';
import { emitOf } from './emit.ts';
import { buildInput } from './inputs.ts';
import { limited } from './limit.ts';
import { projected } from './projection.ts';
import { rebased } from './rebase.ts';
import { sorted } from './sort.ts';

/** Row of the tree: the query's items, less the one that sets the time. */
export function buildTree(written: BoundQuery, context: BuildContext): PlanNode {
  const { node: input, layout } = buildInput(written.input, written, context);
  const query = rebased(written, layout);
  const emit = emitOf(query, context);
  let node = input;
  if (query.where) node = { node: 'filter', input: node, predicate: query.where };
  node = aggregated(node, query, emit);
  if (query.having) node = { node: 'filter', input: node, predicate: query.having };
  node = sorted(node, query);
  node = projected(node, query);
  return limited(node, query);
}
