/** A task that falls to the same member again goes on with what it has, if it stands exactly where it is to go on. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { ResultRow } from '../../../runtime/jobs/job.ts';
import { type TaskOptions, taskPool } from '../../../runtime/tasks/pipelines.ts';
import { systemClock } from '../../../runtime/time/clock.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';

const plan = buildPlan(
  analyze(`CREATE STREAM s (k STRING PRIMARY KEY) WITH (topic = 's', format = 'json');
CREATE TABLE r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES;`),
  { bounded: false },
);
const task = (partition: number): TaskOptions => ({ queries: ['r'], partitions: [{ topic: 's', partition }] });

function divisions() {
  const pool = taskPool();
  return {
    ...pool,
    /** What comes out of a record with key a in each of the partitions. */
    after(places: readonly { readonly partition: number; readonly goOn: number }[]): readonly (string | null)[] {
      const rows: ResultRow[] = [];
      const work = pool.divide(
        {
          plan,
          clock: systemClock(),
          partitions: places.map(place => ({ topic: 's', from: 0, ...place })),
          problem: (_, error) => assert.fail(error),
          fail: (_, error) => assert.fail(error),
          late: () => {},
          putAside: () => {},
          take: (_, row) => void rows.push(row),
        },
        places.map(({ partition }) => task(partition)),
      );
      for (const { partition, goOn } of places) {
        const record = { offset: goOn, timestamp: 0, key: null, value: Buffer.from('{"k":"a"}'), headers: [] };
        work.records({ topic: 's', partition, records: [record], nextOffset: goOn + 1 });
      }
      return rows.map(({ value }) => value);
    },
  };
}

const one = '{"k":"a","n":1}';
const two = '{"k":"a","n":2}';

test('tasks have each their own state, and keep it', () => {
  const { after, left } = divisions();
  assert.deepEqual(
    after([
      { partition: 0, goOn: 5 },
      { partition: 1, goOn: 7 },
    ]),
    [one, one],
  );
  left([
    { topic: 's', partition: 0, offset: 6 },
    { topic: 's', partition: 1, offset: 8 },
  ]);
  assert.deepEqual(
    after([
      { partition: 1, goOn: 8 },
      { partition: 2, goOn: 0 },
    ]),
    [two, one],
  );
});

test('one that was not committed, or has gone on elsewhere, begins anew', () => {
  for (const goOn of [5, 7]) {
    const { after, left } = divisions();
    after([{ partition: 0, goOn: 5 }]);
    left([{ topic: 's', partition: 0, offset: 6 }]);
    assert.deepEqual(after([{ partition: 0, goOn }]), [one]);
  }
});

test('of a division that was left in the middle of something nothing is kept', () => {
  const { after } = divisions();
  after([{ partition: 0, goOn: 5 }]);
  assert.deepEqual(after([{ partition: 0, goOn: 6 }]), [one]);
});
