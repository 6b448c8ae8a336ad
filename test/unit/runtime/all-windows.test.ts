/** Windows of every kind over SQL: which rows they hold, when they come out, what comes too late, and how changes fold. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { windowsOf } from '../../../runtime/state/windows.ts';
import { type GivenRecord, runSql } from './sql.ts';

const CLICKS = `CREATE STREAM clicks (k STRING, v BIGINT, t BIGINT, WATERMARK FOR t AS t) WITH ('topic' = 'clicks', 'format' = 'json');\n`;
const at = (t: number, k: string | null = 'a', v = 1, partition = 0): GivenRecord => ({
  at: t,
  partition,
  value: { k, v, t },
});

/** Key, count, sum, start and end in milliseconds; a deletion has but its window. */
function short(rows: readonly string[]): string[] {
  return rows.map(row => {
    const [key, value] = row.split(' → ') as [string, string];
    const { _window_start: start, _window_end: end, k } = JSON.parse(key);
    const bounds = `${Date.parse(start)}..${Date.parse(end)}`;
    if (value === 'gone') return `${k} gone ${bounds}`;
    const { n, s } = JSON.parse(value);
    return `${k} ${n} ${s} ${bounds}`;
  });
}

const grouped = (window: string, emit = ''): string =>
  `${CLICKS}SELECT k, COUNT(*) AS n, SUM(v) AS s FROM clicks GROUP BY k WINDOW ${window} ${emit};`;
const run = async (window: string, records: readonly GivenRecord[], emit = '', options = {}) => {
  const { rows, counts, folded } = await runSql(
    grouped(window, emit),
    { clicks: records },
    { bounded: false, ...options },
  );
  return { rows: short(rows), counts, folded: short(folded) };
};

test('sliding: a row is in every window that holds it, before 1970 too', async () => {
  const { rows } = await run('SLIDING(10ms, 5ms)', [at(-7), at(0, 'a', 2), at(4, 'a', 4), at(5, 'a', 8)]);
  assert.deepEqual(rows, ['a 1 1 -15..-5', 'a 1 1 -10..0', 'a 2 6 -5..5', 'a 3 14 0..10', 'a 1 8 5..15']);
});

test('hopping further than they are long: what falls between windows is in none', () => {
  const windows = windowsOf({ kind: 'sliding', sizeMs: 2, advanceMs: 10, offsetMs: 1, graceMs: 0 });
  const of = (time: number): number[] => {
    const ids: number[] = [];
    for (let id = windows.first(time); !Number.isNaN(id); id = windows.next(id, time)) ids.push(windows.start(id));
    return ids;
  };
  assert.deepEqual([0, 1, 2, 3, 10, 11, -9].map(of), [[], [1], [1], [], [], [11], [-9]]);
});

test('sliding: late for some windows, in time for others, counted for each', async () => {
  const { rows, counts } = await run('SLIDING(10ms, 5ms)', [at(0), at(11), at(6)]);
  assert.deepEqual(rows, ['a 1 1 -5..5', 'a 1 1 0..10', 'a 2 2 5..15', 'a 1 1 10..20']);
  assert.equal(counts.late, 1);
});

test('cumulating: each step up to the size', async () => {
  const { rows } = await run('CUMULATE(5ms, 15ms)', [at(0), at(5, 'a', 2), at(14, 'a', 4), at(15, 'a', 8)]);
  assert.deepEqual(rows, ['a 1 1 0..5', 'a 2 3 0..10', 'a 3 7 0..15', 'a 1 8 15..20', 'a 1 8 15..25', 'a 1 8 15..30']);
});

test('grace keeps a window open for late rows, and its results back', async () => {
  const { rows, counts } = await run('TUMBLING(10ms) GRACE 5ms', [at(1), at(14), at(2), at(15), at(3)]);
  assert.deepEqual(rows, ['a 2 2 0..10', 'a 2 2 10..20']);
  assert.equal(counts.late, 1);
});

