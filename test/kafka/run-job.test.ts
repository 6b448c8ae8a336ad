/** Jobs that are killed at any instant: what `ferris-sql run` has written is what it would have written without. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import type { Connector } from '../../runtime/connectors/port.ts';
import { never, readAll } from '../unit/connectors/conformance.ts';
import { brokers, freshTopic, open } from './broker.ts';
import { type JobProcess, killJobs, startJob } from './job-process.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-run-'));

after(() => {
  killJobs();
  fs.rmSync(folder, { recursive: true, force: true });
});

const started = async (sql: string, group: string, flags: readonly string[] = []): Promise<JobProcess> => {
  const file = path.join(folder, `${group}.sql`);
  fs.writeFileSync(file, sql);
  return startJob(file, await brokers(), group, flags);
};

const json = async (connector: Connector, topic: string): Promise<Record<string, unknown>[]> =>
  (await readAll(connector, topic)).map(({ value }) => JSON.parse(Buffer.from(value!).toString()));

/** Asks until there are so many records. */
async function grown(connector: Connector, topic: string, records: number): Promise<void> {
  for (;;) {
    const partitions = (await connector.partitions(topic, never)) ?? [];
    // Markers of transactions count as offsets, and never as records.
    if (partitions.reduce((sum, { end, earliest }) => sum + end - earliest, 0) >= records)
      if ((await readAll(connector, topic)).length >= records) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

const ROWS = 400;

/** Records 1 to ROWS·parts in parts, so that jobs die between them. */
async function produce(connector: Connector, topic: string, part: number): Promise<void> {
  const writer = await connector.writer();
  await writer.write(
    Array.from({ length: ROWS }, (_, i) => {
      const id = part * ROWS + i;
      const value = Buffer.from(
        JSON.stringify({ id, item: `i${id % 7}`, amount: id % 10, at: 1_700_000_000_000 + id * 10 }),
      );
      return { topic, key: Buffer.from(`k${id % 13}`), value, timestamp: 1_700_000_000_000 + id * 10, headers: [] };
    }),
  );
  await writer.commit();
  await writer.close();
}

test('members share the partitions; killed and started again, each row is there once', async () => {
  const [input, output] = [freshTopic(), freshTopic()];
  const connector = await open();
  await connector.createTopic(input, 4, never);
  await connector.createTopic(output, 2, never);
  const sql = `CREATE STREAM source (id BIGINT, amount BIGINT) WITH (topic = '${input}', format = 'json');
CREATE STREAM made WITH (topic = '${output}', format = 'json') AS SELECT id, amount * 2 AS twice FROM source WHERE id >= 0;`;
  const group = `${input}-group`;
  const first = await started(sql, group);
  const second = await started(sql, group);
  await first.said('running');
  await second.said('running');
  await produce(connector, input, 0);
  await grown(connector, output, ROWS / 2);
  first.process.kill('SIGKILL');
  await produce(connector, input, 1);
  const third = await started(sql, group);
  await produce(connector, input, 2);
  await third.said('running');
  second.process.kill('SIGTERM');
  assert.equal(await second.ended, 0);
  await produce(connector, input, 3);
  await grown(connector, output, 4 * ROWS);
  third.process.kill('SIGTERM');
  assert.equal(await third.ended, 0);
  const rows = await json(connector, output);
  assert.deepEqual(
    rows.map(({ id }) => Number(id)).toSorted((a, b) => a - b),
    Array.from({ length: 4 * ROWS }, (_, id) => id),
  );
  assert.ok(rows.every(({ id, twice }) => twice === 2 * (Number(id) % 10)));
});

test('windows and running sums go on where the member that was killed had come to', async () => {
  const [input, windows, sums] = [freshTopic(), freshTopic(), freshTopic()];
  const connector = await open();
  await connector.createTopic(input, 2, never);
  for (const topic of [windows, sums]) await connector.createTopic(topic, 1, never);
  const sql = `CREATE STREAM source (id BIGINT, item STRING, amount BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '200' MILLISECOND) WITH (topic = '${input}', format = 'json', 'event.time.format' = 'epoch_millis');
CREATE STREAM windows WITH (topic = '${windows}', format = 'json') AS SELECT item, SUM(amount) AS total, _window_end AS until FROM source GROUP BY item WINDOW TUMBLING(1s) EMIT FINAL;
CREATE TABLE sums WITH (topic = '${sums}', format = 'json') AS SELECT item, SUM(amount) AS total, COUNT(*) AS n FROM source GROUP BY item EMIT CHANGES;`;
  const group = `${input}-group`;
  const first = await started(sql, group);
  await first.said('running');
  const second = await started(sql, group);
  await second.said('standing by');
  await produce(connector, input, 0);
  await grown(connector, windows, 7);
  first.process.kill('SIGKILL');
  await second.said('running');
  await produce(connector, input, 1);
  await grown(connector, windows, 7 * 5);
  second.process.kill('SIGKILL');
  const third = await started(sql, group);
  await produce(connector, input, 2);
  await third.said('running');
  // Windows end 200 ms after the last row's time at the earliest: 1,200 rows are 12 s, and eleven windows are closed.
  await grown(connector, windows, 7 * 11);
  await grown(connector, sums, 3 * ROWS);
  third.process.kill('SIGTERM');
  assert.equal(await third.ended, 0);
  const ids = Array.from({ length: 3 * ROWS }, (_, id) => id);
  const expected = new Map<string, number>();
  for (const id of ids.filter(one => one < 1100)) {
    const key = `i${id % 7} ${Math.floor(id / 100)}`;
    expected.set(key, (expected.get(key) ?? 0) + (id % 10));
  }
  const found = (await json(connector, windows)).map(({ item, until, total }) => [
    `${item} ${(Date.parse(until as string) - 1_700_000_000_000) / 1000 - 1}`,
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

test('where the declared key is what is grouped by, members share the work with its state', async () => {
  const [input, windows, sums] = [freshTopic(), freshTopic(), freshTopic()];
  const connector = await open();
  await connector.createTopic(input, 4, never);
  for (const topic of [windows, sums]) await connector.createTopic(topic, 1, never);
  const sql = `CREATE STREAM source (item STRING PRIMARY KEY, id BIGINT, amount BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '200' MILLISECOND) WITH (topic = '${input}', format = 'json', 'event.time.format' = 'epoch_millis');
CREATE STREAM windows WITH (topic = '${windows}', format = 'json') AS SELECT item, SUM(amount) AS total, _window_end AS until FROM source GROUP BY item WINDOW TUMBLING(1s) EMIT FINAL;
CREATE TABLE sums WITH (topic = '${sums}', format = 'json') AS SELECT item, SUM(amount) AS total, COUNT(*) AS n FROM source GROUP BY item EMIT CHANGES;`;
  const group = `${input}-group`;
  const byItem = async (part: number): Promise<void> => {
    const writer = await connector.writer();
    const records = Array.from({ length: ROWS }, (_, i) => {
      const [id, item] = [part * ROWS + i, `i${i % 7}`];
      const timestamp = 1_700_000_000_000 + id * 10;
      const value = Buffer.from(JSON.stringify({ id, item, amount: id % 10, at: timestamp }));
      return { topic: input, key: Buffer.from(item), value, timestamp, headers: [] };
    });
    await writer.write(records);
    await writer.commit();
    await writer.close();
  };
  const first = await started(sql, group);
  await first.said('running');
  const second = await started(sql, group);
  const fell = await second.said('assigned');
  assert.equal((fell.partitions as readonly string[]).length, 2);
  await second.said('running');
  await byItem(0);
  await grown(connector, sums, ROWS);
  first.process.kill('SIGKILL');
  await byItem(1);
  await grown(connector, sums, 2 * ROWS);
  const third = await started(sql, group, ['--workers', '2']);
  await third.said('running');
  await byItem(2);
  second.process.kill('SIGTERM');
  assert.equal(await second.ended, 0);
  await grown(connector, sums, 3 * ROWS);
  third.process.kill('SIGTERM');
  assert.equal(await third.ended, 0);
  const of = (part: number, index: number): number => part * ROWS + index;
  const ids = [0, 1, 2].flatMap(part =>
    Array.from({ length: ROWS }, (_, i) => ({ id: of(part, i), item: `i${i % 7}` })),
  );
  const found = await json(connector, sums);
  assert.equal(found.length, 3 * ROWS, 'a row of the sums came out twice, or was lost');
  const last = new Map(found.map(({ item, n, total }) => [item, [n, total]]));
  for (let item = 0; item < 7; item++) {
    const own = ids.filter(one => one.item === `i${item}`);
    assert.deepEqual(last.get(`i${item}`), [own.length, own.reduce((sum, { id }) => sum + (id % 10), 0)]);
  }
  const closed = await json(connector, windows);
  const expected = new Map<string, number>();
  for (const { id, item } of ids) {
    const key = `${item} ${Math.floor(id / 100)}`;
    expected.set(key, (expected.get(key) ?? 0) + (id % 10));
  }
  const keys = closed.map(
    ({ item, until }) => `${item} ${(Date.parse(until as string) - 1_700_000_000_000) / 1000 - 1}`,
  );
  assert.equal(keys.length, new Set(keys).size, 'a window came out twice');
  for (const [i, key] of keys.entries()) assert.equal(closed[i]!.total, expected.get(key), key);
  // All windows but the last of each partition are closed.
  assert.ok(keys.length >= 7 * 11, `${keys.length} windows`);
});
