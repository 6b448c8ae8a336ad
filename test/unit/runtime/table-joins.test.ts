/** Joins with tables over SQL: a stream with a table as of its time, and tables with tables, kept current. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type GivenRecord, runSql, type SqlOptions } from './sql.ts';

const SOURCES = `
CREATE STREAM s (id STRING, k STRING, n INT, t TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '0.005' SECOND) WITH ('topic' = 's', 'format' = 'json');
CREATE TABLE c (k STRING PRIMARY KEY, v STRING, n INT, u TIMESTAMP, WATERMARK FOR u AS u - INTERVAL '0.005' SECOND) WITH ('topic' = 'c', 'format' = 'json');
CREATE TABLE o (id STRING PRIMARY KEY, k STRING, n INT) WITH ('topic' = 'o', 'format' = 'json');
`;
const iso = (ms: number): string => new Date(ms).toISOString();
const row = (t: number, id: string, k: string | null = 'a', partition = 0, n = 0): GivenRecord => ({
  at: t,
  partition,
  value: { id, k, n, t: iso(t) },
});
/** A row of `c`; without a value its deletion. */
const entry = (t: number, k: string, v: string | null, partition = 0, n = 0): GivenRecord => ({
  at: t,
  partition,
  key: k,
  value: v === null ? null : { k, v, n, u: iso(t) },
});
const order = (at: number, id: string, k: string | null | undefined, n = 0, partition = 0): GivenRecord => ({
  at,
  partition,
  key: id,
  value: k === undefined ? null : { id, k, n },
});

type Topics = Readonly<Record<string, readonly GivenRecord[]>>;

const run = (query: string, topics: Topics, options: SqlOptions = {}) =>
  runSql(`${SOURCES}${query};`, { s: [], c: [], o: [], ...topics }, { bounded: false, ...options });

const values = (rows: readonly string[]): string[] =>
  rows.map(one => {
    const [key, value] = one.split(' → ');
    return value === 'gone' ? `${key} gone` : Object.values(JSON.parse(value!) as object).join(' ');
  });

const asOf = async (from: string, topics: Topics, options: SqlOptions = {}) => {
  const { rows, problems, times } = await run(
    `SELECT COALESCE(s.id, '-') AS id, COALESCE(c.v, '-') AS v FROM ${from}`,
    topics,
    options,
  );
  assert.deepEqual(problems, []);
  return { rows: values(rows), times };
};

test('a stream sees the table as of its rows: equal time counts, what comes later does not', async () => {
  const topics = {
    s: [row(9, 'before'), row(10, 'same'), row(15, 'between'), row(20, 'replaced'), row(30, 'after')],
    c: [entry(10, 'a', 'one'), entry(20, 'a', 'two'), entry(40, 'a', 'late')],
  };
  const found = await asOf('s LEFT JOIN c ON s.k = c.k', topics);
  assert.deepEqual(found.rows, ['before -', 'same one', 'between one', 'replaced two', 'after two']);
  assert.deepEqual(found.times, [9, 10, 15, 20, 30]);
  assert.deepEqual((await asOf('s JOIN c ON s.k = c.k', topics)).rows, found.rows.slice(1));
  assert.deepEqual((await asOf('c RIGHT JOIN s ON s.k = c.k', topics)).rows, found.rows);
  assert.deepEqual((await asOf('s LEFT JOIN c ON s.k = c.k', topics, { bounded: true })).rows, found.rows);
});

test('a deletion counts from its time on', async () => {
  const { rows } = await asOf('s LEFT JOIN c ON s.k = c.k', {
    s: [row(19, 'there'), row(20, 'gone'), row(30, 'back')],
    c: [entry(10, 'a', 'one'), entry(20, 'a', null), entry(30, 'a', 'two')],
  });
  assert.deepEqual(rows, ['there one', 'gone -', 'back two']);
});

test('a NULL key finds nothing, and waits for nothing', async () => {
  const topics = { s: [row(50, 'null', null), row(51, 'other', 'b')], c: [entry(10, 'a', 'one')] };
  assert.deepEqual((await asOf('s LEFT JOIN c ON s.k = c.k', topics)).rows, ['null -', 'other -']);
  assert.deepEqual((await asOf('s JOIN c ON s.k = c.k', topics)).rows, []);
});

