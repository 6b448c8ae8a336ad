/** late.data.strategy: what becomes of a row that its own partition had passed, at each boundary and however rows are mixed. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { explain } from '../../../src/compiler/explain/explain.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { type GivenRecord, randomOf, runSql, type SqlOptions } from './sql.ts';

const STREAM = `CREATE STREAM s (k STRING, ts BIGINT, v BIGINT, WATERMARK FOR ts AS ts)
WITH ('topic' = 's', 'format' = 'json');
`;

const row = (ts: number, v = 1, partition = 0, k = 'a'): GivenRecord => ({ at: ts, partition, value: { k, ts, v } });

const run = (sql: string, rows: readonly GivenRecord[], options: SqlOptions = { bounded: false, oneByOne: true }) =>
  runSql(`${STREAM}${sql};`, { s: rows }, options);

const counted = (window: string, properties: string, emit = '') =>
  `SELECT k, COUNT(*) AS n, SUM(v) AS total, _window_start AS s, _window_end AS e FROM s GROUP BY k WINDOW ${window} ${emit}
WITH ('late.data.strategy' = ${properties})`;

/** `start-end n/total` of each row, a deletion as `gone`. */
function told(rows: readonly string[]): readonly string[] {
  return rows.map(text => {
    if (text.endsWith('gone')) return 'gone';
    const { n, total, s, e } = JSON.parse(text.slice(text.indexOf('→') + 1)) as Record<string, string>;
    return `${Date.parse(s!)}-${Date.parse(e!)} ${n}/${total}`;
  });
}

test('update_previous: a window comes out again for each late row, as long as it is kept', async () => {
  const { rows, counts } = await run(counted('TUMBLING(10ms)', "'update_previous', 'late.retention' = '20ms'"), [
    row(1),
    row(9, 10),
    // Exactly the end: the window is out, the row is kept.
    row(10, 100),
    row(5, 1000),
    // One before the end of the retention, then exactly at it.
    row(29, 2),
    row(6, 5000),
    row(30, 3),
    row(7, 9000),
  ]);
  assert.deepEqual(told(rows), ['0-10 2/11', '0-10 3/1011', '10-20 1/100', '0-10 4/6011', '20-30 1/2', '30-40 1/3']);
  assert.equal(counts.late, 1);
});

test('update_previous: a window that nothing came into in time comes out once a late row does', async () => {
  const { rows, counts } = await run(counted('TUMBLING(10ms)', "'update_previous', 'late.retention' = '1s'"), [
    row(35),
    row(-3, 7),
    row(-4, 8),
  ]);
  assert.deepEqual(told(rows), ['-10-0 1/7', '-10-0 2/15', '30-40 1/1']);
  assert.equal(counts.late, 0);
});

test('update_previous waits for the grace first', async () => {
  const sql = counted('TUMBLING(10ms) GRACE 5ms', "'update_previous', 'late.retention' = '10ms'");
  const { rows, counts } = await run(sql, [row(1), row(14), row(2), row(15), row(3), row(24), row(4), row(25), row(5)]);
  assert.deepEqual(told(rows), ['0-10 2/2', '0-10 3/3', '0-10 4/4', '10-20 2/2', '20-30 2/2']);
  assert.equal(counts.late, 1);
});

test('update_previous of windows that overlap, and of those that grow', async () => {
  const hopping = await run(counted('HOPPING(10ms, 5ms)', "'update_previous', 'late.retention' = '5ms'"), [
    row(7),
    row(15),
    row(8),
  ]);
  // [0,10) is gone by a hair, [5,15) is out and comes out again.
  assert.deepEqual(told(hopping.rows), ['0-10 1/1', '5-15 1/1', '5-15 2/2', '10-20 1/1', '15-25 1/1']);
  assert.equal(hopping.counts.late, 1);
  const growing = await run(counted('CUMULATE(5ms, 10ms)', "'update_previous', 'late.retention' = '1s'"), [
    row(1),
    row(5),
    row(2),
  ]);
  assert.deepEqual(told(growing.rows), ['0-5 1/1', '0-5 2/2', '0-10 3/3']);
});

