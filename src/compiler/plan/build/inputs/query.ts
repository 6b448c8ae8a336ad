/** A subquery or a CTE after FROM: a query of the plan of its own, whose rows are read. */
import { changesOf } from '../../changes.ts';
import type { PlanColumn, PlanNode } from '../../plan.ts';
import { standing } from '../changes.ts';
import { type InputBuilder, layoutOf } from '../input.ts';
import { keptInTable, keptOf } from '../top.ts';

export const query: InputBuilder<'query'> = ({ query: inner, relation, leaf, time }, outer, context) => {
  const layout = layoutOf(outer, leaf);
  const columns = layout.map((i): PlanColumn => {
    const { name, type, origin } = outer.columns[i]!;
    return { name, type, origin };
  });
  const kept = context.asTable ? keptInTable(outer) : keptOf(outer);
  const local = context.local(inner, relation.name || 'subquery', kept, context.inTime);
  const read: PlanNode = { node: 'reference', query: local.name, changes: changesOf(local.root), columns };
  // Its rows have the same keys as those of an endless one.
  const node = kept && context.bounded ? standing(read) : read;
  if (!time) return { node, layout };
  const column = time.column === undefined ? undefined : columns.findIndex(one => one.name === time.column);
  return { node: { node: 'event-time', input: node, column, time }, layout };
};
