/** changelog.mode: how changes are written, and a topic of changes read as what it says. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type GivenRecord, randomOf, runSql, type SqlOptions } from './sql.ts';

const STREAM = `CREATE STREAM s (k STRING, v BIGINT) WITH ('topic' = 's', 'format' = 'json');
`;
const row = (k: string, v: number): GivenRecord => ({ value: { k, v } });
const ROWS = [row('a', 1), row('b', 5), row('a', 3), row('b', 2), row('a', 9), row('c', 3)];
const GROUPS = 'SELECT k, COUNT(*) AS n, SUM(v) AS total FROM s GROUP BY k HAVING SUM(v) < 10 EMIT CHANGES';

const run = (sql: string, s: readonly GivenRecord[] = ROWS, options: SqlOptions = { bounded: false }) =>
  runSql(`${STREAM}${sql};`, { s }, options);

const told = (written: readonly GivenRecord[]) =>
  written.map(({ value, headers }) => {
    const op = headers?.find(([name]) => name === 'ferris-op')?.[1];
    return `${op ? Buffer.from(op).toString() : ''} ${value === null ? 'gone' : Object.values(value).join(' ')}`.trim();
  });

test('a stream of changes says what was, what is, and what is no more', async () => {
  const { written } = await run(`CREATE STREAM g AS ${GROUPS} WITH ('changelog.mode' = 'retract')`);
  assert.deepEqual(told(written), [
    '+I a 1 1',
    '+I b 1 5',
    '-U a 1 1',
    '+U a 2 4',
    '-U b 1 5',
    '+U b 2 7',
    '-D a 2 4',
    '+I c 1 3',
  ]);
});

test('rows only, or upserts with deletions, whatever is created', async () => {
  const of = async (what: string, mode: string) =>
    told((await run(`CREATE ${what} g AS ${GROUPS} WITH ('changelog.mode' = '${mode}')`)).written);
  const rows = ['a 1 1', 'b 1 5', 'a 2 4', 'b 2 7', 'c 1 3'];
  assert.deepEqual(await of('TABLE', 'append'), rows);
  assert.deepEqual(await of('STREAM', 'upsert'), [...rows.slice(0, 4), 'gone', ...rows.slice(4)]);
  assert.deepEqual(told((await run(`CREATE STREAM g AS ${GROUPS}`)).written), rows);
});

test('rows that never change are one more each; a header of the source is not taken for a change', async () => {
  const given = [
    {
      ...row('a', 1),
      headers: [
        ['ferris-op', Buffer.from('-D')],
        ['x', null],
      ] as const,
    },
  ];
  const { written } = await run("CREATE STREAM g AS SELECT k, v FROM s WITH ('changelog.mode' = 'retract')", given);
  assert.deepEqual(told(written), ['+I a 1']);
  assert.deepEqual(
    written[0]!.headers?.map(([name]) => name),
    ['x', 'ferris-op'],
  );
});

const SUMS = 'SELECT n, COUNT(*) AS groups, SUM(total) AS total, MAX(k) AS k FROM g GROUP BY n EMIT CHANGES';
const DECLARED = `CREATE STREAM g (k STRING, n BIGINT, total BIGINT)
WITH ('topic' = 'g', 'format' = 'json', 'changelog.mode' = 'retract');
`;

test('who reads a stream of changes sees a group leave: in the same plan, and from its topic', async () => {
  const random = randomOf(7);
  const rows = Array.from({ length: 60 }, () => row('abcdef'[Math.floor(random() * 6)]!, Math.floor(random() * 4) - 1));
  const chained = await run(`CREATE STREAM g AS ${GROUPS} WITH ('changelog.mode' = 'retract');\n${SUMS}`, rows);
  const nested = await run(SUMS.replace('FROM g', `FROM (${GROUPS}) AS g`), rows);
  assert.deepEqual(chained.folded, nested.folded);
  const { written } = await run(`CREATE STREAM g AS ${GROUPS} WITH ('changelog.mode' = 'retract')`, rows);
  for (const options of [{ bounded: false }, { bounded: false, seed: 3 }, { bounded: false, oneByOne: true }]) {
    const read = await runSql(`${DECLARED}${SUMS};`, { g: written }, options);
    assert.deepEqual(read.folded, nested.folded);
    assert.deepEqual(read.problems, []);
  }
  const atEnd = await runSql(`${DECLARED}${SUMS.replace(' EMIT CHANGES', '')};`, { g: written });
  assert.deepEqual(atEnd.folded, nested.folded);
});

test('what takes back a row that was never read is nothing', async () => {
  const op = (kind: string) => [['ferris-op', Buffer.from(kind)]] as const;
  const g: GivenRecord[] = [
    { key: 'a', value: { k: 'a', n: 1, total: 1 }, headers: op('-U') },
    { key: 'a', value: { k: 'a', n: 2, total: 4 }, headers: op('+U') },
    { key: 'b', value: { k: 'b', n: 2, total: 5 } },
  ];
  const { folded } = await runSql(`${DECLARED}${SUMS};`, { g }, { bounded: false });
  assert.deepEqual(folded, ['2 → {"n":2,"groups":2,"total":9,"k":"b"}']);
});

test('a row is taken back by what it is, not by where it stood in its topic', async () => {
  const op = (text: string) => [['ferris-op', Buffer.from(text)]] as const;
  const changes: readonly GivenRecord[] = [
    { key: 'a', value: { k: 'a', v: 1 }, headers: op('+I') },
    { key: 'a', value: { k: 'a', v: 1 }, headers: op('-U') },
    { key: 'a', value: { k: 'a', v: 4 }, headers: op('+U') },
  ];
  const { folded } = await runSql(
    `CREATE STREAM s (k STRING, v BIGINT) WITH ('topic' = 's', 'changelog.mode' = 'retract');
     SELECT SUM(v) AS total, MAX(_offset) AS last FROM s;`,
    { s: changes },
  );
  assert.deepEqual(folded, ['null → {"total":4,"last":2}']);
});
