/** The metrics endpoint: what the table names is what a scrape of a running job reads, and nothing else. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { type Figures, jobMeasures } from '../../../runtime/jobs/measures.ts';
import { run } from '../../../runtime/jobs/run.ts';
import { serveMetrics } from '../../../runtime/server/serve.ts';
import { metrics } from '../../../src/compiler/plan/metrics.ts';
import { plan, windowed } from '../runtime/plans.ts';

const figures = (more: Partial<Figures> = {}): Figures => ({
  counts: { in: 7, out: 5, late: 1, failed: 2, watermark: 1500 },
  lag: [
    { topic: 'a', partition: 0, offsets: 3 },
    { topic: 'a', partition: 1, offsets: 4 },
  ],
  durations: { p95: 20, p99: 50, max: 125 },
  rate: 12.5,
  pending: 0.25,
  queries: [['vwap', 'running']],
  ...more,
});

async function scraped(of: () => Figures, workload = 'trading'): Promise<string> {
  const server = await serveMetrics(0, workload, of);
  try {
    return await (await fetch(`http://localhost:${server.port}/metrics`)).text();
  } finally {
    await server.close();
  }
}

test('a scrape of a running job names exactly the metrics of the table, each with its labels', async () => {
  const connector = memoryConnector({ topics: { input: 2 } });
  const measures = jobMeasures();
  const stop = new AbortController();
  let text = '';
  const running = run({
    plan: plan([windowed('CHANGES')], false),
    connector,
    from: 'earliest',
    onRows: () => {},
    async onProgress(counts) {
      if (counts.out === 0) return;
      text = await scraped(measures.figures);
      stop.abort();
    },
    onProblem: ({ message }) => assert.fail(message),
    signal: stop.signal,
    closeWindows: true,
    stopAtEnd: false,
    measures,
    memory: { bytes: 1 << 30, diskBytes: 1 << 30, open: () => assert.fail('all of it fits') },
  });
  for (const partition of [0, 1])
    connector.append('input', [{ partition, value: JSON.stringify({ t: 25, k: 'a', v: 1 }) }]);
  await running;

  const named = new Map<string, ReadonlySet<string>>();
  for (const [, name, labels] of text.matchAll(/^(\w+)\{(.*)\} \S+$/gm))
    named.set(name!, new Set([...labels!.matchAll(/(\w+)="/g)].map(([, label]) => label!)));
  assert.deepEqual(
    Object.fromEntries([...named].map(([name, labels]) => [name, [...labels]])),
    Object.fromEntries(metrics.map(({ name, labels }) => [name, [...labels]])),
  );
  for (const { name, type } of metrics) assert.match(text, new RegExp(`^# TYPE ${name} ${type}$`, 'm'));
  assert.equal(text.match(/^# HELP /gm)?.length, metrics.length);
});

test('values have the units of the table, and labels are quoted', async () => {
  const text = await scraped(() => figures({ state: { bytes: 3 << 19, diskBytes: 2 << 20 } }), 'tra"ding');
  const line = (name: string, value: string) =>
    assert.ok(text.includes(`\n${name} ${value}\n`), `${name} ${value} in ${text}`);
  line('ferris_records_in_total{workload="tra\\"ding"}', '7');
  line('ferris_watermark_timestamp_seconds{workload="tra\\"ding"}', '1.5');
  line('ferris_consumer_lag_by_workload{workload="tra\\"ding"}', '7');
  line('ferris_kafka_consumer_lag{workload="tra\\"ding",topic="a",partition="1"}', '4');
  line('ferris_query_duration_p95_by_workload{workload="tra\\"ding"}', '0.02');
  line('ferris_query_duration_max_by_workload{workload="tra\\"ding"}', '0.125');
  line('ferris_query_rate_by_workload{workload="tra\\"ding"}', '12.5');
  line('ferris_job_state_memory_mb{workload="tra\\"ding"}', '1.5');
  line('ferris_job_state_disk_mb{workload="tra\\"ding"}', '2');
  line('ferris_job_status{workload="tra\\"ding",job_id="vwap",status="running"}', '1');
  line('ferris_job_status{workload="tra\\"ding",job_id="vwap",status="failed"}', '0');
  const mib = Number(text.match(/^ferris_job_memory_usage_mb\{.*\} (\S+)$/m)?.[1]);
  const rss = process.memoryUsage.rss() / 1024 / 1024;
  assert.ok(Math.abs(mib - rss) < rss / 2, `${mib} MiB of ${rss}`);
  const limit = Number(text.match(/^ferris_job_memory_limit_mb\{.*\} (\S+)$/m)?.[1]);
  assert.ok(limit > mib && limit < 1e8, `a limit of ${limit} MiB`);
});

test('what is not known is left out, not made up', async () => {
  const counts = { in: 0, out: 0, late: 0, failed: 0, watermark: null };
  const text = await scraped(() => figures({ counts, lag: undefined }));
  assert.doesNotMatch(text, /ferris_watermark|_lag|_state_/);
});

test('/health tells the counts; another path or method is refused', async () => {
  const server = await serveMetrics(0, 'trading', () => figures());
  try {
    const health = await (await fetch(`http://localhost:${server.port}/health`)).json();
    assert.deepEqual(health, { status: 'running', in: 7, out: 5, late: 1, failed: 2, watermark: 1500 });
    assert.equal((await fetch(`http://localhost:${server.port}/nothing`)).status, 404);
    assert.equal((await fetch(`http://localhost:${server.port}/metrics`, { method: 'POST' })).status, 405);
  } finally {
    await server.close();
  }
});

test('/ready refuses before partitions are assigned and after a query has failed; /health answers all the time', async () => {
  let queries: Figures['queries'] = [];
  const server = await serveMetrics(0, 'trading', () => figures({ queries }));
  const answers = async (): Promise<readonly unknown[]> => {
    const asked = ['ready', 'health'].map(path => fetch(`http://localhost:${server.port}/${path}`));
    const [ready, health] = await Promise.all(asked);
    const { status } = (await ready!.json()) as { readonly status: string };
    return [ready!.status, status, health!.status];
  };
  try {
    assert.deepEqual(await answers(), [503, 'starting', 200]);
    queries = [
      ['vwap', 'running'],
      ['audit', 'completed'],
    ];
    assert.deepEqual(await answers(), [200, 'running', 200]);
    queries = [['vwap', 'completed']];
    assert.deepEqual(await answers(), [200, 'completed', 200]);
    queries = [
      ['vwap', 'running'],
      ['audit', 'failed'],
    ];
    assert.deepEqual(await answers(), [503, 'failed', 200]);
  } finally {
    await server.close();
  }
});
