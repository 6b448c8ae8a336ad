/** OVER by its definition: each partition sorted, each value computed from the rows it is said to look at. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type GivenRecord, runSql, type SqlOptions } from './sql.ts';

const STREAM = `CREATE STREAM s (k STRING, v BIGINT, t TIMESTAMP, WATERMARK FOR t AS t) WITH ('topic' = 's', 'format' = 'json');\n`;

interface Given {
  readonly id: number;
  readonly k: string;
  readonly v: number | null;
  readonly t: number;
  readonly partition: number;
}

const records = (rows: readonly Given[]): GivenRecord[] =>
  rows.map(({ id, k, v, t, partition }) => ({
    at: t,
    partition,
    key: String(id),
    value: { k, v, t: new Date(t).toISOString() },
  }));

/** By row id: the values that are asked for. */
async function over(items: string, rows: readonly Given[], options: SqlOptions & { readonly tail?: string } = {}) {
  const { tail = '', ...others } = options;
  const outcome = await runSql(`${STREAM}SELECT ${items} FROM s ${tail};`, { s: records(rows) }, others);
  const values = outcome.rows.map(row => {
    const [key, value] = row.split(' → ') as [string, string];
    return [Number(JSON.parse(key)), Object.values(JSON.parse(value))] as const;
  });
  return { values, problems: outcome.problems, late: outcome.counts.late };
}

const row = (id: number, k: string, v: number | null, t: number, partition = 0): Given => ({ id, k, v, t, partition });
const FEW = [row(0, 'a', 5, 1), row(1, 'b', 7, 2), row(2, 'a', null, 3), row(3, 'a', 2, 3), row(4, 'b', 1, 9)];

/** A frame as positions in the sorted partition: whether row j is in the frame of row i. */
type InFrame = (rows: readonly Given[], i: number, j: number) => boolean;

const FRAMES: readonly (readonly [sql: string, InFrame])[] = [
  ['', (rows, i, j) => rows[j]!.t <= rows[i]!.t],
  ['ROWS UNBOUNDED PRECEDING', (_, i, j) => j <= i],
  ['ROWS BETWEEN 2 PRECEDING AND CURRENT ROW', (_, i, j) => j >= i - 2 && j <= i],
  ['ROWS BETWEEN 1 PRECEDING AND 2 FOLLOWING', (_, i, j) => j >= i - 1 && j <= i + 2],
  ['ROWS BETWEEN 3 PRECEDING AND 2 PRECEDING', (_, i, j) => j >= i - 3 && j <= i - 2],
  ['ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING', (_, i, j) => j >= i + 1 && j <= i + 3],
  ['ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING', (_, i, j) => j >= i],
  ["RANGE INTERVAL '0.003' SECOND PRECEDING", (rows, i, j) => rows[j]!.t >= rows[i]!.t - 3 && rows[j]!.t <= rows[i]!.t],
  ['RANGE BETWEEN 2ms PRECEDING AND 3ms FOLLOWING', (rows, i, j) => Math.abs(rows[j]!.t - rows[i]!.t - 0.5) <= 2.5],
  ['RANGE BETWEEN 2ms FOLLOWING AND 5ms FOLLOWING', (rows, i, j) => Math.abs(rows[j]!.t - rows[i]!.t - 3.5) <= 1.5],
  ['RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING', (rows, i, j) => rows[j]!.t >= rows[i]!.t],
];

type Numbers = readonly (number | null)[];
const known = (frame: Numbers): number[] => frame.filter(v => v !== null);
const orNull = (values: readonly number[], value: () => number): number | null =>
  values.length === 0 ? null : value();

const FUNCTIONS: readonly (readonly [sql: string, (frame: Numbers) => unknown])[] = [
  ['COUNT(*)', frame => frame.length],
  ['COUNT(v)', frame => known(frame).length],
  ['COUNT(DISTINCT v)', frame => new Set(known(frame)).size],
  ['SUM(v)', frame => orNull(known(frame), () => known(frame).reduce((a, b) => a + b))],
  ['MIN(v)', frame => orNull(known(frame), () => Math.min(...known(frame)))],
  ['MAX(v)', frame => orNull(known(frame), () => Math.max(...known(frame)))],
  ['FIRST_VALUE(v)', frame => known(frame)[0] ?? null],
  ['LAST_VALUE(v)', frame => known(frame).at(-1) ?? null],
  ['NTH_VALUE(v, 2)', frame => frame[1] ?? null],
  [
    'SUM(v) FILTER (WHERE v > 0)',
    frame =>
      known(frame)
        .filter(v => v > 0)
        .reduce<number | null>((a, b) => (a ?? 0) + b, null),
  ],
  ["COALESCE(STRING_AGG(CAST(v AS STRING), ','), '-')", frame => known(frame).join(',') || '-'],
];

