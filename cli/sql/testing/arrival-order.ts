/** Memory topics whose records are read in the order in which they were given, over all topics and partitions. */
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import type { Batch, Connector } from '../../../runtime/connectors/port.ts';
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

/** Each record is a batch of its own: the watermark follows every one of them, as the text of the test tells. */
function inOrder(inputs: readonly InputRecord[]): readonly Batch[] {
  const ends = new Map<string, number>();
  return inputs.map(({ topic, partition, timestamp, key, value, headers }) => {
    const place = `${topic}\0${partition}`;
    const offset = ends.get(place) ?? 0;
    ends.set(place, offset + 1);
    return { topic, partition, records: [{ offset, timestamp, key, value, headers }], nextOffset: offset + 1 };
  });
}
