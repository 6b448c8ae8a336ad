/** MATCH_RECOGNIZE by hand: each clause, each corner. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Site } from '../../../runtime/operators/construct.ts';
import { match } from '../../../runtime/operators/match/match.ts';
import type { Row } from '../../../runtime/operators/row.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import type { NodeOf, PlanNode } from '../../../src/compiler/plan/plan.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { fixedClock } from './plans.ts';
import { type GivenRecord, runSql, type SqlOptions } from './sql.ts';

const STREAM = `CREATE STREAM s (k STRING, v BIGINT, t TIMESTAMP, WATERMARK FOR t AS t) WITH ('topic' = 's', 'format' = 'json');\n`;

/** Of key `a`, a second apart, unless it says otherwise. */
const rowsOf = (...values: readonly (number | null)[]): GivenRecord[] => values.map((v, i) => row('a', v, i));
const row = (k: string | null, v: number | null, second: number): GivenRecord => ({
  at: second * 1000,
  value: { k, v, t: new Date(second * 1000).toISOString() },
});

/** What comes out, as values. */
async function matched(inner: string, rows: readonly GivenRecord[], items = '*', options: SqlOptions = {}) {
  const sql = `${STREAM}SELECT ${items} FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY t ${inner}) AS m;`;
  const { rows: out } = await runSql(sql, { s: rows }, { bounded: false, ...options });
  return out.map(one => Object.values(JSON.parse(one.split(' → ')[1]!)));
}

test('one row a match: the columns of the partition, then the measures; the key is that of the partition', async () => {
  const sql = `${STREAM}SELECT * FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY t
    MEASURES FIRST(low.v) AS a, LAST(low.v) AS b, high.v AS c, COUNT(*) AS n
    PATTERN (low+ high) DEFINE low AS v < 50, high AS v > 500) AS m;`;
  const { rows, times } = await runSql(
    sql,
    { s: [row('a', 1, 0), row('b', 9, 1), row('a', 2, 2), row('b', 600, 3), row('a', 700, 4), row('a', 3, 5)] },
    { bounded: false },
  );
  assert.deepEqual(rows, ['"b" → {"k":"b","a":9,"b":9,"c":600,"n":2}', '"a" → {"k":"a","a":1,"b":2,"c":700,"n":3}']);
  assert.deepEqual(times, [3000, 4000]);
});

test('several columns of a partition are a key of several; without one a match has no key, and rows keep theirs', async () => {
  const head = `${STREAM}SELECT * FROM s MATCH_RECOGNIZE (`;
  const tail = 'ORDER BY t MEASURES COUNT(*) AS n PATTERN (A B) DEFINE B AS TRUE)';
  const keyed = [row('a', 1, 0), row('a', 1, 1)].map(one => ({ ...one, key: 'own' }));
  const of = async (sql: string) => (await runSql(`${sql};`, { s: keyed })).rows;
  assert.deepEqual(await of(`${head}PARTITION BY k, v ${tail}`), ['{"k":"a","v":1} → {"k":"a","v":1,"n":2}']);
  assert.deepEqual(await of(head + tail), ['null → {"n":2}']);
  const all = tail.replace('PATTERN', 'ALL ROWS PER MATCH PATTERN').replace('COUNT(*)', 'v * 2');
  assert.deepEqual(
    (await of(`${head}${all}`)).map(one => one.split(' → ')[0]),
    ['"own"', '"own"'],
  );
});

test('NULLs are a partition of their own', async () => {
  const rows = [row(null, 1, 0), row('a', 1, 1), row(null, 2, 2)];
  assert.deepEqual(await matched('MEASURES COUNT(*) AS n PATTERN (A A) DEFINE B AS TRUE', rows), [[null, 2]]);
});