const given = fc
  .array(fc.tuple(fc.constantFrom('a', 'b'), fc.option(fc.integer({ min: -4, max: 9 })), fc.nat(14), fc.nat(2)), {
    maxLength: 16,
  })
  .map(all =>
    // In order of time in each partition: nothing is late, whatever the interleaving.
    all.toSorted((x, y) => x[2] - y[2]).map(([k, v, t, partition], id) => row(id, k, v, t, partition)),
  );

/** In the order (time, partition, offset), which here is the order of ids within a partition. */
const inOrder = (rows: readonly Given[]): Given[] =>
  rows.toSorted((a, b) => a.t - b.t || a.partition - b.partition || a.id - b.id);

test('aggregates over frames are those of the definition, whatever the order of arrival', async () => {
  await fc.assert(
    fc.asyncProperty(
      given,
      fc.constantFrom(...FRAMES),
      fc.shuffledSubarray([...FUNCTIONS], { minLength: 3, maxLength: 3 }),
      fc.boolean(),
      fc.nat(),
      async (rows, [frame, inFrame], functions, bounded, seed) => {
        const items = functions.map(([sql], i) => {
          const at = sql.startsWith('COALESCE') ? sql.indexOf(", '-'") : sql.length;
          return `${sql.slice(0, at)} OVER (PARTITION BY k ORDER BY t ${frame})${sql.slice(at)} AS c${i}`;
        });
        const expected = inOrder(rows).map(one => {
          const own = inOrder(rows).filter(({ k }) => k === one.k);
          const i = own.indexOf(one);
          const values = own.filter((_, j) => inFrame(own, i, j)).map(({ v }) => v);
          return [one.id, functions.map(([, of]) => of(values))];
        });
        const { values, problems, late } = await over(items.join(', '), rows, { bounded, seed });
        assert.deepEqual(values.toSorted(byId), expected.toSorted(byId));
        assert.deepEqual([problems, late], [[], 0]);
      },
    ),
    { numRuns: 300 },
  );
});

const byId = (a: readonly unknown[], b: readonly unknown[]): number => Number(a[0]) - Number(b[0]);

test('ranks and neighbours are those of the definition', async () => {
  const along = 'OVER (PARTITION BY k ORDER BY t)';
  const items = [
    `ROW_NUMBER() ${along} AS n`,
    `RANK() ${along} AS r`,
    `DENSE_RANK() ${along} AS d`,
    `LAG(v) ${along} AS l`,
    `LAG(v, 2, -1) ${along} AS l2`,
    `LEAD(v, 2, -1) ${along} AS e2`,
    `LAG(v) IGNORE NULLS ${along} AS li`,
    `LEAD(v) IGNORE NULLS ${along} AS ei`,
  ];
  await fc.assert(
    fc.asyncProperty(given, fc.boolean(), fc.nat(), async (rows, bounded, seed) => {
      const expected = rows.map(one => {
        const own = inOrder(rows).filter(({ k }) => k === one.k);
        const i = own.indexOf(one);
        const before = own.filter(({ t }) => t < one.t);
        return [
          one.id,
          [
            i + 1,
            before.length + 1,
            new Set(before.map(({ t }) => t)).size + 1,
            own[i - 1]?.v ?? null,
            i >= 2 ? own[i - 2]!.v : -1,
            i + 2 < own.length ? own[i + 2]!.v : -1,
            known(own.slice(0, i).map(({ v }) => v)).at(-1) ?? null,
            known(own.slice(i + 1).map(({ v }) => v))[0] ?? null,
          ],
        ];
      });
      const { values } = await over(items.join(', '), rows, { bounded, seed });
      assert.deepEqual(values.toSorted(byId), expected);
    }),
    { numRuns: 150 },
  );
});