test('several rows of the table, found by other columns or by any condition', async () => {
  const topics = {
    s: [row(30, 'x', 'm', 0, 1), row(31, 'y', 'm', 0, 2)],
    c: [entry(1, 'a', 'A', 0, 1), entry(2, 'b', 'B', 0, 1), entry(3, 'd', 'D', 0, 2), entry(31, 'b', 'B2', 0, 2)],
  };
  assert.deepEqual((await asOf('s JOIN c ON s.n = c.n', topics)).rows, ['x A', 'x B', 'y D', 'y B2']);
  assert.deepEqual((await asOf('s JOIN c ON s.n > c.n', topics)).rows, ['y A']);
  assert.deepEqual((await asOf("s LEFT JOIN c ON s.n = c.n AND c.v > 'A'", topics)).rows, ['x B', 'y D', 'y B2']);
  assert.deepEqual((await asOf('s CROSS JOIN c', { ...topics, s: [row(2, 'x')] })).rows, ['x A', 'x B']);
  assert.deepEqual((await asOf('s, c WHERE c.n = s.n', topics)).rows, ['x A', 'x B', 'y D', 'y B2']);
});

test('an update that is out of order within the bound takes its place in time', async () => {
  const { rows } = await asOf('s LEFT JOIN c ON s.k = c.k', {
    s: [row(7, 'seven'), row(12, 'twelve')],
    c: [entry(10, 'a', 'ten'), entry(6, 'a', 'six')],
  });
  assert.deepEqual(rows, ['seven six', 'twelve ten']);
});

test('a correction later than the bound does not reach back, for whom it comes in time it counts', async () => {
  const topics = {
    s: [row(10, 'ten'), row(30, 'thirty'), row(60, 'sixty')],
    // When it comes, its partition has reached 35.
    c: [entry(40, 'b', 'b'), entry(5, 'a', 'late')],
  };
  for (const seed of [1, 2, 3, 4])
    assert.deepEqual((await asOf('s LEFT JOIN c ON s.k = c.k', topics, { seed })).rows.toSorted(), [
      'sixty late',
      'ten -',
      'thirty -',
    ]);
});

test('a row of the stream behind the bound sees the oldest state that is kept; GRACE keeps older ones', async () => {
  const topics = { s: [row(100, 'now'), row(50, 'late')], c: [entry(10, 'a', 'one'), entry(60, 'a', 'two')] };
  assert.deepEqual((await asOf('s JOIN c ON s.k = c.k', topics)).rows.toSorted(), ['late two', 'now two']);
  const patient = await asOf('s JOIN c ON s.k = c.k WITHIN 1h GRACE 45ms', topics);
  assert.deepEqual(patient.rows.toSorted(), ['late one', 'now two']);
  assert.deepEqual((await asOf('s JOIN c ON s.k = c.k WITHIN 39ms', topics)).rows, ['late two']);
});

test('FOR SYSTEM_TIME AS OF: the own time is what is meant anyway; any other may be asked for', async () => {
  const topics = { s: [row(30, 'x'), row(45, 'y')], c: [entry(10, 'a', 'one'), entry(20, 'a', 'two')] };
  const own = 's LEFT JOIN c FOR SYSTEM_TIME AS OF s.t ON s.k = c.k';
  assert.deepEqual((await asOf(own, topics)).rows, ['x two', 'y two']);
  const before = "s LEFT JOIN c FOR SYSTEM_TIME AS OF s.t - INTERVAL '0.015' SECOND AS c ON s.k = c.k";
  assert.deepEqual((await asOf(before, topics)).rows, ['x one', 'y two']);
  const none = "s LEFT JOIN c FOR SYSTEM_TIME AS OF CASE WHEN s.id = 'y' THEN s.t END AS c ON s.k = c.k";
  assert.deepEqual((await asOf(none, topics)).rows, ['x -', 'y two']);
});

test('key and headers are those of the stream; rows of VALUES were always there', async () => {
  const s = [{ ...row(-5, 'x'), key: 'own' }];
  const { rows } = await run("SELECT s.id, c.v FROM s LEFT JOIN (VALUES ('a', 'A')) AS c(k, v) ON s.k = c.k", { s });
  assert.deepEqual(rows, ['"own" → {"id":"x","v":"A"}']);
});

test('a stream with groups of itself, as they were', async () => {
  const { rows } = await run(
    'SELECT s.id, g.total FROM s JOIN (SELECT k, SUM(n) AS total FROM s GROUP BY k) g ON s.k = g.k',
    { s: [row(1, 'x', 'a', 0, 5), row(2, 'y', 'b', 0, 1), row(3, 'z', 'a', 0, 2)] },
  );
  assert.deepEqual(values(rows), ['x 5', 'y 1', 'z 7']);
});

