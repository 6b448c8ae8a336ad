/** Changes of rows: what is updated or deleted is taken back wherever it went, whatever the batches and their order. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type GivenRecord, randomOf, runSql } from './sql.ts';

const TABLE = `CREATE TABLE prices (ticker STRING PRIMARY KEY, price BIGINT, sector STRING)
WITH ('topic' = 'prices', 'format' = 'json');
CREATE TABLE others (ticker STRING PRIMARY KEY, price BIGINT, sector STRING)
WITH ('topic' = 'others', 'format' = 'json');
CREATE STREAM trades (ticker STRING, price BIGINT, sector STRING) WITH ('topic' = 'trades', 'format' = 'json');
`;

const price = (ticker: string, of: number | null, sector: string | null): GivenRecord => ({
  key: ticker,
  value: { ticker, price: of, sector },
});
const gone = (key: string): GivenRecord => ({ key, value: null });

const PRICES = [
  price('A', 1, 's'),
  price('B', 2, 's'),
  price('A', 5, 't'),
  gone('B'),
  gone('nobody'),
  price('C', 7, 't'),
  price('D', null, null),
];

const run = (sql: string, prices: readonly GivenRecord[] = PRICES, options = {}) =>
  runSql(`${TABLE}${sql};`, { prices, others: [], trades: [] }, options);

test('an aggregate over a table takes back what a row was before', async () => {
  const sql = 'SELECT sector, COUNT(*) AS n, SUM(price) AS total, MIN(price) AS least FROM prices GROUP BY sector';
  const { rows, problems } = await run(sql, PRICES, { bounded: false });
  assert.deepEqual(problems, []);
  assert.deepEqual(rows, [
    '"s" → {"sector":"s","n":1,"total":1,"least":1}',
    '"s" → {"sector":"s","n":2,"total":3,"least":1}',
    // A leaves s and comes to t: two groups change.
    '"s" → {"sector":"s","n":1,"total":2,"least":2}',
    '"t" → {"sector":"t","n":1,"total":5,"least":5}',
    '"s" → gone',
    '"t" → {"sector":"t","n":2,"total":12,"least":5}',
    'null → {"sector":null,"n":1,"total":null,"least":null}',
  ]);
  assert.deepEqual((await run(sql)).rows, [
    '"t" → {"sector":"t","n":2,"total":12,"least":5}',
    'null → {"sector":null,"n":1,"total":null,"least":null}',
  ]);
});

test('a change within one group is one update of it', async () => {
  const sql = 'SELECT COUNT(*) AS n, SUM(price) AS total FROM prices';
  const { rows } = await run(sql, [price('A', 1, 's'), price('A', 4, 's'), gone('A')], { bounded: false });
  assert.deepEqual(rows, ['null → {"n":1,"total":1}', 'null → {"n":1,"total":4}', 'null → {"n":0,"total":null}']);
});

test('every aggregate takes rows back', async () => {
  const calls = [
    'COUNT(price)',
    'COUNT(DISTINCT sector)',
    'COUNT_DISTINCT(price)',
    'AVG(DISTINCT price)',
    'MIN(DISTINCT price)',
    'SUM(DISTINCT price)',
    'SUM(price) FILTER (WHERE price > 1)',
    'AVG(price)',
    'MAX(price)',
    'FIRST_VALUE(price)',
    'LAST_VALUE(price)',
    'STRING_AGG(ticker)',
    'ARRAY_AGG(ticker ORDER BY price DESC NULLS FIRST)',
    'MEDIAN(price)',
    'STDDEV_POP(price)',
    'MAX_BY(ticker, price)',
    'APPROX_COUNT_DISTINCT(price)',
    'BOOL_OR(price > 5)',
    'SUM(CAST(price AS DOUBLE))',
  ];
  const sql = `SELECT ${calls.map((call, i) => `${call} AS c${i}`).join(', ')} FROM prices`;
  // What is left is what a table says that never held anything else.
  const left = await run(sql, [price('A', 5, 't'), price('C', 7, 't'), price('D', null, null)]);
  const { folded, problems } = await run(sql, PRICES, { bounded: false });
  assert.deepEqual(problems, []);
  const all = await run(sql);
  assert.deepEqual(all.rows, left.rows);
  assert.equal(folded.at(-1), left.rows[0]);
});

test('a table as it stands at the end: one row a key, in the order of the rows', async () => {
  assert.deepEqual((await run('SELECT ticker, price FROM prices')).rows, [
    '"A" → {"ticker":"A","price":5}',
    '"C" → {"ticker":"C","price":7}',
    '"D" → {"ticker":"D","price":null}',
  ]);
  assert.deepEqual((await run('SELECT ticker FROM prices WHERE price < 6 ORDER BY price DESC LIMIT 1')).rows, [
    '"A" → {"ticker":"A"}',
  ]);
  assert.deepEqual((await run('SELECT ticker FROM prices EMIT CHANGES')).rows.length, 7);
});

test("a materialized view's current state", async () => {
  const view = `CREATE MATERIALIZED VIEW sectors AS SELECT sector, COUNT(*) AS n FROM prices GROUP BY sector EMIT CHANGES;
SELECT sector, n FROM sectors WHERE n > 1`;
  assert.deepEqual((await run(view)).rows, ['"t" → {"sector":"t","n":2}']);
});

test('an aggregate over an aggregate that is kept current', async () => {
  const sql = `SELECT n, COUNT(*) AS sectors
FROM (SELECT sector, COUNT(*) AS n FROM trades GROUP BY sector EMIT CHANGES) AS s GROUP BY n EMIT CHANGES`;
  const trades = ['x', 'y', 'x', 'z', 'x'].map(sector => price('A', 1, sector));
  const { folded } = await runSql(`${TABLE}${sql};`, { trades });
  assert.deepEqual(folded, ['1 → {"n":1,"sectors":2}', '3 → {"n":3,"sectors":1}']);
});

test('DISTINCT and UNION over tables: a row stays as long as one table has it', async () => {
  const others = [price('A', 1, 's'), price('E', 1, 'u'), gone('E')];
  const union = 'SELECT sector FROM prices UNION SELECT sector FROM others';
  const { rows, folded } = await runSql(`${TABLE}${union};`, { prices: PRICES, others }, { bounded: false });
  assert.ok(rows.includes('"u" → gone'));
  assert.deepEqual(folded, ['"s" → {"sector":"s"}', '"t" → {"sector":"t"}', 'null → {"sector":null}'].toSorted());
  const distinct = await run('SELECT DISTINCT sector FROM prices', PRICES, { bounded: false });
  assert.deepEqual(distinct.rows, [
    '"s" → {"sector":"s"}',
    '"t" → {"sector":"t"}',
    '"s" → gone',
    'null → {"sector":null}',
  ]);
});

test('UNION ALL of tables with the same keys: rows of one take nothing of the other away', async () => {
  const all = 'SELECT ticker, price FROM prices UNION ALL SELECT ticker, price FROM others';
  const others = [price('A', 100, 's')];
  const ofOthers = '{"_input":2,"_key":"A"} → {"ticker":"A","price":100}';
  for (const seed of [1, 2, 3, 4]) {
    const both = await runSql(`${TABLE}${all};`, { prices: PRICES, others }, { bounded: false, seed });
    assert.ok(both.folded.includes('{"_input":1,"_key":"A"} → {"ticker":"A","price":5}'), String(seed));
    assert.ok(both.folded.includes(ofOthers), String(seed));
    const deleted = [...PRICES, gone('A')];
    const { folded } = await runSql(`${TABLE}${all};`, { prices: deleted, others }, { bounded: false, seed });
    assert.deepEqual(
      folded.filter(row => row.includes('"A"')),
      [ofOthers],
    );
  }
  const bounded = await runSql(`${TABLE}${all};`, { prices: PRICES, others });
  assert.equal(bounded.rows.filter(row => row.includes('"A"')).length, 2);
  assert.ok(bounded.rows.includes(ofOthers));
});

test('UNION ALL of tables read as a table: by a join, by an aggregate, and with the rows of a stream', async () => {
  const both = `CREATE TABLE both_of_them AS SELECT ticker, price FROM prices UNION ALL SELECT ticker, price FROM others;
`;
  const others = [price('A', 100, 's'), price('B', 200, 's')];
  const joined = `${both}SELECT p.sector, b.price FROM prices p JOIN both_of_them b ON p.ticker = b.ticker`;
  const sum = `${both}SELECT SUM(price) AS total, COUNT(*) AS n FROM both_of_them`;
  for (const seed of [1, 2, 3]) {
    const options = { bounded: false, seed };
    const pairs = await runSql(`${TABLE}${joined};`, { prices: PRICES, others }, options);
    assert.deepEqual(pairs.folded.map(row => row.slice(row.indexOf(' → ') + 3)).sort(), [
      '{"sector":"t","price":100}',
      '{"sector":"t","price":5}',
      '{"sector":"t","price":7}',
      '{"sector":null,"price":null}',
    ]);
    const { folded } = await runSql(`${TABLE}${sum};`, { prices: PRICES, others }, options);
    assert.deepEqual(folded, ['null → {"total":312,"n":5}']);
  }
  const mixed = 'SELECT ticker, price FROM prices UNION ALL SELECT ticker, price FROM trades';
  const trades = [price('A', 8, 's'), price('A', 9, 's')];
  const { folded } = await runSql(`${TABLE}${mixed};`, { prices: PRICES, trades }, { bounded: false });
  assert.deepEqual(
    folded.filter(row => row.includes('"ticker":"A"')),
    [
      '{"_input":1,"_key":"A"} → {"ticker":"A","price":5}',
      '{"_input":2,"_key":"trades-0@0"} → {"ticker":"A","price":8}',
      '{"_input":2,"_key":"trades-0@1"} → {"ticker":"A","price":9}',
    ],
  );
});

test('UNION ALL of tables under a PRIMARY KEY: the last row of a key stands', async () => {
  const all = 'SELECT ticker PRIMARY KEY, price FROM prices UNION ALL SELECT ticker, price FROM others';
  const others = [price('A', 100, 's')];
  const given = { prices: [price('A', 5, 't')], others };
  const { folded } = await runSql(`${TABLE}${all};`, given, { bounded: false });
  assert.equal(folded.length, 1);
  assert.match(folded[0]!, /^"A" → /);
});

test("a table's record without a key is filed under its PRIMARY KEY, and refused without one", async () => {
  const record = (value: object | null): GivenRecord => ({ value });
  const records = [record({ ticker: 'A', price: 1 }), record({ ticker: 'A', price: 2 }), record({ price: 3 })];
  const { rows, problems } = await run('SELECT price FROM prices', [...records, record(null)]);
  assert.deepEqual(rows, ['"A" → {"price":2}']);
  assert.equal(problems.length, 2);
  assert.match(problems[0]!, /no key.*ticker/);
});

test('what an aggregate refused is not taken back from it', async () => {
  const table = `CREATE TABLE loose (id STRING PRIMARY KEY, v STRING) WITH ('topic' = 'loose', 'format' = 'json');
SELECT SUM(CAST(v AS BIGINT)) AS total, COUNT(*) AS n FROM loose;`;
  const row = (id: string, v: string): GivenRecord => ({ key: id, value: { id, v } });
  const loose = [row('a', '1'), row('b', 'x'), row('b', '2'), row('a', 'y')];
  const { rows, problems } = await runSql(table, { loose });
  assert.deepEqual(rows, ['null → {"total":2,"n":1}']);
  assert.ok(problems.length >= 2, String(problems.length));
});

const QUERIES = [
  'SELECT sector, COUNT(DISTINCT price) AS d, COUNT_DISTINCT(price) AS e, SUM(DISTINCT price) AS s, MIN(price) AS least, STRING_AGG(DISTINCT price ORDER BY price DESC) AS p FROM prices GROUP BY sector',
  'SELECT sector, COUNT(*) AS n, SUM(price) AS total, MAX(price) AS most, ARRAY_AGG(ticker ORDER BY ticker) AS all_of_them FROM prices GROUP BY sector',
  'SELECT DISTINCT sector FROM prices',
  'SELECT sector, price FROM prices UNION SELECT sector, price FROM others',
  'SELECT ticker, price FROM prices WHERE price > 3',
  'SELECT sector, SUM(price) AS total FROM (SELECT sector, price FROM prices UNION ALL SELECT sector, price FROM others) AS u GROUP BY sector',
  'SELECT n, COUNT(*) AS times FROM (SELECT sector, COUNT(*) AS n FROM prices GROUP BY sector EMIT CHANGES) AS s GROUP BY n',
];

test('the same rows at the end, whatever the batches and however partitions take turns', async () => {
  const random = randomOf(7);
  const changes = (count: number): GivenRecord[] =>
    Array.from({ length: count }, (_, i) => {
      const key = Math.floor(random() * 9);
      const ticker = `k${key}`;
      const partition = key % 3;
      const sector = random() < 0.1 ? null : `s${Math.floor(random() * 4)}`;
      const value = random() < 0.2 ? null : { ticker, price: Math.floor(random() * 6), sector };
      return { at: i, partition, key: ticker, value };
    });
  const topics = { prices: changes(120), others: changes(60) };
  for (const sql of QUERIES) {
    const folded = (await runSql(`${TABLE}${sql};`, topics)).rows.toSorted();
    assert.ok(folded.length > 0, sql);
    for (const seed of [1, 2, 3]) {
      const final = await runSql(`${TABLE}${sql};`, topics, { seed });
      assert.deepEqual(final.rows.toSorted(), folded, `${sql} (seed ${seed})`);
      const running = await runSql(`${TABLE}${sql};`, topics, { seed, bounded: false });
      assert.deepEqual(running.folded, folded, `${sql} (changes, seed ${seed})`);
      assert.deepEqual(running.problems, []);
    }
  }
});

test('what is left after a deletion is so from then on', async () => {
  const sql = `CREATE TABLE sectors AS SELECT sector, COUNT(*) AS n FROM prices GROUP BY sector EMIT CHANGES`;
  const { times } = await run(sql, [price('A', 1, 's'), price('B', 2, 's'), gone('A'), gone('B')], { bounded: false });
  assert.deepEqual(times, [0, 1, 2, 3]);
});

test('a window takes back what a row was in it, whenever that comes', async () => {
  const table = `CREATE TABLE timed (id STRING PRIMARY KEY, v BIGINT, t TIMESTAMP, WATERMARK FOR t AS t)
WITH ('topic' = 'timed', 'format' = 'json');
SELECT SUM(v) AS total FROM timed WINDOW TUMBLING(10s) EMIT CHANGES;`;
  const row = (id: string, v: number, ms: number): GivenRecord => ({
    key: id,
    value: { id, v, t: new Date(ms).toISOString() },
  });
  const { rows } = await runSql(table, { timed: [row('a', 1, 1000), row('b', 5, 2000), row('a', 3, 9000)] });
  assert.deepEqual(
    rows.map(text => text.slice(text.indexOf(' → ') + 3)),
    ['{"total":1}', '{"total":6}', '{"total":8}'],
  );
  // It moves into the next window, while its own is still open.
  const graced = table.replace('TUMBLING(10s)', 'TUMBLING(10s) GRACE 1h');
  const moved = await runSql(graced, { timed: [row('a', 1, 1000), row('b', 5, 2000), row('a', 3, 12_000)] });
  assert.deepEqual(
    moved.rows.map(text => text.slice(text.indexOf(' → ') + 3)),
    ['{"total":1}', '{"total":6}', '{"total":5}', '{"total":3}'],
  );
});

test("the target's PRIMARY KEY is the rows' key; a row that changes its key leaves the one it had", async () => {
  const into = `INSERT INTO others SELECT ticker, price, sector FROM trades;
SELECT ticker, price FROM others`;
  const trades = [price('A', 1, 's'), price('B', 2, 's'), price('A', 3, 's')].map(({ value }) => ({ value }));
  const { rows } = await runSql(`${TABLE}${into};`, { trades });
  assert.deepEqual(rows, ['"B" → {"ticker":"B","price":2}', '"A" → {"ticker":"A","price":3}']);
  const made = 'CREATE TABLE t (s STRING PRIMARY KEY, p BIGINT) AS SELECT sector, price FROM prices';
  assert.deepEqual((await run(made, PRICES.slice(0, 4), { bounded: false })).rows, [
    '"s" → {"s":"s","p":1}',
    '"s" → {"s":"s","p":2}',
    // A was no longer seen there.
    '"t" → {"s":"t","p":5}',
    '"s" → gone',
  ]);
});

test('UNNEST of a table: each element has a key of its own and is deleted when it is gone', async () => {
  const sql = `CREATE TABLE crews (ship STRING PRIMARY KEY, names ARRAY<STRING>) WITH ('topic' = 'crews', 'format' = 'json');
    CREATE TABLE sailors AS SELECT ship, EXPLODE(names) AS name FROM crews;`;
  const crew = (ship: string, names: readonly string[] | null): GivenRecord => ({ key: ship, value: { ship, names } });
  const crews = [crew('Argo', ['Ida', 'Jon']), crew('Bird', ['Kim']), crew('Argo', ['Lea']), crew('Bird', null)];
  const { rows, folded } = await runSql(sql, { crews }, { bounded: false });
  assert.deepEqual(rows, [
    '{"_key":"Argo","_element":1} → {"ship":"Argo","name":"Ida"}',
    '{"_key":"Argo","_element":2} → {"ship":"Argo","name":"Jon"}',
    '{"_key":"Bird","_element":1} → {"ship":"Bird","name":"Kim"}',
    '{"_key":"Argo","_element":1} → {"ship":"Argo","name":"Lea"}',
    '{"_key":"Argo","_element":2} → gone',
    '{"_key":"Bird","_element":1} → gone',
  ]);
  const seeded = await runSql(sql, { crews }, { bounded: false, seed: 7 });
  assert.deepEqual(seeded.folded, folded);
  const bounded = await runSql(sql, { crews });
  assert.deepEqual(bounded.folded, folded);
});