test('quantifiers take as much as they can, or as little', async () => {
  const of = (pattern: string) =>
    matched(`MEASURES COUNT(*) AS n, B.v AS b PATTERN (${pattern}) DEFINE A AS v < 5, B AS v > 1`, rowsOf(1, 2, 3, 4));
  assert.deepEqual(await of('A* B'), [['a', 4, 4]]);
  assert.deepEqual(await of('A*? B'), [
    ['a', 2, 2],
    ['a', 1, 3],
    ['a', 1, 4],
  ]);
  assert.deepEqual(await of('A+? B'), [
    ['a', 2, 2],
    ['a', 2, 4],
  ]);
  assert.deepEqual(await of('A{2} B'), [['a', 3, 3]]);
  assert.deepEqual(await of('A{,1} B'), [
    ['a', 2, 2],
    ['a', 2, 4],
  ]);
  assert.deepEqual(await of('A{1,}? B'), [
    ['a', 2, 2],
    ['a', 2, 4],
  ]);
  assert.deepEqual(await of('A{1,2} B'), [['a', 3, 3]]);
  assert.deepEqual(await of('A?? B'), [
    ['a', 2, 2],
    ['a', 1, 3],
    ['a', 1, 4],
  ]);
});

test('of alternatives the first that leads to a match', async () => {
  const of = (pattern: string) =>
    matched(
      `MEASURES CLASSIFIER() AS c, COUNT(*) AS n PATTERN (${pattern}) DEFINE A AS v > 0, B AS v > 0, C AS v > 2`,
      rowsOf(1, 2, 3),
    );
  assert.deepEqual(await of('A | B'), [
    ['a', 'A', 1],
    ['a', 'A', 1],
    ['a', 'A', 1],
  ]);
  assert.deepEqual(await of('A B C | A'), [['a', 'C', 3]]);
  assert.deepEqual(await of('A C | B'), [
    ['a', 'B', 1],
    ['a', 'C', 2],
  ]);
  assert.deepEqual(await of('(A | B B)+ C'), [['a', 'C', 3]]);
});

test('loops around what may be empty come to an end', async () => {
  const of = (pattern: string) =>
    matched(`MEASURES COUNT(*) AS n PATTERN (${pattern}) DEFINE A AS v < 3`, rowsOf(1, 2, 3));
  // The third row fits nothing: there is an empty match at it.
  assert.deepEqual(await of('(A*)*'), [
    ['a', 2],
    ['a', 0],
  ]);
  assert.deepEqual(await of('((A*)*)*'), [
    ['a', 2],
    ['a', 0],
  ]);
  assert.deepEqual(await of('((A?)+){2,}'), [
    ['a', 2],
    ['a', 0],
  ]);
  assert.deepEqual(await of('(A|A)*'), [
    ['a', 2],
    ['a', 0],
  ]);
  assert.deepEqual(await of('(() | A)*'), [
    ['a', 2],
    ['a', 0],
  ]);
  assert.deepEqual(await of('()'), [
    ['a', 0],
    ['a', 0],
    ['a', 0],
  ]);
});

test('empty matches count, name no row and go on at the next', async () => {
  const inner = (rows: string) =>
    `MEASURES MATCH_NUMBER() AS m, COUNT(*) AS n, SUM(v) AS s, CLASSIFIER() AS c ${rows} PATTERN (A*) DEFINE A AS v > 5`;
  const rows = rowsOf(1, 6, 7, 2);
  assert.deepEqual(await matched(inner('ONE ROW PER MATCH'), rows, 'm, n, s, c'), [
    [1, 0, null, null],
    [2, 2, 13, 'A'],
    [3, 0, null, null],
  ]);
  const all = [
    [1, 1, 0, null, null],
    [6, 2, 1, 6, 'A'],
    [7, 2, 2, 13, 'A'],
    [2, 3, 0, null, null],
  ];
  for (const rule of ['', 'SHOW EMPTY MATCHES', 'WITH UNMATCHED ROWS'])
    assert.deepEqual(await matched(inner(`ALL ROWS PER MATCH ${rule}`), rows, 'v, m, n, s, c'), all, rule);
  assert.deepEqual(
    await matched(inner('ALL ROWS PER MATCH OMIT EMPTY MATCHES'), rows, 'v, m, n, s, c'),
    all.slice(1, 3),
  );
});

