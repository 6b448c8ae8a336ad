/** Where Kafka's logs are not plain rows of records: markers, compaction, compression, removed and remade topics. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Outage } from '../../runtime/connectors/kafka/outage.ts';
import { COMPRESSIONS } from '../../runtime/connectors/kafka/records/compression.ts';
import { type Connector, ConnectorError } from '../../runtime/connectors/port.ts';
import { quickly, timeOf } from '../quickly.ts';
import { never, readAll, record, writeAll } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';
import { makeTopicWith, withAdmin, withProducer } from './kafkajs.ts';

const texts = (records: readonly { readonly value: Uint8Array | null }[]) =>
  records.map(({ value }) => value && Buffer.from(value).toString());

/** Reads partition 0 from `from` to `to`; fails when that does not end within a minute. */
async function readTo(connector: Connector, topic: string, from: number, to: number) {
  const reader = await connector.reader([{ topic, partition: 0, from, to }]);
  const began = performance.now();
  const records = [];
  let nextOffset = from;
  for (;;) {
    const batches = await reader.read(100, never);
    if (!batches) break;
    for (const batch of batches) {
      records.push(...batch.records);
      nextOffset = batch.nextOffset;
    }
    assert.ok(performance.now() - began < 60_000, `no end at ${topic}-0@${to}`);
  }
  await reader.close();
  return { records, nextOffset };
}

test('is done at the end of a topic whose last offsets are transaction markers', async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 1, never);
  await writeAll(connector, [record(topic, 'k', '1')]);
  const end = (await connector.partitions(topic, never))![0]!.end;
  assert.equal(end, 2, 'the marker has an offset');
  assert.deepEqual(texts((await readTo(connector, topic, 0, end)).records), ['1']);
  assert.deepEqual((await readTo(connector, topic, 1, end)).records, [], 'the marker alone');
  await connector.close();
});

test('tells how far it has read, past the markers that follow the last record', async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 1, never);
  const reader = await connector.reader([{ topic, partition: 0, from: 0 }]);
  let nextOffset = 0;
  for (const value of ['1', '2']) {
    await writeAll(connector, [record(topic, 'k', value)]);
    const end = (await connector.partitions(topic, never))![0]!.end;
    const deadline = performance.now() + 60_000;
    while (nextOffset < end && performance.now() < deadline)
      for (const batch of (await reader.read(100, never))!) nextOffset = batch.nextOffset;
    assert.equal(nextOffset, end);
  }
  await reader.close();
  await connector.close();
});

test('is done where compaction has removed what was there', async () => {
  const topic = freshTopic();
  const connector = await open();
  await makeTopicWith(topic, {
    'cleanup.policy': 'compact',
    'segment.ms': '50',
    'min.cleanable.dirty.ratio': '0.0',
    'min.compaction.lag.ms': '0',
  });
  await withProducer(undefined, async producer => {
    for (let i = 0; i < 20; i++)
      await producer.send({ topic, messages: [{ key: i % 5 === 0 ? `kept ${i}` : 'overwritten', value: `${i}` }] });
    await pause(100);
    await producer.send({ topic, messages: [{ key: 'rolls the segment', value: 'last' }] });
  });
  const deadline = performance.now() + 180_000;
  let left = await readAll(connector, topic);
  while (left.length > 6 && performance.now() < deadline) {
    await pause(250);
    left = await readAll(connector, topic);
  }
  assert.deepEqual(texts(left), ['0', '5', '10', '15', '19', 'last']);
  // From and to within the gaps: 16 to 18 are gone.
  for (let to = 1; to <= 21; to++) {
    const expected = left.filter(({ offset }) => offset >= 2 && offset < to);
    assert.deepEqual(texts((await readTo(connector, topic, 2, to)).records), texts(expected), `to ${to}`);
  }
  await connector.close();
});

for (const compression of ['gzip', 'snappy', 'lz4', 'zstd'])
  test(`reads what the broker has compressed with ${compression}`, async () => {
    const topic = freshTopic();
    const connector = await open();
    await makeTopicWith(topic, { 'compression.type': compression });
    const written = Array.from({ length: 3000 }, (_, i) =>
      // Repetitive and random parts, short and long: literals and copies of every kind.
      i % 100 === 0
        ? record(topic, 'long', 'ab'.repeat(20_000) + Math.random())
        : record(topic, `${i % 17}`, `{"i":${i},"r":${Math.random()},"pad":"${'xyz'.repeat(i % 90)}"}`),
    );
    await writeAll(connector, written);
    assert.deepEqual(texts(await readAll(connector, topic)), texts(written));
    await connector.close();
  });

