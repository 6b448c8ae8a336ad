/** Memory topics whose records are read in the order in which they were given, over all topics and partitions. */
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import type { Batch, Connector, SourceRecord } from '../../../runtime/connectors/port.ts';
import type { InputRecord } from './inputs.ts';

/** `sources` are there even when no input names them. */
export function givenRecords(inputs: readonly InputRecord[], sources: readonly string[]): Connector {
  const partitions: Record<string, number> = Object.fromEntries(sources.map(topic => [topic, 1]));
  for (const { topic, partition } of inputs) partitions[topic] = Math.max(partitions[topic] ?? 1, partition + 1);
  const memory = memoryConnector({ topics: partitions });
  for (const input of inputs) memory.append(input.topic, [input]);
  const batches = inOrder(inputs);
  return {
    ...memory,
    async reader(assignments) {
      const wanted = new Map(assignments.map(one => [`${one.topic}\0${one.partition}`, one] as const));
      const rest = batches.flatMap(batch => {
        const assignment = wanted.get(`${batch.topic}\0${batch.partition}`);
        if (!assignment) return [];
        const { from, to = Number.POSITIVE_INFINITY } = assignment;
        const records = batch.records.filter(({ offset }) => offset >= from && offset < to);
        return records.length === 0 ? [] : [{ ...batch, records }];
      });
      return {
        async read() {
          const next = rest.shift();
          return next && [next];
        },
        async close() {
          rest.length = 0;
        },
      };
    },
  };
}

/** Neighbours of one partition are one batch. */
function inOrder(inputs: readonly InputRecord[]): readonly Batch[] {
  const offsets = new Map<string, number>();
  const batches: { topic: string; partition: number; records: SourceRecord[]; nextOffset: number }[] = [];
  for (const { topic, partition, timestamp, key, value, headers } of inputs) {
    const place = `${topic}\0${partition}`;
    const offset = offsets.get(place) ?? 0;
    offsets.set(place, offset + 1);
    let batch = batches.at(-1);
    if (batch?.topic !== topic || batch.partition !== partition) {
      batch = { topic, partition, records: [], nextOffset: offset };
      batches.push(batch);
    }
    batch.records.push({ offset, timestamp, key, value, headers });
    batch.nextOffset = offset + 1;
  }
  return batches;
}
