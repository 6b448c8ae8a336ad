/** A subquery or a CTE after FROM: a query of the plan of its own, whose rows are read. */
import { changesOf } from '../../changes.ts';
import type { PlanColumn, PlanNode } from '../../plan.ts';
import { type InputBuilder, layoutOf } from '../input.ts';
import { keptOf } from '../top.ts';

export const query: InputBuilder<'query'> = ({ query: inner, relation, leaf, time }, outer, context) => {
  const layout = layoutOf(outer, leaf);
  const columns = layout.map((i): PlanColumn => {
    const { name, type, origin } = outer.columns[i]!;
    return { name, type, origin };
  });
  const local = context.local(inner, relation.name || 'subquery', context.bounded ? undefined : keptOf(outer));
  const node: PlanNode = { node: 'reference', query: local.name, changes: changesOf(local.root), columns };
  if (!time) return { node, layout };
  const column = time.column === undefined ? undefined : columns.findIndex(one => one.name === time.column);
  return { node: { node: 'event-time', input: node, column, time }, layout };
};
