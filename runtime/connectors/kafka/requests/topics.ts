/** The shape many requests share: partitions of topics, grouped by topic. */
import type { ByteReader, ByteWriter } from '../wire/bytes.ts';

/** A partition and what the request says of it. */
export type OfPartition<More = unknown> = { readonly topic: string; readonly partition: number } & More;

/** An array of topics, each with an array of partitions that begin with their number. */
export function writeTopics<More>(
  to: ByteWriter,
  partitions: readonly OfPartition<More>[],
  write: (partition: OfPartition<More>) => void,
): void {
  to.array([...Map.groupBy(partitions, ({ topic }) => topic)], ([topic, ofTopic]) => {
    to.string(topic).array(ofTopic, partition => {
      to.int32(partition.partition);
      write(partition);
    });
  });
}

/** The same in an answer, as one flat list. */
export function readTopics<More>(from: ByteReader, read: () => More): OfPartition<More>[] {
  return from
    .array(() => {
      const topic = from.string();
      return from.array(() => ({ topic, partition: from.int32(), ...read() }));
    })
    .flat();
}
