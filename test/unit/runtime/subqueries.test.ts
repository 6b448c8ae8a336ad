/** Queries inside expressions: what they are of none, of one and of several rows, of NULLs, and of each row around them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type GivenRecord, randomOf, runSql } from './sql.ts';

const DECLARED = `CREATE STREAM o (id BIGINT, k STRING, y BIGINT) WITH ('topic' = 'o', 'format' = 'json');
CREATE STREAM t (k STRING, x BIGINT) WITH ('topic' = 't', 'format' = 'json');
CREATE STREAM nothing (x BIGINT) WITH ('topic' = 'nothing', 'format' = 'json');
CREATE TABLE p (id BIGINT PRIMARY KEY, k STRING, y BIGINT) WITH ('topic' = 'p', 'format' = 'json');
CREATE TABLE q (n BIGINT PRIMARY KEY, k STRING, x BIGINT) WITH ('topic' = 'q', 'format' = 'json');
`;

const of = (values: readonly object[]): GivenRecord[] => values.map(value => ({ value }));

const TOPICS = {
  o: of([
    { id: 1, k: 'a', y: 1 },
    { id: 2, k: 'b', y: 5 },
    { id: 3, k: 'c', y: 2 },
    { id: 4, k: null, y: null },
  ]),
  t: of([
    { k: 'a', x: 1 },
    { k: 'a', x: 3 },
    { k: 'b', x: 5 },
    { k: 'd', x: null },
    { k: null, x: 9 },
  ]),
  nothing: [],
  p: [],
  q: [],
};

/** The values of the rows, bounded, as text. */
async function rowsOf(sql: string, topics: Partial<typeof TOPICS> = {}): Promise<readonly string[]> {
  const { rows, problems } = await runSql(`${DECLARED}${sql};`, { ...TOPICS, ...topics });
  assert.deepEqual(problems, [], sql);
  return rows.map(row => row.slice(row.indexOf(' → ') + 3));
}

const ids = async (condition: string): Promise<string> =>
  (await rowsOf(`SELECT id FROM o WHERE ${condition}`)).map(row => (JSON.parse(row) as { id: number }).id).join(' ');

/** `id: value` of each row. */
const valuesOf = async (expression: string): Promise<string> =>
  (await rowsOf(`SELECT id, ${expression} AS v FROM o`))
    .map(row => JSON.parse(row) as { id: number; v: unknown })
    .map(({ id, v }) => `${id}: ${String(v)}`)
    .join(', ');

test('a value of one row, of none, and of several', async () => {
  assert.equal(await valuesOf('(SELECT MAX(x) FROM t)'), '1: 9, 2: 9, 3: 9, 4: 9');
  assert.equal(await valuesOf('(SELECT x FROM nothing)'), '1: null, 2: null, 3: null, 4: null');
  assert.equal(await valuesOf('y + (SELECT x FROM t WHERE x > 5)'), '1: 10, 2: 14, 3: 11, 4: null');
  assert.equal(await valuesOf("(SELECT x FROM t WHERE k = 'd')"), '1: null, 2: null, 3: null, 4: null');
  const several = await runSql(`${DECLARED}SELECT id, (SELECT x FROM t WHERE t.k = o.k) AS v FROM o;`, TOPICS);
  assert.deepEqual(several.problems, ['a query that stands for a value gave 2 rows: it may give one at most']);
  assert.deepEqual(several.rows, ['null → {"id":2,"v":5}', 'null → {"id":3,"v":null}', 'null → {"id":4,"v":null}']);
});

