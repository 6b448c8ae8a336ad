/** A place that cannot be reached for a while: growing pauses, or the circuit breaker; in the end each row is there once. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { type Connector, ConnectorError } from '../../../runtime/connectors/port.ts';
import { type GroupEvent, runInGroup } from '../../../runtime/jobs/in-group.ts';
import { type CircuitBreaker, retries } from '../../../runtime/jobs/retries.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';

test('pauses double up to a quarter of a minute, and begin anew after something worked', () => {
  const trying = retries();
  const waits = Array.from({ length: 7 }, () => trying.failed().waitMs);
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  trying.worked();
  assert.deepEqual(trying.failed(), { waitMs: 500, open: false });
});

test('the circuit opens after so many failures in a row, stays open while tries fail, and closes when one works', () => {
  const trying = retries({ failureThreshold: 3, recoveryMs: 30_000 });
  const next = () => Object.values(trying.failed());
  assert.deepEqual(
    [next(), next()],
    [
      [500, false],
      [1000, false],
    ],
  );
  assert.deepEqual(
    [next(), next()],
    [
      [30_000, true],
      [30_000, true],
    ],
  );
  trying.worked();
  assert.deepEqual(next(), [500, false]);
});

const PLAN = buildPlan(
  analyze(
    `CREATE STREAM orders (id BIGINT) WITH (topic = 'orders');
     CREATE STREAM doubled WITH (topic = 'doubled') AS SELECT id * 2 AS twice FROM orders;`,
    { bounded: false },
  ),
  { bounded: false },
);
const COUNT = 6;

/** Lets a job run over a place that refuses so many commits as if it were gone. */
async function life(failures: number, circuitBreaker?: CircuitBreaker) {
  const memory = memoryConnector({ topics: {} });
  memory.append(
    'orders',
    Array.from({ length: COUNT }, (_, id) => ({
      timestamp: id,
      partition: 0,
      key: null,
      value: JSON.stringify({ id }),
    })),
  );
  await memory.createTopic('doubled', 1, new AbortController().signal);
  let left = failures;
  const flaky: Connector = {
    ...memory,
    async writer(name) {
      const writer = await memory.writer(name);
      return {
        ...writer,
        async commit(inputs) {
          if (left-- > 0) throw new ConnectorError('unreachable', 'nobody answers');
          await writer.commit(inputs);
        },
      };
    },
  };
  const ending = new AbortController();
  const told: Extract<GroupEvent, { kind: 'unreachable' }>[] = [];
  let now = 0;
  const job = runInGroup({
    plan: PLAN,
    connector: flaky,
    group: 'g',
    otherwise: 'earliest',
    commitIntervalMs: 1,
    circuitBreaker,
    onEvent: event => {
      if (event.kind === 'unreachable') told.push(event);
    },
    onProblem: problem => assert.fail(problem.message),
    signal: ending.signal,
    timer: {
      now: () => now++,
      async pause(milliseconds) {
        now += milliseconds;
      },
    },
  });
  const reader = await memory.reader([{ topic: 'doubled', partition: 0, from: 0, to: COUNT }]);
  const rows: string[] = [];
  try {
    for (let batches = await reader.read(100, ending.signal); batches; batches = await reader.read(100, ending.signal))
      for (const { records } of batches) rows.push(...records.map(({ value }) => Buffer.from(value!).toString()));
  } finally {
    ending.abort();
    await reader.close();
    await job;
  }
  const ends = await memory.partitions('doubled', new AbortController().signal);
  return { rows, end: ends![0]!.end, told: told.map(({ againInMs, open }) => [againInMs, open]) };
}

const ROWS = Array.from({ length: COUNT }, (_, id) => `{"twice":${id * 2}}`);

test('commits that fail: each row comes out once', async () => {
  const { rows, end, told } = await life(3);
  assert.deepEqual(rows, ROWS);
  assert.equal(end, COUNT);
  assert.deepEqual(told, [
    [500, false],
    [1000, false],
    [2000, false],
  ]);
});

test('with a circuit breaker as well, and it says that it is open', async () => {
  const { rows, end, told } = await life(4, { failureThreshold: 2, recoveryMs: 30_000 });
  assert.deepEqual(rows, ROWS);
  assert.equal(end, COUNT);
  assert.deepEqual(told, [
    [500, false],
    [30_000, true],
    [30_000, true],
    [30_000, true],
  ]);
});
