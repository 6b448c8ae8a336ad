/**
 * What exactly once is measured against: a connector to Kafka whose writers use no transactions. What they write is there as
 * soon as the brokers have it, and the offsets are committed after it, so that a failure in between gives some of it twice.
 */

import { cluster } from '../../runtime/connectors/kafka/cluster.ts';
import { type KafkaOptions, kafkaConnector } from '../../runtime/connectors/kafka/connector.ts';
import { crc32c } from '../../runtime/connectors/kafka/records/crc32c.ts';
import { BatchEncoder } from '../../runtime/connectors/kafka/records/encode.ts';
import { ATTRIBUTES, CRC, TRANSACTIONAL } from '../../runtime/connectors/kafka/records/layout.ts';
import { produce } from '../../runtime/connectors/kafka/requests/produce.ts';
import { type OfPartition, readTopics, writeTopics } from '../../runtime/connectors/kafka/requests/topics.ts';
import { USUAL_TRANSFER } from '../../runtime/connectors/kafka/transfer.ts';
import { check } from '../../runtime/connectors/kafka/wire/protocol-error.ts';
import type { RequestKind } from '../../runtime/connectors/kafka/wire/request.ts';
import { partitioner } from '../../runtime/connectors/partitioner.ts';
import type { Connector, GroupOffsets, OutputRecord } from '../../runtime/connectors/port.ts';

interface Growing {
  readonly topic: string;
  readonly partition: number;
  readonly encoder: BatchEncoder;
}

const TIMEOUT_MS = 10_000;

export async function atLeastOnce(options: KafkaOptions): Promise<Connector> {
  const connector = await kafkaConnector(options);
  const kafka = cluster({ brokers: options.brokers, clientId: 'at-least-once', timeoutMs: TIMEOUT_MS });
  const { batchBytes, bufferBytes } = USUAL_TRANSFER;
  return {
    ...connector,
    async writer() {
      const choose = partitioner(connector.place);
      const counts = new Map<string, number>();
      const sent: Promise<void>[] = [];
      let growing = new Map<string, Growing>();
      let bytes = 0;

      function add(record: OutputRecord): void {
        const { topic } = record;
        const partition = choose.choose(record, counts.get(topic)!);
        const name = `${topic}-${partition}`;
        const batch = growing.get(name) ?? { topic, partition, encoder: new BatchEncoder(batchBytes + 4096) };
        growing.set(name, batch);
        const before = batch.encoder.size;
        batch.encoder.add(record);
        bytes += batch.encoder.size - before;
        if (batch.encoder.size < batchBytes) return;
        growing.delete(name);
        sent.push(send([batch]));
      }

      async function send(batches: readonly Growing[]): Promise<void> {
        const partitions = batches.map(({ topic, partition, encoder }) => ({
          topic,
          partition,
          batch: [withoutTransaction(encoder.seal({ producerId: -1, producerEpoch: -1, sequence: -1 }))],
        }));
        await kafka.persist(kafka.left, async again => {
          const byLeader = await kafka.byLeader(partitions, again, kafka.left);
          for (const [node, led] of byLeader) {
            const question = { transactionalId: null, timeoutMs: TIMEOUT_MS, partitions: led };
            for (const { error } of await kafka.ask(node, produce, question, kafka.left)) check(error, 'writing');
          }
        });
      }

      return {
        async write(records) {
          for (const { topic } of records)
            if (!counts.has(topic)) counts.set(topic, (await connector.partitions(topic, kafka.left))!.length);
          choose.nextBatch();
          for (const record of records) add(record);
          if (bytes < bufferBytes) return;
          bytes = 0;
          await Promise.all(sent.splice(0));
        },
        async commit(inputs) {
          sent.push(send([...growing.values()]));
          growing = new Map();
          bytes = 0;
          await Promise.all(sent.splice(0));
          if (inputs) await commitOffsets(inputs);
        },
        async abort() {
          growing = new Map();
        },
        async close() {},
      };
    },
    async close() {
      kafka.close();
      await connector.close();
    },
  };

  async function commitOffsets({ group, offsets, as }: GroupOffsets): Promise<void> {
    await kafka.persist(kafka.left, async () => {
      const answer = await kafka.ask({ of: 'group', id: group }, offsetCommit, { group, offsets, as }, kafka.left);
      for (const { error } of answer) check(error, 'committing offsets');
    });
  }
}

function withoutTransaction(batch: Buffer): Buffer {
  batch.writeInt16BE(batch.readInt16BE(ATTRIBUTES) & ~TRANSACTIONAL, ATTRIBUTES);
  batch.writeUInt32BE(crc32c(batch, ATTRIBUTES), CRC);
  return batch;
}

/** OffsetCommit: offsets of a group that count at once. */
const offsetCommit: RequestKind<GroupOffsets, OfPartition<{ readonly error: number }>[]> = {
  name: 'OffsetCommit',
  key: 8,
  version: 5,
  write(to, { group, offsets, as }) {
    to.string(group)
      .int32(as?.generation ?? -1)
      .string(as?.member ?? '');
    writeTopics(to, offsets, ({ offset }) => to.int64(offset).nullableString(null));
  },
  read(from) {
    from.int32();
    return readTopics(from, () => ({ error: from.int16() }));
  },
};