test('bounded: any order, and functions of whole partitions', async () => {
  const items =
    'RANK() OVER (PARTITION BY k ORDER BY v DESC) AS r, SUM(v) OVER (PARTITION BY k) AS s, ' +
    'CUME_DIST() OVER (ORDER BY v) AS c, COUNT(*) OVER (ORDER BY v RANGE BETWEEN 2 PRECEDING AND 1 FOLLOWING) AS n';
  const greater = (a: number | null, b: number | null): boolean => a !== null && (b === null || a > b);
  await fc.assert(
    fc.asyncProperty(given, fc.nat(), async (rows, seed) => {
      const expected = rows.map(one => {
        const own = rows.filter(({ k }) => k === one.k);
        const upTo = rows.filter(({ v }) => one.v === null || (v !== null && v <= one.v));
        const near = ({ v }: Given) => (v === null || one.v === null ? v === one.v : v >= one.v - 2 && v <= one.v + 1);
        const sum = known(own.map(({ v }) => v));
        return [
          one.id,
          [
            own.filter(({ v }) => greater(v, one.v)).length + 1,
            orNull(sum, () => sum.reduce((a, b) => a + b)),
            upTo.length / rows.length,
            rows.filter(near).length,
          ],
        ];
      });
      const { values } = await over(items, rows, { bounded: true, seed });
      assert.deepEqual(values.toSorted(byId), expected);
    }),
    { numRuns: 100 },
  );
});

test('rows come out in the order of time, topic, partition, offset', async () => {
  const rows = [row(0, 'a', 1, 5, 2), row(1, 'a', 2, 5, 0), row(2, 'a', 3, 4, 1), row(3, 'a', 4, 5, 0)];
  const { values } = await over('ROW_NUMBER() OVER (ORDER BY t) AS n', rows, { bounded: false });
  assert.deepEqual(values, [
    [2, [1]],
    [1, [2]],
    [3, [3]],
    [0, [4]],
  ]);
});

test('a buffer: the function sees the row and those just before it', async () => {
  const { values } = await over(
    'AVG(v) OVER (ROWS WINDOW BUFFER 2 ROWS PARTITION BY k ORDER BY t) AS a, ' +
      'RANK() OVER (ROWS WINDOW BUFFER 3 ROWS ORDER BY v DESC) AS r, ' +
      'LAG(v, 2, 0) OVER (ROWS WINDOW BUFFER 2 ROWS ORDER BY t) AS l',
    FEW,
    { bounded: false },
  );
  assert.deepEqual(values, [
    [0, [5, 1, 0]],
    [1, [7, 1, 0]],
    [2, [5, 3, 0]],
    [3, [2, 2, 0]],
    [4, [4, 2, 0]],
  ]);
});

test('within a window: each window is a partition of its own, in any order', async () => {
  const { values } = await over(
    'v, RANK() OVER (ORDER BY v DESC) AS r, COUNT(*) OVER () AS n',
    [row(0, 'a', 1, 0), row(1, 'a', 5, 3), row(2, 'b', 3, 4), row(3, 'a', 9, 12)],
    { bounded: false, tail: 'WINDOW TUMBLING(10ms)' },
  );
  assert.deepEqual(values, [
    [0, [1, 3, 3]],
    [1, [5, 1, 3]],
    [2, [3, 2, 3]],
    [3, [9, 1, 1]],
  ]);
});

test('ranks of the groups of a window', async () => {
  const sql = `${STREAM}SELECT k, SUM(v) AS s, RANK() OVER (PARTITION BY window_start ORDER BY SUM(v) DESC) AS r
    FROM s GROUP BY k WINDOW TUMBLING(10ms);`;
  const { rows } = await runSql(sql, { s: records([...FEW, row(5, 'a', 1, 12)]) }, { bounded: false });
  assert.deepEqual(rows.map(one => one.slice(one.indexOf(' → ') + 3)).toSorted(), [
    '{"k":"a","s":1,"r":1}',
    '{"k":"a","s":7,"r":2}',
    '{"k":"b","s":8,"r":1}',
  ]);
});

test('what LEAD waits for holds the watermark back: windows downstream lose nothing', async () => {
  const sql = `${STREAM}SELECT COUNT(*) AS n, SUM(d) AS d FROM (SELECT LEAD(v) OVER (PARTITION BY k ORDER BY t) - v AS d FROM s) AS x
    GROUP BY TUMBLE(_event_time, 10ms);`;
  const { rows, counts } = await runSql(
    sql,
    { s: records([row(0, 'b', 1, 1), row(1, 'a', 3, 2), row(2, 'a', 5, 15), row(3, 'a', 6, 35), row(4, 'b', 9, 36)]) },
    { bounded: false },
  );
  assert.deepEqual(
    rows.map(one => one.slice(one.indexOf(' → ') + 3)),
    ['{"n":2,"d":10}', '{"n":1,"d":1}', '{"n":2,"d":null}'],
  );
  assert.equal(counts.late, 0);
});

