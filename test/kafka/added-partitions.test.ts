/** Partitions that are added to a topic under a job: what has no state takes them, what goes by the declared key stops and says why. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Connector } from '../../runtime/connectors/port.ts';
import { never, writeAll } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';
import { started } from './jobs.ts';
import { withAdmin } from './kafkajs.ts';
import { grown, rowOf } from './rows.ts';

const produce = (connector: Connector, topic: string, partition: number, id: number): Promise<void> => {
  const value = Buffer.from(JSON.stringify({ id, k: 'a' }));
  return writeAll(connector, [{ topic, partition, key: Buffer.from('a'), value, timestamp: id, headers: [] }]);
};

const grow = (topic: string, count: number): Promise<unknown> =>
  withAdmin(admin => admin.createPartitions({ topicPartitions: [{ topic, count }] }));

test('what has no state takes partitions that are added', async () => {
  const [input, output] = [freshTopic(), freshTopic()];
  const connector = await open();
  await connector.createTopic(input, 1, never);
  await connector.createTopic(output, 1, never);
  const job = await started(
    `CREATE STREAM source (id BIGINT) WITH (topic = '${input}', format = 'json');
CREATE STREAM made WITH (topic = '${output}', format = 'json') AS SELECT id FROM source;`,
    `${input}-group`,
  );
  await job.said('running');
  await produce(connector, input, 0, 1);
  await grow(input, 3);
  const later = await open();
  await produce(later, input, 2, 2);
  const found = (await grown(connector, output, 2)).map(record => rowOf(record).id);
  assert.deepEqual(found.toSorted(), [1, 2]);
  job.process.kill('SIGTERM');
  assert.equal(await job.ended, 0);
});

test('where tasks go by the declared key the job stops, and says that keys are elsewhere now', async () => {
  const [input, output] = [freshTopic(), freshTopic()];
  const connector = await open();
  await connector.createTopic(input, 2, never);
  await connector.createTopic(output, 1, never);
  const job = await started(
    `CREATE STREAM source (k STRING PRIMARY KEY, id BIGINT) WITH (topic = '${input}', format = 'json');
CREATE TABLE made WITH (topic = '${output}', format = 'json') AS SELECT k, COUNT(*) AS n FROM source GROUP BY k EMIT CHANGES;`,
    `${input}-group`,
  );
  await job.said('running');
  await grow(input, 3);
  assert.equal(await job.ended, 1);
  const { message } = job.lines.findLast(({ level }) => level === 'error')!;
  assert.match(String(message), new RegExp(`'${input}' had 2 partitions when the job began and has 3 now`));
});