test('what fails counts where it is asked for: not in a branch that is not taken', async () => {
  const several = '(SELECT x FROM t)';
  const p = [1, 2, 3].map(id => ({ key: String(id), value: { id, k: 'a', y: id } }));
  const fails = ['a query that stands for a value gave 5 rows: it may give one at most'];
  const asked = async (item: string, bounded = true) => {
    const { rows, problems } = await runSql(
      `${DECLARED}SELECT id, ${item} AS v FROM p;`,
      { ...TOPICS, p },
      { bounded },
    );
    const said = rows.filter(row => !row.endsWith('gone')).map(row => JSON.parse(row.slice(row.indexOf(' → ') + 3)));
    return { said: Object.fromEntries(said.map(({ id, v }) => [id, v])), problems };
  };
  for (const bounded of [true, false]) {
    const ids = Object.keys((await asked('0', bounded)).said);
    const [first, ...others] = ids;
    const all = (value: unknown) => Object.fromEntries(ids.map(id => [id, value]));
    for (const [item, value] of [
      [`CASE WHEN id > 0 THEN 'one' ELSE CAST(${several} AS STRING) END`, 'one'],
      [`COALESCE(1, ${several})`, 1],
      [`id > 0 OR ${several} > 0`, true],
      [`id < 0 AND ${several} > 0`, false],
      [`IF(id > 0, 7, ${several})`, 7],
      ['CASE WHEN id = 0 THEN NULL ELSE id / id IN (SELECT x FROM t WHERE x = 1) END', true],
      ['CASE WHEN id > 0 THEN 3 ELSE (SELECT MAX(x) FROM t WHERE t.x = 1 / (p.id - p.id)) END', 3],
    ] as const)
      assert.deepEqual((await asked(item, bounded)).said, all(value), `${item} ${bounded}`);
    const one = await asked(`CASE WHEN id = ${first} THEN 1 ELSE ${several} END`, bounded);
    assert.deepEqual(one.said, { [first!]: 1 });
    if (bounded)
      assert.deepEqual(
        one.problems,
        others.map(() => fails[0]),
      );
    assert.deepEqual((await asked(`CASE WHEN id > 0 THEN 1 ELSE ${several} END`, bounded)).problems, []);
  }
  const failed = await runSql(`${DECLARED}SELECT SUM(${several}) AS s FROM o;`, TOPICS);
  assert.deepEqual(
    failed.problems,
    TOPICS.o.map(() => fails[0]),
  );
});

test('IN and NOT IN are of three truth values', async () => {
  assert.equal(await ids('y IN (SELECT x FROM t)'), '1 2');
  assert.equal(await valuesOf('y IN (SELECT x FROM t)'), '1: true, 2: true, 3: null, 4: null');
  // A NULL among the values may be any.
  assert.equal(await ids('y NOT IN (SELECT x FROM t)'), '');
  assert.equal(await ids('y NOT IN (SELECT x FROM t WHERE x IS NOT NULL)'), '3');
  assert.equal(await valuesOf('y NOT IN (SELECT x FROM t WHERE x > 3)'), '1: true, 2: false, 3: true, 4: null');
  // Nothing is in nothing, not even NULL.
  assert.equal(await valuesOf('y IN (SELECT x FROM nothing)'), '1: false, 2: false, 3: false, 4: false');
  assert.equal(await ids('y NOT IN (SELECT x FROM nothing)'), '1 2 3 4');
  assert.equal(await ids('NULL NOT IN (SELECT x FROM nothing)'), '1 2 3 4');
});

test('ANY and ALL with every comparison', async () => {
  const all = { '=': '1: false, 2: false, 3: false, 4: null', '<>': '1: false, 2: false, 3: true, 4: null' };
  for (const [operator, wanted] of Object.entries(all))
    assert.equal(await valuesOf(`y ${operator} ALL (SELECT x FROM t WHERE x < 9)`), wanted);
  assert.equal(await valuesOf('y = ALL (SELECT x FROM t WHERE x = 5)'), '1: false, 2: true, 3: false, 4: null');
  assert.equal(await valuesOf('y <> ANY (SELECT x FROM t WHERE x = 5)'), '1: true, 2: false, 3: true, 4: null');
  assert.equal(await valuesOf('y <> ANY (SELECT x FROM t WHERE x < 9)'), '1: true, 2: true, 3: true, 4: null');
  assert.equal(await valuesOf('y < ANY (SELECT x FROM t)'), '1: true, 2: true, 3: true, 4: null');
  assert.equal(await valuesOf('y <= ALL (SELECT x FROM t)'), '1: null, 2: false, 3: false, 4: null');
  assert.equal(await valuesOf('y > ANY (SELECT x FROM t)'), '1: null, 2: true, 3: true, 4: null');
  assert.equal(await valuesOf('y >= ALL (SELECT x FROM t WHERE x <= 5)'), '1: false, 2: true, 3: false, 4: null');
  assert.equal(await valuesOf('y > ALL (SELECT x FROM nothing)'), '1: true, 2: true, 3: true, 4: true');
  assert.equal(await valuesOf('y > ANY (SELECT x FROM nothing)'), '1: false, 2: false, 3: false, 4: false');
});

