/** What a job must live through or end over: records nobody can read, huge ones, a clock that is wrong, a topic that goes away. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { OutputRecord } from '../../runtime/connectors/port.ts';
import { never, readAll, writeAll } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';
import type { JobProcess } from './job-process.ts';
import { started } from './jobs.ts';
import { makeTopicWith, withAdmin } from './kafkajs.ts';
import { grown, rowOf } from './rows.ts';

const valued = (topic: string, value: string | Uint8Array | null, timestamp = 1_700_000_000_000): OutputRecord => ({
  topic,
  partition: 0,
  key: null,
  value: typeof value === 'string' ? Buffer.from(value) : value,
  timestamp,
  headers: [],
});

const ended = async (job: JobProcess): Promise<void> => {
  job.process.kill('SIGTERM');
  assert.equal(await job.ended, 0);
};

const POISONS: readonly (string | Uint8Array | null)[] = [
  '',
  '{',
  '[1]',
  '{"id":"x"}',
  '{"id":9223372036854775808}',
  '{"id":1}{"id":2}',
  '['.repeat(100_000),
  Uint8Array.of(0xff, 0xfe, 0, 0x7b),
  null,
];

test('a record nobody can read, in each place of a batch: the others come out, it is kept with where it stood', async () => {
  const [input, output, letters] = [freshTopic(), freshTopic(), freshTopic()];
  const connector = await open();
  for (const topic of [input, output, letters]) await connector.createTopic(topic, 1, never);
  const sql = `CREATE STREAM source (id BIGINT NOT NULL) WITH (topic = '${input}', format = 'json', failure_strategy = 'SendToDLQ', 'dead_letter.topic' = '${letters}');
CREATE STREAM made WITH (topic = '${output}', format = 'json') AS SELECT id FROM source;`;
  const job = await started(sql, `${input}-group`);
  const batch = 3;
  const expected: number[] = [];
  let id = 0;
  // A commit each is a batch each in the log.
  for (const poison of POISONS.filter(one => one !== null))
    for (let at = 0; at < batch; at++)
      await writeAll(
        connector,
        Array.from({ length: batch }, (_, i) => {
          if (i === at) return valued(input, poison);
          expected.push(++id);
          return valued(input, `{"id":${id}}`);
        }),
      );
  const rows = (await grown(connector, output, expected.length)).map(rowOf);
  assert.deepEqual(
    rows.map(row => row.id),
    expected,
  );
  const kept = await readAll(connector, letters);
  assert.equal(kept.length, POISONS.filter(one => one !== null).length * batch);
  await ended(job);
});

test('a record of 10 MB goes through; one that the output topic does not take ends the job with its size', async () => {
  const [input, output, narrow] = [freshTopic(), freshTopic(), freshTopic()];
  const connector = await open();
  for (const topic of [input, output]) await makeTopicWith(topic, { 'max.message.bytes': String(20 << 20) });
  await connector.createTopic(narrow, 1, never);
  const text = 'x'.repeat(10 << 20);
  await writeAll(connector, [valued(input, JSON.stringify({ id: 1, text })), valued(input, '{"id":2,"text":"small"}')]);
  const sql = (to: string) => `CREATE STREAM source (id BIGINT, text STRING) WITH (topic = '${input}', format = 'json');
CREATE STREAM made WITH (topic = '${to}', format = 'json') AS SELECT id, text FROM source;`;
  const job = await started(sql(output), `${input}-wide`);
  const rows = (await grown(connector, output, 2)).map(rowOf);
  assert.deepEqual(
    rows.map(row => [row.id, String(row.text).length]),
    [
      [1, text.length],
      [2, 5],
    ],
  );
  await ended(job);
  const refused = await started(sql(narrow), `${input}-narrow`);
  assert.notEqual(await refused.ended, 0);
  const said = JSON.stringify(refused.lines.at(-1));
  assert.match(said, new RegExp(`${narrow}.*too large|${narrow}.*larger`));
  assert.deepEqual(await readAll(connector, narrow), []);
});

test('a clock that is a year ahead closes windows, and what comes after it is counted as late', async () => {
  const [input, output] = [freshTopic(), freshTopic()];
  const connector = await open();
  for (const topic of [input, output]) await connector.createTopic(topic, 1, never);
  const now = 1_700_000_000_000;
  const year = 365 * 86_400_000;
  await writeAll(connector, [
    valued(input, '{"id":1}', now),
    valued(input, '{"id":2}', now + year),
    valued(input, '{"id":3}', now + 10),
    valued(input, '{"id":4}', now + year + 5000),
  ]);
  const sql = `CREATE STREAM source (id BIGINT) WITH (topic = '${input}', format = 'json');
CREATE STREAM made WITH (topic = '${output}', format = 'json') AS SELECT COUNT(*) AS n, SUM(id) AS ids FROM source WINDOW TUMBLING(1s) EMIT FINAL;`;
  const job = await started(sql, `${input}-group`);
  assert.deepEqual(
    (await grown(connector, output, 2)).map(rowOf).map(({ n, ids }) => [n, ids]),
    [
      [1, 1],
      [1, 2],
    ],
  );
  await ended(job);
});

test('the topic is deleted under the job: it ends and names the topic', async () => {
  const [input, output] = [freshTopic(), freshTopic()];
  const connector = await open();
  for (const topic of [input, output]) await connector.createTopic(topic, 1, never);
  await writeAll(connector, [valued(input, '{"id":1}')]);
  const sql = `CREATE STREAM source (id BIGINT) WITH (topic = '${input}', format = 'json');
CREATE STREAM made WITH (topic = '${output}', format = 'json') AS SELECT id FROM source;`;
  const job = await started(sql, `${input}-group`);
  await grown(connector, output, 1);
  await withAdmin(admin => admin.deleteTopics({ topics: [input] }));
  const code = await job.ended;
  assert.ok(code === 66 || code === 69, `exit code ${code}`);
  assert.match(JSON.stringify(job.lines.at(-1)), new RegExp(input));
});
