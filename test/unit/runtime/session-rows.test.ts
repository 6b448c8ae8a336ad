/** SESSION without an aggregate: each row with the bounds of its session, once that has closed. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type GivenRecord, randomOf, runSql, type SqlOptions } from './sql.ts';

const STREAM = `CREATE STREAM s (k STRING, ts BIGINT, v BIGINT, WATERMARK FOR ts AS ts)
WITH ('topic' = 's', 'format' = 'json');
`;
const row = (ts: number, k = 'a', partition = 0): GivenRecord => ({ at: ts, partition, value: { k, ts, v: ts } });
const run = (sql: string, rows: readonly GivenRecord[], options: SqlOptions = { bounded: false, oneByOne: true }) =>
  runSql(`${STREAM}${sql};`, { s: rows }, options);
const values = (rows: readonly string[]) => rows.map(text => JSON.parse(text.slice(text.indexOf('→') + 1)));

const ROWS = 'SELECT k, v, _window_start AS s, _window_end AS e FROM s';
const told = (rows: readonly string[]) =>
  values(rows).map(({ k, v, s, e }) => `${k}${v} ${Date.parse(s)}-${Date.parse(e)}`);

test('rows come out with the bounds of their session, in the order of time, when it has closed', async () => {
  const { rows, times, counts } = await run(`${ROWS} WINDOW SESSION(10ms)`, [
    row(5),
    row(2, 'b'),
    row(15),
    // One behind the end: what was before is closed and nothing belongs to it any more.
    row(26),
    row(14, 'c'),
  ]);
  assert.deepEqual(told(rows), ['b2 2-25', 'a5 2-25', 'a15 2-25', 'a26 26-36']);
  assert.deepEqual(times, [2, 5, 15, 26]);
  assert.equal(counts.late, 1);
});

test('a third argument keeps sessions apart', async () => {
  const { rows } = await run(`${ROWS} WINDOW SESSION(ts, 10ms, k)`, [
    row(1),
    row(2, 'b'),
    row(11),
    row(14, 'b'),
    row(60),
  ]);
  assert.deepEqual(told(rows), ['b2 2-12', 'a1 1-21', 'a11 1-21', 'b14 14-24', 'a60 60-70']);
});

test('OVER stays within a session', async () => {
  const sql = `SELECT k, v, COUNT(*) OVER (PARTITION BY k) AS n, ROW_NUMBER() OVER (ORDER BY v DESC) AS r FROM s
WINDOW SESSION(10ms)`;
  const { rows } = await run(sql, [row(1), row(2, 'b'), row(3), row(30), row(60)]);
  assert.deepEqual(
    values(rows).map(({ k, v, n, r }) => `${k}${v} ${n} ${r}`),
    ['a1 2 3', 'b2 1 2', 'a3 2 1', 'a30 1 1', 'a60 1 1'],
  );
});

test('what reads rows of sessions does not close before they are there', async () => {
  const sql = `SELECT COUNT(*) AS n FROM (SELECT v FROM s WINDOW SESSION(10ms)) AS q WINDOW TUMBLING(20ms)`;
  const { rows, counts } = await run(sql, [row(1), row(9), row(18), row(27), row(35), row(100), row(200)]);
  assert.deepEqual(
    values(rows).map(({ n }) => n),
    [3, 2, 1, 1],
  );
  assert.equal(counts.late, 0);
});

test('the same rows whatever the batches and their order', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = randomOf(seed);
    const clocks = [0, 0];
    const rows = Array.from({ length: 40 }, () => {
      const partition = Math.floor(random() * 2);
      clocks[partition]! += Math.floor(random() * 6);
      return row(clocks[partition]! - (random() < 0.2 ? 5 : 0), random() < 0.5 ? 'a' : 'b', partition);
    });
    const sql = `${ROWS} WINDOW SESSION(ts, 4ms, k)`;
    const once = await run(sql, rows);
    const sums = await run('SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW SESSION(4ms)', rows);
    assert.equal(
      once.rows.length,
      values(sums.rows).reduce((all, { n }) => all + n, 0),
      `seed ${seed}`,
    );
    for (const other of [1, 2, 3]) {
      const again = await run(sql, rows, { bounded: false, seed: seed * 10 + other });
      assert.deepEqual(told(again.rows).sort(), told(once.rows).sort(), `seed ${seed}`);
    }
    const atEnd = await run(sql, rows, { bounded: true, seed });
    assert.deepEqual(told(atEnd.rows).sort(), told(once.rows).sort(), `seed ${seed}`);
  }
});
