/** Records that nobody reads any more are deleted; what cannot be deleted stays, and nothing is thrown. */
import assert from 'node:assert/strict';
import test from 'node:test';
import kafkajs from 'kafkajs';
import { never, readAll } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';
import { withAdmin } from './kafkajs.ts';

test('what stands before the offset is gone, in the partitions that are named', async () => {
  const connector = await open();
  const topic = freshTopic();
  await connector.createTopic(topic, 2, never);
  const writer = await connector.writer();
  await writer.write(
    Array.from({ length: 10 }, (_, i) => ({
      topic,
      partition: i % 2,
      timestamp: i,
      key: null,
      value: Buffer.from(String(i)),
      headers: [],
    })),
  );
  await writer.commit();
  await writer.close();
  await connector.deleteBefore!([{ topic, partition: 1, offset: 3 }], never);
  assert.deepEqual(
    (await connector.partitions(topic, never))!.map(({ earliest }) => earliest),
    [0, 3],
  );
  const left = (await readAll(connector, topic)).map(({ value }) => Buffer.from(value!).toString());
  assert.deepEqual(left.toSorted(), ['0', '2', '4', '6', '7', '8', '9']);
  // Beyond the end, and of a topic that is not there.
  await connector.deleteBefore!([{ topic, partition: 0, offset: 1000 }], never);
  await connector.deleteBefore!([{ topic: freshTopic(), partition: 0, offset: 1 }], never);
  assert.equal((await connector.partitions(topic, never))![0]!.earliest, 0);
});

test('a topic whose records stay until they are deleted is made so', async () => {
  const connector = await open();
  const topic = freshTopic();
  await connector.createTopic(topic, 2, never, 'until deleted');
  const { resources } = await withAdmin(admin =>
    admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }],
    }),
  );
  const settings = new Map(resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue]));
  assert.deepEqual(
    ['cleanup.policy', 'retention.ms', 'retention.bytes', 'segment.bytes'].map(name => settings.get(name)),
    ['delete', '-1', '-1', String(50 * 1024 * 1024)],
  );
});
