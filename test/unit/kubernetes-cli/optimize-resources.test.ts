/** ferris-k8s-deploy optimize-resources: what Prometheus answers becomes an edit, or a reason why not. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { selectorsOf } from '../deploy/monitoring/promql.ts';
import { folderWith } from '../kubernetes/run.ts';
import { prometheusServer, server } from './prometheus-server.ts';

const QUERY = `-- @ferris:workload=trading
-- @ferris:resources.cpu_cores=4  # as the old servers had
-- @ferris:scaling.max_replicas=4
CREATE STREAM trades (symbol STRING, price DECIMAL(18,4)) WITH ('topic' = 'trades');
CREATE STREAM big AS SELECT symbol, price FROM trades WHERE price > 100;
`;
const WEEK = 7 * 86_400;

/** Answers by the metric that a query is about; the first that fits. */
const by =
  (values: Readonly<Record<string, number>>) =>
  (query: string): number | undefined =>
    Object.entries(values).find(([part]) => query.includes(part))?.[1];

const USUAL = {
  'count_over_time(count(ferris_uptime': WEEK,
  container_cpu_usage: 0.83,
  ferris_job_memory_usage_mb: 5120,
  '>= bool': 0,
  'avg_over_time(count(ferris_uptime': 2.4,
  'max_over_time(count(ferris_uptime': 3,
  ferris_consumer_lag: 120,
  ferris_query_duration_p95: 0.02,
};

const ARGS = ['optimize-resources', 'q.sql', '--prometheus'];

test('what is too large is made smaller and what is too small larger, as a diff; --write changes the file', async () => {
  using folder = folderWith({ 'q.sql': QUERY });
  await using prometheus = await prometheusServer(by(USUAL));
  const { code, stdout, stderr } = await folder.run([...ARGS, prometheus.url]);
  assert.equal(code, 0, stderr);
  assert.equal(
    stdout,
    `--- a/q.sql
+++ b/q.sql
@@ -1,5 +1,6 @@
 -- @ferris:workload=trading
--- @ferris:resources.cpu_cores=4  # as the old servers had
+-- @ferris:resources.cpu_cores=1.25  # as the old servers had
 -- @ferris:scaling.max_replicas=4
+-- @ferris:resources.memory_gb=6.5  # no pod held more than 5120 MiB, which shall be 80 % of it
 CREATE STREAM trades (symbol STRING, price DECIMAL(18,4)) WITH ('topic' = 'trades');
 CREATE STREAM big AS SELECT symbol, price FROM trades WHERE price > 100;
`,
  );
  assert.match(stderr, /resources\.cpu_cores: 4 → 1\.25: the busiest pod used 0\.83 cores/);
  const read = (): string => fs.readFileSync(path.join(folder.path, 'q.sql'), 'utf8');
  assert.equal(read(), QUERY);
  assert.equal((await folder.run([...ARGS, prometheus.url, '--write'])).code, 0);
  assert.match(read(), /cpu_cores=1\.25 /);
  const again = await folder.run([...ARGS, prometheus.url]);
  assert.equal(again.stdout, '', 'what has been done is not proposed again');
  assert.match(again.stderr, /Nothing to change/);
  assert.equal((await folder.run(['validate-hints', 'q.sql'])).code, 0);
});

test('every query is PromQL about the pods of the deployment, with a bounded time', async () => {
  using folder = folderWith({ 'q.sql': QUERY });
  await using prometheus = await prometheusServer(() => undefined);
  await folder.run([...ARGS, `${prometheus.url}/prom/`, '-n', 'prod', '--duration', '12h']);
  assert.ok(prometheus.asked.length >= 9, 'the fallbacks are asked for too');
  for (const { query, path: where } of prometheus.asked) {
    assert.equal(where, '/prom/api/v1/query');
    const selectors = selectorsOf(query);
    assert.ok(selectors.length > 0);
    for (const { labels } of selectors) assert.ok(labels.includes('namespace'), query);
    assert.match(query, /\[43200s(:\d+s)?\]/);
  }
});

test('without our own metrics cAdvisor says what memory is used', async () => {
  using folder = folderWith({ 'q.sql': QUERY });
  await using prometheus = await prometheusServer(
    by({ 'count_over_time(count(container_memory': WEEK, container_cpu: 2.8, container_memory_working_set: 13_000 }),
  );
  const { code, stdout } = await folder.run([...ARGS, prometheus.url, '--format', 'json']);
  assert.equal(code, 0);
  const [deployment] = JSON.parse(stdout).deployments;
  assert.equal(deployment.sources.memoryMib, 'cAdvisor');
  assert.deepEqual(
    deployment.changes.map((one: { key: string; to: string }) => [one.key, one.to]),
    [['resources.memory_gb', '16']],
    '2.8 of 4 cores are what they should be',
  );
});

