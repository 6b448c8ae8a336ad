/** Rows that come because time has passed are committed though no record was read since. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { runInGroup } from '../../../runtime/jobs/in-group.ts';
import type { Clock } from '../../../runtime/time/clock.ts';
import { planOf } from '../state/restored.ts';

const START = 1_700_000_000_000;
/** Turns of a millisecond and more. */
const PATIENCE = 10_000;

test('a window that closes because its other partition is idle is committed before the next record', async () => {
  const sql = `CREATE STREAM s (k STRING, at BIGINT, WATERMARK FOR at AS at) WITH (topic = 's', format = 'json', event.time.format = 'epoch_millis', 'watermark.idle.timeout' = '20ms');
CREATE STREAM result WITH (topic = 'result', format = 'json') AS SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(1s) EMIT FINAL;`;
  const memory = memoryConnector({ topics: { s: 2 } });
  memory.append(
    's',
    [0, 10, 1500].map(ms => ({
      timestamp: START + ms,
      key: 'a',
      partition: 0,
      value: JSON.stringify({ k: 'a', at: START + ms }),
    })),
  );
  let wall = START * 1000;
  const clock: Clock = { now: () => wall, random: () => 0.5, uuid: () => '', advance: () => {} };
  const ending = new AbortController();
  const ended = runInGroup({
    plan: planOf(sql),
    connector: memory,
    group: 'job',
    otherwise: 'earliest',
    commitIntervalMs: 1,
    onEvent: () => {},
    onProblem: problem => assert.fail(JSON.stringify(problem)),
    signal: ending.signal,
    clock,
  });
  try {
    let isEnded = false;
    ended.then(
      () => (isEnded = true),
      () => (isEnded = true),
    );
    const never = new AbortController().signal;
    while (!isEnded && (await memory.committed('job', 's', never)).get(0) !== 3) await pause(1);
    assert.equal(memory.records('result').length, 0);
    for (let turn = 0; turn < PATIENCE && !isEnded && memory.records('result').length === 0; turn++) {
      wall += 30_000;
      await pause(1);
    }
    assert.equal(memory.records('result').length, 1, 'nothing was committed');
    assert.equal(Buffer.from(memory.records('result')[0]!.value!).toString(), '{"k":"a","n":2}');
    assert.equal((await memory.committed('job', 's', never)).get(0), 3);
  } finally {
    ending.abort();
    await ended;
  }
});
