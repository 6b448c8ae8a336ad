/** Rows that meet by another key than their topic's, on members that share that work: killed at any instant, each row is there once. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import type { Connector } from '../../runtime/connectors/port.ts';
import { never, readAll } from '../unit/connectors/conformance.ts';
import { brokers, freshTopic, open } from './broker.ts';
import { killJobs, startJob } from './job-process.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-repartition-'));

after(() => {
  killJobs();
  fs.rmSync(folder, { recursive: true, force: true });
});

const ROWS = 400;
const START = 1_700_000_000_000;

/** Keys are not what is grouped by. */
async function produce(connector: Connector, topic: string, part: number): Promise<void> {
  const writer = await connector.writer();
  const records = Array.from({ length: ROWS }, (_, i) => {
    const id = part * ROWS + i;
    const timestamp = START + id * 10;
    const value = Buffer.from(JSON.stringify({ id, item: `i${id % 7}`, amount: id % 10, at: timestamp }));
    return { topic, key: Buffer.from(`k${id % 13}`), value, timestamp, headers: [] };
  });
  await writer.write(records);
  await writer.commit();
  await writer.close();
}

const json = async (connector: Connector, topic: string): Promise<Record<string, unknown>[]> =>
  (await readAll(connector, topic)).map(({ value }) => JSON.parse(Buffer.from(value!).toString()));

async function grown(connector: Connector, topic: string, records: number): Promise<void> {
  while ((await readAll(connector, topic)).length < records) await new Promise(resolve => setTimeout(resolve, 300));
}

test('windows and sums by another key, shared by members that are killed', async () => {
  const [input, windows, sums] = [freshTopic(), freshTopic(), freshTopic()];
  const connector = await open();
  await connector.createTopic(input, 3, never);
  for (const topic of [windows, sums]) await connector.createTopic(topic, 1, never);
  const file = path.join(folder, 'job.sql');
  fs.writeFileSync(
    file,
    `CREATE STREAM source (id BIGINT, item STRING, amount BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '200' MILLISECOND) WITH (topic = '${input}', format = 'json', 'event.time.format' = 'epoch_millis');
CREATE STREAM windows WITH (topic = '${windows}', format = 'json') AS SELECT item, SUM(amount) AS total, _window_end AS until FROM source GROUP BY item WINDOW TUMBLING(1s) EMIT FINAL;
CREATE TABLE sums WITH (topic = '${sums}', format = 'json') AS SELECT item, SUM(amount) AS total, COUNT(*) AS n FROM source GROUP BY item EMIT CHANGES;`,
  );
  const group = `${input}-group`;
  const started = async () => startJob(file, await brokers(), group, ['--repartition']);
  const first = await started();
  await first.said('running');
  const second = await started();
  const fell = await second.said('assigned');
  // Three tasks that read the topic, and three of each query after it: each member has a part of them.
  const many = (fell.partitions as readonly string[]).length;
  assert.ok(many >= 4 && many <= 5, `${many} partitions`);
  await second.said('running');
  await produce(connector, input, 0);
  await grown(connector, sums, ROWS);
  first.process.kill('SIGKILL');
  await produce(connector, input, 1);
  await grown(connector, sums, 2 * ROWS);
  const third = await started();
  await third.said('running');
  second.process.kill('SIGKILL');
  await produce(connector, input, 2);
  await grown(connector, sums, 3 * ROWS);
  // 1,200 rows are 12 s; the last window is open.
  await grown(connector, windows, 7 * 11);
  third.process.kill('SIGTERM');
  assert.equal(await third.ended, 0);
  const ids = Array.from({ length: 3 * ROWS }, (_, id) => id);
  const expected = new Map<string, number>();
  for (const id of ids.filter(one => one < 1100)) {
    const key = `i${id % 7} ${Math.floor(id / 100)}`;
    expected.set(key, (expected.get(key) ?? 0) + (id % 10));
  }
  const found = (await json(connector, windows)).map(({ item, until, total }) => [
    `${item} ${(Date.parse(until as string) - START) / 1000 - 1}`,
    total,
  ]);
  assert.equal(found.length, new Set(found.map(([key]) => key)).size, 'a window came out twice');
  assert.deepEqual(found.toSorted(), [...expected].toSorted());
  const last = new Map((await json(connector, sums)).map(({ item, n, total }) => [item, [n, total]]));
  for (let item = 0; item < 7; item++) {
    const own = ids.filter(id => id % 7 === item);
    assert.deepEqual(last.get(`i${item}`), [own.length, own.reduce((sum, id) => sum + (id % 10), 0)]);
  }
  assert.equal((await json(connector, sums)).length, 3 * ROWS, 'a row of the sums came out twice, or was lost');
});
