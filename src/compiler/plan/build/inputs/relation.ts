/** A relation after FROM: records of a topic, or rows of the statements before that write it. */

import type { Relation } from '../../../../language/names/bound.ts';
import { inKey } from '../../../../language/names/in-key.ts';
import type { PlanColumn, PlanNode } from '../../plan.ts';
import { type InputBuilder, layoutOf } from '../input.ts';

export const relation: InputBuilder<'relation'> = ({ relation: read, leaf, time }, query, { before }) => {
  const layout = layoutOf(query, leaf);
  const columns = layout.map((i): PlanColumn => {
    const { name, type, origin } = query.columns[i]!;
    return { name, type, origin };
  });
  // A declared source that statements of this file insert into is read back from those statements.
  const writers = before.filter(one => !one.local && !one.bare && one.output.topic === read.topic);
  const names = writers.map(writer => writer.name);
  if (names.length === 0 && read.origin.kind === 'query')
    names.push(before.find(one => one.name === read.name)?.name ?? read.name);
  const references = names.map(
    (name): PlanNode => ({
      node: 'reference',
      query: name,
      changes: read.retracts ? 'retract' : read.kind === 'table' ? 'upsert' : 'append',
      columns,
    }),
  );
  // Rows of INSERT INTO … VALUES come beside those that its topic has.
  const sources =
    writers.every(writer => writer.once) && read.origin.kind !== 'query'
      ? [scanOf(read, columns), ...references]
      : references;

  const timing = time ?? (read.origin.kind === 'query' ? undefined : read.time);
  const isTimed = timing && (timing.column !== undefined || time !== undefined);
  const column = timing?.column === undefined ? undefined : columns.findIndex(one => one.name === timing.column);
  const inputs = sources.map(
    (input): PlanNode =>
      timing && (isTimed || input.node === 'scan') ? { node: 'event-time', input, column, time: timing } : input,
  );
  return { node: inputs.length === 1 ? inputs[0]! : { node: 'union', inputs }, layout };
};

const scanOf = (read: Relation, columns: readonly PlanColumn[]): PlanNode => ({
  node: 'scan',
  source: read.name,
  topic: read.topic,
  ...(read.file?.source ? { file: read.file.source } : {}),
  ...(read.formats ? { formats: read.formats, ...(read.open ? {} : { declared: read.columns }) } : {}),
  kind: read.kind,
  columns,
  ...(read.retracts ? { retracts: true } : {}),
  ...(read.failure ? { failure: read.failure } : {}),
  ...(read.kind === 'table' || read.primaryKey.length > 0 ? { primaryKey: primaryKeyOf(read) } : {}),
});

const primaryKeyOf = (read: Relation): PlanColumn[] =>
  read.columns
    .filter(({ name }) => read.primaryKey.includes(name))
    .map(({ name, type }) => ({
      name,
      type,
      origin: { kind: 'field', required: false, ...inKey(read.primaryKey, name) },
    }));