test('EXISTS: whether there is a row, whatever is in it', async () => {
  assert.equal(await ids('EXISTS (SELECT x FROM t)'), '1 2 3 4');
  assert.equal(await ids('EXISTS (SELECT x FROM nothing)'), '');
  assert.equal(await ids('NOT EXISTS (SELECT x FROM nothing)'), '1 2 3 4');
  // A row of NULL is a row; an aggregate of everything is one too.
  assert.equal(await ids("EXISTS (SELECT x FROM t WHERE k = 'd')"), '1 2 3 4');
  assert.equal(await ids('EXISTS (SELECT MAX(x) FROM nothing)'), '1 2 3 4');
  assert.equal(await ids('EXISTS (SELECT MAX(x) FROM nothing HAVING COUNT(*) > 0)'), '');
  assert.equal(await ids('EXISTS (SELECT x FROM t LIMIT 0)'), '');
});

test('about the row around it: a key that is NULL has no rows', async () => {
  assert.equal(await ids('EXISTS (SELECT * FROM t WHERE t.k = o.k)'), '1 2');
  assert.equal(await ids('NOT EXISTS (SELECT * FROM t WHERE t.k = o.k)'), '3 4');
  assert.equal(await ids('EXISTS (SELECT * FROM t WHERE t.k = o.k AND t.x > o.y)'), '1');
  assert.equal(await ids('EXISTS (SELECT * FROM t WHERE t.k IS NOT DISTINCT FROM o.k)'), '1 2 4');
  assert.equal(await ids('y IN (SELECT x FROM t WHERE t.k = o.k)'), '1 2');
  assert.equal(await ids('y NOT IN (SELECT x FROM t WHERE t.k = o.k)'), '3 4');
  assert.equal(await ids('y < ALL (SELECT x FROM t WHERE t.k = o.k AND t.x <> o.y)'), '1 2 3 4');
});

test('an aggregate about the row around it: COUNT of nothing is 0, all else NULL', async () => {
  assert.equal(await valuesOf('(SELECT MAX(x) FROM t WHERE t.k = o.k)'), '1: 3, 2: 5, 3: null, 4: null');
  assert.equal(await valuesOf('(SELECT COUNT(*) FROM t WHERE t.k = o.k)'), '1: 2, 2: 1, 3: 0, 4: 0');
  assert.equal(await valuesOf('(SELECT COUNT(*) + 1 FROM t WHERE t.k = o.k)'), '1: 3, 2: 2, 3: 1, 4: 1');
  assert.equal(await valuesOf('(SELECT COUNT(*) FROM t WHERE t.x > o.y)'), '1: 3, 2: 1, 3: 3, 4: 0');
  assert.equal(
    await valuesOf('(SELECT COUNT(*) FILTER (WHERE x > o.y) FROM t WHERE t.k = o.k)'),
    '1: 1, 2: 0, 3: 0, 4: 0',
  );
  assert.equal(await valuesOf('(SELECT SUM(x) + o.y FROM t WHERE t.k = o.k)'), '1: 5, 2: 10, 3: null, 4: null');
  // HAVING leaves the row out: of a group that is there, of one that is not.
  assert.equal(
    await valuesOf('(SELECT COUNT(*) FROM t WHERE t.k = o.k HAVING COUNT(*) < 2)'),
    '1: null, 2: 1, 3: 0, 4: 0',
  );
  // With GROUP BY there is no group of nothing.
  assert.equal(await valuesOf('(SELECT COUNT(*) FROM t WHERE t.k = o.k GROUP BY t.k)'), '1: 2, 2: 1, 3: null, 4: null');
});

