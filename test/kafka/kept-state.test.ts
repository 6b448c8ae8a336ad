/** A job's state in a topic of a real broker: gone on with after kill -9, refused when it is of another query or could be lost. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Connector } from '../../runtime/connectors/port.ts';
import { never, writeAll } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';
import { started } from './jobs.ts';
import { grown, textOf } from './rows.ts';

const produce = (
  connector: Connector,
  topic: string,
  values: readonly (readonly [k: string, v: number])[],
): Promise<void> =>
  writeAll(
    connector,
    values.map(([k, v]) => ({
      topic,
      key: Buffer.from(k),
      value: Buffer.from(JSON.stringify({ k, v })),
      timestamp: 0,
      headers: [],
    })),
  );

const sqlOf = (input: string, output: string, aggregate: string): string =>
  `CREATE STREAM source (k STRING, v BIGINT) WITH (topic = '${input}', format = 'json');
CREATE TABLE sums WITH (topic = '${output}', format = 'json') AS SELECT k, ${aggregate} AS total FROM source GROUP BY k EMIT CHANGES;`;

test('after kill -9 it goes on with what was kept, not with what it could read again', async () => {
  const [input, output] = [freshTopic(), freshTopic()];
  const connector = await open();
  await connector.createTopic(input, 1, never);
  const group = `${input}-group`;
  const sql = sqlOf(input, output, 'SUM(v)');
  const first = await started(sql, group);
  await first.said('running');
  await produce(connector, input, [
    ['a', 1],
    ['b', 10],
    ['a', 2],
  ]);
  await grown(connector, output, 3);
  first.process.kill('SIGKILL');
  await first.ended;
  // Made again of what is read from here on, the sums would begin at 0.
  const writer = await connector.writer();
  const committed = (await connector.committed(group, input, never)).get(0)!;
  await writer.commit({ group: `${group}.began-at`, offsets: [{ topic: input, partition: 0, offset: committed }] });
  await writer.close();
  const second = await started(sql, group);
  await produce(connector, input, [
    ['a', 3],
    ['b', 20],
  ]);
  assert.deepEqual((await grown(connector, output, 5)).slice(3).map(textOf), [
    '{"k":"a","total":6}',
    '{"k":"b","total":30}',
  ]);
  second.process.kill('SIGTERM');
  assert.equal(await second.ended, 0);

  const other = await started(sqlOf(input, output, 'MAX(v)'), group);
  assert.equal(await other.ended, 1);
  assert.match(String(other.lines.at(-1)?.message), /sums: aggregate is another one than it was.*--reset-state/);
  const reset = await started(sqlOf(input, output, 'MAX(v)'), group, ['--reset-state']);
  await reset.said('running');
  await produce(connector, input, [
    ['a', 4],
    ['a', 2],
  ]);
  assert.deepEqual((await grown(connector, output, 7)).slice(5).map(textOf), [
    '{"k":"a","total":4}',
    '{"k":"a","total":4}',
  ]);
  reset.process.kill('SIGTERM');
  assert.equal(await reset.ended, 0);
});

test('a topic for state that forgets records is refused', async () => {
  const [input, output] = [freshTopic(), freshTopic()];
  const connector = await open();
  const group = `${input}-group`;
  await connector.createTopic(input, 1, never);
  await connector.createTopic(`${group}-sums-changelog`, 1, never);
  const job = await started(sqlOf(input, output, 'SUM(v)'), group);
  assert.notEqual(await job.ended, 0);
  assert.match(JSON.stringify(job.lines), /cleanup\.policy=delete, which loses some of it/);
});
