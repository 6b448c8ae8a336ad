/** Snapshots of a job's state beside a real broker: what is left to be read after a restart, and a topic that was made again. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import type { Connector } from '../../runtime/connectors/port.ts';
import { never, writeAll } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';
import type { JobProcess } from './job-process.ts';
import { folder, started } from './jobs.ts';
import { withAdmin } from './kafkajs.ts';
import { grown, rowOf, textOf } from './rows.ts';

const KEYS = 15_000;

const produce = (connector: Connector, topic: string, from: number, to: number): Promise<void> =>
  writeAll(
    connector,
    Array.from({ length: to - from }, (_, i) => ({
      topic,
      key: null,
      value: Buffer.from(JSON.stringify({ k: `k${from + i}`, v: 1 })),
      timestamp: 0,
      headers: [],
    })),
  );

test('after SIGTERM and after kill -9 little is read, and of a topic that was made again all of it', async () => {
  const [input, output] = [freshTopic(), freshTopic()];
  const group = `${input}-group`;
  const state = `${group}-sums-changelog`;
  const connector = await open();
  await connector.createTopic(input, 1, never);
  const sql = `CREATE STREAM source (k STRING, v BIGINT) WITH (topic = '${input}', format = 'json');
CREATE TABLE sums WITH (topic = '${output}', format = 'json') AS SELECT k, SUM(v) AS total FROM source GROUP BY k EMIT CHANGES;`;
  const next = () => started(sql, group, ['--state-dir', path.join(folder, 'state')]);
  const loaded = (job: JobProcess) => job.lines.find(({ message }) => message === 'the state of a snapshot');

  const first = await next();
  await produce(connector, input, 0, KEYS);
  await grown(connector, output, KEYS);
  first.process.kill('SIGTERM');
  assert.equal(await first.ended, 0);
  assert.deepEqual(fs.readdirSync(path.join(folder, 'state/snapshots')), [`${state}-0.snapshot`]);

  const second = await next();
  await second.said('running');
  assert.ok(Number(loaded(second)?.records_left) < 100, JSON.stringify(second.lines));
  await produce(connector, input, 0, 10);
  await grown(connector, output, KEYS + 10);
  second.process.kill('SIGKILL');
  await second.ended;

  const third = await next();
  await third.said('running');
  assert.ok(loaded(third));
  await produce(connector, input, 0, 10);
  const rows = await grown(connector, output, KEYS + 20);
  assert.deepEqual(
    rows.slice(KEYS + 10).map(row => rowOf(row).total),
    Array.from({ length: 10 }, () => 3),
  );
  third.process.kill('SIGTERM');
  assert.equal(await third.ended, 0);

  // Deleted, the state is made again of what the job reads: a snapshot of the old one is no part of it.
  await withAdmin(admin => admin.deleteTopics({ topics: [state] }));
  while (await connector.partitions(state, never)) await new Promise(resolve => setTimeout(resolve, 100));
  const fourth = await next();
  await fourth.said('running');
  await produce(connector, input, 0, 1);
  assert.equal(textOf((await grown(connector, output, KEYS + 21)).at(-1)!), '{"k":"k0","total":4}');
  assert.equal(loaded(fourth), undefined);
  assert.match(JSON.stringify(fourth.lines), /snapshot is not used: it ends at offset \d+, and the topic has 0 to 0/);
  fourth.process.kill('SIGTERM');
  assert.equal(await fourth.ended, 0);
});