test('the first row for each row around it', async () => {
  assert.equal(
    await valuesOf('(SELECT x FROM t WHERE t.k = o.k ORDER BY x DESC LIMIT 1)'),
    '1: 3, 2: 5, 3: null, 4: null',
  );
  assert.equal(await valuesOf('(SELECT x FROM t WHERE t.x > o.y ORDER BY x LIMIT 1)'), '1: 3, 2: 9, 3: 3, 4: null');
});

test('without FROM, and of a UNION', async () => {
  assert.equal(await valuesOf('(SELECT o.y * 2)'), '1: 2, 2: 10, 3: 4, 4: null');
  assert.equal(await ids('y IN (SELECT x FROM t WHERE t.k = o.k UNION ALL SELECT 2)'), '1 2 3');
  assert.equal(
    await ids('2 = (SELECT COUNT(*) FROM t WHERE t.k = o.k UNION SELECT COUNT(*) FROM t WHERE t.k = o.k)'),
    '1',
  );
});

test('two levels deep, each about the rows around it', async () => {
  const inner = 'SELECT y FROM o AS o2 WHERE o2.k = t.k AND o2.id = o.id';
  assert.equal(await valuesOf(`(SELECT MAX(x) FROM t WHERE t.x IN (${inner}))`), '1: 1, 2: 5, 3: null, 4: null');
  assert.equal(
    await ids('EXISTS (SELECT 1 FROM t WHERE t.k = o.k AND t.x = (SELECT MAX(x) FROM t AS t2 WHERE t2.k = o.k))'),
    '1 2',
  );
});

test('of the same relation as around it', async () => {
  assert.equal(await ids('y = (SELECT MAX(y) FROM o AS other)'), '2');
  assert.equal(await ids('EXISTS (SELECT 1 FROM o AS other WHERE other.y > o.y)'), '1 3');
});

test('in HAVING, in CASE, in an aggregate, in ORDER BY, in OVER', async () => {
  assert.deepEqual(
    await rowsOf(
      'SELECT k, COUNT(*) AS n FROM t GROUP BY k HAVING COUNT(*) > (SELECT COUNT(*) FROM o WHERE o.k = t.k)',
    ),
    ['{"k":"a","n":2}', '{"k":"d","n":1}', '{"k":null,"n":1}'],
  );
  assert.equal(
    await valuesOf("CASE WHEN EXISTS (SELECT 1 FROM t WHERE t.k = o.k) THEN 'y' ELSE 'n' END"),
    '1: y, 2: y, 3: n, 4: n',
  );
  assert.deepEqual(await rowsOf('SELECT SUM((SELECT COUNT(*) FROM t WHERE t.k = o.k)) AS s FROM o'), ['{"s":3}']);
  assert.deepEqual(
    await rowsOf('SELECT EXISTS (SELECT 1 FROM t WHERE t.k = o.k) AS e, COUNT(*) AS n FROM o GROUP BY e'),
    ['{"e":true,"n":2}', '{"e":false,"n":2}'],
  );
  const count = '(SELECT COUNT(*) FROM t WHERE t.k = o.k)';
  assert.deepEqual(
    await rowsOf(`SELECT id FROM o ORDER BY ${count}, id`),
    [3, 4, 2, 1].map(id => `{"id":${id}}`),
  );
  assert.deepEqual(await rowsOf(`SELECT id, ROW_NUMBER() OVER (ORDER BY ${count}, id) AS r FROM o`), [
    '{"id":1,"r":4}',
    '{"id":2,"r":3}',
    '{"id":3,"r":1}',
    '{"id":4,"r":2}',
  ]);
  assert.deepEqual(
    await rowsOf('SELECT id, ROW_NUMBER() OVER (ORDER BY id) IN (SELECT x FROM t WHERE x < 5) AS r FROM o'),
    ['{"id":1,"r":true}', '{"id":2,"r":false}', '{"id":3,"r":true}', '{"id":4,"r":false}'],
  );
});

