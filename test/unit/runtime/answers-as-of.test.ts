/** Queries inside expressions of a stream's rows: what they answer is as of the row's time, whatever came in which order. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { runSql } from './sql.ts';

const DECLARED = `CREATE STREAM asked (id BIGINT, k BIGINT, t TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '10' SECOND) WITH ('topic' = 'asked');
CREATE STREAM seen (v BIGINT, k BIGINT, t TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '10' SECOND) WITH ('topic' = 'seen');
CREATE TABLE known (id BIGINT PRIMARY KEY, k BIGINT, t TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '10' SECOND) WITH ('topic' = 'known');
`;
const START = 1_767_225_600_000;
const timeOf = (second: number) => new Date(START + second * 1000).toISOString();
const few = fc.integer({ min: 0, max: 2 });
/** All within the watermark's bound. */
const second = fc.integer({ min: 0, max: 9 });

const asked = fc.array(fc.record({ k: few, second }), { maxLength: 6 });

test('an aggregate of a stream: of the rows up to then', async () => {
  const seen = fc.array(fc.record({ v: fc.integer({ min: 0, max: 50 }), k: few, second, partition: few }), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(asked, seen, fc.nat(), async (questions, rows, seed) => {
      const { rows: answers } = await runSql(
        `${DECLARED}SELECT id, (SELECT MAX(s.v) FROM seen s WHERE s.k = a.k) AS most, (SELECT COUNT(*) FROM seen s WHERE s.k = a.k) AS n
         FROM asked a;`,
        {
          asked: questions.map(({ k, second }, id) => ({ value: { id, k, t: timeOf(second) } })),
          seen: rows.map(({ v, k, second, partition }) => ({ value: { v, k, t: timeOf(second) }, partition })),
          known: [],
        },
        { bounded: false, seed },
      );
      const expected = questions.map(({ k, second }, id) => {
        const until = rows.filter(row => row.k === k && row.second <= second).map(({ v }) => v);
        return JSON.stringify({ id, most: until.length > 0 ? Math.max(...until) : null, n: until.length });
      });
      assert.deepEqual(answers.map(line => line.replace('null → ', '')).sort(), expected.sort());
    }),
    { numRuns: 150 },
  );
});

test('an aggregate of a table: of the versions of then, of one key the latest', async () => {
  const known = fc.array(fc.record({ id: few, k: few, second }), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(asked, known, fc.nat(), async (questions, versions, seed) => {
      const { rows: answers } = await runSql(
        `${DECLARED}SELECT id, (SELECT COUNT(*) FROM known WHERE known.k = a.k) AS n FROM asked a;`,
        {
          asked: questions.map(({ k, second }, id) => ({ value: { id, k, t: timeOf(second) } })),
          seen: [],
          known: versions.map(({ id, k, second }) => ({
            value: { id, k, t: timeOf(second) },
            key: String(id),
            partition: id,
          })),
        },
        { bounded: false, seed },
      );
      const expected = questions.map(({ k, second }, id) => {
        const then = new Map<number, number>();
        // Sorting keeps the order of those of one time.
        for (const one of versions.toSorted((a, b) => a.second - b.second))
          if (one.second <= second) then.set(one.id, one.k);
        return JSON.stringify({ id, n: [...then.values()].filter(one => one === k).length });
      });
      assert.deepEqual(answers.map(line => line.replace('null → ', '')).sort(), expected.sort());
    }),
    { numRuns: 150 },
  );
});
