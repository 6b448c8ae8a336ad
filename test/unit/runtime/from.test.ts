/** What may stand after FROM besides relations: queries, VALUES, UNNEST, UNIONs, relations that several statements write. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { type GivenRecord, runSql, type SqlOptions } from './sql.ts';

const SOURCES = `CREATE STREAM a (k STRING, v BIGINT, tags ARRAY<STRING>, points ARRAY<STRUCT<x BIGINT, y BIGINT>>, prices MAP<STRING, BIGINT>, t TIMESTAMP, WATERMARK FOR t AS t)
WITH ('topic' = 'a', 'format' = 'json');
CREATE STREAM b (k STRING, v BIGINT, t TIMESTAMP, WATERMARK FOR t AS t) WITH ('topic' = 'b', 'format' = 'json');
`;

const row = (value: object): GivenRecord => ({ value });
const at = (ms: number): string => new Date(ms).toISOString();
/** A millisecond apart, unless they say otherwise. */
const timed = (rows: readonly object[]): GivenRecord[] => rows.map((value, i) => row({ t: at(i), ...value }));

/** Rows without their keys. */
async function values(
  sql: string,
  { a = [], b = [] }: { a?: readonly object[]; b?: readonly object[] } = {},
  options: SqlOptions = {},
): Promise<string[]> {
  const { rows, problems } = await runSql(`${SOURCES}${sql};`, { a: timed(a), b: timed(b) }, options);
  assert.deepEqual(problems, []);
  return rows.map(text => text.slice(text.indexOf(' → ') + 3));
}

const A = [
  { k: 'x', v: 1, t: at(0) },
  { k: 'y', v: 2, t: at(1) },
  { k: 'x', v: 3, t: at(2) },
];

test('a query after FROM, inside another one', async () => {
  const sql =
    'SELECT total FROM (SELECT k, SUM(v) AS total FROM (SELECT k, v FROM a WHERE v > 1) AS i GROUP BY k) AS o';
  assert.deepEqual(await values(`${sql} ORDER BY total DESC`, { a: A }), ['{"total":3}', '{"total":2}']);
});

test('a CTE that is read twice is one query of the plan', async () => {
  const sql = 'WITH c AS (SELECT k, v FROM a) SELECT k FROM c WHERE v > 1 UNION ALL SELECT k FROM c WHERE v < 2';
  assert.deepEqual((await values(sql, { a: A })).toSorted(), ['{"k":"x"}', '{"k":"x"}', '{"k":"y"}']);
  const { queries } = buildPlan(analyze(`${SOURCES}${sql};`), { bounded: true });
  assert.deepEqual(
    queries.map(({ name, local }) => [name, local]),
    [
      ['result.c', true],
      ['result', false],
    ],
  );
});

test('the LIMIT of the only reader of a query inside it ends the run', async () => {
  const { counts } = await runSql(
    `${SOURCES}SELECT k FROM (SELECT k FROM a) AS s LIMIT 2;`,
    { a: Array.from({ length: 10_000 }, (_, i) => row({ k: String(i), t: at(i) })) },
    { bounded: false },
  );
  assert.equal(counts.out, 2);
  assert.ok(counts.in < 10_000, `${counts.in} were read`);
});

test('UNION ALL, UNION, and clauses of the whole', async () => {
  const given = { a: A, b: [{ k: 'x', v: 1, t: at(0) }] };
  const union = (word: string) => `SELECT k, v FROM a ${word} SELECT k, v FROM b`;
  assert.equal((await values(union('UNION ALL'), given)).length, 4);
  assert.equal((await values(union('UNION'), given)).length, 3);
  assert.deepEqual(await values(`${union('UNION')} ORDER BY v DESC, k LIMIT 2`, given), [
    '{"k":"x","v":3}',
    '{"k":"y","v":2}',
  ]);
  const emit = 'SELECT COUNT(*) AS n FROM a UNION ALL SELECT COUNT(*) AS n FROM b EMIT CHANGES';
  assert.deepEqual((await values(emit, given)).toSorted(), ['{"n":1}', '{"n":1}', '{"n":2}', '{"n":3}']);
});

test('brackets of a UNION: what is in them is one first', async () => {
  const given = { a: A, b: A };
  const all = (one: string, two: string) => `SELECT k FROM a ${one} (SELECT k FROM b ${two} SELECT k FROM a)`;
  assert.equal((await values(all('UNION ALL', 'UNION'), given)).length, 5);
  assert.equal((await values(all('UNION', 'UNION ALL'), given)).length, 2);
  const first = '(SELECT k FROM a UNION ALL SELECT k FROM b) UNION ALL SELECT k FROM a';
  assert.equal((await values(first, given)).length, 9);
  assert.equal((await values('(SELECT k FROM a LIMIT 1) UNION ALL SELECT k FROM b', given)).length, 4);
});