test('groups as they were: by the times of their rows, in any order of arrival', async () => {
  const s = [row(1, 'x', 'a', 0, 5), row(9, 'z', 'a', 1, 2), row(5, 'y', 'a', 0, 1), row(6, 'w', 'a', 1, 4)];
  for (let seed = 0; seed < 12; seed++) {
    const { rows } = await run(
      'SELECT s.id, g.total FROM s JOIN (SELECT k, SUM(n) AS total FROM s GROUP BY k) g ON s.k = g.k',
      { s },
      { seed },
    );
    assert.deepEqual(values(rows).toSorted(), ['w 10', 'x 5', 'y 6', 'z 12']);
  }
});

test('a view of groups, written in the same file: the stream sees them as they were, also where the input ends', async () => {
  const query = `CREATE TABLE totals AS SELECT k, SUM(n) AS total FROM s GROUP BY k;
    CREATE TABLE large AS SELECT k, total FROM totals WHERE total > 5;
    SELECT s.id, t.total FROM s LEFT JOIN large t ON s.k = t.k`;
  const topics = { s: [row(1, 'x', 'a', 0, 5), row(2, 'y', 'a', 0, 1), row(3, 'z', 'a', 0, 2)] };
  for (const bounded of [true, false])
    assert.deepEqual(values((await run(query, topics, { bounded })).rows), ['x ', 'y 6', 'z 8']);
  const disordered = [row(1, 'x', 'a', 0, 5), row(9, 'z', 'a', 1, 2), row(5, 'y', 'a', 0, 1), row(6, 'w', 'a', 1, 4)];
  for (let seed = 0; seed < 8; seed++) {
    const { rows } = await run(query, { s: disordered }, { seed });
    assert.deepEqual(values(rows).toSorted(), ['w 10', 'x ', 'y 6', 'z 12']);
  }
});

test('tables joined with each other, as they were, in any order of arrival', async () => {
  const topics = {
    o: [order(5, '1', 'a'), order(40, '1', 'b')],
    c: [entry(10, 'a', 'A'), entry(30, 'a', 'A2'), entry(50, 'a', null), entry(45, 'b', 'B')],
    s: [9, 10, 29, 30, 40, 45, 50].map(t => row(t, `s${t}`, '1')),
  };
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8])
    for (const from of [
      'o JOIN c ON o.k = c.k RIGHT JOIN s ON s.k = o.id',
      's LEFT JOIN (SELECT o.id, c.v FROM o JOIN c ON o.k = c.k) AS c ON s.k = c.id',
    ]) {
      const found = await asOf(from, topics, { seed });
      assert.deepEqual(found.rows.toSorted(), ['s10 A', 's29 A', 's30 A2', 's40 -', 's45 B', 's50 B', 's9 -']);
    }
});

test('what is joined as of its time goes on into windows, which close when both sides have passed them', async () => {
  const { rows } = await run(
    'SELECT c.v, COUNT(*) AS n FROM s JOIN c ON s.k = c.k GROUP BY c.v WINDOW TUMBLING(10ms) EMIT FINAL',
    { s: [row(1, 'x'), row(9, 'y'), row(11, 'z'), row(40, 'w')], c: [entry(0, 'a', 'A'), entry(9, 'a', 'B')] },
    { seed: 7 },
  );
  assert.deepEqual(values(rows), ['A 1', 'B 1', 'B 1', 'B 1']);
});

const current = async (query: string, topics: Topics, options: SqlOptions = {}) => {
  const { rows, folded, problems } = await run(query, topics, options);
  assert.deepEqual(problems, []);
  return { rows: values(rows), folded: values(folded).toSorted(), keyed: rows };
};
const ITEMS = "SELECT COALESCE(o.id, '-') AS id, COALESCE(c.v, '-') AS v FROM";

test('tables: each change of a side, by a foreign key', async () => {
  const topics = {
    o: [order(1, '1', 'a'), order(2, '2', 'b'), order(3, '1', 'b'), order(4, '2', undefined)],
    c: [entry(1, 'a', 'A'), entry(2, 'b', 'B'), entry(3, 'b', 'B2')],
  };
  const { rows, folded } = await current(`${ITEMS} o LEFT JOIN c ON o.k = c.k`, topics);
  assert.deepEqual(folded, ['1 B2']);
  // No deletion between what was and what is of one key.
  assert.deepEqual(rows, ['1 -', '2 -', '1 -', '"2" gone', '1 B', '1 B2']);
});