test('in ON of inner and outer joins', async () => {
  const on = 'o.k = t.k AND t.x > (SELECT MIN(y) FROM o AS o2)';
  assert.deepEqual(await rowsOf(`SELECT id, x FROM o JOIN t ON ${on}`), ['{"id":1,"x":3}', '{"id":2,"x":5}']);
  assert.deepEqual(await rowsOf(`SELECT id, x FROM o LEFT JOIN t ON ${on}`), [
    '{"id":1,"x":3}',
    '{"id":2,"x":5}',
    '{"id":3,"x":null}',
    '{"id":4,"x":null}',
  ]);
  assert.deepEqual(
    await rowsOf(
      'SELECT id, x FROM o RIGHT JOIN t ON o.k = t.k AND t.x NOT IN (SELECT y FROM o AS o2 WHERE o2.k = t.k)',
    ),
    ['{"id":1,"x":3}', '{"id":null,"x":1}', '{"id":null,"x":5}', '{"id":null,"x":null}', '{"id":null,"x":9}'],
  );
});

test('LATERAL: the rows of a query for each row to its left', async () => {
  assert.deepEqual(
    await rowsOf('SELECT id, s.n, s.m FROM o, LATERAL (SELECT COUNT(*) AS n, MAX(x) AS m FROM t WHERE t.k = o.k) AS s'),
    ['{"id":1,"n":2,"m":3}', '{"id":2,"n":1,"m":5}', '{"id":3,"n":0,"m":null}', '{"id":4,"n":0,"m":null}'],
  );
  assert.deepEqual(await rowsOf('SELECT id, s.x FROM o CROSS JOIN LATERAL (SELECT x FROM t WHERE t.k = o.k) AS s'), [
    '{"id":1,"x":1}',
    '{"id":1,"x":3}',
    '{"id":2,"x":5}',
  ]);
  const first = 'LATERAL (SELECT x, x - o.y AS d FROM t WHERE t.x > o.y ORDER BY x LIMIT 2) AS s';
  assert.deepEqual(await rowsOf(`SELECT id, s.d FROM o LEFT JOIN ${first} ON s.d > 2`), [
    '{"id":1,"d":4}',
    '{"id":2,"d":4}',
    '{"id":3,"d":3}',
    '{"id":4,"d":null}',
  ]);
  // One may be about another.
  assert.deepEqual(
    await rowsOf(
      'SELECT id, v, w FROM o, LATERAL (SELECT MAX(x) AS v FROM t WHERE t.k = o.k) AS a, LATERAL (SELECT COUNT(*) AS w FROM t WHERE x < a.v) AS b',
    ),
    ['{"id":1,"v":3,"w":1}', '{"id":2,"v":5,"w":2}', '{"id":3,"v":null,"w":0}', '{"id":4,"v":null,"w":0}'],
  );
});

test('a stream that has no end: each row as of its time', async () => {
  const at = (time: number, value: object): GivenRecord => ({ at: time, value });
  const topics = {
    ...TOPICS,
    o: [at(10, { id: 1, k: 'a', y: 1 }), at(20, { id: 2, k: 'a', y: 2 }), at(30, { id: 3, k: 'a', y: 3 })],
    t: [at(5, { k: 'a', x: 1 }), at(20, { k: 'a', x: 2 }), at(40, { k: 'a', x: 3 })],
  };
  const rows = async (item: string) =>
    (await runSql(`${DECLARED}SELECT id, ${item} AS v FROM o;`, topics, { bounded: false })).rows;
  const counted = ['null → {"id":1,"v":1}', 'null → {"id":2,"v":2}', 'null → {"id":3,"v":2}'];
  // A row of the same time is there already.
  assert.deepEqual(await rows('(SELECT COUNT(*) FROM t)'), counted);
  assert.deepEqual(await rows('(SELECT COUNT(*) FROM t WHERE t.k = o.k)'), counted);
  assert.deepEqual(await rows('(SELECT COUNT(*) FROM t WHERE t.x < o.id + 2)'), counted);
  assert.deepEqual(await rows('id IN (SELECT x FROM t)'), [
    'null → {"id":1,"v":true}',
    'null → {"id":2,"v":true}',
    'null → {"id":3,"v":false}',
  ]);
});