test('sessions: a gap exactly equal still belongs together, a millisecond more does not', async () => {
  const { rows } = await run('SESSION(10ms)', [at(0), at(10, 'a', 2), at(21, 'a', 4)]);
  assert.deepEqual(rows, ['a 2 3 0..20', 'a 1 4 21..31']);
});

test('sessions: another key at the very end of a session does not close it', async () => {
  const { rows } = await run('SESSION(10ms)', [at(0), at(10, 'b'), at(10, 'a', 2), at(50)]);
  assert.deepEqual(rows.slice(0, 2).toSorted(), ['a 2 3 0..20', 'b 1 1 10..20']);
});

test('sessions: a row between two makes them one', async () => {
  const records = [at(0), at(14, 'a', 2), at(7, 'a', 4), at(60)];
  const bridged = await run('SESSION(10ms) GRACE 20ms', records);
  assert.deepEqual(bridged.rows, ['a 3 7 0..24', 'a 1 1 60..70']);
});

test('sessions with CHANGES: what is swallowed or longer now is deleted under its old bounds', async () => {
  const { rows, folded } = await run(
    'SESSION(10ms) GRACE 20ms',
    [at(0), at(14, 'a', 2), at(7, 'a', 4)],
    'EMIT CHANGES',
  );
  assert.deepEqual(rows, ['a 1 1 0..10', 'a 1 2 14..24', 'a gone 0..10', 'a gone 14..24', 'a 3 7 0..24']);
  assert.deepEqual(folded, ['a 3 7 0..24']);
});

test('sessions: lateness is judged after merging', async () => {
  // The watermark is 12: a row at 1 alone would have ended at 11; with the session of 5 it ends at 15.
  const { rows, counts } = await run('SESSION(10ms)', [at(5), at(12, 'b'), at(1, 'a', 2), at(1, 'c')]);
  assert.deepEqual(rows, ['a 2 3 1..15', 'b 1 1 12..22']);
  assert.equal(counts.late, 1);
});

test('EMIT EVERY: one update of a key in an interval, the last one when the watermark has passed it', async () => {
  const records = [at(0), at(1, 'a', 2), at(2, 'a', 4), at(3, 'b'), at(10, 'b'), at(25, 'b')];
  const { rows } = await run('TUMBLING(100ms)', records, 'EMIT EVERY 10ms');
  // Within a batch the watermark comes behind the rows.
  assert.deepEqual(rows.toSorted(), ['a 1 1 0..100', 'a 3 7 0..100', 'b 1 1 0..100', 'b 2 2 0..100', 'b 3 3 0..100']);
});

test('EMIT EVERY without a window: what was held back comes at the end at the latest', async () => {
  const sql = `${CLICKS}SELECT k, SUM(v) AS s FROM clicks GROUP BY k EMIT EVERY 1h;`;
  const { rows } = await runSql(sql, { clicks: [at(0), at(1, 'a', 2), at(2, 'a', 4)] }, { bounded: false });
  assert.deepEqual(rows, ['"a" → {"k":"a","s":1}', '"a" → {"k":"a","s":7}']);
});

test('WINDOW without an aggregate: each row once for each window, with its bounds', async () => {
  const sql = `${CLICKS}SELECT v, WINDOW_START() AS f, WINDOW_END() AS e FROM clicks WINDOW SLIDING(10ms, 5ms);`;
  const { rows, counts } = await runSql(
    sql,
    { clicks: [at(7, 'a', 1), at(16, 'a', 2), at(3, 'a', 3)] },
    { bounded: false },
  );
  assert.deepEqual(
    rows.map(row => {
      const { v, f, e } = JSON.parse(row.split(' → ')[1]!);
      return `${v} ${Date.parse(f)}..${Date.parse(e)}`;
    }),
    ['1 0..10', '1 5..15', '2 10..20', '2 15..25'],
  );
  assert.equal(counts.late, 2);
});

