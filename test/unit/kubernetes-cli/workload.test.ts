/** ferris-k8s-deploy trading|analytics|reporting|realtime and generate-hpa: flags become hints, hints become objects. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parseAllDocuments } from 'yaml';
import { at } from '../deploy/specs.ts';
import { folderWith } from '../kubernetes/run.ts';

const SQL = `CREATE STREAM orders (id STRING, amount DECIMAL(12, 2)) WITH ('topic' = 'orders', 'format' = 'json');
CREATE STREAM large AS SELECT id, amount FROM orders WHERE amount > 1000;
`;
const POD = '/spec/template/spec';

function objectsOf(yaml: string): Map<string, unknown> {
  const objects = parseAllDocuments(yaml).map(
    document => document.toJS() as { kind: string; metadata: { name: string } },
  );
  return new Map(objects.map(object => [`${object.kind} ${object.metadata.name}`, object]));
}

test('the command line of the specification: each flag is in the manifest', async () => {
  using folder = folderWith({ 'orders.sql': SQL });
  const ran = await folder.run([
    ...['trading', '--sql', 'orders.sql', '--replicas', '2', '--max-replicas', '10'],
    ...['--kafka-brokers', 'kafka-cluster:9092', '--memory-limit', '4Gi', '--cpu-limit', '2000m'],
    ...['--node-selector', 'kubernetes.io/instance-type=r5.2xlarge', '--node-selector', 'disktype=ssd'],
  ]);
  assert.equal(ran.code, 0, ran.stderr);
  const objects = objectsOf(ran.stdout);
  const deployment = objects.get('Deployment orders');
  assert.deepEqual(at(deployment, `${POD}/containers/0/resources`), {
    requests: { cpu: '1', memory: '4Gi' },
    limits: { cpu: '2', memory: '4Gi' },
  });
  assert.deepEqual(
    at(
      deployment,
      `${POD}/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions`,
    ),
    [
      { key: 'node.kubernetes.io/instance-type', operator: 'In', values: ['r5.2xlarge'] },
      { key: 'disktype', operator: 'In', values: ['ssd'] },
      { key: 'karpenter.sh/capacity-type', operator: 'NotIn', values: ['spot'] },
      { key: 'eks.amazonaws.com/capacityType', operator: 'NotIn', values: ['SPOT'] },
    ],
  );
  assert.equal(at(deployment, '/metadata/annotations/ferris.io~1hint.workload'), 'trading');
  const autoscaler = objects.get('HorizontalPodAutoscaler orders-hpa');
  assert.deepEqual([at(autoscaler, '/spec/minReplicas'), at(autoscaler, '/spec/maxReplicas')], [2, 10]);
});

test('a flag goes before the file, and the four workloads differ', async () => {
  using folder = folderWith({
    'orders.sql': `-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=9\n\n${SQL}`,
  });
  const kinds: Record<string, string> = {
    trading: 'Deployment orders',
    analytics: 'Deployment orders',
    reporting: 'CronJob orders',
    realtime: 'Deployment orders',
  };
  for (const [workload, object] of Object.entries(kinds)) {
    const { code, stderr } = await folder.run([workload, '--sql', 'orders.sql', '-o', `${workload}.yaml`]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, new RegExp(`wrote ${workload}\\.yaml \\(\\d+ objects\\)`));
    const objects = objectsOf(fs.readFileSync(path.join(folder.path, `${workload}.yaml`), 'utf8'));
    assert.equal(at(objects.get(object), '/metadata/labels/workload'), workload);
  }
});

test('sizes in the forms that Kubernetes takes', async () => {
  using folder = folderWith({ 'orders.sql': SQL });
  for (const [memory, cpu, expected] of [
    ['512Mi', '500m', ['512Mi', '500m']],
    ['2G', '0.5', ['1907Mi', '500m']],
    ['16Gi', '3', ['16Gi', '3']],
  ] as const) {
    const ran = await folder.run(['analytics', '--sql', 'orders.sql', '--memory-limit', memory, '--cpu-limit', cpu]);
    assert.equal(ran.code, 0, ran.stderr);
    const limits = at(objectsOf(ran.stdout).get('Deployment orders'), `${POD}/containers/0/resources/limits`);
    assert.deepEqual([at(limits, '/memory'), at(limits, '/cpu')], expected);
  }
});

test('one bound alone pushes the default of the other away', async () => {
  using folder = folderWith({ 'orders.sql': SQL });
  for (const bound of [
    ['--max-replicas', '1'],
    ['--replicas', '40'],
  ]) {
    const ran = await folder.run(['trading', '--sql', 'orders.sql', ...bound]);
    assert.equal(ran.code, 0, ran.stderr);
    assert.equal(at(objectsOf(ran.stdout).get('Deployment orders'), '/spec/replicas'), Number(bound[1]));
  }
});

test('a wrong command line: 64, with what to write', async () => {
  using folder = folderWith({ 'orders.sql': SQL, 'nine.sql': `-- @ferris:scaling.max_replicas=9\n\n${SQL}` });
  for (const [args, told] of [
    [[], /--sql FILE is missing: a trading deployment without a query does nothing/],
    [['--sql', 'orders.sql', '--replicas', '5', '--max-replicas', '4'], /--replicas 5 is more than --max-replicas 4/],
    [['--sql', 'nine.sql', '--replicas', '30'], /at least 30 pods \(flag\) and at most 9 \(file\)/],
    [['--sql', 'orders.sql', '--memory-limit', '4'], /amount of memory with its unit, not '4'\n {2}such as 4Gi/],
    [['--sql', 'orders.sql', '--memory-limit', 'lots'], /not 'lots'/],
    [['--sql', 'orders.sql', '--cpu-limit', '2 cores'], /amount of CPU, not '2 cores'\n {2}such as 2000m/],
    [['--sql', 'orders.sql', '--cpu-limit', '0'], /amount of CPU, not '0'/],
    [['--sql', 'orders.sql', '--node-selector', 'ssd'], /KEY=VALUE, not 'ssd'/],
    [['--sql', 'orders.sql', '--node-selector', 'a b=c'], /there is no hint 'node_selector\.custom\.a b'/],
    [['--sql', 'orders.sql', '--k8s-version', '1.20'], /1\.29 and newer/],
  ] as const) {
    const { code, stderr, stdout } = await folder.run(['trading', ...args]);
    assert.equal(code, 64, `${args.join(' ')}: ${stderr}`);
    assert.match(stderr, told);
    assert.equal(stdout, '');
  }
});

test('what cannot be deployed is told, and nothing is written', async () => {
  using folder = folderWith({
    'empty.sql': "CREATE STREAM a (b INT) WITH ('topic' = 'a', 'format' = 'json');\n",
    'broken.sql': 'SELECT nothing FROM nowhere_at_all WHERE;\n',
    'hint.sql': `-- @ferris:resources.memory_gb=lots\n\n${SQL}`,
  });
  for (const [file, code, told] of [
    ['empty.sql', 2, /has nothing to deploy/],
    ['broken.sql', 2, /Error/],
    ['hint.sql', 1, /resources\.memory_gb takes .*hint\.sql:1, hints\/wrong-value/],
    ['missing.sql', 66, /cannot read missing\.sql/],
  ] as const) {
    const ran = await folder.run(['realtime', '--sql', file, '-o', 'out.yaml']);
    assert.equal(ran.code, code, `${file}: ${ran.stderr}`);
    assert.match(ran.stderr, told);
    assert.ok(!fs.existsSync(path.join(folder.path, 'out.yaml')));
  }
});

test('generate-hpa: the autoscaler and what it needs, nothing else', async () => {
  using folder = folderWith({});
  const hpa = await folder.run(['generate-hpa', 'trading', '--output', 'hpa.yaml']);
  assert.deepEqual([hpa.code, hpa.stderr], [0, 'ferris-k8s-deploy: wrote hpa.yaml (2 objects)\n']);
  const objects = objectsOf(fs.readFileSync(path.join(folder.path, 'hpa.yaml'), 'utf8'));
  assert.deepEqual(
    [...objects.keys()],
    ['ConfigMap ferris-trading-adapter-rules', 'HorizontalPodAutoscaler ferris-trading-hpa'],
  );
  const autoscaler = objects.get('HorizontalPodAutoscaler ferris-trading-hpa');
  assert.equal(at(autoscaler, '/spec/scaleTargetRef/name'), 'ferris-trading');
  assert.equal(at(autoscaler, '/spec/maxReplicas'), 20);

  const keda = await folder.run(['generate-hpa', 'realtime', '--autoscaler', 'keda', '--topic', 'user_events']);
  assert.deepEqual([...objectsOf(keda.stdout).keys()], ['ScaledObject ferris-realtime']);
  assert.match(keda.stdout, /topic: user_events/);

  const other = await folder.run([
    'generate-hpa',
    'analytics',
    '--set',
    'container.name=orders',
    '--set',
    'scaling.max_replicas=6',
  ]);
  const changed = objectsOf(other.stdout).get('HorizontalPodAutoscaler orders-hpa');
  assert.deepEqual([at(changed, '/spec/scaleTargetRef/name'), at(changed, '/spec/maxReplicas')], ['orders', 6]);
});

test('generate-hpa: where nothing scales, or KEDA lacks a topic: 64', async () => {
  using folder = folderWith({});
  for (const [args, told] of [
    [['reporting'], /runs at the times of its schedule \(0 2 \* \* \*\) as a CronJob, which nothing scales/],
    [['trading', '--set', 'scaling.max_replicas=2'], /are both 2: nothing scales/],
    [['trading', '--autoscaler', 'keda'], /--topic TOPIC/],
    [['batch'], /WORKLOAD is trading, analytics, reporting or realtime, not 'batch'/],
    [['trading', '--set', `scaling.max_replicas=\${MOST}`], /scaling\.max_replicas \(flag\) needs the variable MOST/],
  ] as const) {
    const { code, stderr } = await folder.run(['generate-hpa', ...args]);
    assert.equal(code, 64, stderr);
    assert.match(stderr, told);
  }
});