test('rows of no match come out with NULLs, where they are asked for', async () => {
  const inner =
    'MEASURES COUNT(*) AS n ALL ROWS PER MATCH WITH UNMATCHED ROWS PATTERN (A B) DEFINE A AS v = 1, B AS v = 2';
  assert.deepEqual(await matched(inner, rowsOf(1, 1, 2, 3), 'v, n'), [
    [1, null],
    [1, 1],
    [2, 2],
    [3, null],
  ]);
});

test('what is left out is part of the match', async () => {
  const inner =
    'MEASURES SUM(v) AS s ALL ROWS PER MATCH PATTERN (A {- B+ -} C) DEFINE A AS v = 1, B AS v = 2, C AS v = 3';
  assert.deepEqual(await matched(inner, rowsOf(1, 2, 2, 3), 'v, s'), [
    [1, 1],
    [3, 8],
  ]);
});

test('AFTER MATCH SKIP: where the search goes on', async () => {
  const of = (skip: string) =>
    matched(
      `MEASURES FIRST(v) AS a, LAST(v) AS b AFTER MATCH SKIP ${skip} PATTERN (A B B? C) SUBSET U = (A, B) DEFINE B AS v > 1, C AS v > 2`,
      rowsOf(1, 2, 3, 4, 5, 6),
      'a, b',
    );
  assert.deepEqual(await of('PAST LAST ROW'), [[1, 4]]);
  assert.deepEqual(await of('TO NEXT ROW'), [
    [1, 4],
    [2, 5],
    [3, 6],
    [4, 6],
  ]);
  assert.deepEqual(await of('TO FIRST B'), [
    [1, 4],
    [2, 5],
    [3, 6],
    [4, 6],
  ]);
  assert.deepEqual(await of('TO LAST B'), [
    [1, 4],
    [3, 6],
  ]);
  assert.deepEqual(await of('TO B'), [
    [1, 4],
    [3, 6],
  ]);
  assert.deepEqual(await of('TO LAST U'), [
    [1, 4],
    [3, 6],
  ]);
  assert.deepEqual(await of('TO C'), [
    [1, 4],
    [4, 6],
  ]);
});

test('a skip that leads nowhere or back to where the match began is an error of the row, and the search goes on behind it', async () => {
  const of = async (pattern: string, skip: string, ...values: readonly number[]) => {
    const sql = `${STREAM}SELECT a FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY t MEASURES FIRST(v) AS a
      AFTER MATCH SKIP ${skip} PATTERN (${pattern}) DEFINE A AS v = 1, B AS v = 2) AS m;`;
    const { rows, problems } = await runSql(sql, { s: rowsOf(...values) }, { bounded: false });
    return { rows: rows.map(one => JSON.parse(one.split(' → ')[1]!).a), problems };
  };
  assert.deepEqual(await of('A+ B?', 'TO LAST B', 1, 3, 1, 2), {
    rows: [1],
    problems: ['AFTER MATCH SKIP TO LAST B: the match that begins here has no such row'],
  });
  assert.deepEqual(await of('A? B', 'TO LAST B', 2, 3, 1, 2), {
    rows: [1],
    problems: [
      'AFTER MATCH SKIP TO LAST B leads back to the row at which the match began, so it would be found for ever',
      'AFTER MATCH SKIP TO LAST B leads back to the row at which the match began, so it would be found for ever',
    ],
  });
});