test('outer rows come and go with the number of partners', async () => {
  const topics = {
    c: [entry(1, 'a', 'A')],
    o: [order(2, '1', 'a'), order(3, '2', 'a'), order(4, '1', undefined), order(5, '2', 'z')],
  };
  const { rows, folded } = await current(`${ITEMS} o FULL JOIN c ON o.k = c.k`, topics, { seed: 1 });
  assert.deepEqual(folded, ['- A', '2 -']);
  assert.ok(rows.length >= 4);
  const right = await current(`${ITEMS} o RIGHT JOIN c ON o.k = c.k`, topics);
  assert.deepEqual(right.folded, ['- A']);
});

test('NULL keys match nothing, and stand where the side is an outer one', async () => {
  const topics = { o: [order(1, '1', null)], c: [entry(1, 'a', 'A')] };
  assert.deepEqual((await current(`${ITEMS} o JOIN c ON o.k = c.k`, topics)).folded, []);
  assert.deepEqual((await current(`${ITEMS} o FULL JOIN c ON o.k = c.k`, topics)).folded, ['- A', '1 -']);
});

test('what was deleted on both sides at once is gone', async () => {
  const topics = {
    o: [order(1, '1', 'a'), order(5, '1', undefined)],
    c: [entry(1, 'a', 'A'), entry(5, 'a', null)],
  };
  for (const kind of ['JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN'])
    for (const seed of [1, 2, 3])
      assert.deepEqual((await current(`${ITEMS} o ${kind} c ON o.k = c.k`, topics, { seed })).folded, []);
});

test('the key: of the side whose rows have one partner at most, else of both', async () => {
  const topics = { o: [order(1, '1', 'a')], c: [entry(1, 'a', 'A')] };
  const keyOf = async (from: string) => (await current(`${ITEMS} ${from}`, topics)).keyed.at(-1)!.split(' → ')[0];
  assert.equal(await keyOf('o JOIN c ON o.k = c.k'), '"1"');
  assert.equal(await keyOf('c JOIN o ON o.k = c.k'), '"1"');
  assert.equal(await keyOf('c LEFT JOIN o ON o.k = c.k'), '{"c":"a","o":"1"}');
  assert.equal(await keyOf('o JOIN c ON o.k = c.v OR o.n = c.n'), '{"o":"1","c":"a"}');
  const self = await run('SELECT x.v AS a, y.v AS b FROM c x FULL JOIN c y ON x.k = y.k', { c: [entry(1, 'a', 'A')] });
  assert.deepEqual(self.folded, ['"a" → {"a":"A","b":"A"}']);
});

