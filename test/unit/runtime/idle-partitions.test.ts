/** watermark.idle.timeout: a partition read to its end for so long holds the others back no more; by the job's own clock. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { outcomes, type Step } from './scripted.ts';

const idle = (steps: readonly Step[], options = {}) =>
  outcomes(steps, { properties: ", 'watermark.idle.timeout' = '10s'", ...options });

test('a partition that never had a row stops holding the others back', async () => {
  const { rows } = await idle([{ at: 1, partition: 0 }, { at: 25, partition: 0 }, { pass: 9999 }, { pass: 1 }]);
  assert.deepEqual(rows, [[], [], [], ['0 1']]);
});

test('one that has rows again counts again, and its rows are late by what has closed meanwhile', async () => {
  const { rows, late } = await idle([
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
  const { rows } = await idle([
    { at: 1, partition: 0 },
    { at: 25, partition: 0 },
    { at: 2, partition: 1, unread: true },
    { pass: 20_000 },
    { pass: 20_000 },
  ]);
  assert.deepEqual(rows.flat(), []);
});

test('while all are quiet the one that is furthest counts', async () => {
  const { rows, late } = await idle([
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
  const { rows } = await idle(steps, { stopAtEnd: true });
  assert.deepEqual(rows.flat(), []);
});

test('rows that were given another time on the way', async () => {
  const query = `CREATE STREAM shifted AS SELECT ts, ts + 100 AS _event_time FROM s;
SELECT COUNT(*) AS n, _window_start AS s FROM shifted WINDOW TUMBLING(10ms);`;
  const { rows } = await idle([{ at: 1, partition: 0 }, { at: 25, partition: 0 }, { pass: 10_000 }], { query });
  assert.deepEqual(rows.flat(), ['100 1']);
});