test('branches of different types come to one type', async () => {
  const sql = 'SELECT v AS n FROM a UNION ALL SELECT 1.5 AS other FROM b';
  assert.deepEqual((await values(sql, { a: [{ v: 1 }], b: [{ v: 1 }] })).toSorted(), ['{"n":1.5}', '{"n":1}']);
});

test('a row is late by its own partition, also behind a UNION', async () => {
  const sql = `SELECT COUNT(*) AS n FROM (SELECT k, t FROM a UNION ALL SELECT k, t FROM b) AS u WINDOW TUMBLING(10ms)`;
  const times = (...ms: number[]) => ms.map(one => ({ k: 'k', t: at(one) }));
  // b is far ahead of a: that makes no row of a late. In a itself 3 comes after 12.
  const given = { a: times(1, 12, 3), b: times(100, 101) };
  for (const seed of [1, 2, 3, 4, 5]) {
    const out = await runSql(
      `${SOURCES}${sql};`,
      { a: given.a.map(row), b: given.b.map(row) },
      { bounded: false, seed },
    );
    assert.equal(out.counts.late, 1);
    assert.deepEqual(
      out.rows.map(text => /"n":\d+/.exec(text)![0]),
      ['"n":1', '"n":1', '"n":2'],
    );
  }
});

test('a UNION waits for the watermark of its slowest branch', async () => {
  const sql = `SELECT COUNT(*) AS n FROM (SELECT t FROM a UNION ALL SELECT t FROM b) AS u WINDOW TUMBLING(10ms)`;
  const { rows } = await runSql(
    `${SOURCES}${sql};`,
    { a: [0, 50].map(ms => row({ t: at(ms) })), b: [1, 2].map(ms => row({ t: at(ms) })) },
    { bounded: false },
  );
  assert.match(rows[0]!, /"n":3/);
});

test('VALUES after FROM: with NULLs, beside a stream, and no rows that are wrong', async () => {
  assert.deepEqual(await values("SELECT n, s FROM (VALUES (1, 'x'), (NULL, 'y')) AS v(n, s) ORDER BY n NULLS FIRST"), [
    '{"n":null,"s":"y"}',
    '{"n":1,"s":"x"}',
  ]);
  const both = 'SELECT k FROM a UNION ALL SELECT s FROM (VALUES (1)) AS v(n) CROSS JOIN UNNEST(ARRAY[n]) AS u(m)';
  assert.deepEqual(await values(both.replace('SELECT s', "SELECT 'z'"), { a: [{ k: 'x' }] }), [
    '{"k":"z"}',
    '{"k":"x"}',
  ]);
  const { rows, problems } = await runSql('SELECT n FROM (VALUES (CAST(UUID() AS BIGINT)), (2)) AS v(n);', {});
  assert.equal(rows.length, 1);
  assert.equal(problems.length, 1);
});

test('the end of VALUES holds no window of a stream back', async () => {
  const sql = `SELECT COUNT(*) AS n FROM (SELECT k, t FROM a UNION ALL SELECT s, CAST(NULL AS TIMESTAMP) FROM (VALUES ('v')) AS v(s)) AS u`;
  const { rows } = await runSql(
    `${SOURCES}${sql} WINDOW TUMBLING(10ms) EMIT FINAL;`,
    { a: [0, 50].map(ms => row({ k: 'k', t: at(ms) })) },
    { bounded: false },
  );
  assert.match(rows[0]!, /"n":2/);
});