test('WITHIN: all rows less than so much after the first', async () => {
  const of = (ms: number, ...seconds: readonly number[]) =>
    matched(
      `MEASURES COUNT(*) AS n PATTERN (A B+) WITHIN ${ms}ms DEFINE A AS v = 1, B AS v = 2`,
      seconds.map((second, i) => row('a', i === 0 ? 1 : 2, second)),
      'n',
    );
  assert.deepEqual(await of(2000, 0, 1, 2, 3), [[2]]);
  assert.deepEqual(await of(2001, 0, 1, 2, 3), [[3]]);
  assert.deepEqual(await of(1000, 0, 1, 2, 3), []);
});

test('PREV and NEXT look at the partition, also out of the match; beyond it is NULL', async () => {
  const inner = `MEASURES PREV(A.v) AS p, NEXT(v) AS n, PREV(v, 2) AS q, NEXT(FIRST(A.v), 3) AS x, PREV(COALESCE(v, 0), 9) AS none
    PATTERN (A+) DEFINE A AS v > PREV(v) AND NEXT(v, 2) IS NOT NULL`;
  assert.deepEqual(await matched(inner, rowsOf(5, 6, 7, 3, 4), 'p, n, q, x, none'), [[6, 3, 5, 4, null]]);
});

test('FIRST and LAST count within their variable, and compute at one row', async () => {
  const inner = `MEASURES FIRST(B.v, 1) AS f, LAST(B.v, 1) AS l, LAST(v, 3) AS any, FIRST(A.v * 10 + A.v) AS both, LAST(B.v, 5) AS none,
    FIRST(U.v, 1) AS u, LAST(U.v) - FIRST(v) AS d
    PATTERN (A B+ C) SUBSET U = (A, C) DEFINE A AS v = 1, B AS v BETWEEN 2 AND 5, C AS v > 5`;
  assert.deepEqual(await matched(inner, rowsOf(1, 2, 3, 4, 6), 'f, l, any, both, none, u, d'), [
    [3, 3, 2, 11, null, 6, 5],
  ]);
});

test('conditions on other variables, on all rows so far, and by aggregates', async () => {
  const of = (define: string, ...values: readonly number[]) =>
    matched(`MEASURES COUNT(*) AS n PATTERN (A B+ C) DEFINE ${define}`, rowsOf(...values), 'n');
  assert.deepEqual(await of('B AS v > A.v, C AS v < LAST(B.v, 1)', 1, 3, 5, 2), [[4]]);
  assert.deepEqual(await of('B AS SUM(v) < 10, C AS v > AVG(B.v)', 1, 2, 3, 4), [[4]]);
  assert.deepEqual(await of('B AS COUNT(B.v) <= 2, C AS MAX(B.v) = 9', 1, 9, 3, 4), [[4]]);
  assert.deepEqual(await of("B AS LAST(CLASSIFIER(), 1) = 'A', C AS v = FIRST(v)", 1, 3, 1, 2), [[3]]);
});

test('RUNNING and FINAL: of the function they stand before, or of what is in brackets', async () => {
  const inner = `MEASURES SUM(v) AS run, FINAL SUM(v) AS fin, FINAL SUM(v) - v AS rest, FINAL (SUM(v) - v) AS last, RUNNING LAST(v) AS now,
    FINAL LAST(A.v) AS a ALL ROWS PER MATCH PATTERN (A B C) DEFINE A AS v = 1`;
  assert.deepEqual(await matched(inner, rowsOf(1, 2, 3), 'run, fin, rest, last, now, a'), [
    [1, 6, 5, 3, 1, 1],
    [3, 6, 4, 3, 2, 1],
    [6, 6, 3, 3, 3, 1],
  ]);
});

test('aggregates with DISTINCT, FILTER and ORDER BY, and those that keep their rows', async () => {
  const inner = `MEASURES COUNT(DISTINCT v) AS d, COUNT(*) FILTER (WHERE v > 1) AS f, STRING_AGG(CAST(v AS STRING), ',') AS s,
    ARRAY_AGG(B.v ORDER BY v DESC) AS o, ARRAY_AGG(CLASSIFIER()) AS c PATTERN (A B+) DEFINE B AS v > 0`;
  assert.deepEqual(await matched(inner, rowsOf(1, 3, 2, 3), 'd, f, s, o, c'), [
    [3, 3, '1,3,2,3', [3, 3, 2], ['A', 'B', 'B', 'B']],
  ]);
});

