/** kafkajs as the independent party: what it writes the connector must read, and the other way round. */
import { type Admin, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { brokers } from './broker.ts';

async function client(): Promise<Kafka> {
  return new Kafka({ clientId: 'independent', brokers: [...(await brokers())], logLevel: logLevel.NOTHING });
}

export async function withAdmin<Result>(use: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = (await client()).admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Makes a topic with settings of its own, which the connector's port has no word for. */
export async function makeTopicWith(topic: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  await withAdmin(admin =>
    admin.createTopics({
      topics: [{ topic, numPartitions: 1, replicationFactor: 1, configEntries }],
      waitForLeaders: true,
    }),
  );
}

export async function withProducer<Result>(
  transactionalId: string | undefined,
  use: (producer: Producer) => Promise<Result>,
): Promise<Result> {
  const producer = (await client()).producer({
    ...(transactionalId ? { transactionalId, maxInFlightRequests: 1, idempotent: true } : {}),
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  try {
    return await use(producer);
  } finally {
    await producer.disconnect();
  }
}

export interface Seen {
  readonly partition: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly timestamp: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** The first `count` records that a kafkajs consumer gets from a topic. */
export async function consume(topic: string, count: number): Promise<Seen[]> {
  const consumer = (await client()).consumer({ groupId: `independent-${topic}`, readUncommitted: false });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  // By partition and offset: after a rebalance kafkajs may give a message once more.
  const seen = new Map<string, Seen>();
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ partition, message: { offset, key, value, timestamp, headers } }) => {
          seen.set(`${partition}@${offset}`, {
            partition,
            key: key?.toString() ?? null,
            value: value?.toString() ?? null,
            timestamp: Number(timestamp),
            headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, bytes]) => [name, String(bytes)])),
          });
          if (seen.size === count) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return [...seen.values()];
}
