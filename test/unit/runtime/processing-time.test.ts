/** Processing time, and how watermarks are made of event times. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { explain } from '../../../src/compiler/explain/explain.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { outcomes, type Step } from './scripted.ts';
import { runSql } from './sql.ts';

const START = 1_700_000_000_000;
const WINDOWS = 'SELECT COUNT(*) AS n, _window_start AS s FROM s WINDOW TUMBLING(10ms)';

test('processing time: windows are of the clock, close by it, and nothing is late', async () => {
  const properties = ", 'time.characteristic' = 'processing'";
  const steps: Step[] = [
    { at: 50, partition: 0 },
    { pass: 9 },
    { at: 3, partition: 1 },
    { pass: 1 },
    { at: 4, partition: 0 },
    { pass: 10 },
    { pass: 10 },
  ];
  const { rows, late } = await outcomes(steps, { properties });
  assert.deepEqual(rows, [[], [], [], [`${START} 2`], [], [`${START + 10} 1`], []]);
  assert.equal(late, 0);
  const said = await outcomes(steps, { query: `${WINDOWS} WITH ('time.characteristic' = 'processing');` });
  assert.deepEqual(said.rows, rows);
});

test('ingestion time is that of the record', async () => {
  const { rows } = await outcomes(
    [
      { at: 1, partition: 0 },
      { at: 12, partition: 0 },
      { at: 12, partition: 1 },
    ],
    {
      properties: ", 'time.characteristic' = 'ingestion'",
      query: 'SELECT COUNT(*) AS n, _window_start AS s FROM s WINDOW TUMBLING(10ms);',
    },
  );
  assert.deepEqual(rows.flat(), ['0 1']);
});

test('_event_time and PROCTIME() are the clock’s', async () => {
  const { values } = await outcomes([{ at: 5, partition: 0 }, { pass: 7 }, { at: 6, partition: 0 }], {
    properties: ", 'time.characteristic' = 'processing'",
    query: 'SELECT _event_time AS t, PROCTIME() AS p FROM s;',
  });
  const at = (ms: number) => JSON.stringify({ t: new Date(ms).toISOString(), p: new Date(ms).toISOString() });
  assert.deepEqual(
    values.flat().map(one => one.replaceAll(/(:\d\d)Z/g, '$1.000Z')),
    [at(START), at(START + 7)],
  );
});

test('ascending waits for nothing, a bound waits, punctuated goes with every row', async () => {
  const steps: Step[] = [
    { at: 1, partition: 0 },
    { at: 1, partition: 1 },
    { at: 12, partition: 1 },
    { at: 12, partition: 0 },
    { at: 15, partition: 1 },
    { at: 15, partition: 0 },
  ];
  const closes = async (properties: string) =>
    (await outcomes(steps, { query: `${WINDOWS} WITH (${properties});` })).rows.findIndex(rows => rows.length > 0);
  assert.equal(await closes("'watermark.strategy' = 'ascending'"), 3);
  assert.equal(
    await closes("'watermark.strategy' = 'bounded_out_of_orderness', 'watermark.max_out_of_orderness' = '5ms'"),
    5,
  );
  assert.equal(await closes("'watermark.strategy' = 'punctuated'"), 3);
  assert.equal(await closes("'watermark.strategy' = 'punctuated', 'watermark.max_out_of_orderness' = '5ms'"), 5);
});

test('punctuated goes with every row also of those that are read together', async () => {
  const rows = [1, 12, 2, 3].map(ts => ({ at: ts, value: { ts } }));
  const sql = (
    properties: string,
  ) => `CREATE STREAM s (ts BIGINT, WATERMARK FOR ts AS ts) WITH ('topic' = 's', 'format' = 'json');
${WINDOWS} WITH ('late.data.strategy' = 'update_previous'${properties});`;
  const count = async (properties: string) =>
    (await runSql(sql(properties), { s: rows }, { bounded: false })).rows.length;
  assert.equal(await count(''), 2);
  assert.equal(await count(", 'watermark.strategy' = 'punctuated'"), 4);
});

test('EXPLAIN tells what a replay may answer differently', () => {
  const sql = (query: string) =>
    `CREATE STREAM s (ts TIMESTAMP, WATERMARK FOR ts AS ts) WITH ('topic' = 's', 'format' = 'json');\n${query};`;
  const told = (query: string) => explain(buildPlan(analyze(sql(query)), { bounded: false }));
  assert.match(told("SELECT ts FROM s WITH ('time.characteristic' = 'processing')"), /processing time, by the clock/);
  assert.match(told('SELECT NOW() AS n, RANDOM() AS r FROM s'), /may answer differently: it asks NOW, RANDOM/);
  assert.doesNotMatch(told('SELECT ts FROM s'), /replay/);
  assert.match(
    told("SELECT ts FROM s WITH ('watermark.strategy' = 'punctuated', 'watermark.idle.timeout' = '5s')"),
    /told with every row, quiet partitions left aside after 5 s/,
  );
});