test('rows that change are kept current', async () => {
  const row = (id: number, k: string, y: number): GivenRecord => ({ key: String(id), value: { id, k, y } });
  const other = (n: number, k: string, x: number): GivenRecord => ({ key: String(n), value: { n, k, x } });
  const p = [row(1, 'a', 1), row(2, 'b', 2)];
  const q = [other(7, 'a', 4), other(8, 'b', 5), other(7, 'b', 6), { key: '8', value: null }];
  /** The queries of WITH are read first. */
  const changes = async (sql: string) =>
    (await runSql(`${DECLARED}WITH c AS (SELECT id, k, y FROM p) ${sql};`, { ...TOPICS, p, q }, { bounded: false }))
      .rows;
  assert.deepEqual(await changes('SELECT id FROM c WHERE EXISTS (SELECT 1 FROM q WHERE q.k = c.k)'), [
    '"1" → {"id":1}',
    '"2" → {"id":2}',
    '"1" → gone',
  ]);
  assert.deepEqual(await changes('SELECT id, (SELECT SUM(x) FROM q WHERE q.k = c.k) AS s FROM c'), [
    '"1" → {"id":1,"s":null}',
    '"2" → {"id":2,"s":null}',
    '"1" → {"id":1,"s":4}',
    '"2" → {"id":2,"s":5}',
    '"1" → {"id":1,"s":null}',
    '"2" → {"id":2,"s":11}',
    '"2" → {"id":2,"s":6}',
  ]);
  assert.deepEqual(await changes('SELECT id FROM c WHERE y < ALL (SELECT x - 3 FROM q)'), [
    '"1" → {"id":1}',
    '"2" → {"id":2}',
    '"1" → gone',
    '"2" → gone',
    '"1" → {"id":1}',
    '"2" → {"id":2}',
  ]);
});

/** About changing rows: what stands of the changes is what a run says that ends. */
const QUERIES = [
  'SELECT id, k FROM p WHERE EXISTS (SELECT 1 FROM q WHERE q.k = p.k)',
  'SELECT id, k FROM p WHERE NOT EXISTS (SELECT 1 FROM q WHERE q.k = p.k AND q.x > p.y)',
  'SELECT id, y FROM p WHERE y IN (SELECT x FROM q)',
  'SELECT id, y FROM p WHERE y NOT IN (SELECT x FROM q)',
  'SELECT id, y FROM p WHERE y NOT IN (SELECT x FROM q WHERE q.k = p.k)',
  'SELECT id, y > ALL (SELECT x FROM q WHERE q.k = p.k) AS v FROM p',
  'SELECT id, (SELECT MAX(x) FROM q) AS v, (SELECT COUNT(*) FROM q WHERE q.x < p.y) AS n FROM p',
  'SELECT id, (SELECT COUNT(*) FROM q WHERE q.k = p.k HAVING COUNT(*) < 2) AS v FROM p',
  'SELECT id, (SELECT x FROM q WHERE q.k = p.k ORDER BY x DESC, n LIMIT 1) AS v FROM p',
  'SELECT k, COUNT(*) AS n FROM p GROUP BY k HAVING COUNT(*) > (SELECT COUNT(*) FROM q WHERE q.k = p.k)',
  'SELECT k, SUM(y) AS s FROM p WHERE k IN (SELECT k FROM q WHERE x > 2) GROUP BY k',
  'SELECT id, (SELECT COUNT(*) FROM t WHERE t.k = p.k) AS v FROM p',
  'SELECT id, (SELECT MAX(x) FROM q WHERE q.k = p.k AND q.x IN (SELECT x FROM t WHERE t.k = p.k)) AS v FROM p',
  'SELECT id, s.n, s.m FROM p, LATERAL (SELECT COUNT(*) AS n, MIN(x) AS m FROM q WHERE q.k = p.k) AS s',
  'SELECT id, s.n, s.x FROM p LEFT JOIN LATERAL (SELECT n, x FROM q WHERE q.k = p.k) AS s ON s.x > 1',
  'SELECT id, s.x FROM p CROSS JOIN LATERAL (SELECT x FROM q WHERE q.x > p.y ORDER BY x, n LIMIT 2) AS s',
  'SELECT id, s.x FROM p CROSS JOIN LATERAL (SELECT x FROM t WHERE t.x > p.y) AS s',
];

