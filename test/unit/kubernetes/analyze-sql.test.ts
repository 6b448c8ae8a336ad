/** ferris-k8s-deploy analyze-sql: the report, the manifest, and that nothing is written where something is wrong. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parseAllDocuments } from 'yaml';
import { folderWith } from './run.ts';

const TRADES = `-- @ferris:workload=trading
-- @ferris:sla.latency_p95_ms=80
-- @ferris:scaling.max_replicas=6
SELECT symbol, SUM(quantity) AS volume FROM trades GROUP BY symbol WINDOW TUMBLING(10s);
`;
const TWO = `CREATE STREAM trades (symbol STRING, price DECIMAL(10, 2)) WITH ('topic' = 'trades', 'format' = 'json');
-- @ferris:workload=trading
CREATE STREAM big AS SELECT symbol, price FROM trades WHERE price > 100;
-- @ferris:workload=analytics
CREATE TABLE totals AS SELECT symbol, SUM(price) AS total FROM big GROUP BY symbol;
`;

const kinds = (text: string): string[] => parseAllDocuments(text).map(document => String(document.get('kind')));

test('the report, and the manifest beside it', async () => {
  using folder = folderWith({ 'sql/busy trades.sql': TRADES });
  const { code, stdout, stderr } = await folder.run(['analyze-sql', 'sql/busy trades.sql']);
  assert.equal(code, 0);
  assert.equal(stderr, '');
  assert.match(stdout, /^✅ Parsed 3 hint directives$/m);
  assert.match(stdout, /^✅ SLA requirements: P95 < 80 ms, P99 < 500 ms, availability 99.9 %$/m);
  assert.match(stdout, /^✅ Scaling: 2 to 6 pods, on a lag of 500 messages a pod and a latency of 40 ms$/m);
  assert.match(stdout, /^📊 Estimated cost: \$[\d.]+–[\d.]+\/hour \(2–6 pods, c5\.2xlarge nodes\)$/m);
  assert.match(stdout, /^🎯 Deployment: busy-trades-deployment\.yaml generated \(\d+ objects\)$/m);
  const text = fs.readFileSync(path.join(folder.path, 'busy-trades-deployment.yaml'), 'utf8');
  for (const kind of ['ConfigMap', 'Deployment', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'PrometheusRule'])
    assert.ok(kinds(text).includes(kind), kind);
  const again = await folder.run(['analyze-sql', 'sql/busy trades.sql', '--output', '-']);
  assert.equal(again.stdout, text);
  assert.match(again.stderr, /Estimated cost/);
});

test('each set of hints is a deployment: a file each, or all in one', async () => {
  using folder = folderWith({ 'a.sql': TWO });
  assert.equal((await folder.run(['analyze-sql', 'a.sql', '--output', 'out/'])).code, 0);
  assert.deepEqual(fs.readdirSync(path.join(folder.path, 'out')), [
    'a-big-deployment.yaml',
    'a-totals-deployment.yaml',
  ]);
  assert.equal((await folder.run(['analyze-sql', 'a.sql', '--output', 'all.yaml'])).code, 0);
  assert.equal((await folder.run(['analyze-sql', 'a.sql', '--output', 'a.sql/x.yaml'])).code, 66);
  const all = fs.readFileSync(path.join(folder.path, 'all.yaml'), 'utf8');
  assert.equal(kinds(all).filter(kind => kind === 'Deployment').length, 2);
});

test('what is wrong is told, and nothing is written', async () => {
  using folder = folderWith({
    'hint.sql': `-- @ferris:scaling.stratgy=cpu_based\n${TRADES}`,
    'sql.sql': TRADES.replace('GROUP BY symbol', ''),
    'nothing.sql': 'CREATE STREAM trades (symbol STRING);\n',
    'budget.sql': `-- @ferris:cost.max_hourly_cost=0.01\n${TRADES}`,
  });
  const run = async (name: string) =>
    (await folder.run(['analyze-sql', name])) as { code: number; stdout: string; stderr: string };
  const hint = await run('hint.sql');
  assert.equal(hint.code, 1);
  assert.match(hint.stdout, /^❌ Error: .*scaling\.strategy.* \(hint\.sql:1, hints\/unknown-key\)$/m);
  const sql = await run('sql.sql');
  assert.equal(sql.code, 2);
  assert.match(sql.stdout, /^❌ Error: .* \(sql\.sql:4, sql\/ungrouped-column\)$/m);
  const nothing = await run('nothing.sql');
  assert.equal(nothing.code, 2);
  assert.match(nothing.stderr, /nothing\.sql has nothing to deploy/);
  assert.match(
    (await run('budget.sql')).stdout,
    /❌ Error: even 2 pods cost .* \(budget\.sql:1, deploy\/over-budget\)/,
  );
  assert.deepEqual(
    fs.readdirSync(folder.path).filter(name => name.endsWith('.yaml')),
    [],
  );
});

test('hints from elsewhere: flags over the file, the file over ferris.yaml; --explain says whose they are', async () => {
  using folder = folderWith({
    'a.sql': TRADES,
    'ferris.yaml':
      'deploy:\n  container:\n    image: registry.local/ferris:2\n  scaling: {max_replicas: 3, min_replicas: 1}\n',
  });
  const { code, stdout } = await folder.run([
    ...['analyze-sql', 'a.sql', '--no-manifest', '--explain', '--kafka-brokers', 'k1:9092,k2:9092'],
    ...['--set', 'sla.latency_p95_ms=60'],
  ]);
  assert.equal(code, 0);
  assert.match(stdout, /container\.image = registry\.local\/ferris:2 +ferris\.yaml$/m);
  assert.match(stdout, /scaling\.max_replicas = 6 +file, line 3; instead of 3 \(ferris\.yaml\)$/m);
  assert.match(stdout, /sla\.latency_p95_ms = 60 +flag; instead of 80 \(file\)$/m);
  assert.match(stdout, /kafka\.brokers = k1:9092,k2:9092 +flag$/m);
});

test('--format json: everything for programs', async () => {
  using folder = folderWith({ 'a.sql': TRADES });
  const { stdout } = await folder.run(['analyze-sql', 'a.sql', '--no-manifest', '--format', 'json']);
  const report = JSON.parse(stdout);
  assert.equal(report.hints, 3);
  const [deployment] = report.deployments;
  assert.equal(deployment.name, 'a');
  assert.equal(deployment.cost.pods.max, 6);
  assert.ok(
    deployment.hints.some(
      (one: { key: string; line?: number }) => one.key === 'scaling.max_replicas' && one.line === 3,
    ),
  );
  assert.equal(deployment.manifest, undefined);
});

test('wrong command lines say what is right', async () => {
  using folder = folderWith({ 'a.sql': TRADES });
  for (const [args, told] of [
    [['--set', 'scaling.max_replica=2'], /did you mean 'scaling\.max_replicas'\?/],
    [['--set', 'scaling.max_replicas'], /has no value/],
    [['--k8s-version', '1.20'], /1\.29 and newer/],
    [['--no-manifest', '--output', 'x.yaml'], /exclude each other/],
  ] as const) {
    const { code, stderr } = await folder.run(['analyze-sql', 'a.sql', ...args]);
    assert.equal(code, 64);
    assert.match(stderr, told);
  }
});

test("the prices of ferris.yaml are in the report, and in the manifest's alerts and dashboard", async () => {
  const sql = `-- @ferris:cost.max_hourly_cost=100\n${TRADES}`;
  using folder = folderWith({
    'a.sql': sql,
    'ferris.yaml': 'prices:\n  gcp: { cpu_hour: 0.777, memory_gib_hour: 0.0777 }\n',
  });
  const of = async (cloud: string): Promise<string> =>
    (await folder.run(['analyze-sql', 'a.sql', '--cloud', cloud, '--output', '-'])).stdout;
  const there = await of('gcp');
  for (const name of ['a-alerts', 'a-dashboard']) {
    const object = parseAllDocuments(there).find(document => document.getIn(['metadata', 'name']) === name);
    assert.match(String(object), /\* 0\.777\b/, name);
  }
  assert.doesNotMatch(await of('aws'), /0\.777/);
  const piped = await folder.run(['trading', '--sql', 'a.sql', '--cloud', 'gcp']);
  assert.match(piped.stdout, /\* 0\.777\b/);
});

test('--monitoring annotations: nothing of the Prometheus operator, and the pods say where they are scraped', async () => {
  using folder = folderWith({ 'a.sql': TRADES });
  for (const args of [
    ['analyze-sql', 'a.sql', '--output', '-'],
    ['trading', '--sql', 'a.sql'],
  ]) {
    const documents = parseAllDocuments((await folder.run([...args, '--monitoring', 'annotations'])).stdout);
    assert.deepEqual(
      documents.filter(one => String(one.get('apiVersion')).startsWith('monitoring.coreos.com')),
      [],
    );
    const deployment = documents.find(one => one.get('kind') === 'Deployment');
    const annotation = (name: string) =>
      deployment?.getIn(['spec', 'template', 'metadata', 'annotations', `prometheus.io/${name}`]);
    assert.deepEqual(['scrape', 'port', 'path'].map(annotation), ['true', '9091', '/metrics']);
    assert.match((await folder.run(args)).stdout, /kind: ServiceMonitor/);
  }
  const applied = await folder.run(['deploy-from-sql', 'a.sql', '--dry-run', 'client', '--monitoring', 'annotations']);
  assert.doesNotMatch(applied.stdout, /ServiceMonitor|PrometheusRule/);
  assert.match(applied.stdout, /^Deployment a /m);
  const chart = await folder.run([
    ...['analyze-sql', 'a.sql', '--monitoring', 'annotations'],
    ...['--as', 'helm', '--output', 'chart'],
  ]);
  assert.equal(chart.code, 0, chart.stderr);
  assert.doesNotMatch(fs.readFileSync(path.join(folder.path, 'chart/values.yaml'), 'utf8'), /serviceMonitor|alerts/);
});

test('a workload that there is not is an error like any other wrong value', async () => {
  using folder = folderWith({ 'a.sql': TRADES.replace('trading', 'tradin') });
  const { code, stdout, stderr } = await folder.run(['analyze-sql', 'a.sql']);
  assert.equal(code, 1, stderr);
  assert.match(stdout, /❌ Error: workload takes one of .*not 'tradin'/);
});

test("a workload's own machines are named by the cloud, and give way to a GPU and to another processor", async () => {
  using folder = folderWith({
    'a.sql': TRADES,
    'arm.sql': `-- @ferris:node_selector.arch=arm64\n${TRADES}`,
    'gpu.sql': `-- @ferris:resources.gpu_required=true\n-- @ferris:resources.gpu_type=nvidia-tesla-t4\n${TRADES}`,
  });
  const report = async (...args: readonly string[]): Promise<string> =>
    (await folder.run(['analyze-sql', ...args, '--no-manifest'])).stdout;
  assert.match(await report('a.sql', '--cloud', 'azure'), /nodes: Standard_F8s_v2$/m);
  assert.match(await report('arm.sql'), /nodes: arm64$/m);
  const gpu = await report('gpu.sql');
  assert.doesNotMatch(gpu, /c5\.2xlarge/);
  assert.match(gpu, /pods, g4dn\.\w+ nodes\)/);
});

test('--prometheus: where KEDA asks for what the pods report', async () => {
  using folder = folderWith({ 'a.sql': TRADES });
  const asked = async (...more: readonly string[]): Promise<unknown> => {
    const { stdout } = await folder.run(['trading', '--sql', 'a.sql', '--autoscaler', 'keda', ...more]);
    const scaled = parseAllDocuments(stdout).find(one => one.get('kind') === 'ScaledObject');
    return scaled?.getIn(['spec', 'triggers', 1, 'metadata', 'serverAddress']);
  };
  assert.equal(await asked(), 'http://prometheus-operated.monitoring.svc:9090');
  assert.equal(await asked('--prometheus', 'http://prom.obs.svc/'), 'http://prom.obs.svc');
  const wrong = await folder.run(['analyze-sql', 'a.sql', '--prometheus', 'prom:9090']);
  assert.equal(wrong.code, 64);
  assert.match(wrong.stderr, /--prometheus takes a URL, not 'prom:9090'/);
});

test('a wrong value is told where it was written', async () => {
  using folder = folderWith({ 'a.sql': TRADES });
  for (const [args, message] of [
    [['--kafka-brokers', 'foo'], /^ferris-k8s-deploy: --kafka-brokers: .*'foo' is not a broker/],
    [['--set', 'kafka.brokers=foo'], /^ferris-k8s-deploy: --set kafka\.brokers: .*'foo' is not a broker/],
    [['--namespace', 'a b'], /^ferris-k8s-deploy: --namespace: /],
  ] as const) {
    const { code, stderr } = await folder.run(['analyze-sql', 'a.sql', ...args]);
    assert.equal(code, 64);
    assert.match(stderr, message);
  }
});

test('what a HorizontalPodAutoscaler cannot do is not silently left out', async () => {
  const hints = '-- @ferris:scaling.scale_to_zero=enabled\n-- @ferris:scaling.min_replicas=0\n';
  using folder = folderWith({ 'a.sql': `${hints}${TRADES.replace('trading', 'realtime')}` });
  const refused = await folder.run(['analyze-sql', 'a.sql', '--autoscaler', 'hpa']);
  assert.equal(refused.code, 64);
  assert.match(refused.stderr, /--autoscaler hpa: a asks for scaling\.scale_to_zero/);
  assert.equal((await folder.run(['analyze-sql', 'a.sql', '--output', '-'])).code, 0);
});

test('a finding of a deployment is silenced as others are', async () => {
  const hints = '-- @ferris:workload=trading\n-- @ferris:cost.max_hourly_cost=0.01\n';
  using folder = folderWith({
    'loud.sql': `${hints}SELECT symbol FROM trades;\n`,
    'silent.sql': `-- ferris-ignore deploy/over-budget\n${hints}SELECT symbol FROM trades;\n`,
  });
  const loud = await folder.run(['analyze-sql', 'loud.sql']);
  assert.equal(loud.code, 1);
  assert.match(loud.stdout, /deploy\/over-budget/);
  const silent = await folder.run(['analyze-sql', 'silent.sql']);
  assert.equal(silent.code, 0);
  assert.equal(silent.stderr, '');
});
