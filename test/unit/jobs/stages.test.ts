/** What goes through topics of a job's own: records that fail in a later stage are still what was read. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type MemoryConnector, memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { readDeadLetter } from '../../../runtime/jobs/dead-letters.ts';
import { runInGroup } from '../../../runtime/jobs/in-group.ts';
import { FailedBatchError } from '../../../runtime/jobs/job.ts';
import { planOf } from '../state/restored.ts';

const never = new AbortController().signal;
const source = (more: string): string =>
  `CREATE STREAM s (k STRING, v BIGINT) WITH (topic = 's', format = 'json'${more});\n`;
const SUMS = `CREATE TABLE result WITH (topic = 'result', format = 'json') AS SELECT UPPER(k) AS u, SUM(12 % v) AS n FROM s GROUP BY UPPER(k) EMIT CHANGES`;
const PATIENCE = 10_000;

function given(...values: readonly string[]): MemoryConnector {
  const memory = memoryConnector({ topics: { s: 2 } });
  memory.append(
    's',
    values.map((value, i) => ({ timestamp: i, key: 'x', partition: i % 2, value })),
  );
  return memory;
}

/** Until `isDone`, or the job ends by itself. Rejects with what it rejects with. */
async function run(memory: MemoryConnector, sql: string, isDone: () => boolean): Promise<void> {
  const ending = new AbortController();
  let isEnded = false;
  const ended = runInGroup({
    plan: planOf(sql),
    connector: memory,
    group: 'job',
    otherwise: 'earliest',
    repartition: true,
    commitIntervalMs: 1,
    onEvent: () => {},
    onProblem: () => {},
    signal: ending.signal,
  }).finally(() => {
    isEnded = true;
  });
  // It is waited for in the end.
  ended.catch(() => {});
  try {
    for (let turn = 0; turn < PATIENCE && !isEnded && !isDone(); turn++) await pause(1);
  } finally {
    ending.abort();
    await ended;
  }
}

const BAD = '{"k":"b","v":0}';
const BROKEN = '{"broken":';

test('what fails before and after it was sent on goes to the dead letters as it was read', async () => {
  for (const sql of [
    `${source(", 'dead.letter.queue.topic' = 'bad'")}${SUMS};`,
    `${source('')}${SUMS} WITH ('dead.letter.queue.topic' = 'bad');`,
  ]) {
    const memory = given('{"k":"a","v":5}', BAD, BROKEN, '{"k":"A","v":7}');
    await run(memory, sql, () => memory.records('bad').length >= 2 && memory.records('result').length >= 2);
    const letters = memory.records('bad').map(record => readDeadLetter(record)!);
    assert.deepEqual(
      letters
        .map(
          ({ original, place, query }) =>
            `${Buffer.from(original.value!)} ${place.topic}-${place.partition}@${place.offset} ${query}`,
        )
        .sort(),
      [`${BROKEN} s-0@1 result`, `${BAD} s-1@0 result`],
    );
    assert.equal(Buffer.from(memory.records('result').at(-1)!.value!).toString(), '{"u":"A","n":7}');
  }
});

test('FailBatch in a later stage stops the job, and nothing of it is committed', async () => {
  for (const bad of [BAD, BROKEN]) {
    const memory = given(bad, bad);
    const sql = `${source('')}${SUMS} WITH ('failure_strategy' = 'FailBatch');`;
    await assert.rejects(
      run(memory, sql, () => false),
      FailedBatchError,
    );
    assert.equal(memory.records('result').length, 0);
    const committed = await memory.committed('job', 's', never);
    if (bad === BROKEN) assert.equal(Math.max(0, ...committed.values()), 0);
  }
});