test('include_in_next_window: the earliest that is open to the row’s partition', async () => {
  const { rows, counts } = await run(counted('TUMBLING(10ms)', "'include_in_next_window'"), [
    row(1),
    row(25),
    row(2, 10),
    // Not late: its own window.
    row(21, 100),
    row(-50, 1000),
  ]);
  assert.deepEqual(told(rows), ['0-10 1/1', '20-30 4/1111']);
  assert.equal(counts.late, 0);
  const exactly = await run(counted('TUMBLING(10ms) GRACE 5ms', "'include_in_next_window'"), [
    row(1),
    row(14),
    row(2),
    row(15),
    row(3, 10),
  ]);
  assert.deepEqual(told(exactly.rows), ['0-10 2/2', '10-20 3/12']);
});

test('include_in_next_window: a row that one of its windows takes is in no other', async () => {
  const { rows, counts } = await run(counted('HOPPING(10ms, 5ms)', "'include_in_next_window'"), [
    row(7),
    row(11),
    row(8, 10),
    row(3, 100),
  ]);
  // 8 is late for [0,10), and [5,15) is its own; 3 has none left.
  assert.deepEqual(told(rows), ['0-10 1/1', '5-15 4/112', '10-20 1/1']);
  assert.equal(counts.late, 0);
});

test('dead_letter: the record as it was read, once, when no window took it', async () => {
  const properties = "'dead_letter', 'late.data.topic' = 'too-late'";
  const { rows, counts, deadLetters } = await run(counted('HOPPING(10ms, 5ms)', properties), [
    row(7),
    row(11),
    row(8),
    row(16, 5, 1),
    row(3, 100),
  ]);
  assert.deepEqual(told(rows), ['0-10 1/1', '5-15 3/3', '10-20 2/6', '15-25 1/5']);
  assert.equal(counts.late, 3);
  assert.equal(deadLetters.length, 1);
  const [{ topic, timestamp, key, value, headers }] = deadLetters as [(typeof deadLetters)[0]];
  assert.deepEqual(
    [topic, timestamp, key, Buffer.from(value!).toString()],
    ['too-late', 3, null, '{"k":"a","ts":3,"v":100}'],
  );
  const text = Object.fromEntries(headers.map(([name, bytes]) => [name, Buffer.from(bytes!).toString()]));
  assert.equal(text['ferris-topic'], 's');
  assert.equal(text['ferris-partition'], '0');
  assert.equal(text['ferris-offset'], '3');
  assert.equal(text['ferris-error-code'], 'late');
  assert.ok(!Number.isNaN(Date.parse(text['ferris-error-time']!)));
});

test('a row is late by its own partition alone', async () => {
  for (const strategy of ["'drop'", "'include_in_next_window'"]) {
    const { counts, rows } = await run(counted('TUMBLING(10ms)', strategy), [
      row(50, 1, 0),
      row(1, 10, 1),
      row(2, 100, 1),
      row(60, 1000, 1),
    ]);
    assert.deepEqual(told(rows), ['0-10 2/110', '50-60 1/1', '60-70 1/1000']);
    assert.equal(counts.late, 0);
  }
});

test('EXPLAIN tells what becomes of late rows', () => {
  const told = (properties: string) =>
    explain(buildPlan(analyze(`${STREAM}${counted('TUMBLING(10ms)', properties)};`), { bounded: false }));
  assert.doesNotMatch(told("'drop'"), /late|again/);
  assert.match(told("'dead_letter', 'dlq.topic' = 'x'"), /late rows to topic 'x'/);
  assert.match(told("'update_previous', 'late.retention' = '2s'"), /comes out again for rows late by up to 2 s/);
  assert.match(told("'update_previous'"), /comes out again for rows late by up to 3600 s/);
  assert.match(told("'include_in_next_window'"), /late rows into the next window/);
});