test('names are the same in any case; the classifier is as the pattern names it', async () => {
  const inner = 'MEASURES CLASSIFIER() AS c, a.v AS x PATTERN (Aa b) DEFINE AA AS v = 1, B AS b.v > aA.v'.replace(
    'a.v AS',
    'AA.v AS',
  );
  assert.deepEqual(await matched(inner, rowsOf(1, 2), 'c, x'), [['b', 1]]);
});

test('a row for which a condition fails fits nothing, and is told of once', async () => {
  const sql = `${STREAM}SELECT n FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY t MEASURES COUNT(*) AS n
    PATTERN (A+ B | A) DEFINE A AS 10 / v > 0, B AS v = 9) AS m;`;
  const { rows, problems } = await runSql(sql, { s: rowsOf(1, 2, 0, 3) }, { bounded: false });
  assert.deepEqual(
    rows.map(one => JSON.parse(one.split(' → ')[1]!).n),
    [1, 1, 1],
  );
  assert.equal(problems.length, 1);
});

test('a measure that fails is an error of the row that would come out', async () => {
  const sql = `${STREAM}SELECT n FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY t MEASURES 10 / (v - 2) AS n
    PATTERN (A) DEFINE A AS TRUE) AS m;`;
  const { rows, problems } = await runSql(sql, { s: rowsOf(1, 2, 3) }, { bounded: false });
  assert.equal(rows.length, 2);
  assert.equal(problems.length, 1);
});

test('rows come in the order of time, of the other keys, of their place; late ones are counted', async () => {
  const stream = STREAM.replace('AS t)', "AS t - INTERVAL '2' SECOND)");
  const given = [row('a', 3, 3), row('a', 1, 1), row('a', 2, 1), row('a', 9, 9), row('a', 4, 4), row('a', 5, 8)];
  const of = async (order: string) => {
    const sql = `${stream}SELECT s FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY ${order}
      MEASURES STRING_AGG(CAST(v AS STRING), '') AS s PATTERN (A+) DEFINE A AS TRUE) AS m;`;
    const { rows, counts } = await runSql(sql, { s: given }, { bounded: false });
    return [rows.map(one => JSON.parse(one.split(' → ')[1]!).s), counts.late];
  };
  assert.deepEqual(await of('t'), [['12359'], 1]);
  assert.deepEqual(await of('t, v DESC'), [['21359'], 1]);
});

test('at the end of an input that has one rows may be in any order', async () => {
  const sql = `${STREAM}SELECT k, s FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY v DESC
    MEASURES STRING_AGG(CAST(v AS STRING), '') AS s PATTERN (A+) DEFINE A AS TRUE) AS m;`;
  const { rows } = await runSql(sql, { s: rowsOf(2, 4, 1, 3) }, { bounded: true });
  assert.deepEqual(rows, ['"a" → {"k":"a","s":"4321"}']);
});

test('schema-less records: all of them with the measures, times by the column that orders them', async () => {
  const sql = `SELECT * FROM loose MATCH_RECOGNIZE (PARTITION BY k ORDER BY at
    MEASURES COUNT(*) AS n ALL ROWS PER MATCH PATTERN (A B) DEFINE B AS v > A.v) AS m;`;
  const record = (v: number, second: number) => ({ value: { k: 'x', v, at: new Date(second * 1000).toISOString() } });
  const { rows, times } = await runSql(sql, { loose: [record(1, 5), record(2, 6)] }, { bounded: false });
  assert.deepEqual(rows, [
    '"x" → {"k":"x","v":1,"at":"1970-01-01T00:00:05.000Z","n":1}',
    '"x" → {"k":"x","v":2,"at":"1970-01-01T00:00:06.000Z","n":2}',
  ]);
  assert.deepEqual(times, [5000, 6000]);
});

