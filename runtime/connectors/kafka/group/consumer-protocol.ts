/**
 * What members of a group tell one another, in the layout of Kafka's own consumers (ConsumerProtocolSubscription version 1,
 * ConsumerProtocolAssignment version 0), so that Kafka's tools show who reads what.
 */
import { ByteReader, ByteWriter } from '../wire/bytes.ts';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** What a member wants, and what it had. */
export interface Subscription {
  readonly topics: readonly string[];
  readonly owned: readonly TopicPartition[];
}

const NO_BYTES = -1;

export function writeSubscription({ topics, owned }: Subscription): Uint8Array {
  const to = new ByteWriter();
  to.int16(1).array(topics, topic => to.string(topic));
  to.int32(NO_BYTES);
  writePartitions(to, owned);
  return to.finish();
}

/** Throws RangeError for bytes that are none. */
export function readSubscription(bytes: Uint8Array): Subscription {
  const from = readerOf(bytes);
  const version = from.int16();
  const topics = from.array(() => from.string());
  from.nullableBytes();
  return { topics, owned: version >= 1 ? readPartitions(from) : [] };
}

export function writeAssignment(partitions: readonly TopicPartition[]): Uint8Array {
  const to = new ByteWriter().int16(0);
  writePartitions(to, partitions);
  return to.int32(NO_BYTES).finish();
}

/** No bytes at all: nothing fell to the member. */
export function readAssignment(bytes: Uint8Array): readonly TopicPartition[] {
  if (bytes.length === 0) return [];
  const from = readerOf(bytes);
  from.int16();
  return readPartitions(from);
}

function writePartitions(to: ByteWriter, partitions: readonly TopicPartition[]): void {
  to.array([...Map.groupBy(partitions, ({ topic }) => topic)], ([topic, ofTopic]) => {
    to.string(topic).array(ofTopic, ({ partition }) => to.int32(partition));
  });
}

const readPartitions = (from: ByteReader): readonly TopicPartition[] =>
  from
    .array(() => {
      const topic = from.string();
      return from.array(() => ({ topic, partition: from.int32() }));
    })
    .flat();

const readerOf = ({ buffer, byteOffset, length }: Uint8Array): ByteReader =>
  new ByteReader(Buffer.from(buffer, byteOffset, length));
