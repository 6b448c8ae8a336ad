/** Jobs that are killed at any instant: what `ferris-sql run` has written is what it would have written without. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { never, readAll, writeAll } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';
import { started } from './jobs.ts';
import { grown, rowOf } from './rows.ts';
import { assertThreeParts, CLOSED, keyOf, produce, ROWS, START, sqlOf } from './windows-and-sums.ts';

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
  const rows = (await readAll(connector, output)).map(rowOf);
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
  const sql = sqlOf({ input, windows, sums });
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
  await grown(connector, windows, CLOSED);
  await grown(connector, sums, 3 * ROWS);
  third.process.kill('SIGTERM');
  assert.equal(await third.ended, 0);
  await assertThreeParts(connector, { input, windows, sums });
});

test('where the declared key is what is grouped by, members share the work with its state', async () => {
  const [input, windows, sums] = [freshTopic(), freshTopic(), freshTopic()];
  const connector = await open();
  await connector.createTopic(input, 4, never);
  for (const topic of [windows, sums]) await connector.createTopic(topic, 1, never);
  const sql = sqlOf({ input, windows, sums }, 'item STRING PRIMARY KEY, id BIGINT');
  const group = `${input}-group`;
  const byItem = (part: number): Promise<void> =>
    writeAll(
      connector,
      Array.from({ length: ROWS }, (_, i) => {
        const [id, item] = [part * ROWS + i, `i${i % 7}`];
        const timestamp = START + id * 10;
        const value = Buffer.from(JSON.stringify({ id, item, amount: id % 10, at: timestamp }));
        return { topic: input, key: Buffer.from(item), value, timestamp, headers: [] };
      }),
    );
  const first = await started(sql, group);
  await first.said('running');
  const second = await started(sql, group);
  // Of four; all of them where a busy machine has the first one be given up for a moment.
  await second.said('assigned', ({ partitions }) => (partitions as readonly string[]).length === 2);
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
  const found = (await readAll(connector, sums)).map(rowOf);
  assert.equal(found.length, 3 * ROWS, 'a row of the sums came out twice, or was lost');
  const last = new Map(found.map(({ item, n, total }) => [item, [n, total]]));
  for (let item = 0; item < 7; item++) {
    const own = ids.filter(one => one.item === `i${item}`);
    assert.deepEqual(last.get(`i${item}`), [own.length, own.reduce((sum, { id }) => sum + (id % 10), 0)]);
  }
  const closed = (await readAll(connector, windows)).map(rowOf);
  const expected = new Map<string, number>();
  for (const { id, item } of ids) {
    const key = `${item} ${Math.floor(id / 100)}`;
    expected.set(key, (expected.get(key) ?? 0) + (id % 10));
  }
  const keys = closed.map(keyOf);
  assert.equal(keys.length, new Set(keys).size, 'a window came out twice');
  for (const [i, key] of keys.entries()) assert.equal(closed[i]!.total, expected.get(key), key);
  // All windows but the last of each partition are closed.
  assert.ok(keys.length >= CLOSED, `${keys.length} windows`);
});
