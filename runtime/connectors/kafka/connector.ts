/**
 * Kafka behind the connector port, over Kafka's own protocol.
 *
 * The client is this folder rather than a library. Both candidates were tried against Apache Kafka 4.4 and lose
 * something the port promises: kafkajs 2.2.4 reads in consumer groups only (a rebalance before the first record,
 * traces in the cluster, no way to see past compacted offsets and transaction markers), cannot unpack lz4, snappy
 * or zstd, and gives headers as an object; @platformatic/kafka 2.12.1 hands out records of aborted transactions,
 * is fenced by itself when a transactional id is used a second time, needs Node 22.22, loads a wasm file from
 * beside its code (so it cannot be bundled) and takes 0.4 s to load. What the port needs are a dozen requests whose
 * layout Kafka keeps stable: brokers since 2.5 and through 4.x take the versions used here.
 */
import { randomUUID } from 'node:crypto';
import type { Connector } from '../port.ts';
import { badPartitionCount, checkTopicName } from '../refusals.ts';
import { changelogTopic, deletionsKeptMs } from './changelog-topic.ts';
import { cluster, unlessAborted } from './cluster.ts';
import { deleteBefore } from './delete-before.ts';
import { groupMember } from './group/member.ts';
import { makeTopic, UNTIL_DELETED } from './make-topic.ts';
import { offsetsAt } from './offsets-at.ts';
import type { Outage } from './outage.ts';
import { kafkaReader } from './reader.ts';
import { offsetFetch } from './requests/offset-fetch.ts';
import type { Security } from './security/security.ts';
import type { Transfer } from './transfer.ts';
import { check } from './wire/protocol-error.ts';
import { type CompressionOf, kafkaWriter } from './writer.ts';

export interface KafkaOptions {
  /** `host:port` of some of the cluster's brokers. */
  readonly brokers: readonly string[];
  /** How this client calls itself in the brokers' logs and quotas. */
  readonly clientId?: string;
  /** How long a broker may leave anything unanswered before that is an error, in milliseconds. 10 s unless given. */
  readonly timeoutMs?: number;
  /**
   * What the writers' transactions go by. The same one again takes over from the writer that had it: it is fenced,
   * and what it had not committed is dropped. A new one every time unless given.
   */
  readonly transactionalId?: string;
  /** After how long the broker gives up a transaction that its writer has left open, in milliseconds. 60 s unless given. */
  readonly transactionTimeoutMs?: number;
  /** How long a broker that was lost is waited for, in milliseconds; as `timeoutMs` unless given. */
  readonly patienceMs?: number | undefined;
  /** Told when brokers have been gone for a second, and when they are back. */
  readonly onOutage?: ((outage: Outage) => void) | undefined;
  /** Without it nothing is encrypted, and this client does not say who it is. */
  readonly security?: Security | undefined;
  /** Nothing is compressed unless given. */
  readonly compressionOf?: CompressionOf | undefined;
  /** How much is read and sent at a time. */
  readonly transfer?: Transfer | undefined;
}

const MOST_PARTITIONS = 10_000;

/** Rejects with ConnectorError (unreachable) when no broker answers. */
export async function kafkaConnector({
  brokers,
  clientId = 'ferris-sql',
  timeoutMs = 10_000,
  transactionalId = `${clientId}-${randomUUID()}`,
  transactionTimeoutMs = 60_000,
  security,
  compressionOf,
  transfer,
  patienceMs,
  onOutage,
}: KafkaOptions): Promise<Connector> {
  const kafka = cluster({ brokers, clientId, timeoutMs, patienceMs, onOutage, security });
  const { place, left } = kafka;
  let writers = 0;
  try {
    await kafka.describe([], left);
  } catch (error) {
    const why = await kafka.whyNot(error);
    kafka.close();
    throw why;
  }

  return {
    place,
    async topics(signal) {
      const { topics } = await kafka.persist(signal, () => kafka.describe(null, signal));
      return topics.flatMap(({ name, internal }) => (internal ? [] : [name])).sort();
    },
    partitions: (name, signal) =>
      kafka.persist(signal, async () => {
        const topic = await kafka.topic(name, signal);
        if (!topic) return undefined;
        const partitions = topic.partitions.map(({ partition }) => partition);
        // The end of what is committed: what an open transaction has written behind it cannot be read yet.
        const [earliest, end] = await Promise.all([
          offsetsAt(kafka, 'earliest', name, partitions, signal),
          offsetsAt(kafka, 'end', name, partitions, signal),
        ]);
        return partitions.map(partition => ({
          partition,
          earliest: earliest.get(partition)!,
          end: end.get(partition)!,
        }));
      }),
    committed: (group, topic, signal) =>
      kafka.persist(signal, async () => {
        const found = await kafka.topic(topic, signal);
        if (!found) return new Map<number, number>();
        const question = { group, topic, partitions: found.partitions.map(({ partition }) => partition) };
        const answer = await kafka.ask({ of: 'group', id: group }, offsetFetch, question, signal);
        const doing = `asking for the offsets of group ${group}`;
        check(answer.error, doing);
        for (const { error } of answer.partitions) check(error, doing);
        return new Map(answer.partitions.flatMap(({ partition, offset }) => (offset < 0 ? [] : [[partition, offset]])));
      }),
    async createTopic(topic, partitions, signal, stay) {
      checkTopicName(topic);
      if (!Number.isInteger(partitions) || partitions < 1 || partitions > MOST_PARTITIONS)
        throw badPartitionCount(topic, partitions, MOST_PARTITIONS);
      await makeTopic(kafka, topic, partitions, signal, stay === 'until deleted' ? UNTIL_DELETED : []);
    },
    async createChangelog(topic, partitions, signal) {
      checkTopicName(topic);
      return await changelogTopic(kafka, topic, partitions, signal);
    },
    deleteBefore: (places, signal) => deleteBefore(kafka, places, signal),
    deletionsKeptMs: (topic, signal) => deletionsKeptMs(kafka, topic, signal),
    locate: (topic, partition, offset) => `${topic}-${partition}@${offset}`,
    reader: assignments => unlessAborted(kafkaReader(kafka, assignments, transfer), left),
    join: options =>
      groupMember(kafka, options, async topic => {
        const found = await kafka.persist(left, () => kafka.topic(topic, left));
        return found?.partitions.map(({ partition }) => partition) ?? [];
      }),
    writer: (name = String(writers++)) =>
      unlessAborted(
        kafkaWriter(kafka, `${transactionalId}-${name}`, transactionTimeoutMs, compressionOf, transfer),
        left,
      ),
    async close() {
      kafka.close();
    },
  };
}