test('a row behind its own watermark is late; one whose values fail is named and the others stay', async () => {
  const { values, late, problems } = await over(
    'LAG(v, v) OVER (ORDER BY t) AS l',
    [row(0, 'a', 1, 5), row(1, 'a', 1, 9), row(2, 'a', 1, 8), row(3, 'a', -1, 10), row(4, 'a', 2, 11)],
    { bounded: false },
  );
  assert.deepEqual(values, [
    [0, [null]],
    [1, [1]],
    [4, [1]],
  ]);
  assert.equal(late, 1);
  assert.deepEqual(problems, ['LAG counts rows from 0, not -1']);
});

test('several partitions and orders in one query, named windows, expressions around', async () => {
  const sql = `${STREAM}SELECT v - AVG(v) OVER w AS d, COUNT(*) OVER (ORDER BY t) AS n, 10 * SUM(v) OVER w AS s
    FROM s WINDOW w AS (PARTITION BY k ORDER BY t ROWS 1 PRECEDING);`;
  const { rows } = await runSql(sql, { s: records(FEW) }, { bounded: false });
  assert.deepEqual(
    rows.map(one => Object.values(JSON.parse(one.slice(one.indexOf(' → ') + 3)))),
    [
      [0, 1, 50],
      [0, 2, 70],
      [null, 4, 50],
      [0, 4, 20],
      [-3, 5, 80],
    ],
  );
});

const byKey = (text: string): string[] => {
  const { k, rn, v } = JSON.parse(text.slice(text.indexOf(' → ') + 3));
  return [`${k} ${rn} ${v}`];
};

test('Top-N: what stands after all changes is the first n of each partition', async () => {
  const sql = `${STREAM}CREATE STREAM best AS SELECT k, v, rn FROM
    (SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC) AS rn FROM s) AS x WHERE rn <= 2;`;
  await fc.assert(
    fc.asyncProperty(given, fc.nat(), async (rows, seed) => {
      const expected = ['a', 'b'].flatMap(k =>
        rows
          .filter(one => one.k === k)
          .map(({ v }) => v)
          .toSorted((x, y) => (x === null ? 1 : y === null ? -1 : y - x))
          .slice(0, 2)
          .map((v, i) => `${k} ${i + 1} ${v}`),
      );
      for (const bounded of [false, true]) {
        const { folded, problems } = await runSql(sql, { s: records(rows) }, { bounded, seed });
        assert.deepEqual(folded.flatMap(byKey).toSorted(), expected.toSorted());
        assert.deepEqual(problems, []);
      }
    }),
    { numRuns: 100 },
  );
});

