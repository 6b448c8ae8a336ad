/** state.ttl: what nothing touched for long enough, by event time, is forgotten and begins anew. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { explain } from '../../../src/compiler/explain/explain.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { type GivenRecord, runSql, type SqlOptions } from './sql.ts';

const STREAM = `CREATE STREAM s (k STRING, ts BIGINT, v BIGINT, WATERMARK FOR ts AS ts)
WITH ('topic' = 's', 'format' = 'json');
`;
const row = (ts: number, k = 'a', v = 1, partition = 0): GivenRecord => ({ at: ts, partition, value: { k, ts, v } });

const ONE_BY_ONE: SqlOptions = { bounded: false, oneByOne: true };
const values = async (sql: string, rows: readonly GivenRecord[], options: SqlOptions = ONE_BY_ONE) =>
  (await runSql(`${STREAM}${sql} WITH ('state.ttl' = '10ms');`, { s: rows }, options)).rows.map(text => {
    const value = text.slice(text.indexOf('→') + 2);
    return value === 'gone' ? value : Object.values(JSON.parse(value) as object).join(' ');
  });

/** Each is 10 ms, or 9, behind what its key had before; another key moves the watermark. */
const ROWS = [row(0), row(5), row(14), row(15, 'b'), row(24, 'b'), row(25), row(26), row(36), row(46, 'b')];

test('a group is forgotten once the watermark is so far behind what touched it last', async () => {
  const sql = 'SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES';
  assert.deepEqual(await values(sql, ROWS), ['a 1', 'a 2', 'a 3', 'b 1', 'b 2', 'a 1', 'a 2', 'a 3', 'b 1']);
  // The key's own row does not move the watermark before it is taken; one behind does.
  assert.deepEqual(await values(sql, [row(0), row(50), row(59), row(60, 'b'), row(61)]), [
    'a 1',
    'a 2',
    'a 3',
    'b 1',
    'a 4',
  ]);
  assert.deepEqual(await values(sql, [row(0), row(10, 'b'), row(10)]), ['a 1', 'b 1', 'a 1']);
  assert.deepEqual(await values(sql, [row(0), row(9, 'b'), row(10)]), ['a 1', 'b 1', 'a 2']);
});

test('never in a bounded run, never with a window, and not where there is one group', async () => {
  assert.deepEqual(await values('SELECT k, COUNT(*) AS n FROM s GROUP BY k', ROWS, { bounded: true }), ['a 6', 'b 3']);
  assert.deepEqual(await values('SELECT COUNT(*) AS n FROM s EMIT CHANGES', [row(0), row(50), row(90)]), [
    '1',
    '2',
    '3',
  ]);
  const windowed = 'SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(1s)';
  assert.deepEqual((await values(windowed, ROWS)).sort(), ['a 6', 'b 3']);
});

test('what is taken back of a group that has begun anew says nothing to it', async () => {
  const table = `CREATE TABLE t (id STRING PRIMARY KEY, k STRING, v BIGINT) WITH ('topic' = 't', 'format' = 'json');
SELECT k, COUNT(*) AS n, SUM(v) AS total FROM t GROUP BY k EMIT CHANGES WITH ('state.ttl' = '10ms');`;
  const of = (at: number, id: string, value: object | null): GivenRecord => ({ at, key: id, value });
  const { rows } = await runSql(
    table,
    {
      t: [
        of(0, '1', { k: 'a', v: 1 }),
        of(20, '2', { k: 'b', v: 1 }),
        of(21, '3', { k: 'a', v: 5 }),
        // What it was is of the group that is forgotten.
        of(22, '1', { k: 'c', v: 1 }),
        of(23, '3', { k: 'c', v: 5 }),
      ],
    },
    ONE_BY_ONE,
  );
  assert.deepEqual(
    rows.map(text => text.replaceAll('"', '')),
    [
      'a → {k:a,n:1,total:1}',
      'b → {k:b,n:1,total:1}',
      'a → {k:a,n:1,total:5}',
      'c → {k:c,n:1,total:1}',
      'a → gone',
      'c → {k:c,n:2,total:6}',
    ],
  );
});

test('DISTINCT, a Top-N and OVER forget as well', async () => {
  assert.deepEqual(await values('SELECT DISTINCT k FROM s', ROWS), ['a', 'b', 'a', 'b']);
  const first = `SELECT k, v, rn FROM (SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC) AS rn FROM s) AS q WHERE rn <= 1`;
  const falling = [row(0, 'a', 9), row(5, 'a', 8), row(30, 'b', 7), row(31, 'a', 6), row(32, 'a', 5)];
  assert.deepEqual(await values(`${first} EMIT CHANGES`, falling), ['a 9 1', 'b 7 1', 'a 6 1']);
  const counts = 'SELECT k, ts, COUNT(*) OVER (PARTITION BY k ORDER BY ts) AS n FROM s';
  assert.deepEqual(await values(counts, ROWS), [
    'a 0 1',
    'a 5 2',
    'a 14 3',
    'b 15 1',
    'b 24 2',
    'a 25 1',
    'a 26 2',
    'a 36 3',
    'b 46 1',
  ]);
});

test('OVER forgets by the times of the rows, whatever the batches', async () => {
  const rows = Array.from({ length: 80 }, (_, i) => row(i * 3 + ((i * 7) % 11), 'abc'[(i * i) % 3]!, i, i % 2));
  const sql =
    'SELECT k, ts, v, COUNT(*) OVER (PARTITION BY k ORDER BY ts) AS n, LEAD(v) OVER (PARTITION BY k ORDER BY ts) AS l FROM s';
  const bounded = STREAM.replace('AS ts)', "AS ts - INTERVAL '60' MILLISECOND)");
  const run = async (options: SqlOptions) =>
    (await runSql(`${bounded}${sql} WITH ('state.ttl' = '10ms');`, { s: rows }, options)).rows.toSorted();
  const once = await run(ONE_BY_ONE);
  assert.equal(once.length, rows.length);
  for (const seed of [1, 2, 3]) assert.deepEqual(await run({ bounded: false, seed }), once);
});

test('LEAD of a row that nothing follows in time is NULL', async () => {
  const sql = 'SELECT k, v, LEAD(v) OVER (PARTITION BY k ORDER BY ts) AS l FROM s';
  const rows = [row(0, 'a', 1), row(5, 'a', 2), row(15, 'b', 3), row(16, 'b', 4), row(20, 'a', 5), row(90, 'b', 6)];
  assert.deepEqual(await values(sql, rows), ['a 1 2', 'a 2 ', 'b 3 4', 'b 4 ', 'a 5 ', 'b 6 ']);
});

test('EXPLAIN shows it', () => {
  const told = (sql: string) => explain(buildPlan(analyze(`${STREAM}${sql};`), { bounded: false }));
  const forgotten = /forgotten when nothing touched it for 60 s/;
  const ttl = "WITH ('state.ttl' = '1m')";
  assert.match(told(`SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES ${ttl}`), forgotten);
  assert.match(told(`SELECT DISTINCT k FROM s ${ttl}`), forgotten);
  assert.match(told(`SELECT LAG(v) OVER (PARTITION BY k ORDER BY ts) AS n FROM s ${ttl}`), forgotten);
  assert.match(told('SELECT DISTINCT k FROM s'), /bounded by nothing/);
});