test('UNNEST of arrays, structs and maps; with ordinality; outer; with a condition', async () => {
  const a = [
    { k: 'p', tags: ['x', 'y'], points: [{ x: 1, y: 2 }, { x: 3 }], prices: { q: 5 } },
    { k: 'q', tags: [] },
    { k: 'r', tags: null },
  ];
  assert.deepEqual(await values('SELECT k, tag FROM a CROSS JOIN UNNEST(tags) AS u(tag)', { a }), [
    '{"k":"p","tag":"x"}',
    '{"k":"p","tag":"y"}',
  ]);
  assert.deepEqual(await values('SELECT k, n, tag FROM a, UNNEST(tags) WITH ORDINALITY AS u(tag, n)', { a }), [
    '{"k":"p","n":1,"tag":"x"}',
    '{"k":"p","n":2,"tag":"y"}',
  ]);
  assert.deepEqual(await values('SELECT k, y, x FROM a CROSS JOIN UNNEST(points) AS u', { a }), [
    '{"k":"p","y":2,"x":1}',
    '{"k":"p","y":null,"x":3}',
  ]);
  assert.deepEqual(await values('SELECT name, p FROM a CROSS JOIN UNNEST(prices) AS u(name, p)', { a }), [
    '{"name":"q","p":5}',
  ]);
  const outer = await values("SELECT k, tag FROM a LEFT JOIN UNNEST(tags) AS u(tag) ON tag <> 'x'", { a });
  assert.deepEqual(outer, ['{"k":"p","tag":"y"}', '{"k":"q","tag":null}', '{"k":"r","tag":null}']);
  assert.deepEqual(await values('SELECT k, EXPLODE(tags) AS tag FROM a', { a }), [
    '{"k":"p","tag":"x"}',
    '{"k":"p","tag":"y"}',
  ]);
  assert.deepEqual(
    await values('SELECT k, EXPLODE(prices) AS p, EXPLODE(tags) AS tag, EXPLODE(ARRAY[k]) AS l FROM a', { a }),
    [
      '{"k":"p","p":5,"tag":"x","l":"p"}',
      '{"k":"p","p":null,"tag":"y","l":null}',
      '{"k":"q","p":null,"tag":null,"l":"q"}',
      '{"k":"r","p":null,"tag":null,"l":"r"}',
    ],
  );
  assert.deepEqual(await values('SELECT n * 2 AS m FROM UNNEST(ARRAY[1, 2]) AS u(n)'), ['{"m":2}', '{"m":4}']);
  const grouped = 'SELECT tag, COUNT(*) AS n FROM a CROSS JOIN UNNEST(tags) AS u(tag) GROUP BY tag';
  assert.deepEqual(await values(grouped, { a: [...a, { k: 's', tags: ['x'] }] }), [
    '{"tag":"x","n":2}',
    '{"tag":"y","n":1}',
  ]);
});

test('a relation that several statements write is read from all of them', async () => {
  const sql = `INSERT INTO b SELECT k, v, t FROM a WHERE v = 1;
INSERT INTO b SELECT k, v * 10 AS v, t FROM a WHERE v > 1;
SELECT k, v FROM b`;
  assert.deepEqual((await values(sql, { a: A })).toSorted(), [
    '{"k":"x","v":1}',
    '{"k":"x","v":30}',
    '{"k":"y","v":20}',
  ]);
  const made = `CREATE STREAM s AS SELECT k, v FROM a;
INSERT INTO s SELECT k, -v AS v FROM a;
SELECT SUM(v) AS total, COUNT(*) AS n FROM s`;
  assert.deepEqual(await values(made, { a: A }), ['{"total":0,"n":6}']);
});

test('DISTINCT: NULL is equal to NULL, numbers by value', async () => {
  const a = [{ v: null }, { v: 1 }, { v: null }, { v: 1.0 }];
  assert.deepEqual(await values('SELECT DISTINCT v FROM a', { a }), ['{"v":null}', '{"v":1}']);
  assert.deepEqual(await values('SELECT DISTINCT k, v FROM a ORDER BY v DESC, k LIMIT 2', { a: A }), [
    '{"k":"x","v":3}',
    '{"k":"y","v":2}',
  ]);
});

test('DISTINCT within a window: once for each, and late rows are late', async () => {
  const a = [0, 1, 2, 12, 13, 3].map((ms, i) => ({ k: i % 2 === 0 ? 'x' : 'y', t: at(ms) }));
  const sql = `SELECT DISTINCT k, UPPER(k) AS u, WINDOW_START AS s FROM a WINDOW TUMBLING(10ms) ORDER BY s, k DESC`;
  const { rows, counts } = await runSql(`${SOURCES}${sql};`, { a: a.map(row) }, { bounded: false });
  assert.deepEqual(
    rows.map(text => /"k":"(.)","u":"."/.exec(text)![1]),
    ['y', 'x', 'y', 'x'],
  );
  assert.equal(counts.late, 1);
});

test('ORDER BY inside aggregates, NULLS FIRST', async () => {
  const a = [
    { k: 'x', v: 2 },
    { k: 'y', v: null },
    { k: 'z', v: 3 },
  ];
  const calls = [
    "STRING_AGG(k, '' ORDER BY v)",
    "STRING_AGG(k, '' ORDER BY v DESC)",
    "STRING_AGG(k, '' ORDER BY v NULLS FIRST)",
    'ARRAY_AGG(v ORDER BY k DESC)',
    "LISTAGG(k, '-') WITHIN GROUP (ORDER BY v DESC)",
    'STRING_AGG(DISTINCT k ORDER BY k DESC)',
    'FIRST_VALUE(k ORDER BY v DESC)',
  ];
  const sql = `SELECT ${calls.map((call, i) => `${call} AS c${i}`).join(', ')} FROM a`;
  assert.deepEqual(JSON.parse((await values(sql, { a }))[0]!), {
    c0: 'xzy',
    c1: 'zxy',
    c2: 'yxz',
    c3: [3, null, 2],
    c4: 'z-x-y',
    c5: 'z,y,x',
    c6: 'z',
  });
  assert.deepEqual(await values('SELECT k FROM a ORDER BY v DESC NULLS FIRST', { a }), [
    '{"k":"y"}',
    '{"k":"z"}',
    '{"k":"x"}',
  ]);
});

