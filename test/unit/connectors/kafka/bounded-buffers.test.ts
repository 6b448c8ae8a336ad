/** How much a reader and a writer hold while the other side is slow: what their settings say, however many partitions there are. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type Cluster, cluster } from '../../../../runtime/connectors/kafka/cluster.ts';
import { kafkaReader } from '../../../../runtime/connectors/kafka/reader.ts';
import { BatchEncoder } from '../../../../runtime/connectors/kafka/records/encode.ts';
import { USUAL_TRANSFER } from '../../../../runtime/connectors/kafka/transfer.ts';
import type { Connection } from '../../../../runtime/connectors/kafka/wire/connection.ts';
import { kafkaWriter } from '../../../../runtime/connectors/kafka/writer.ts';
import { never } from '../conformance.ts';

/** A cluster of one node, with nobody behind it; `answer` says what it answers to a kind of request. */
function clusterOf(partitions: number, answer: (kind: string, question: never) => Promise<unknown>): Cluster {
  const nowhere = cluster({ brokers: ['localhost:1'], clientId: 'test', timeoutMs: 1000 });
  const connection: Connection = {
    address: 'localhost:1',
    open: true,
    ask: (kind, question) => answer(kind.name, question as never) as never,
    close() {},
  };
  return {
    ...nowhere,
    topic: async name => ({
      name,
      error: 0,
      internal: false,
      partitions: Array.from({ length: partitions }, (_, partition) => ({ partition, leader: 1, error: 0 })),
    }),
    byLeader: async some => new Map([[1, some]]),
    ask: (_, kind, question) => answer(kind.name, question as never) as never,
    connectTo: async () => connection,
  };
}

/** Lets everything that can go on without the test go on. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await new Promise(resolve => setImmediate(resolve));
};

interface Produce {
  readonly partitions: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly batch: readonly Uint8Array[];
  }[];
}

for (const partitions of [1, 7, 500])
  test(`a writer takes no more than its buffer while brokers do not answer: ${partitions} partitions`, async () => {
    const bufferBytes = 256 << 10;
    const record = (i: number) => ({
      topic: 'sink',
      partition: i % partitions,
      key: null,
      value: Buffer.alloc(1000),
      timestamp: 0,
      headers: [],
    });
    const waiting: (() => void)[] = [];
    let sent = 0;
    const brokers = clusterOf(partitions, async (kind, question) => {
      if (kind === 'InitProducerId') return { error: 0, id: 1, epoch: 0 };
      if (kind === 'EndTxn') return { error: 0 };
      if (kind === 'AddPartitionsToTxn') return [];
      const { partitions } = question as Produce;
      await new Promise<void>(resolve => waiting.push(resolve));
      for (const { batch } of partitions) for (const part of batch) sent += part.length;
      return partitions.map(({ topic, partition }) => ({ topic, partition, error: 0 }));
    });
    const writer = await kafkaWriter(brokers, 'id', 1000, undefined, { ...USUAL_TRANSFER, bufferBytes });
    let taken = 0;
    let most = 0;
    let over = false;
    const writing = (async () => {
      for (let i = 0; i < 5000; i += 10) {
        await writer.write(Array.from({ length: 10 }, (_, k) => record(i + k)));
        taken += 10_000;
        most = Math.max(most, taken - sent);
      }
      await writer.commit();
    })().finally(() => {
      over = true;
    });
    await settled();
    assert.equal(over, false);
    assert.ok(taken >= bufferBytes / 2, `only ${taken} bytes were taken`);
    while (!over) {
      for (const answer of waiting.splice(0)) answer();
      await settled();
    }
    await writing;
    // Beside the buffer the one call that filled it, and what batches have around their records.
    assert.ok(most <= bufferBytes + 20_000, `${most} bytes were held, of a buffer of ${bufferBytes}`);
    assert.ok(sent >= 5_000_000, `${sent} bytes of 5 million were sent`);
    await writer.close();
    brokers.close();
  });

test('a reader asks for no more while two answers of a broker are not read', async () => {
  let asked = 0;
  const brokers = clusterOf(1, async (kind, question) => {
    assert.equal(kind, 'Fetch');
    asked++;
    const [{ offset }] = (question as { readonly partitions: readonly [{ readonly offset: number }] }).partitions;
    const encoder = new BatchEncoder(4096);
    for (let i = 0; i < 10; i++)
      encoder.add({ topic: 'source', key: null, value: Buffer.alloc(100), timestamp: 0, headers: [] });
    const batches = encoder.seal({ producerId: 1, producerEpoch: 0, sequence: 0 });
    batches.writeBigInt64BE(BigInt(offset), 0);
    return {
      error: 0,
      partitions: [{ topic: 'source', partition: 0, error: 0, lastStableOffset: 1e9, aborted: [], batches }],
    };
  });
  const reader = await kafkaReader(brokers, [{ topic: 'source', partition: 0, from: 0 }]);
  await settled();
  assert.equal(asked, 2);
  let read = 0;
  for (let turn = 1; turn <= 5; turn++) {
    for (const { records } of (await reader.read(1000, never)) ?? []) read += records.length;
    // However long the work takes.
    await settled();
    assert.equal(asked, 2 * (turn + 1));
    assert.equal(read, 20 * turn);
  }
  await reader.close();
  brokers.close();
});
