/** A query → its tree: the clauses in the order in which they mean something. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';
import { aggregated } from './aggregation.ts';
import { standing } from './changes.ts';
import type { BuildContext } from './context.ts';
import { distinct } from './distinct.ts';
import { distinctInWindow } from './distinct-in-window.ts';
import { emitOf } from './emit.ts';
import { exploded } from './explode.ts';
import { buildInput } from './inputs.ts';
import { limited } from './limit.ts';
import { overed } from './over.ts';
import { projected } from './projection.ts';
import { rebased } from './rebase.ts';
import { sorted } from './sort.ts';
import { beforeGrouping, filtered, inItems } from './subqueries/clauses.ts';
import { united } from './union.ts';
import { windowed } from './windowed.ts';

/** Row of the tree: the query's items, less the one that sets the time. */
export const buildTree = (query: BoundQuery, context: BuildContext): PlanNode =>
  united(query, selected(query, context), branch => buildTree(branch, context));

/** One SELECT, without what it is united with. */
function selected(written: BoundQuery, context: BuildContext): PlanNode {
  const { node: input, layout } = buildInput(written.input, written, context);
  let query = distinctInWindow(rebased(written, layout));
  const emit = emitOf(query, context);
  let node = input;
  if (query.where) node = filtered(node, query.where, context);
  ({ node, query } = beforeGrouping(node, query, context));
  ({ node, query } = windowed(node, query));
  node = aggregated(node, query, emit);
  if (query.having) node = filtered(node, query.having, context);
  ({ node, query } = inItems(node, query, context));
  ({ node, query } = overed(node, query, context));
  // What is asked of values of OVER.
  ({ node, query } = inItems(node, query, context));
  ({ node, query } = exploded(node, query));
  const atEnd = context.bounded && emit === 'FINAL';
  if (query.limit !== undefined && atEnd) node = standing(node);
  node = sorted(node, query, context);
  node = projected(node, query);
  node = distinct(node, query);
  return limited(node, query);
}
