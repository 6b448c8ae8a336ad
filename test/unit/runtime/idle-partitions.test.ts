/** watermark.idle.timeout: a partition read to its end for so long holds the others back no more; by the job's own clock. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import type { Batch } from '../../../runtime/connectors/port.ts';
import { run } from '../../../runtime/jobs/run.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { fixedClock } from './plans.ts';

/** So many milliseconds go by, or a record comes in; `unread`: it is in its partition, but not handed out yet. */
type Step = { readonly pass: number } | { readonly at: number; readonly partition: number; readonly unread?: boolean };

/** What came out after each step, as `start n`. */
async function outcomes(
  steps: readonly Step[],
  { idle = '10s', stopAtEnd = false, query = '' } = {},
): Promise<{ readonly rows: readonly (readonly string[])[]; readonly late: number }> {
  const sql = `CREATE STREAM s (ts BIGINT, WATERMARK FOR ts AS ts)
WITH ('topic' = 's', 'format' = 'json', 'watermark.idle.timeout' = '${idle}');
${query || 'SELECT COUNT(*) AS n, _window_start AS s FROM s WINDOW TUMBLING(10ms);'}`;
  const analysis = analyze(sql, { bounded: false });
  assert.deepEqual(
    analysis.diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  let now = 1_700_000_000_000;
  const memory = memoryConnector({ topics: { s: 2 } });
  const found: string[][] = [];
  const ended = new AbortController();
  let step = 0;
  let out: string[] = [];
  const { late } = await run(
    {
      plan: buildPlan(analysis, { bounded: false }),
      connector: {
        ...memory,
        reader: async () => ({
          close: async () => {},
          async read() {
            if (step > 0) found.push(out);
            out = [];
            const next = steps[step++];
            if (!next) {
              if (!stopAtEnd) ended.abort();
              return stopAtEnd ? undefined : [];
            }
            if ('pass' in next) {
              now += next.pass;
              return [];
            }
            const { partition, at, unread } = next;
            const value = JSON.stringify({ ts: at });
            memory.append('s', [{ partition, timestamp: at, value }]);
            if (unread) return [];
            const record = memory.records('s').at(-1)!;
            const batch: Batch = { topic: 's', partition, records: [record], nextOffset: record.offset + 1 };
            return [batch];
          },
        }),
      },
      from: 'earliest',
      onRows(of, rows) {
        for (const { value } of of.bare ? rows : []) {
          const { n, s } = JSON.parse(value!);
          out.push(`${Date.parse(s)} ${n}`);
        }
      },
      onProblem: ({ message }) => assert.fail(message),
      signal: ended.signal,
      closeWindows: false,
      stopAtEnd,
    },
    { ...fixedClock, now: () => now * 1000 },
  );
  return { rows: found, late };
}

test('a partition that never had a row stops holding the others back', async () => {
  const { rows } = await outcomes([{ at: 1, partition: 0 }, { at: 25, partition: 0 }, { pass: 9999 }, { pass: 1 }]);
  assert.deepEqual(rows, [[], [], [], ['0 1']]);
});

test('one that has rows again counts again, and its rows are late by what has closed meanwhile', async () => {
  const { rows, late } = await outcomes([
    { at: 1, partition: 0 },
    { at: 2, partition: 1 },
    { pass: 5000 },
    { at: 31, partition: 0 },
    { pass: 5000 },
    // Back, with a row of what is closed, and one of what is not.
    { at: 3, partition: 1 },
    { at: 33, partition: 1 },
    { at: 55, partition: 0 },
    { at: 41, partition: 1 },
  ]);
  assert.deepEqual(rows, [[], [], [], [], ['0 2'], [], [], [], ['30 2']]);
  assert.equal(late, 1);
});

test('one that is behind is not idle, however long nothing of it is read', async () => {
  const { rows } = await outcomes([
    { at: 1, partition: 0 },
    { at: 25, partition: 0 },
    { at: 2, partition: 1, unread: true },
    { pass: 20_000 },
    { pass: 20_000 },
  ]);
  assert.deepEqual(rows.flat(), []);
});

test('while all are quiet the one that is furthest counts', async () => {
  const { rows, late } = await outcomes([
    { at: 1, partition: 0 },
    { at: 12, partition: 1 },
    { pass: 10_000 },
    { at: 3, partition: 0 },
    { at: 25, partition: 1 },
    { at: 35, partition: 0 },
  ]);
  assert.deepEqual(rows.flat(), ['0 1', '10 1']);
  assert.equal(late, 1);
});

test('never where the input ends', async () => {
  const steps: Step[] = [{ at: 1, partition: 0 }, { at: 25, partition: 0 }, { pass: 20_000 }, { pass: 20_000 }];
  const { rows } = await outcomes(steps, { stopAtEnd: true });
  assert.deepEqual(rows.flat(), []);
});

test('rows that were given another time on the way', async () => {
  const query = `CREATE STREAM shifted AS SELECT ts, ts + 100 AS _event_time FROM s;
SELECT COUNT(*) AS n, _window_start AS s FROM shifted WINDOW TUMBLING(10ms);`;
  const { rows } = await outcomes([{ at: 1, partition: 0 }, { at: 25, partition: 0 }, { pass: 10_000 }], { query });
  assert.deepEqual(rows.flat(), ['100 1']);
});