for (const compression of COMPRESSIONS)
  test(`the broker unpacks what was written with ${compression}`, async () => {
    const topic = freshTopic();
    const connector = await open({ compressionOf: () => compression });
    // It has to: the topic wants its records as they are.
    await makeTopicWith(topic, { 'compression.type': 'uncompressed' });
    const written = Array.from({ length: 3000 }, (_, i) =>
      i % 100 === 0
        ? record(topic, 'long', `${'ab'.repeat(40_000)}${Math.random()}`)
        : record(topic, `${i % 17}`, `{"i":${i},"r":${Math.random()},"pad":"${'xyz'.repeat(i % 90)}"}`),
    );
    await writeAll(connector, written);
    const plain = await open();
    assert.deepEqual(texts(await readAll(plain, topic)), texts(written));
    await connector.close();
    await plain.close();
  });

test("gives the broker's time where the topic goes by it", async () => {
  const topic = freshTopic();
  const connector = await open();
  await makeTopicWith(topic, { 'message.timestamp.type': 'LogAppendTime' });
  const before = Date.now();
  await writeAll(connector, [record(topic, 'k', '1'), record(topic, 'k', '2')]);
  for (const { timestamp } of await readAll(connector, topic))
    assert.ok(timestamp >= before - 1000 && timestamp <= Date.now() + 1000, `${timestamp}`);
  await connector.close();
});

test('goes on at the earliest record where older ones were removed, and says so', async () => {
  const topic = freshTopic();
  const told: Outage[] = [];
  const connector = await open({ onOutage: news => told.push(news) });
  await connector.createTopic(topic, 1, never);
  await withProducer(undefined, producer =>
    producer.send({ topic, messages: Array.from({ length: 10 }, (_, i) => ({ value: `${i}` })) }),
  );
  await withAdmin(async admin => {
    // kafkajs deletes only from topics it has looked at.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '7' }] });
  });
  assert.deepEqual(await connector.partitions(topic, never), [{ partition: 0, earliest: 7, end: 10 }]);
  assert.deepEqual(texts((await readTo(connector, topic, 2, 10)).records), ['7', '8', '9']);
  assert.match(told.map(news => ('gone' in news ? news.gone : '')).join(), /from offset 7 on only.* from 2 on is gone/);
  assert.deepEqual((await readTo(connector, topic, 2, 5)).records, []);
  await connector.close();
});

test('says so when a topic ends before the offset to go on from', async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 1, never);
  await writeAll(connector, [record(topic, 'k', '1')]);
  const reader = await connector.reader([{ topic, partition: 0, from: 500 }]);
  await assert.rejects(
    reader.read(5000, never),
    error => error instanceof ConnectorError && error.kind === 'unreadable' && /before 500/.test(error.message),
  );
  await reader.close();
  await connector.close();
});

test('sleeps and wakes within an abort signal, at once', async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 1, never);
  const reader = await connector.reader([{ topic, partition: 0, from: 0 }]);
  await quickly(200, async () => {
    const stop = new AbortController();
    const waiting = reader.read(30_000, stop.signal);
    await pause(100);
    return await timeOf(async () => {
      stop.abort(new Error('enough'));
      await assert.rejects(waiting, /enough/);
    });
  });
  await reader.close();
  await connector.close();
});

test('leaves no trace in the cluster: no consumer group', async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 1, never);
  await writeAll(connector, [record(topic, 'k', '1')]);
  const groups = () => withAdmin(async admin => (await admin.listGroups()).groups.map(({ groupId }) => groupId).sort());
  const before = await groups();
  await readAll(connector, topic);
  assert.deepEqual(await groups(), before);
  await connector.close();
});

test('reads a small topic whole in a moment, from connecting to closing', async () => {
  const topic = freshTopic();
  const first = await open();
  await first.createTopic(topic, 3, never);
  await writeAll(
    first,
    Array.from({ length: 100 }, (_, i) => record(topic, `${i}`, `${i}`)),
  );
  await quickly(1000, () =>
    timeOf(async () => {
      const connector = await open();
      assert.equal((await readAll(connector, topic)).length, 100);
      await connector.close();
    }),
  );
  await first.close();
});
