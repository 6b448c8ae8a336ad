/** A relation after FROM: records of a topic, or rows of a statement before. */

import type { PlanColumn, PlanNode } from '../../plan.ts';
import { type InputBuilder, layoutOf } from '../input.ts';

export const relation: InputBuilder<'relation'> = ({ relation: read, leaf, time }, query, { before }) => {
  const layout = layoutOf(query, leaf);
  const columns = layout.map((i): PlanColumn => {
    const { name, type, origin } = query.columns[i]!;
    return { name, type, origin };
  });
  const at = (column: string | undefined): number | undefined =>
    column === undefined ? undefined : columns.findIndex(one => one.name === column);
  const changes = read.kind === 'table' ? 'upsert' : 'append';
  if (read.origin.kind === 'query') {
    const writer =
      before.find(one => one.name === read.name) ??
      before.findLast(one => !one.local && one.output.topic === read.topic);
    const reference: PlanNode = { node: 'reference', query: writer?.name ?? read.name, changes, columns };
    if (!time) return { node: reference, layout };
    return { node: { node: 'event-time', input: reference, column: at(time.column), time }, layout };
  }
  // A declared source that statements of this file insert into is read back from those statements.
  const writers = before.filter(one => !one.local && one.output.topic === read.topic);
  const timing = time ?? read.time;
  const source: PlanNode =
    writers.length === 1
      ? { node: 'reference', query: writers[0]!.name, changes, columns }
      : { node: 'scan', source: read.name, topic: read.topic, format: 'json', kind: read.kind, columns };
  if (source.node === 'reference' && timing.column === undefined) return { node: source, layout };
  return { node: { node: 'event-time', input: source, column: at(timing.column), time: timing }, layout };
};