test('the key of tables joined by their keys one after another is the key of the first', async () => {
  const topics = { c: [entry(1, 'a', 'A'), entry(2, 'a', 'B'), entry(3, 'a', null)], o: [order(1, 'a', 'a')] };
  const rowsOf = async (from: string) =>
    (await run(`SELECT x.v AS a, y.v AS b, z.v AS c FROM ${from}`, topics, { oneByOne: true, bounded: false })).rows;
  const values = ['{"a":"A","b":"A","c":"A"}', '{"a":"B","b":"B","c":"B"}'].map(value => `"a" → ${value}`);
  for (const kind of ['JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN']) {
    const rows = await rowsOf(`c x JOIN c y ON x.k = y.k ${kind} c z ON x.k = z.k`);
    for (const value of values) assert.ok(rows.includes(value), `${kind}: ${rows.join('; ')}`);
    assert.equal(rows.at(-1), '"a" → gone', kind);
    assert.ok(
      rows.every(row => row.startsWith('"a" →')),
      `${kind}: ${rows.join('; ')}`,
    );
  }
  // What may stand without the key it is joined by has no key of its own.
  const [mixed] = await rowsOf('c x LEFT JOIN c y ON x.k = y.v FULL JOIN c z ON y.k = z.k');
  assert.match(mixed!, /^\{"x_y":/);
});

test('rows that are alike in what is read are still several', async () => {
  const topics = { o: [order(1, '1', 'a'), order(2, '2', 'a'), order(3, '1', undefined)], c: [entry(1, 'a', 'A')] };
  const { folded } = await current('SELECT c.v, COUNT(*) AS n FROM o JOIN c ON o.k = c.k GROUP BY c.v', topics);
  assert.deepEqual(folded, ['A 1']);
});

test('a join with a row of VALUES, and of a join with a third table', async () => {
  const topics = {
    o: [order(1, '1', 'a', 1), order(2, '2', 'b', 2), order(3, '2', 'a', 1)],
    c: [entry(1, 'a', 'A', 0, 7), entry(2, 'b', 'B', 0, 8)],
  };
  const listed = await current(
    "SELECT o.id, w.word FROM o JOIN (VALUES (1, 'one'), (1, 'uno'), (2, 'two')) AS w(n, word) ON o.n = w.n",
    topics,
  );
  assert.deepEqual(listed.folded, ['1 one', '1 uno', '2 one', '2 uno']);
  const three = await current(
    'SELECT o.id, c.v, d.v AS w FROM o LEFT JOIN c ON o.k = c.k LEFT JOIN c d ON d.n = c.n AND d.n = 7',
    topics,
  );
  assert.deepEqual(three.folded, ['1 A A', '2 A A']);
});

test('groups joined with groups: each changes', async () => {
  const topics = { s: [row(1, 'x', 'a', 0, 5), row(2, 'y', 'b', 0, 1), row(3, 'z', 'a', 0, 2)] };
  const query = `SELECT l.k, l.total, r.n FROM (SELECT k, SUM(n) AS total FROM s GROUP BY k) l
    LEFT JOIN (SELECT k, COUNT(*) AS n FROM s WHERE n > 1 GROUP BY k) r ON l.k = r.k`;
  for (const bounded of [true, false])
    assert.deepEqual((await current(query, topics, { bounded })).folded, ['a 7 2', 'b 1 ']);
});

test('a view of changes, written and joined in one file', async () => {
  const query = `CREATE TABLE totals AS SELECT k, SUM(n) AS total FROM s GROUP BY k;
    SELECT c.v, t.total FROM c JOIN totals t ON c.k = t.k`;
  const topics = { s: [row(1, 'x', 'a', 0, 5), row(3, 'z', 'a', 0, 2)], c: [entry(1, 'a', 'A')] };
  assert.deepEqual((await current(query, topics)).folded, ['A 7']);
});

test('a failing condition is told, and what it failed for is taken back like the rest', async () => {
  const { folded, problems } = await run('SELECT o.id, c.v FROM c JOIN o ON o.k = c.k AND 1 / o.n > 0', {
    o: [order(1, '1', 'a', 0), order(2, '1', 'a', 2)],
    c: [entry(0, 'a', 'A')],
  });
  assert.deepEqual(values(folded), ['1 A']);
  assert.equal(problems.length, 1);
});

test('windows joined by their bounds and keys', async () => {
  const sums = (name: string, items: string) =>
    `${name} AS (SELECT k, ${items}, _window_start AS ws, _window_end AS we FROM s GROUP BY k WINDOW TUMBLING(10ms) EMIT FINAL)`;
  const { rows } = await run(
    `WITH ${sums('l', 'SUM(n) AS total')}, ${sums('r', 'COUNT(*) AS n')}
     SELECT l.k, l.total, r.n FROM l JOIN r ON l.k = r.k AND l.ws = r.ws AND l.we = r.we`,
    { s: [row(1, 'x', 'a', 0, 5), row(3, 'z', 'a', 0, 2), row(12, 'z', 'a', 0, 1), row(60, 'e', 'b', 0, 1)] },
  );
  assert.deepEqual(values(rows), ['a 7 2', 'a 1 1', 'b 1 1']);
});

const key = fc.constantFrom('a', 'b', 'c');
const seeds = fc.nat();
/** Each key has a partition of its own choice, as a producer gives it. */
const partitionOf = (id: string): number => id.charCodeAt(0) % 2;

const orders = fc.array(
  fc.tuple(fc.constantFrom('1', '2', '3', '4'), fc.option(key, { nil: null }), fc.nat(2), fc.boolean()),
  { maxLength: 14 },
);
const entries = fc.array(fc.tuple(key, fc.nat(2), fc.integer({ min: 0, max: 4 })), { maxLength: 14 });

type Standing<Value> = ReadonlyMap<string, Value>;
const standing = <Value>(changes: readonly (readonly [string, Value | undefined])[]): Standing<Value> => {
  const now = new Map<string, Value>();
  for (const [id, value] of changes)
    if (value === undefined) now.delete(id);
    else now.set(id, value);
  return now;
};

test('tables: what stands is the join of what stands, in any order of arrival; and so are groups of it', async () => {
  const conditions = {
    'o.k = c.k': (l: { id: string; k: string | null; n: number }, r: { k: string; n: number }) => l.k === r.k,
    'o.k = c.k AND o.n >= c.n': (l: { k: string | null; n: number }, r: { k: string; n: number }) =>
      l.k === r.k && l.n >= r.n,
    'o.n = c.n': (l: { n: number }, r: { n: number }) => l.n === r.n,
    'o.n < c.n': (l: { n: number }, r: { n: number }) => l.n < r.n,
  };
  await fc.assert(
    fc.asyncProperty(
      orders,
      entries,
      fc.constantFrom('JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN'),
      fc.constantFrom(...(Object.keys(conditions) as (keyof typeof conditions)[])),
      seeds,
      fc.boolean(),
      async (ofO, ofC, kind, on, seed, bounded) => {
        const topics = {
          o: ofO.map(([id, k, n, gone], i) => order(i, id, gone ? undefined : k, n, partitionOf(id))),
          c: ofC.map(([k, n, v], i) => entry(i, k, v === 0 ? null : `v${v}`, partitionOf(k), n)),
        };
        const left = standing(ofO.map(([id, k, n, gone]) => [id, gone ? undefined : { id, k, n }] as const));
        const right = standing(ofC.map(([k, n, v]) => [k, v === 0 ? undefined : { k, n, v: `v${v}` }] as const));
        const expected: [string, string][] = [];
        for (const l of left.values())
          for (const r of right.values()) if (conditions[on](l, r)) expected.push([l.id, r.v]);
        const isAlone = (side: 0 | 1, found: (pair: boolean) => boolean): boolean => found(side === 0);
        if (kind === 'LEFT JOIN' || kind === 'FULL JOIN')
          for (const l of left.values())
            if (isAlone(0, () => ![...right.values()].some(r => conditions[on](l, r)))) expected.push([l.id, '-']);
        if (kind === 'RIGHT JOIN' || kind === 'FULL JOIN')
          for (const r of right.values())
            if (isAlone(1, () => ![...left.values()].some(l => conditions[on](l, r)))) expected.push(['-', r.v]);
        const { folded } = await current(`${ITEMS} o ${kind} c ON ${on}`, topics, { seed, bounded });
        assert.deepEqual(folded, expected.map(pair => pair.join(' ')).toSorted());
        const counts = new Map<string, number>();
        for (const [, v] of expected) counts.set(v, (counts.get(v) ?? 0) + 1);
        const grouped = await current(
          `SELECT COALESCE(c.v, '-') AS v, COUNT(*) AS n FROM o ${kind} c ON ${on} GROUP BY COALESCE(c.v, '-')`,
          topics,
          { seed, bounded },
        );
        assert.deepEqual(grouped.folded, [...counts].map(pair => pair.join(' ')).toSorted());
      },
    ),
    { numRuns: 250 },
  );
});

test('a stream with a table: what the definition says, in any order of arrival', async () => {
  const times = fc.integer({ min: 0, max: 30 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(times, fc.option(key, { nil: null }), fc.nat(1)), { maxLength: 10 }),
      fc.array(fc.tuple(times, key, fc.boolean()), { maxLength: 12 }),
      seeds,
      fc.boolean(),
      async (ofS, ofC, seed, bounded) => {
        const topics = {
          s: ofS.map(([t, k, partition], i) => row(t, `s${i}`, k, partition)),
          c: ofC.map(([t, k, gone], i) => entry(t, k, gone ? null : `c${i}`, partitionOf(k))),
        };
        /** Bound 5; a deletion tells of no time. */
        const reached = new Map<number, number>();
        const versions = ofC.map(([t, k, gone], i) => {
          const late = reached.get(partitionOf(k)) ?? -Infinity;
          if (!gone) reached.set(partitionOf(k), Math.max(late, t - 5));
          return { k, from: Math.max(t, late), place: i, v: gone ? '-' : `c${i}` };
        });
        const ofStream = new Map<number, number>();
        const expected = ofS.map(([t, k, partition], i) => {
          const late = ofStream.get(partition) ?? -Infinity;
          ofStream.set(partition, Math.max(late, t - 5));
          const at = Math.max(t, late);
          const seen = versions
            .filter(one => one.k === k && one.from <= at)
            .sort((a, b) => a.from - b.from || a.place - b.place);
          return `s${i} ${seen.at(-1)?.v ?? '-'}`;
        });
        const { rows } = await asOf('s LEFT JOIN c ON s.k = c.k', topics, { seed, bounded });
        assert.deepEqual(rows.toSorted(), expected.toSorted());
      },
    ),
    { numRuns: 300 },
  );
});