/** Records of the topics, some of them deletions; each key in a partition of its own. */
function drawn(random: () => number) {
  const up = (most: number) => Math.floor(random() * most);
  const keys = ['a', 'b', 'c', null];
  const table = (make: (key: number) => object): GivenRecord[] =>
    Array.from({ length: 6 + up(10) }, () => {
      const key = up(5);
      return { key: String(key), partition: key % 2, value: random() < 0.25 ? null : make(key) };
    });
  const number = () => (random() < 0.15 ? null : up(5));
  return {
    ...TOPICS,
    p: table(id => ({ id, k: keys[up(4)], y: number() })),
    q: table(n => ({ n, k: keys[up(4)], x: number() })),
    t: Array.from({ length: up(10) }, (_, i) => ({ partition: i % 2, value: { k: keys[up(4)], x: number() } })),
  };
}

const valuesOnly = (rows: readonly string[]): readonly string[] =>
  rows.map(row => row.slice(row.indexOf(' → ') + 3)).sort();

for (const sql of QUERIES)
  test(`kept current it is what a run says that ends: ${sql}`, async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const topics = drawn(randomOf(seed));
      const ended = await runSql(`${DECLARED}${sql};`, topics);
      const current = await runSql(`${DECLARED}${sql};`, topics, { bounded: false, seed });
      assert.deepEqual(valuesOnly(current.folded), valuesOnly(ended.rows), `seed ${seed}: ${JSON.stringify(topics)}`);
      assert.deepEqual([...ended.problems, ...current.problems], []);
    }
  });

/** Of a stream: whatever the batches and however partitions and topics take turns. */
const OF_STREAM = [
  'SELECT id, (SELECT COUNT(*) FROM t) AS v FROM o',
  'SELECT id, (SELECT SUM(x) FROM t WHERE t.k = o.k) AS v FROM o',
  'SELECT id, (SELECT COUNT(*) FROM t WHERE t.x < o.y) AS v FROM o',
  'SELECT id FROM o WHERE y NOT IN (SELECT x FROM t WHERE t.k = o.k)',
  'SELECT id FROM o WHERE EXISTS (SELECT 1 FROM t WHERE t.k = o.k AND t.x > o.y)',
  'SELECT id, s.x FROM o LEFT JOIN LATERAL (SELECT x FROM t WHERE t.k = o.k) AS s ON TRUE',
  'SELECT id, (SELECT MAX(x) FROM t WHERE t.k = o.k AND x NOT IN (SELECT x FROM t AS t2 WHERE t2.k <> o.k)) AS v FROM o',
];

for (const sql of OF_STREAM)
  test(`as of a row's time it is the same in any interleaving: ${sql}`, async () => {
    for (let data = 1; data <= 6; data++) {
      const random = randomOf(data);
      const up = (most: number) => Math.floor(random() * most);
      const keys = ['a', 'b', null];
      const some = (make: (i: number) => object): GivenRecord[] =>
        Array.from({ length: 12 }, (_, i) => ({ at: i * 10 + up(60), partition: up(3), value: make(i) }));
      const topics = {
        ...TOPICS,
        o: some(id => ({ id, k: keys[up(3)], y: up(5) })),
        t: some(() => ({ k: keys[up(3)], x: up(5) })),
      };
      const run = async (seed: number) => {
        const { rows, problems } = await runSql(`${DECLARED}${sql};`, topics, { bounded: false, seed });
        assert.deepEqual(problems, []);
        return [...rows].sort();
      };
      const first = await run(1);
      for (let seed = 2; seed <= 8; seed++)
        assert.deepEqual(await run(seed), first, `data ${data}, seed ${seed}: ${JSON.stringify(topics)}`);
    }
  });