test('a stream in order: each window, or along the event time; late rows when they come', async () => {
  const a = [5, 1, 3, 12, 11, 2, 25].map(ms => ({ k: `k${ms}`, t: at(ms) }));
  const windowed = 'SELECT k, COUNT(*) AS n FROM b GROUP BY k WINDOW TUMBLING(10ms) ORDER BY k DESC';
  const b = ['p', 'r', 'q'].map((k, i) => ({ k, t: at(i) })).concat([{ k: 's', t: at(15) }]);
  for (const seed of [1, 2, 3]) {
    const ks = (rows: readonly string[]) => rows.map(text => /"k":"(\w+)"/.exec(text)![1]);
    const given = { a: a.map(row), b: b.map(row) };
    const inWindows = await runSql(`${SOURCES}${windowed};`, given, { bounded: false, seed });
    assert.deepEqual(ks(inWindows.rows), ['r', 'q', 'p', 's']);
    const loose = SOURCES.replace('WATERMARK FOR t AS t)', "WATERMARK FOR t AS t - INTERVAL '5' MILLISECOND)");
    const along = await runSql(`${loose}SELECT k FROM a ORDER BY _event_time;`, given, { bounded: false, seed });
    assert.equal(along.rows.length, a.length);
    assert.deepEqual(ks(along.rows).slice(0, 3), ['k1', 'k3', 'k5']);
    assert.equal(ks(along.rows).at(-1), 'k25');
  }
});

test('an order inside another query of a stream holds nothing back', async () => {
  const sql = 'SELECT k FROM (SELECT k, v FROM a ORDER BY v DESC) AS s LIMIT 1';
  const { counts } = await runSql(
    `${SOURCES}${sql};`,
    { a: Array.from({ length: 5000 }, (_, i) => row({ k: String(i), v: i, t: at(i) })) },
    { bounded: false },
  );
  assert.ok(counts.in < 5000);
});

test('nothing comes of nothing, but for an aggregate without keys', async () => {
  for (const sql of [
    'SELECT k FROM (SELECT k FROM a) AS s',
    'SELECT DISTINCT k FROM a',
    'SELECT k FROM a UNION SELECT k FROM b',
    'SELECT k, COUNT(*) AS n FROM (SELECT k FROM a UNION ALL SELECT k FROM b) AS u GROUP BY k',
    'SELECT tag FROM a CROSS JOIN UNNEST(tags) AS u(tag)',
  ])
    assert.deepEqual(await values(sql), [], sql);
  assert.deepEqual(await values('SELECT COUNT(*) AS n FROM (SELECT k FROM a) AS s'), ['{"n":0}']);
});

test('INSERT that names some columns: the others are NULL, all in the order of the target', async () => {
  const declared = `CREATE STREAM given (k STRING, v BIGINT) WITH ('topic' = 'given', 'format' = 'json');
CREATE TABLE kept (note STRING, k STRING PRIMARY KEY, n DECIMAL(8, 2), v BIGINT) WITH ('topic' = 'kept', 'format' = 'json');
`;
  const given = [{ value: { k: 'a', v: 1 } }, { value: { k: 'b', v: 2 } }];
  const insert = (select: string) => runSql(`${declared}INSERT INTO kept (v, k) ${select};`, { given });
  assert.deepEqual((await insert('SELECT v + 1 AS more, k FROM given')).rows, [
    '"a" → {"note":null,"k":"a","n":null,"v":2}',
    '"b" → {"note":null,"k":"b","n":null,"v":3}',
  ]);
  const united = await insert("SELECT v, k FROM given UNION ALL SELECT -v, 'n' || k AS k FROM given");
  assert.deepEqual(united.rows.toSorted(), [
    '"a" → {"note":null,"k":"a","n":null,"v":1}',
    '"b" → {"note":null,"k":"b","n":null,"v":2}',
    '"na" → {"note":null,"k":"na","n":null,"v":-1}',
    '"nb" → {"note":null,"k":"nb","n":null,"v":-2}',
  ]);
  const distinct = await insert('SELECT DISTINCT 7 AS v, k FROM given');
  assert.equal(distinct.rows.length, 2);
  const timed = await insert('SELECT v AS _event_time, v, k FROM given');
  assert.deepEqual(timed.rows, [
    '"a" → {"note":null,"k":"a","n":null,"v":1}',
    '"b" → {"note":null,"k":"b","n":null,"v":2}',
  ]);
  assert.deepEqual(timed.times, [1, 2]);
});