test('a window over another time than the event time', async () => {
  const sql = `${CLICKS}SELECT COUNT(*) AS n FROM clicks GROUP BY TUMBLE(t + 1000, INTERVAL '1' SECOND);`;
  const { rows } = await runSql(sql, { clicks: [at(1), at(999), at(1000)] }, { bounded: true });
  assert.deepEqual(
    rows.map(row => JSON.parse(row.split(' → ')[0]!)._window_start),
    ['1970-01-01T00:00:01Z', '1970-01-01T00:00:02Z'],
  );
});

const KINDS = ['TUMBLING(10ms)', 'SLIDING(20ms, 5ms)', 'CUMULATE(5ms, 20ms)', 'SESSION(7ms)', 'SESSION(7ms) GRACE 5ms'];
const record = fc
  .tuple(fc.integer({ min: -30, max: 60 }), fc.constantFrom('a', 'b', null), fc.integer({ min: -5, max: 5 }), fc.nat(2))
  .map(([t, k, v, partition]) => at(t, k, v, partition));

test('whatever the window, order and batches: CHANGES and EVERY fold to what FINAL gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 25 }),
      fc.constantFrom(...KINDS),
      fc.constantFrom('EMIT CHANGES', 'EMIT EVERY 10ms'),
      fc.nat(),
      async (records, window, emit, seed) => {
        // In order of time in each partition: nothing is late then, whatever the interleaving.
        const ordered = records.toSorted((a, b) => a.at! - b.at!);
        const final = await run(window, ordered, '', { bounded: true });
        const changes = await run(window, ordered, emit, { bounded: true, seed });
        const again = await run(window, ordered, '', { bounded: true, seed });
        assert.deepEqual(changes.folded.toSorted(), final.rows.toSorted());
        assert.deepEqual(again.rows.toSorted(), final.rows.toSorted());
        assert.equal(final.counts.late, 0);
      },
    ),
    { numRuns: 150 },
  );
});

test('sessions are what their definition says: runs of rows no further apart than the gap', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 25 }), fc.nat(), async (records, seed) => {
      const ordered = records.toSorted((a, b) => a.at! - b.at!);
      const expected: string[] = [];
      for (const key of ['a', 'b', null]) {
        const own = ordered.filter(({ value }) => (value as { k: unknown }).k === key);
        let run: GivenRecord[] = [];
        const put = (): void => {
          if (run.length === 0) return;
          const sum = run.reduce((sofar, { value }) => sofar + (value as { v: number }).v, 0);
          expected.push(`${key} ${run.length} ${sum} ${run[0]!.at}..${run.at(-1)!.at! + 7}`);
        };
        for (const one of own) {
          if (run.length > 0 && one.at! - run.at(-1)!.at! > 7) {
            put();
            run = [];
          }
          run.push(one);
        }
        put();
      }
      const { rows } = await run('SESSION(7ms)', ordered, '', { bounded: true, seed });
      assert.deepEqual(rows.toSorted(), expected.toSorted());
    }),
    { numRuns: 150 },
  );
});

test('sessions: what is late by itself waits for the session that takes it, from whichever partition that comes', async () => {
  // B alone ends at 155, before what its partition had reached (170); with C it ends at 173.
  const bound = grouped('SESSION(20ms)').replace(
    'WATERMARK FOR t AS t',
    "WATERMARK FOR t AS t - INTERVAL '0.03' SECOND",
  );
  const sql = bound.replace('t BIGINT', 't TIMESTAMP');
  const of = (t: number, partition: number): GivenRecord => ({
    at: t,
    partition,
    value: { k: 'a', v: t, t: new Date(t).toISOString() },
  });
  const [a, b, c, d] = [of(200, 0), of(135, 0), of(153, 1), of(200, 1)];
  for (const arrival of [
    [c, a, b, d],
    [a, b, c, d],
  ]) {
    const { rows, counts } = await runSql(sql, { clicks: arrival }, { bounded: true });
    assert.deepEqual(short(rows), ['a 2 288 135..173', 'a 2 400 200..220']);
    assert.equal(counts.late, 0);
  }
});
