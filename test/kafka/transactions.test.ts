/** What makes output exactly-once: transactions, their markers, fencing, and what other clients see of them. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import test from 'node:test';
import { ConnectorError } from '../../runtime/connectors/port.ts';
import { never, readAll, record, writeAll } from '../unit/connectors/conformance.ts';
import { brokers, freshTopic, open } from './broker.ts';
import { consume, withAdmin, withProducer } from './kafkajs.ts';

const values = async (topic: string) => {
  const connector = await open();
  try {
    return (await readAll(connector, topic)).map(({ value }) => Buffer.from(value!).toString());
  } finally {
    await connector.close();
  }
};

test("does not show what another client's transaction wrote and aborted", async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 1, never);
  const write = (id: string, value: string, commit: boolean) =>
    withProducer(id, async producer => {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value: `${value} first` }] });
      // Another producer's committed records stand between those that are aborted.
      await withProducer(undefined, plain => plain.send({ topic, messages: [{ value: `between ${value}` }] }));
      await transaction.send({ topic, messages: [{ value: `${value} second` }] });
      await (commit ? transaction.commit() : transaction.abort());
    });
  await write(`${topic}-a`, 'dropped', false);
  await write(`${topic}-a`, 'kept', true);
  await write(`${topic}-b`, 'dropped too', false);
  const expected = ['between dropped', 'kept first', 'between kept', 'kept second', 'between dropped too'];
  assert.deepEqual(await values(topic), expected);
  // From within an aborted transaction too.
  assert.deepEqual(
    (await readAll(connector, topic, 1)).map(({ value }) => Buffer.from(value!).toString()),
    expected,
  );
  await connector.close();
});

test('what is behind an open transaction of somebody else is not there yet', async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 1, never);
  await writeAll(connector, [record(topic, 'k', 'before')]);
  await withProducer(`${topic}-open`, async producer => {
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value: 'open' }] });
    await withProducer(undefined, plain => plain.send({ topic, messages: [{ value: 'behind' }] }));
    assert.deepEqual(await values(topic), ['before']);
    await transaction.commit();
  });
  assert.deepEqual(await values(topic), ['before', 'open', 'behind']);
  await connector.close();
});

test('another client reads what was written: keys, partitions, timestamps, headers', async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 5, never);
  const written = Array.from({ length: 50 }, (_, i) => ({
    topic,
    timestamp: 1_700_000_000_000 - i * 3_600_000,
    key: Buffer.from(`key ${i}`),
    value: i % 7 === 0 ? null : Buffer.from(`"value ${i}"`),
    headers: [['n', Buffer.from(`${i}`)]] as const,
  }));
  await writeAll(connector, written);
  const seen = await consume(topic, 50);
  // kafkajs' default partitioner is written after Java's: the same keys through it land in the same partitions.
  const other = freshTopic();
  await connector.createTopic(other, 5, never);
  await withProducer(undefined, producer =>
    producer.send({ topic: other, messages: written.map(({ key }) => ({ key, value: '' })) }),
  );
  const partitionOf = new Map((await consume(other, 50)).map(({ key, partition }) => [key, partition]));
  for (const { timestamp, key, value, headers } of written) {
    const found = seen.find(one => one.key === key.toString());
    assert.deepEqual(found, {
      partition: partitionOf.get(key.toString()),
      key: key.toString(),
      value: value?.toString() ?? null,
      timestamp,
      headers: { n: headers[0]![1].toString() },
    });
  }
  await connector.close();
});

test('input offsets are committed for every client, or for none', async () => {
  const topic = freshTopic();
  const group = `group-${topic}`;
  const connector = await open();
  await connector.createTopic(topic, 1, never);
  const writer = await connector.writer();
  await writer.write([record(topic, 'k', '1')]);
  await writer.commit({ group, offsets: [{ topic, partition: 0, offset: 41 }] });
  const offsets = () => withAdmin(admin => admin.fetchOffsets({ groupId: group, topics: [topic] }));
  assert.equal((await offsets())[0]?.partitions[0]?.offset, '41');
  await writer.write([{ ...record(topic, 'k', 'x'.repeat(3 << 20)) }]);
  await assert.rejects(
    writer.commit({ group, offsets: [{ topic, partition: 0, offset: 42 }] }),
    error => error instanceof ConnectorError && error.kind === 'refused' && /max\.message\.bytes/.test(error.message),
  );
  await writer.abort();
  assert.equal((await offsets())[0]?.partitions[0]?.offset, '41');
  await writer.write([record(topic, 'k', '2')]);
  await writer.commit({ group, offsets: [{ topic, partition: 0, offset: 43 }] });
  assert.equal((await connector.committed(group, topic, never)).get(0), 43);
  assert.deepEqual(await values(topic), ['1', '2']);
  await connector.close();
});

test('an abort after megabytes were sent leaves nothing, and writing goes on', async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 2, never);
  const writer = await connector.writer();
  const pad = 'x'.repeat(1000);
  const many = (name: string) => Array.from({ length: 6000 }, (_, i) => record(topic, `${i}`, `${name} ${i} ${pad}`));
  await writer.write(many('dropped'));
  await writer.write(many('dropped'));
  await writer.abort();
  await writer.write(many('kept'));
  await writer.commit();
  await writer.write(many('dropped'));
  await writer.close();
  const kept = await values(topic);
  assert.equal(kept.length, 6000);
  assert.ok(kept.every(value => value.startsWith('kept')));
  await connector.close();
});

test('a second writer of the same transactional id fences the first', async () => {
  const topic = freshTopic();
  const [first, second] = [await open({ transactionalId: topic }), await open({ transactionalId: topic })];
  await first.createTopic(topic, 1, never);
  const old = await first.writer();
  await old.write([record(topic, 'k', 'old 1')]);
  await old.commit();
  await old.write([record(topic, 'k', 'old 2')]);
  const owner = await second.writer();
  await owner.write([record(topic, 'k', 'new 1')]);
  await owner.commit();
  await assert.rejects(
    old.commit(),
    error => error instanceof ConnectorError && error.kind === 'refused' && /taken over/.test(error.message),
  );
  // Giving up must not take the id back from its new owner.
  await assert.doesNotReject(old.close());
  await owner.write([record(topic, 'k', 'new 2')]);
  await owner.commit();
  assert.deepEqual(await values(topic), ['old 1', 'new 1', 'new 2']);
  await first.close();
  await second.close();
});

test('a killed writer leaves nothing behind for its successor', async () => {
  const topic = freshTopic();
  const connector = await open({ transactionalId: topic });
  await connector.createTopic(topic, 1, never);
  const child = spawn(process.execPath, [
    path.join(import.meta.dirname, 'killed-writer.ts'),
    (await brokers())[0]!,
    topic,
  ]);
  child.stderr.pipe(process.stderr);
  const [said] = await once(child.stdout, 'data');
  assert.match(String(said), /sent/);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const writer = await connector.writer();
  await writer.write([record(topic, 'k', 'successor')]);
  await writer.commit();
  assert.deepEqual(await values(topic), ['committed', 'successor']);
  await connector.close();
});
