/** What a job measures of itself: over a clock that the test moves, and of a job that runs. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { type Connector, ConnectorError } from '../../../runtime/connectors/port.ts';
import { jobMeasures } from '../../../runtime/jobs/measures.ts';
import { recentDurations } from '../../../runtime/jobs/recent-durations.ts';
import { run } from '../../../runtime/jobs/run.ts';
import { outcome, plan, windowed } from '../runtime/plans.ts';

const NONE = { in: 0, out: 0, late: 0, failed: 0, watermark: null };

function measured() {
  let now = 1000;
  const measures = jobMeasures(() => now);
  measures.started(['a', 'b'], [{ topic: 't', partition: 0, offset: 100 }], NONE);
  return {
    measures,
    wait(ms: number) {
      now += ms;
    },
    /** Reads a batch, works on it for so long and writes its results. */
    batch(records: number, nextOffset: number, ms: number) {
      measures.read([{ records, pieces: 2 }]);
      now += ms;
      measures.worked({ topic: 't', partition: 0, nextOffset });
      measures.written();
    },
  };
}

test('percentiles are within 5 % of the durations they stand for, weighted by records', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: 0.02, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 50 })), {
        minLength: 1,
        maxLength: 60,
      }),
      fc.constantFrom(0.5, 0.95, 0.99),
      (given, part) => {
        const durations = recentDurations();
        for (const [ms, weight] of given) durations.add(ms, weight, 0);
        const each = given.flatMap(([ms, weight]) => Array<number>(weight).fill(ms)).sort((a, b) => a - b);
        const exact = each[Math.ceil(part * each.length) - 1]!;
        const found = durations.percentile(part, 0);
        assert.ok(Math.abs(found / exact - 1) < 0.05, `${found} for ${exact}`);
        assert.equal(durations.greatest(0), each.at(-1));
      },
    ),
  );
});

test('durations are those of the last minute, 0 after it', () => {
  const { measures, wait, batch } = measured();
  batch(100, 200, 40);
  batch(4, 204, 900);
  const { p95, p99, max } = measures.figures().durations;
  assert.ok(Math.abs(p95 - 40) < 2, `p95 ${p95}`);
  assert.ok(Math.abs(p99 - 900) < 45, `p99 ${p99}`);
  assert.equal(max, 900);
  wait(66_000);
  assert.deepEqual(measures.figures().durations, { p95: 0, p99: 0, max: 0 });
});

test('work that does not come to an end counts for the greatest duration', () => {
  const { measures, wait } = measured();
  measures.read([{ records: 1, pieces: 1 }]);
  wait(7000);
  assert.equal(measures.figures().durations.max, 7000);
});

test('the rate is over the last minute, or since the start before that', () => {
  const { measures, wait, batch } = measured();
  batch(500, 600, 10_000);
  assert.equal(measures.figures().rate, 50);
  for (let i = 0; i < 60; i++) batch(10, 600, 1000);
  assert.ok(Math.abs(measures.figures().rate - 10) < 1e-9, `${measures.figures().rate}`);
  for (let i = 0; i < 30; i++) {
    wait(1000);
    measures.figures();
  }
  assert.ok(Math.abs(measures.figures().rate - 5) < 0.2, `${measures.figures().rate}`);
  wait(60_000);
  assert.equal(measures.figures().rate, 0);
});

test('pending is the mean of what waited: two queries for half of the time are one', () => {
  const { measures, wait, batch } = measured();
  for (let i = 0; i < 40; i++) {
    batch(10, 600, 1000);
    wait(1000);
  }
  assert.ok(Math.abs(measures.figures().pending - 1) < 0.05, `${measures.figures().pending}`);
  wait(120_000);
  assert.equal(measures.figures().pending, 0);
});

test('lag is the end less the position, unknown without the end', () => {
  const { measures, batch } = measured();
  assert.equal(measures.figures().lag, undefined);
  measures.ends([{ topic: 't', partition: 0, end: 250 }]);
  assert.deepEqual(measures.figures().lag, [{ topic: 't', partition: 0, offsets: 150 }]);
  batch(100, 240, 5);
  assert.deepEqual(measures.figures().lag, [{ topic: 't', partition: 0, offsets: 10 }]);
  batch(10, 260, 5);
  assert.deepEqual(
    measures.figures().lag,
    [{ topic: 't', partition: 0, offsets: 0 }],
    'the end moved since it was asked for',
  );
  measures.ends(undefined);
  assert.equal(measures.figures().lag, undefined);
});

const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ json: { t: i, k: 'a', v: 1 } }));

test('a job that ends is completed, with its counts and its rate', async () => {
  const measures = jobMeasures();
  const { counts } = await outcome(plan([windowed('FINAL')]), rows(50), { measures, batch: 10 });
  const figures = measures.figures();
  assert.deepEqual(figures.counts, counts);
  assert.equal(figures.counts.in, 50);
  assert.deepEqual(figures.queries, [['result', 'completed']]);
  assert.ok(figures.rate > 0 && figures.durations.max > 0);
});

test('a slow destination is seen in durations and in what waits; the records behind it in the lag', async () => {
  let now = 0;
  const measures = jobMeasures(() => now);
  const stop = new AbortController();
  const seen: ReturnType<typeof measures.figures>[] = [];
  await outcome(plan([windowed('CHANGES')], false), rows(30), {
    measures,
    batch: 10,
    stopAtEnd: false,
    signal: stop.signal,
    async onRows() {
      now += 60;
      seen.push(measures.figures());
    },
    onProgress: () => stop.abort(),
  });
  assert.deepEqual(
    seen.map(({ lag }) => lag?.[0]?.offsets),
    [30, 20, 10],
    'a batch is behind us when its rows are taken',
  );
  assert.ok(seen[2]!.pending > 0.5, `${seen[2]!.pending} pieces of work`);
  const { durations, lag } = measures.figures();
  assert.ok(durations.p95 >= 170, `${durations.p95} ms`);
  assert.equal(lag?.[0]?.offsets, 0);
});

test('a job that breaks is failed', async () => {
  const measures = jobMeasures();
  const broken = outcome(plan([windowed('CHANGES')]), rows(3), {
    measures,
    onRows() {
      throw new Error('the disk is full');
    },
  });
  await assert.rejects(broken, /disk/);
  assert.deepEqual(measures.figures().queries, [['result', 'failed']]);
});

test('ends that cannot be asked for leave the lag unknown and the job running', async () => {
  const memory = memoryConnector({ topics: { input: 1 } });
  let asked = 0;
  const connector: Connector = {
    ...memory,
    async partitions(topic, signal) {
      if (++asked > 1) throw new ConnectorError('unreachable', 'nobody answers');
      return memory.partitions(topic, signal);
    },
  };
  memory.append('input', [{ value: '{"t":1,"k":"a","v":1}' }]);
  const measures = jobMeasures();
  const counts = await run({
    plan: plan([windowed('FINAL')]),
    connector,
    from: 'earliest',
    onRows: () => {},
    onProblem: () => {},
    signal: new AbortController().signal,
    closeWindows: true,
    stopAtEnd: true,
    measures,
  });
  assert.equal(counts.out, 1);
  assert.equal(asked, 2);
  assert.equal(measures.figures().lag, undefined);
});