test('values of different types are compared as one of them is read', async () => {
  assert.equal(await ids("y IN (SELECT '5')"), '2');
  assert.equal(await ids('y IN (SELECT CAST(x AS DECIMAL(5, 1)) FROM t)'), '1 2');
  assert.equal(await ids('y IN (SELECT x + 0e0 FROM t)'), '1 2');
  assert.equal(
    await ids(
      "TIMESTAMP '2026-01-01 00:00:00' IN (SELECT DATE '2026-01-01') AND DATE '2026-01-01' IN (SELECT TIMESTAMP '2026-01-01 00:00:00')",
    ),
    '1 2 3 4',
  );
});

test('a SELECT without FROM has no time: it is kept current', async () => {
  const { rows } = await runSql(`${DECLARED}SELECT (SELECT COUNT(*) FROM t) AS n;`, TOPICS, { bounded: false });
  assert.equal(rows[0], 'null → {"n":0}');
  assert.equal(rows.at(-1), 'null → {"n":5}');
});

test('WITH says where a relation comes from that only a query inside an expression reads', async () => {
  const settings = "WITH ('other.type' = 'kafka_source', 'other.topic' = 't')";
  assert.deepEqual(await rowsOf(`SELECT id FROM o WHERE y IN (SELECT x FROM other) ${settings}`), [
    '{"id":1}',
    '{"id":2}',
  ]);
});

test('queries after FROM, inside a query that is about the row around it', async () => {
  assert.equal(
    await valuesOf('(SELECT MAX(n) FROM (SELECT x, COUNT(*) AS n FROM t WHERE t.k = o.k GROUP BY x) AS s)'),
    '1: 1, 2: 1, 3: null, 4: null',
  );
  assert.equal(
    await valuesOf('(SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM t WHERE t.k = o.k) AS s)'),
    '1: 2, 2: 1, 3: 0, 4: 0',
  );
  assert.equal(
    await valuesOf('(SELECT SUM(x) FROM (SELECT x FROM t WHERE t.x > o.y ORDER BY x LIMIT 2) AS s)'),
    '1: 8, 2: 9, 3: 8, 4: null',
  );
  assert.equal(
    await ids(
      'EXISTS (SELECT 1 FROM (SELECT x FROM t WHERE t.k = o.k UNION ALL SELECT o.y) AS s WHERE s.x > o.id + 1)',
    ),
    '1 2',
  );
  assert.equal(
    await valuesOf('(SELECT COUNT(*) FROM (SELECT DISTINCT x FROM t WHERE t.k IS NOT DISTINCT FROM o.k) AS s)'),
    '1: 2, 2: 1, 3: 0, 4: 1',
  );
});

test('the elements of a value of the row around', async () => {
  const lists = `CREATE STREAM lists (id BIGINT, n ARRAY<BIGINT>) WITH ('topic' = 'lists', 'format' = 'json');`;
  const given = of([
    { id: 1, n: [1, 2, 3] },
    { id: 2, n: [] },
    { id: 3, n: null },
    { id: 4, n: [null, 7] },
  ]);
  for (const bounded of [true, false]) {
    const values = async (expression: string) =>
      (await runSql(`${lists}SELECT id, ${expression} AS v FROM lists;`, { lists: given }, { bounded })).rows.map(
        row => (JSON.parse(row.slice(row.indexOf(' → ') + 3)) as { v: unknown }).v,
      );
    assert.deepEqual(await values('(SELECT SUM(x) FROM UNNEST(lists.n) AS t(x))'), [6, null, null, 7]);
    assert.deepEqual(await values('(SELECT COUNT(*) FROM UNNEST(lists.n) AS t(x) WHERE x > 1)'), [2, 0, 0, 1]);
    assert.deepEqual(await values('EXISTS (SELECT 1 FROM UNNEST(lists.n) AS t(x) WHERE x = 2)'), [
      true,
      false,
      false,
      false,
    ]);
    assert.deepEqual(await values('2 NOT IN (SELECT x FROM UNNEST(lists.n) AS t(x))'), [false, true, true, null]);
  }
});