test('nothing is made smaller from a part of the time, nor where latency is over what is promised', async () => {
  using folder = folderWith({
    'q.sql': QUERY,
    'sla.sql': QUERY.replace('-- @ferris:scaling', '-- @ferris:sla.latency_p95_ms=50\n-- @ferris:scaling'),
  });
  await using short = await prometheusServer(by({ ...USUAL, 'count_over_time(count(ferris_uptime': 3600 }));
  const brief = await folder.run([...ARGS, short.url]);
  assert.match(brief.stderr, /cpu_cores would do with 1\.25, but too little of the time is known/);
  assert.match(brief.stdout, /^\+-- @ferris:resources\.memory_gb=6\.5/m, 'but larger it is made');
  await using slow = await prometheusServer(by({ ...USUAL, ferris_query_duration_p95: 0.08 }));
  const late = await folder.run(['optimize-resources', 'sla.sql', '--prometheus', slow.url]);
  assert.match(late.stderr, /cpu_cores is not made smaller: P95 latency was up to 80 ms .* where 50 ms are promised/);
});

test('more pods where all of them ran and lagged, as far as there are partitions', async () => {
  const partitioned = QUERY.replace("'topic' = 'trades'", "'topic' = 'trades', 'partitions' = 5");
  using folder = folderWith({ 'q.sql': QUERY, 'p.sql': partitioned });
  await using busy = await prometheusServer(by({ ...USUAL, '>= bool': 0.4, ferris_consumer_lag: 9000 }));
  const { stdout, stderr } = await folder.run([...ARGS, busy.url]);
  assert.match(stdout, /^\+-- @ferris:scaling\.max_replicas=6$/m);
  assert.match(stderr, /all 4 pods ran 40 % of the time and lagged 9000 messages behind each/);
  const five = await folder.run(['optimize-resources', 'p.sql', '--prometheus', busy.url]);
  assert.match(five.stdout, /^\+-- @ferris:scaling\.max_replicas=5$/m);
  await using enough = await prometheusServer(by({ ...USUAL, '>= bool': 0.4 }));
  assert.match((await folder.run([...ARGS, enough.url])).stderr, /and kept up: scaling\.max_replicas is enough/);
});

test('each deployment of a file has its own changes', async () => {
  const two = `CREATE STREAM trades (symbol STRING, price DECIMAL(18,4)) WITH ('topic' = 'trades');

-- @ferris:workload=trading
CREATE STREAM a AS SELECT symbol FROM trades;

-- @ferris:workload=realtime
CREATE STREAM b AS SELECT symbol FROM trades;
`;
  using folder = folderWith({ 'two.sql': two });
  const ofA = by({ ...USUAL, container_cpu_usage: 5, ferris_job_memory_usage_mb: 3200 });
  const ofB = by({ ...USUAL, container_cpu_usage: 2.7, ferris_job_memory_usage_mb: 6400 });
  await using prometheus = await prometheusServer(query => (query.includes('two-a-') ? ofA : ofB)(query));
  const { code, stdout, stderr } = await folder.run(['optimize-resources', 'two.sql', '-p', prometheus.url, '--write']);
  assert.equal(code, 0, stderr);
  assert.deepEqual(stdout.match(/^[+-]--? .*/gm), stdout.match(/^[+-]-- .*/gm));
  const changed = stdout.split('\n').filter(line => line.startsWith('+-- @'));
  assert.equal(changed.length, 1, stdout);
  assert.match(
    fs.readFileSync(path.join(folder.path, 'two.sql'), 'utf8'),
    /workload=trading\n-- @ferris:resources\.cpu_cores=7\.5 .*\nCREATE STREAM a/,
  );
});

test('a file without hints, of several statements or with other line ends is edited as well', async () => {
  const several = `${QUERY}CREATE STREAM all_of_them AS SELECT symbol FROM trades;\n`;
  using folder = folderWith({
    'bare.sql': 'SELECT symbol FROM trades;\n',
    'several.sql': several,
    'dos.sql': QUERY.replaceAll('\n', '\r\n'),
  });
  await using prometheus = await prometheusServer(by(USUAL));
  const edited = async (file: string): Promise<string> => {
    const { code, stderr } = await folder.run(['optimize-resources', file, '-p', prometheus.url, '--write']);
    assert.equal(code, 0, stderr);
    return fs.readFileSync(path.join(folder.path, file), 'utf8');
  };
  assert.match(await edited('bare.sql'), /^-- @ferris:resources\.memory_gb=6\.5 .*\nSELECT/m);
  assert.equal((await edited('several.sql')).match(/memory_gb/g)?.length, 1);
  assert.doesNotMatch(await edited('dos.sql'), /[^\r]\n/);
});