test('over the rows of another query, in a query that filters and aggregates what comes out', async () => {
  const sql = `${STREAM}SELECT COUNT(*) AS n, MAX(top) AS top FROM (SELECT k AS who, v * 2 AS w FROM s WHERE v > 0)
    MATCH_RECOGNIZE (PARTITION BY who ORDER BY _event_time MEASURES LAST(UP.w) AS top PATTERN (S UP+) DEFINE UP AS w > PREV(w)) AS m
    WHERE top > 4 GROUP BY who WINDOW TUMBLING(1m);`;
  const { rows } = await runSql(sql, { s: rowsOf(1, 2, 0, 1, 3, 2, 5) }, { bounded: false });
  assert.deepEqual(
    rows.map(one => one.split(' → ')[1]),
    ['{"n":2,"top":10}'],
  );
});

test('the event time of what comes out, and what the record says beside its value', async () => {
  const of = (rows: string) =>
    matched(
      `MEASURES COUNT(*) AS n ${rows} PATTERN (A B) DEFINE B AS TRUE`,
      rowsOf(1, 2),
      '_event_time AS et, _offset, n',
    );
  assert.deepEqual(await of(''), [['1970-01-01T00:00:01Z', 1, 2]]);
  assert.deepEqual(await of('ALL ROWS PER MATCH'), [
    ['1970-01-01T00:00:00Z', 0, 1],
    ['1970-01-01T00:00:01Z', 1, 2],
  ]);
});

test('MATCH_ROWTIME is the time of the last row, and what comes out can be windowed by it', async () => {
  const inner = 'MEASURES MATCH_ROWTIME() AS r ALL ROWS PER MATCH PATTERN (A B) DEFINE B AS TRUE';
  assert.deepEqual(await matched(inner, rowsOf(1, 2), 'r'), [['1970-01-01T00:00:00Z'], ['1970-01-01T00:00:01Z']]);
  const sql = `${STREAM}SELECT COUNT(*) AS n FROM (SELECT r FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY t
    MEASURES MATCH_ROWTIME() AS r PATTERN (A B) DEFINE B AS TRUE)) AS x WINDOW TUMBLING(r, 4s);`;
  const { rows } = await runSql(sql, { s: rowsOf(1, 2, 3, 4, 5, 6) }, { bounded: false });
  assert.deepEqual(
    rows.map(one => one.split(' → ')[1]),
    ['{"n":2}', '{"n":1}'],
  );
});

/** The operator itself, with its watermark, told step by step. */
function stepwise(inner: string) {
  const analysis = analyze(`${STREAM}SELECT * FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY t ${inner}) AS m;`);
  const plan = buildPlan(analysis, { bounded: false });
  const found = (node: PlanNode): NodeOf<'match'> =>
    node.node === 'match' ? node : found((node as { input: PlanNode }).input);
  const node = found(plan.queries[0]!.root);
  const columns = node.input.node === 'event-time' && node.input.input.node === 'scan' ? node.input.input.columns : [];
  const told: string[] = [];
  const take = () => told.splice(0);
  const scope = {
    clock: fixedClock,
    bounded: false,
    partitions: [],
    problem: () => assert.fail(),
    late: () => assert.fail(),
  };
  const next = {
    rows: (rows: readonly Row[]) => told.push(...rows.map(({ values, time }) => `${values.join(' ')} @${time}`)),
    watermark: (ms: number) => told.push(`watermark ${ms}`),
    end: () => told.push('end'),
  };
  // All that this operator asks of where it stands.
  const operator = match(node, { scope, next } as unknown as Site);
  let offset = 0;
  return (time: number, v: number | undefined, k = 'a'): string[] => {
    if (v !== undefined) {
      const values = columns.map(({ name }) => (name === 'k' ? k : name === 'v' ? v : null));
      const row: Row = {
        values,
        time,
        late: -Infinity,
        topic: 's',
        partition: 0,
        offset: offset++,
        key: null,
        headers: [],
        deleted: false,
      };
      operator.rows([row]);
    }
    operator.watermark(time + (v === undefined ? 0 : 1));
    if (time === Infinity) operator.end();
    return take();
  };
}