test('what a strategy is said of: the relation, the statement, the source', async () => {
  const sql = (of: string) => `SELECT COUNT(*) AS n FROM (SELECT k, v FROM s) AS q WINDOW TUMBLING(10ms) WITH (${of})`;
  const rows = [row(1), row(10), row(2)];
  const late = async (text: string) => (await runSql(text, { s: rows }, { bounded: false })).counts.late;
  assert.equal(await late(`${STREAM}${sql("'late.data.strategy' = 'include_in_next_window'")};`), 0);
  assert.equal(await late(`${STREAM}${sql("'s.late.data.strategy' = 'include_in_next_window'")};`), 0);
  const declared = STREAM.replace("'json'", "'json', 'late.data.strategy' = 'include_in_next_window'");
  assert.equal(await late(`${declared}SELECT COUNT(*) AS n FROM s WINDOW TUMBLING(10ms);`), 0);
  assert.equal(await late(`${declared}${sql("'s.late.data.strategy' = 'drop'")};`), 1);
  const grace = STREAM.replace("'json'", "'json', 'window.grace' = '1ms'");
  assert.equal(await late(`${grace}SELECT COUNT(*) AS n FROM s WINDOW TUMBLING(10ms);`), 0);
  assert.equal(await late(`${grace}SELECT COUNT(*) AS n FROM s WINDOW TUMBLING(10ms) GRACE 0ms;`), 1);
});

test('what reads a result that may be corrected waits for the corrections', async () => {
  const sql = `SELECT SUM(n) AS n, SUM(total) AS total, _window_start AS s, _window_end AS e
FROM (SELECT k, COUNT(*) AS n, SUM(v) AS total FROM s GROUP BY k WINDOW TUMBLING(10ms)) AS q WINDOW TUMBLING(20ms)
WITH ('late.data.strategy' = 'update_previous', 's.late.retention' = '30ms')`;
  const rows = [row(1), row(19), row(21), row(35), row(2, 10), row(3, 100), row(45)];
  const { folded, counts } = await run(sql, rows);
  assert.deepEqual(told(folded), ['20-40 2/2', '40-60 1/1', '0-20 4/112']);
  assert.equal(counts.late, 0);
});

/** Rows of a few partitions and keys, out of order by more than any window waits. */
function randomRows(random: () => number): GivenRecord[] {
  const clocks = [0, 0, 0].map(() => Math.floor(random() * 60) - 40);
  return Array.from({ length: 60 }, () => {
    const partition = Math.floor(random() * 3);
    clocks[partition]! += Math.floor(random() * 6);
    const ts = clocks[partition]! - (random() < 0.4 ? Math.floor(random() * 60) : 0);
    return row(ts, 1 + Math.floor(random() * 9), partition, random() < 0.5 ? 'a' : 'b');
  });
}

const WINDOWS = [
  'TUMBLING(10ms)',
  'HOPPING(12ms, 4ms) GRACE 3ms',
  'CUMULATE(4ms, 12ms)',
  'SESSION(4ms)',
  'SESSION(3ms) GRACE 2ms',
];

for (const window of WINDOWS)
  for (const strategy of [
    "'drop'",
    "'update_previous', 'late.retention' = '15ms'",
    "'include_in_next_window'",
    "'dead_letter', 'late.data.topic' = 'x'",
  ])
    if (!(window.startsWith('SESSION') && strategy.includes('next')))
      test(`${window} with ${strategy}: the same whatever the batches, their order and EMIT`, async () => {
        for (let seed = 1; seed <= 12; seed++) {
          const rows = randomRows(randomOf(seed));
          const once = await run(counted(window, strategy), rows);
          for (const emit of ['', 'EMIT CHANGES', 'EMIT EVERY 7ms'])
            for (const other of [1, 2]) {
              const again = await run(counted(window, strategy, emit), rows, {
                bounded: false,
                seed: seed * 100 + other,
              });
              assert.deepEqual(again.folded, once.folded, `seed ${seed} ${emit}`);
              if (emit === '') assert.equal(again.counts.late, once.counts.late);
              const places = (letters: typeof once.deadLetters) =>
                letters.map(({ value }) => Buffer.from(value!).toString()).sort();
              if (emit === '') assert.deepEqual(places(again.deadLetters), places(once.deadLetters));
            }
        }
      });
