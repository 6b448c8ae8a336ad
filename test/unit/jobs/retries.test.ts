/** A place that cannot be reached for a while: growing pauses, or the circuit breaker; in the end each row is there once. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { type Connector, ConnectorError, FencedWriter } from '../../../runtime/connectors/port.ts';
import { type GroupEvent, runInGroup } from '../../../runtime/jobs/in-group.ts';
import { type CircuitBreaker, type RetriesOptions, retries } from '../../../runtime/jobs/retries.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { fixedClock } from '../runtime/plans.ts';

/** Chance takes nothing off. */
const random = () => 0;
const waitsOf = (options: Omit<RetriesOptions, 'random'>, count: number) => {
  const trying = retries({ random, ...options });
  return Array.from({ length: count }, () => trying.failed().waitMs);
};

test('pauses double up to a quarter of a minute, and begin anew after something worked', () => {
  const trying = retries({ random });
  const waits = Array.from({ length: 7 }, () => trying.failed().waitMs);
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  trying.worked();
  assert.deepEqual(trying.failed(), { waitMs: 500, open: false });
});

test('the circuit opens after so many failures in a row, stays open while tries fail, and closes when one works', () => {
  const trying = retries({ random, breaker: { failureThreshold: 3, recoveryMs: 30_000 } });
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

test('what the SQL says of pauses counts', () => {
  assert.deepEqual(waitsOf({ rules: { firstMs: 10, multiplier: 3, longestMs: 200 } }, 5), [10, 30, 90, 200, 200]);
  assert.deepEqual(waitsOf({ rules: { growth: 'linear', firstMs: 10, longestMs: 35 } }, 5), [10, 20, 30, 35, 35]);
  assert.deepEqual(waitsOf({ rules: { growth: 'fixed', firstMs: 10 } }, 3), [10, 10, 10]);
  // The first wait is the shortest of all, whatever is said of the longest.
  assert.deepEqual(waitsOf({ rules: { firstMs: 40_000 } }, 2), [40_000, 40_000]);
  assert.ok(waitsOf({}, 2000).every(wait => wait > 0 && wait <= 15_000));
});

test('chance takes off a quarter at most, and nothing where waits are to be exact', () => {
  const most = { random: () => 1 - Number.EPSILON };
  assert.equal(retries(most).failed().waitMs, 375);
  assert.equal(retries({ ...most, rules: { exact: true } }).failed().waitMs, 500);
});

test('after so many tries in a row it is over', () => {
  const trying = retries({ random, rules: { attempts: 2 } });
  assert.equal(trying.failed().over, undefined);
  trying.worked();
  assert.equal(trying.failed().over, undefined);
  assert.match(trying.failed().over!, /given up, as retry.max.attempts is 2/);
  assert.match(retries({ random, rules: { attempts: 0 } }).failed().over!, /retry.max.attempts is 0/);
});

test('a circuit that is to be closed by several commits is open again at the next failure until then', () => {
  const trying = retries({ random, rules: { breaker: { failures: 2, successes: 2, restMs: 1000 } } });
  const open = () => trying.failed().open;
  assert.deepEqual([open(), open()], [false, true]);
  trying.worked();
  assert.equal(open(), true);
  trying.worked();
  trying.worked();
  assert.deepEqual([open(), open()], [false, true]);
});

test('where the job is to end there is no rest', () => {
  const trying = retries({ random, breaker: { failureThreshold: 2, recoveryMs: 1000, ends: true } });
  assert.equal(trying.failed().over, undefined);
  assert.match(trying.failed().over!, /fallback_strategy is fail/);
});

const planOf = (sql: string) => buildPlan(analyze(sql, { bounded: false }), { bounded: false });

test('of what several statements say the most patient counts; what says nothing has no rules', () => {
  const source = (more: string) => `CREATE STREAM orders (id BIGINT) WITH (topic = 'orders'${more});`;
  const query = (more: string) => `CREATE STREAM sink WITH (topic = 'sink'${more}) AS SELECT id FROM orders;`;
  assert.equal(planOf(source('') + query('')).retries, undefined);
  const both = planOf(
    source(", retry.max.attempts = 3, retry.jitter = 'false', 'orders.retry.initial.delay' = '1 second'") +
      query(
        ", sink.retry.max.attempts = 7, retry.backoff.strategy = 'LINEAR', retry.max.delay = '2m', retry.multiplier = 1.5, circuit.breaker.enabled = true, circuit.breaker.timeout = '5s', circuit.breaker.failure.threshold = 4",
      ),
  );
  assert.deepEqual(both.retries, {
    attempts: 7,
    growth: 'linear',
    firstMs: 1000,
    longestMs: 120_000,
    multiplier: 1.5,
    exact: true,
    breaker: { failures: 4, restMs: 5000 },
  });
  // What is not switched on has nothing to say.
  assert.equal(planOf(source('') + query(", circuit.breaker.timeout = '5s'")).retries, undefined);
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
async function life(
  failures: number,
  circuitBreaker?: CircuitBreaker,
  rules?: Plan['retries'],
  failure = new ConnectorError('unreachable', 'nobody answers'),
) {
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
          if (left-- > 0) throw failure;
          await writer.commit(inputs);
        },
      };
    },
  };
  const ending = new AbortController();
  const told: Extract<GroupEvent, { kind: 'unreachable' }>[] = [];
  let now = 0;
  const job = runInGroup({
    plan: rules ? { ...PLAN, retries: rules } : PLAN,
    connector: flaky,
    group: 'g',
    otherwise: 'earliest',
    commitIntervalMs: 1,
    circuitBreaker,
    clock: { ...fixedClock, random },
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
  job.catch(() => ending.abort());
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

test('given up after so many tries: said with why, nothing is committed, and who goes on has each row once', async () => {
  await assert.rejects(life(Number.POSITIVE_INFINITY, undefined, { attempts: 3 }), (error: Error) => {
    assert.ok(error instanceof ConnectorError && error.kind === 'unreachable');
    assert.equal(error.message, 'nobody answers: given up, as retry.max.attempts is 3');
    return true;
  });
  const breaker = { failureThreshold: 2, recoveryMs: 30_000, ends: true };
  await assert.rejects(life(Number.POSITIVE_INFINITY, breaker), /opened after 2 failures in a row.*is fail/);
  // Two failures are not three in a row where something works between them.
  const { rows, end } = await life(2, undefined, { attempts: 3 });
  assert.deepEqual([rows, end], [ROWS, COUNT]);
});

test('a writer that was fenced, or whose transaction was open for too long: the job begins anew, and each row comes out once', async () => {
  const { rows, end, told } = await life(2, undefined, undefined, new FencedWriter('another has taken over'));
  assert.deepEqual([rows, end], [ROWS, COUNT]);
  assert.equal(told.length, 2);
  await assert.rejects(life(1, undefined, undefined, new ConnectorError('refused', 'no')), { message: 'no' });
});
