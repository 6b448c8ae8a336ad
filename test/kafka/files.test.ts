/** Jobs from files to topics and from topics to files, killed at any instant: each row is there once. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { never, readAll } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';
import { folder, started } from './jobs.ts';
import { grown, rowOf } from './rows.ts';

const LIVES = 2;
const ROWS = 200;

test('a file that grows, its rows in a topic and from there in numbered files', async () => {
  const [topic, group] = [freshTopic(), freshTopic()];
  const connector = await open();
  await connector.createTopic(topic, 2, never);
  const input = path.join(folder, 'in.csv');
  fs.writeFileSync(input, 'name,id\n');
  const sql = `CREATE STREAM lines (id BIGINT, name STRING) WITH ('type' = 'file_source', 'path' = 'in.csv', 'watch' = 'true');
     CREATE STREAM rows WITH ('topic' = '${topic}') AS SELECT id, name FROM lines;
     CREATE STREAM copies WITH ('type' = 'file_sink', 'path' = 'out/', 'rotation_rows' = 70) AS SELECT id FROM rows;`;
  let last = 0;
  for (let life = 1; life <= LIVES; life++) {
    const job = await started(sql, group, ['--commit-interval', '20']);
    await job.said('running');
    const upTo = life * ROWS;
    while (last < upTo) {
      fs.appendFileSync(input, `n${last + 1},${last + 1}\n`);
      last++;
      if (last % 20 === 0) await new Promise(resolve => setTimeout(resolve, 5));
    }
    if (life < LIVES) job.process.kill('SIGKILL');
    else {
      await grown(connector, topic, last);
      job.process.kill('SIGTERM');
    }
    await job.ended;
  }
  const all = Array.from({ length: last }, (_, i) => i + 1);
  const sent = (await readAll(connector, topic)).map(record => rowOf(record).id as number);
  assert.deepEqual(
    sent.toSorted((a, b) => a - b),
    all,
  );
  const out = path.join(folder, 'out');
  const names = fs.readdirSync(out).sort();
  assert.deepEqual(
    names.filter(name => !/^part-\d{8}\.jsonl$/.test(name)),
    [],
  );
  const written = names.flatMap(name => fs.readFileSync(path.join(out, name), 'utf8').trimEnd().split('\n'));
  assert.deepEqual(
    written.map(text => JSON.parse(text).id),
    all,
  );
});
