/** Partitions that are added to a topic under a job: what has no state takes them, what goes by the declared key stops and says why. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import type { Connector } from '../../runtime/connectors/port.ts';
import { never, readAll } from '../unit/connectors/conformance.ts';
import { brokers, freshTopic, open } from './broker.ts';
import { killJobs, startJob } from './job-process.ts';
import { withAdmin } from './kafkajs.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-added-'));

after(() => {
  killJobs();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function produce(connector: Connector, topic: string, partition: number, id: number): Promise<void> {
  const writer = await connector.writer();
  const value = Buffer.from(JSON.stringify({ id, k: 'a' }));
  await writer.write([{ topic, partition, key: Buffer.from('a'), value, timestamp: id, headers: [] }]);
  await writer.commit();
  await writer.close();
}

const grow = (topic: string, count: number): Promise<unknown> =>
  withAdmin(admin => admin.createPartitions({ topicPartitions: [{ topic, count }] }));

const started = async (sql: string, group: string) => {
  const file = path.join(folder, `${group}.sql`);
  fs.writeFileSync(file, sql);
  return startJob(file, await brokers(), group);
};

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
  const found = async (): Promise<readonly number[]> =>
    (await readAll(connector, output)).map(({ value }) => JSON.parse(Buffer.from(value!).toString()).id);
  while ((await found()).length < 2) await new Promise(resolve => setTimeout(resolve, 200));
  assert.deepEqual((await found()).toSorted(), [1, 2]);
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