test('what a flag says is not changed in the file', async () => {
  using folder = folderWith({ 'q.sql': QUERY });
  await using prometheus = await prometheusServer(by(USUAL));
  const { stdout, stderr } = await folder.run([...ARGS, prometheus.url, '--set', 'resources.memory_gb=2']);
  assert.doesNotMatch(stdout, /memory_gb/);
  assert.match(stderr, /resources\.memory_gb should be 6\.5 .* but a flag sets it/);
});

test('no data: says what was looked for, exit code 66', async () => {
  using folder = folderWith({ 'q.sql': QUERY });
  await using prometheus = await prometheusServer(query => (query.includes('kube_') ? 'NaN' : undefined));
  const { code, stdout, stderr } = await folder.run([...ARGS, prometheus.url]);
  assert.equal(code, 66);
  assert.equal(stdout, '');
  assert.match(stderr, /knows nothing of the last 7d about q \(workload trading\)/);
});

test('what goes wrong on the way: who does not answer is 69, who answers something else 66', async () => {
  using folder = folderWith({ 'q.sql': QUERY });
  const failure = async (code: number, url: string, ...args: string[]): Promise<string> => {
    const ran = await folder.run([...ARGS, url, ...args]);
    assert.equal(ran.code, code, ran.stderr);
    assert.doesNotMatch(ran.stderr, /\n\s+at /, 'no stack trace');
    return ran.stderr;
  };
  const answering = (status: number, text: string) =>
    server((_, response) => {
      response.statusCode = status;
      response.end(text);
    });
  await using closed = await prometheusServer(() => 1);
  await closed[Symbol.asyncDispose]();
  assert.match(await failure(69, closed.url), /cannot be reached \(ECONNREFUSED\).*port-forward/);
  await using silent = await server(() => {});
  assert.match(await failure(69, silent.url, '--timeout', '1'), /did not answer within 1 s; --timeout waits longer/);
  await using gateway = await answering(502, '<html>Bad Gateway</html>');
  assert.match(await failure(69, gateway.url), /does not answer: 502/);
  await using page = await answering(200, '<!doctype html><title>Grafana</title>');
  assert.match(await failure(66, page.url), /is not Prometheus \(200 for \/api\/v1\/query\)/);
  await using nothing = await answering(404, '404 page not found');
  assert.match(await failure(66, nothing.url), /is not Prometheus \(404/);
  await using half = await answering(200, '{"status":"success","data":null}');
  assert.match(await failure(66, half.url), /is not Prometheus/);
  const tooMany = 'query processing would load too many samples into memory in query execution';
  await using large = await answering(422, JSON.stringify({ status: 'error', errorType: 'execution', error: tooMany }));
  assert.match(await failure(66, large.url), /too many samples.*a shorter --duration asks for less/);
  await using closedDoor = await answering(401, 'Unauthorized');
  const secret = closedDoor.url.replace('//', '//me:hunter2@');
  const refused = await failure(66, secret);
  assert.match(refused, /refuses who asks \(401\): put a token into PROMETHEUS_TOKEN/);
  assert.doesNotMatch(refused, /hunter2/);
  assert.equal(closedDoor.asked[0]!.headers.authorization, `Basic ${Buffer.from('me:hunter2').toString('base64')}`);
});

test('the command line: what is missing or wrong is said before anybody is asked', async () => {
  using folder = folderWith({ 'q.sql': QUERY, 'broken.sql': 'SELECT FROM;\n' });
  const run = async (...args: string[]) => folder.run(['optimize-resources', ...args]);
  assert.match((await run('q.sql')).stderr, /--prometheus http:\/\/localhost:9090, or PROMETHEUS_URL/);
  assert.equal((await run('q.sql', '-p', 'localhost:9090')).code, 64);
  assert.equal((await run('q.sql', '-p', 'http://h', '--duration', 'week')).code, 64);
  assert.equal((await run('broken.sql', '-p', 'http://127.0.0.1:1')).code, 2);
  assert.equal((await run('none.sql', '-p', 'http://127.0.0.1:1')).code, 66);
});
