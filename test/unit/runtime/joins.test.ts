/** Joins of streams over SQL: bounds, outer rows, NULL keys, lateness; and that no order of arrival changes what comes out. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type GivenRecord, runSql } from './sql.ts';

const STREAMS = ['l', 'r', 'x']
  .map(
    name =>
      `CREATE STREAM ${name} (k STRING, v STRING, t TIMESTAMP, WATERMARK FOR t AS t) WITH ('topic' = '${name}', 'format' = 'json');\n`,
  )
  .join('');
const at = (t: number, v: string, k: string | null = 'a', partition = 0): GivenRecord => ({
  at: t,
  partition,
  value: { k, v, t: new Date(t).toISOString() },
});

const values = (rows: readonly string[]): string[] =>
  rows.map(row => Object.values(JSON.parse(row.slice(row.indexOf(' → ') + 3)) as object).join(' '));

async function joined(
  from: string,
  topics: Readonly<Record<string, readonly GivenRecord[]>>,
  {
    items = "COALESCE(l.v, '-') AS a, COALESCE(r.v, '-') AS b",
    ...options
  }: { items?: string; bounded?: boolean; seed?: number } = {},
) {
  const { rows, times, counts, problems } = await runSql(
    `${STREAMS}SELECT ${items} FROM ${from};`,
    { l: [], r: [], x: [], ...topics },
    { bounded: false, ...options },
  );
  return { rows: values(rows), times, counts, problems };
}

const WITHIN = 'ON l.k = r.k WITHIN 10ms';

test('within the bound, both ends included; the time is the later one', async () => {
  const { rows, times } = await joined(`l JOIN r ${WITHIN}`, {
    l: [at(100, 'l')],
    r: [at(89, 'early'), at(90, 'first'), at(110, 'last'), at(111, 'far')],
  });
  assert.deepEqual(rows.toSorted(), ['l first', 'l last']);
  assert.deepEqual(
    [...times].sort((a, b) => a - b),
    [100, 110],
  );
});

test('outer rows come out once, with NULLs, when their time is past or the input ends', async () => {
  const topics = { l: [at(0, 'l0'), at(50, 'l50')], r: [at(5, 'r5'), at(90, 'r90')] };
  assert.deepEqual((await joined(`l LEFT JOIN r ${WITHIN}`, topics)).rows, ['l0 r5', 'l50 -']);
  assert.deepEqual((await joined(`l RIGHT JOIN r ${WITHIN}`, topics)).rows, ['l0 r5', '- r90']);
  assert.deepEqual((await joined(`l FULL JOIN r ${WITHIN}`, topics)).rows, ['l0 r5', 'l50 -', '- r90']);
});

test('NULL keys match nothing, not even each other', async () => {
  const topics = { l: [at(0, 'l', null)], r: [at(0, 'r', null)] };
  assert.deepEqual((await joined(`l JOIN r ${WITHIN}`, topics)).rows, []);
  assert.deepEqual((await joined(`l FULL JOIN r ${WITHIN}`, topics)).rows.toSorted(), ['- r', 'l -']);
});

test('a bound in ON, of one side more than of the other', async () => {
  const on = "ON l.k = r.k AND r.t BETWEEN l.t AND l.t + INTERVAL '0.010' SECOND";
  const { rows } = await joined(`l JOIN r ${on}`, {
    l: [at(100, 'l')],
    r: [at(99, 'before'), at(100, 'same'), at(110, 'last'), at(111, 'after')],
  });
  assert.deepEqual(rows.toSorted(), ['l last', 'l same']);
});

test('a bound in WHERE filters: outer rows are gone', async () => {
  const where = "l LEFT JOIN r ON l.k = r.k WHERE r.t BETWEEN l.t - INTERVAL '1' SECOND AND l.t + INTERVAL '1' SECOND";
  const { rows } = await joined(where, { l: [at(0, 'l'), at(9000, 'alone')], r: [at(10, 'r')] });
  assert.deepEqual(rows, ['l r']);
});

test('other conditions are of the pair: an outer row without a partner that fits is alone', async () => {
  const { rows } = await joined(`l LEFT JOIN r ON l.k = r.k AND r.v > 'm' WITHIN 10ms`, {
    l: [at(0, 'l')],
    r: [at(1, 'b'), at(2, 'z'), at(3, 'zz')],
  });
  assert.deepEqual(rows, ['l z', 'l zz']);
  const alone = await joined(`l LEFT JOIN r ON l.k = r.k AND r.v > 'm' WITHIN 10ms`, {
    l: [at(0, 'l')],
    r: [at(1, 'b')],
  });
  assert.deepEqual(alone.rows, ['l -']);
});

test('a row is late for the join when its partition had passed its last partner; GRACE waits longer', async () => {
  const topics = { l: [at(0, 'l0'), at(11, 'l11'), at(0, 'late')], r: [at(0, 'r0'), at(11, 'r11')] };
  const strict = await joined(`l LEFT JOIN r ${WITHIN}`, topics);
  assert.equal(strict.counts.late, 1);
  assert.deepEqual(strict.rows.toSorted(), ['l0 r0', 'l11 r11']);
  const patient = await joined(`l LEFT JOIN r ${WITHIN} GRACE 1ms`, topics);
  assert.equal(patient.counts.late, 0);
  assert.deepEqual(patient.rows.toSorted(), ['l0 r0', 'l11 r11', 'late r0']);
});

test('three streams, and a stream with itself', async () => {
  const three = await joined(
    `l JOIN r ${WITHIN} JOIN x ON x.k = l.k WITHIN 5ms`,
    {
      l: [at(0, 'l')],
      r: [at(10, 'r')],
      x: [at(6, 'x6'), at(4, 'x4'), at(15, 'x15')].toSorted((a, b) => a.at! - b.at!),
    },
    { items: 'l.v AS a, r.v AS b, x.v AS c' },
  );
  assert.deepEqual(three.rows.toSorted(), ['l r x15', 'l r x6']);
  const self = await joined('l JOIN l AS r ON l.k = r.k WITHIN 1ms', { l: [at(0, 'a'), at(1, 'b'), at(3, 'c')] });
  assert.deepEqual(self.rows.toSorted(), ['a a', 'a b', 'b a', 'b b', 'c c']);
});

test('bounded: no bound on the times is needed', async () => {
  const topics = { l: [at(0, 'l0'), at(99999, 'l1', 'b')], r: [at(5000, 'r', 'a'), at(1, 'r2', 'c')] };
  const { rows } = await joined('l FULL JOIN r ON l.k = r.k', topics, { bounded: true });
  assert.deepEqual(rows.toSorted(), ['- r2', 'l0 r', 'l1 -']);
  const cross = await joined('l CROSS JOIN r', topics, { bounded: true });
  assert.equal(cross.rows.length, 4);
});

test('what is joined is grouped in windows downstream, each row in its own', async () => {
  const { rows } = await joined(
    `l JOIN r ${WITHIN} GROUP BY l.k WINDOW TUMBLING(10ms)`,
    { l: [at(0, 'l0'), at(8, 'l8'), at(40, 'x')], r: [at(9, 'r9'), at(12, 'r12'), at(40, 'y')] },
    { items: 'COUNT(*) AS n' },
  );
  // l0-r9 and l8-r9 at 9, l8-r12 at 12, x-y at 40.
  assert.deepEqual(rows, ['2', '1', '1']);
});

const record = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('a', 'b', null), fc.nat(2))
  .map(([t, k, partition]) => ({ t, k, partition }));
const stream = fc.array(record, { maxLength: 12 });

test('pairs are those of the definition, whatever the order of arrival', async () => {
  await fc.assert(
    fc.asyncProperty(
      stream,
      stream,
      fc.constantFrom('JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN'),
      fc.nat(),
      async (left, right, kind, seed) => {
        const given = (all: typeof left, name: string) =>
          all.toSorted((a, b) => a.t - b.t).map(({ t, k, partition }, i) => at(t, `${name}${i}`, k, partition));
        const topics = { l: given(left, 'l'), r: given(right, 'r') };
        const value = ({ value: one }: GivenRecord) => one as { k: string | null; v: string };
        const expected: string[] = [];
        const [matchedLeft, matchedRight] = [new Set<string>(), new Set<string>()];
        for (const l of topics.l)
          for (const r of topics.r) {
            if (value(l).k === null || value(l).k !== value(r).k || Math.abs(l.at! - r.at!) > 10) continue;
            expected.push(`${value(l).v} ${value(r).v}`);
            matchedLeft.add(value(l).v);
            matchedRight.add(value(r).v);
          }
        if (kind === 'LEFT JOIN' || kind === 'FULL JOIN')
          for (const l of topics.l) if (!matchedLeft.has(value(l).v)) expected.push(`${value(l).v} -`);
        if (kind === 'RIGHT JOIN' || kind === 'FULL JOIN')
          for (const r of topics.r) if (!matchedRight.has(value(r).v)) expected.push(`- ${value(r).v}`);
        const { rows, counts } = await joined(`l ${kind} r ${WITHIN}`, topics, { bounded: true, seed });
        assert.deepEqual(rows.toSorted(), expected.toSorted());
        assert.equal(counts.late, 0);
      },
    ),
    { numRuns: 200 },
  );
});
