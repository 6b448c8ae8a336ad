/** Metadata: the brokers, and who leads the partitions of some topics (null: of all). Makes no topic. */
import type { RequestKind } from '../wire/request.ts';

export interface BrokerAddress {
  readonly node: number;
  readonly host: string;
  readonly port: number;
}

export interface TopicMetadata {
  readonly error: number;
  readonly name: string;
  /** One of Kafka's own, such as __consumer_offsets. */
  readonly internal: boolean;
  /** `leader` is -1 while there is none. */
  readonly partitions: readonly { readonly error: number; readonly partition: number; readonly leader: number }[];
}

export interface Metadata {
  readonly brokers: readonly BrokerAddress[];
  readonly controller: number;
  readonly topics: readonly TopicMetadata[];
}

export const metadata: RequestKind<readonly string[] | null, Metadata> = {
  name: 'Metadata',
  key: 3,
  version: 4,
  write(to, topics) {
    if (topics) to.array(topics, topic => to.string(topic));
    else to.int32(-1);
    to.boolean(false);
  },
  read(from) {
    from.int32();
    const brokers = from.array(() => {
      const broker = { node: from.int32(), host: from.string(), port: from.int32() };
      from.nullableString();
      return broker;
    });
    from.nullableString();
    const controller = from.int32();
    const topics = from.array(() => ({
      error: from.int16(),
      name: from.string(),
      internal: from.boolean(),
      partitions: from.array(() => {
        const partition = { error: from.int16(), partition: from.int32(), leader: from.int32() };
        from.array(() => from.int32());
        from.array(() => from.int32());
        return partition;
      }),
    }));
    return { brokers, controller, topics };
  },
};