test('Top-N by RANK and DENSE_RANK: all rows up to a number, with what is taken back and moves up', async () => {
  const numbers = {
    RANK: (all: readonly number[], v: number) => 1 + all.filter(other => other > v).length,
    DENSE_RANK: (all: readonly number[], v: number) => 1 + new Set(all.filter(other => other > v)).size,
  };
  const change = fc.record({ id: fc.nat(6), k: fc.constantFrom('a', 'b'), v: fc.nat(3), gone: fc.nat(4) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 25 }),
      fc.constantFrom('RANK' as const, 'DENSE_RANK' as const),
      fc.constantFrom('STREAM', 'TABLE'),
      fc.nat(3),
      fc.nat(),
      async (changes, name, kind, most, seed) => {
        const id = kind === 'TABLE' ? 'id BIGINT PRIMARY KEY' : 'id BIGINT';
        const sql = `CREATE ${kind} s (${id}, k STRING, v BIGINT) WITH ('topic' = 's', 'format' = 'json');
          CREATE TABLE best AS SELECT id, k, v, r FROM
          (SELECT id, k, v, ${name}() OVER (PARTITION BY k ORDER BY v DESC) AS r FROM s) AS x WHERE r <= ${most};`;
        const standing = new Map<unknown, { id: number; k: string; v: number }>();
        const s = changes.map(({ gone, ...value }, i) => {
          const isGone = kind === 'TABLE' && gone === 0;
          if (isGone) standing.delete(value.id);
          else standing.set(kind === 'TABLE' ? value.id : i, value);
          return { at: i, key: String(value.id), value: isGone ? null : value };
        });
        const all = [...standing.values()];
        const expected = all
          .map(one => {
            const beside = all.filter(other => other.k === one.k).map(({ v }) => v);
            return { ...one, r: numbers[name](beside, one.v) };
          })
          .filter(({ r }) => r <= most)
          .map(one => JSON.stringify(one));
        for (const bounded of [false, true]) {
          const { folded, problems } = await runSql(sql, { s }, { bounded, seed });
          assert.deepEqual(folded.map(one => one.slice(one.indexOf(' → ') + 3)).toSorted(), expected.toSorted());
          assert.deepEqual(problems, []);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('a number that is kept beside others of the same rows: bounded', async () => {
  const sql = `${STREAM}SELECT k, v, rn, r FROM (SELECT k, v, ROW_NUMBER() OVER (ORDER BY v) AS rn,
    RANK() OVER (ORDER BY v) AS r FROM s) AS x WHERE rn <= 2;`;
  const { rows } = await runSql(sql, { s: records([row(0, 'a', 5, 0), row(1, 'b', 5, 1), row(2, 'c', 5, 2)]) });
  assert.deepEqual(rows.map(one => one.slice(one.indexOf(' → ') + 3)).toSorted(), [
    '{"k":"a","v":5,"rn":1,"r":1}',
    '{"k":"b","v":5,"rn":2,"r":1}',
  ]);
});

test('Top-N of groups that change, keyed by the group: who falls out is deleted', async () => {
  const sql = `${STREAM}CREATE TABLE best AS SELECT k PRIMARY KEY, n, rn FROM
    (SELECT k, n, ROW_NUMBER() OVER (ORDER BY n DESC) AS rn FROM (SELECT k, COUNT(*) AS n FROM s GROUP BY k) AS g) AS x
    WHERE rn <= 1;`;
  const counted = ['a', 'b', 'b', 'a', 'a'].map((k, i) => row(i, k, 1, i));
  const { folded, rows } = await runSql(sql, { s: records(counted) }, { bounded: false });
  assert.deepEqual(folded, ['"a" → {"k":"a","n":3,"rn":1}']);
  assert.ok(rows.includes('"b" → gone'), rows.join('\n'));
});

test('the latest row of a key: of those with the same time the last one', async () => {
  const sql = `${STREAM}CREATE TABLE latest AS SELECT k, v, rn FROM
    (SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t DESC) AS rn FROM s) AS x WHERE rn = 1;`;
  const given = [5, 7, 7, 6].map((t, i) => row(i, 'a', i + 1, t));
  for (const bounded of [false, true]) {
    const { folded } = await runSql(sql, { s: records(given) }, { bounded });
    assert.deepEqual(folded.flatMap(byKey), ['a 1 3']);
  }
});

test('the first row of a key as a table: under a key of its own, and looked at as of a time', async () => {
  const first = `SELECT k, v FROM
    (SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t) AS rn FROM s) AS x WHERE rn = 1`;
  const rows = [row(0, 'a', 1, 2), row(1, 'b', 2, 3), row(2, 'b', 3, 4), row(3, 'a', 4, 5), row(4, 'c', 5, 9)];
  const s = records(rows).map(record => ({ ...record, key: 'one' }));
  const written = `${STREAM}CREATE TABLE firsts AS ${first};`;
  for (const bounded of [false, true]) {
    const { folded } = await runSql(written, { s }, { bounded });
    assert.deepEqual(
      folded,
      ['a 1', 'b 2', 'c 5'].map(one => {
        const [k, v] = one.split(' ');
        return `{"k":"${k}","rn":1} → {"k":"${k}","v":${v}}`;
      }),
    );
  }
  const asking = `CREATE STREAM q (k STRING) WITH ('topic' = 'q', 'format' = 'json');\n`;
  const q = ['a', 'b', 'a', 'c'].map((k, i) => ({ at: [1, 3, 7, 8][i]!, value: { k } }));
  for (const sql of [
    `CREATE VIEW firsts AS ${first}; SELECT q.k AS k, r.v AS v FROM q LEFT JOIN firsts AS r ON q.k = r.k;`,
    `SELECT q.k AS k, r.v AS v FROM q LEFT JOIN (${first}) AS r ON q.k = r.k;`,
  ])
    for (const seed of [1, 2, 3]) {
      const { rows: found } = await runSql(STREAM + asking + sql, { s, q }, { bounded: false, seed });
      const values = found.filter(one => one.includes('"v"')).map(one => one.slice(one.indexOf('→ ') + 2));
      assert.deepEqual(
        values,
        ['a null', 'b 2', 'a 1', 'c null'].map(pair => {
          const [k, v] = pair.split(' ');
          return `{"k":"${k}","v":${v}}`;
        }),
        sql,
      );
    }
});

test('first rows of a stream joined within a distance of times: each pair, from whichever side it comes', async () => {
  const first =
    '(SELECT k, v FROM (SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t) AS rn FROM s) AS x WHERE rn = 1)';
  const sql = `${STREAM}CREATE STREAM q (k STRING, w BIGINT) WITH ('topic' = 'q', 'format' = 'json');
    SELECT l.v AS v, q.w AS w FROM ${first} AS l JOIN q ON l.k = q.k WITHIN 3ms;`;
  const s = records([row(0, 'a', 1, 4), row(1, 'a', 2, 5)]);
  const q = [1, 7, 8].map(at => ({ at, value: { k: 'a', w: at } }));
  const { rows } = await runSql(sql, { s, q }, { bounded: false });
  assert.deepEqual(rows.map(one => one.slice(one.indexOf('→ ') + 2)).toSorted(), ['{"v":1,"w":1}', '{"v":1,"w":7}']);
});

test('left join of first rows and first rows: who has no partner stands alone meanwhile', async () => {
  const first = (name: string) => `(SELECT k, v FROM
    (SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t) AS rn FROM s WHERE ${name}) AS x WHERE rn = 1)`;
  const sql = `${STREAM}CREATE TABLE o AS SELECT l.k AS k, l.v AS a, r.v AS b
    FROM ${first('v < 10')} AS l LEFT JOIN ${first('v > 10')} AS r ON l.k = r.k;`;
  const given = [row(0, 'a', 1, 1), row(1, 'b', 2, 2), row(2, 'a', 11, 3), row(3, 'a', 12, 4), row(4, 'a', 3, 5)];
  const { folded } = await runSql(sql, { s: records(given) }, { bounded: false });
  assert.deepEqual(
    folded.map(one => one.slice(one.indexOf('→ ') + 2)),
    ['{"k":"a","a":1,"b":11}', '{"k":"b","a":2,"b":null}'],
  );
});

test('two readers of one ranked query each keep their own number of rows', async () => {
  const sql = `${STREAM}CREATE STREAM best AS WITH x AS (SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v) AS rn FROM s)
    SELECT rn PRIMARY KEY, k, v FROM x WHERE rn <= 1 UNION ALL SELECT rn + 10, k, v FROM x WHERE 3 > rn;`;
  const { folded } = await runSql(sql, { s: records([3, 2, 1].map((v, i) => row(i, 'a', v, i))) }, { bounded: false });
  assert.deepEqual(folded.flatMap(byKey), ['a 1 1', 'a 11 1', 'a 12 2']);
});

test('functions with OVER of aggregates: running totals of groups and of windows', async () => {
  const sum = 'SUM(SUM(v)) OVER (PARTITION BY k ORDER BY window_end)';
  const lag = 'LAG(SUM(v)) OVER (PARTITION BY k ORDER BY window_end)';
  const given = records([row(0, 'a', 1, 0), row(1, 'b', 2, 1), row(2, 'a', 4, 6), row(3, 'a', 8, 12)]);
  const windows = `${STREAM}SELECT k, ${sum} AS s, ${lag} AS l FROM s GROUP BY k WINDOW TUMBLING(5ms);`;
  const { rows } = await runSql(windows, { s: given }, { bounded: false });
  const read = (all: readonly string[]) =>
    all.map(one => Object.values(JSON.parse(one.slice(one.indexOf(' → ') + 3))).join(' '));
  assert.deepEqual(read(rows).toSorted(), ['a 1 ', 'a 13 4', 'a 5 1', 'b 2 ']);
  const groups = `${STREAM}SELECT k, SUM(COUNT(*)) OVER (ORDER BY k) AS n, COUNT(*) * 4 / SUM(COUNT(*)) OVER () AS part FROM s GROUP BY k;`;
  assert.deepEqual(read((await runSql(groups, { s: given }, { bounded: true })).rows).toSorted(), ['a 3 3', 'b 4 1']);
});