test('a match comes out as soon as no better one is possible', () => {
  const lazy = stepwise('MEASURES COUNT(*) AS n PATTERN (A B+) DEFINE A AS v = 1, B AS v = 2');
  assert.deepEqual(lazy(0, 1), ['watermark 1']);
  // It may become longer, and ends at this row if it does not.
  assert.deepEqual(lazy(1, 2), []);
  assert.deepEqual(lazy(2, 2), ['watermark 2']);
  assert.deepEqual(lazy(3, 3), ['a 3 @2', 'watermark 4']);

  const eager = stepwise('MEASURES COUNT(*) AS n PATTERN (A B+?) DEFINE A AS v = 1, B AS v = 2');
  assert.deepEqual(eager(0, 1), ['watermark 1']);
  assert.deepEqual(eager(1, 2), ['a 2 @1', 'watermark 2']);
});

test('WITHIN ends what waits when the watermark says that nothing more can come in time', () => {
  const step = stepwise('MEASURES COUNT(*) AS n PATTERN (A B+) WITHIN 10ms DEFINE A AS v = 1, B AS v = 2');
  step(0, 1);
  assert.deepEqual(step(5, 2), ['watermark 5']);
  assert.deepEqual(step(9, undefined), []);
  assert.deepEqual(step(10, undefined), ['a 2 @5', 'watermark 10']);
});

test('NEXT waits for the row that it looks at', () => {
  const step = stepwise('MEASURES COUNT(*) AS n PATTERN (A) DEFINE A AS v < NEXT(v, 2)');
  assert.deepEqual(step(0, 1), ['watermark 0']);
  assert.deepEqual(step(1, 5), []);
  assert.deepEqual(step(2, 3), ['a 1 @0', 'watermark 1']);
  assert.deepEqual(step(Infinity, undefined), ['watermark Infinity', 'end']);
});

test('a match that has begun holds no watermark back while it can only end at rows to come', () => {
  const step = stepwise('MEASURES COUNT(*) AS n PATTERN (A B* C) DEFINE A AS v = 1, B AS v = 2, C AS v = 3');
  assert.deepEqual(step(0, 1), ['watermark 1']);
  assert.deepEqual(step(1, 2), ['watermark 2']);
  assert.deepEqual(step(2, 1, 'b'), ['watermark 3']);
  assert.deepEqual(step(3, 3), ['a 3 @3', 'watermark 4']);
});

test('one that waits holds it back to where another behind it ends', () => {
  const step = stepwise(
    'MEASURES COUNT(*) AS n PATTERN (A B* C | D E) DEFINE A AS v = 1, B AS v > 3, C AS v = 3, D AS v = 4, E AS v = 5',
  );
  assert.deepEqual(step(0, 1), ['watermark 1']);
  assert.deepEqual(step(1, 4), ['watermark 2']);
  assert.deepEqual(step(2, 5), []);
  assert.deepEqual(step(3, 6), []);
  assert.deepEqual(step(4, 2), ['a 2 @2', 'watermark 5']);
});

test('all rows of a match that has begun wait for its end', () => {
  const step = stepwise('MEASURES COUNT(*) AS n ALL ROWS PER MATCH PATTERN (A B C) DEFINE A AS v = 1');
  assert.deepEqual(step(0, 1), ['watermark 0']);
  assert.deepEqual(step(1, 2), []);
  assert.deepEqual(
    step(2, 3).map(one => one.split(' @')[1] ?? one),
    ['0', '1', '2', 'watermark 3'],
  );
});
