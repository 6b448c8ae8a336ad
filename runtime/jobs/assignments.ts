/** Where a job starts reading and where it stops. */
import type { Assignment, Connector, PartitionOffsets } from '../connectors/port.ts';
import type { ReadPartition } from '../tasks/reading.ts';
import type { JobOptions } from './job.ts';
import { UnknownTopicError } from './job.ts';

/** For every partition of the topics (or the one asked for). Rejects with UnknownTopicError. */
export async function assignmentsOf(
  topics: Iterable<string>,
  options: JobOptions,
): Promise<(Assignment & ReadPartition)[]> {
  const { connector, partition: only, plan, stopAtEnd, signal, places } = options;
  const ends = plan.bounded || stopAtEnd;
  if (places)
    return places.map(({ topic, partition, from, end }) => ({
      topic,
      partition,
      from,
      end,
      ...(ends ? { to: end } : {}),
    }));
  const assignments: (Assignment & ReadPartition)[] = [];
  for (const topic of topics) {
    const partitions = await connector.partitions(topic, signal);
    // INSERT INTO … VALUES makes it.
    if (!partitions && plan.queries.some(({ once, output }) => once && output.topic === topic)) continue;
    if (!partitions) throw new UnknownTopicError(topic, await connector.topics(signal), connector.place);
    const start = await starts(connector, topic, options);
    for (const offsets of partitions) {
      const { partition, end } = offsets;
      if (only !== undefined && partition !== only) continue;
      const from = start(offsets);
      assignments.push({ topic, partition, from, end, ...(ends ? { to: end } : {}) });
    }
  }
  return assignments;
}

async function starts(
  connector: Connector,
  topic: string,
  { from, signal }: JobOptions,
): Promise<(partition: PartitionOffsets) => number> {
  if (typeof from === 'number') return ({ earliest }) => Math.max(earliest, from);
  if (typeof from === 'string') return ({ earliest, end }) => (from === 'earliest' ? earliest : end);
  const committed = await connector.committed(from.group, topic, signal);
  return ({ partition, earliest, end }) => {
    const offset = committed.get(partition);
    if (offset !== undefined) return Math.max(earliest, offset);
    return from.otherwise === 'earliest' ? earliest : end;
  };
}
