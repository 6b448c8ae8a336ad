/** ferris-k8s-deploy extract-hints: from files that people wrote, in all the ways in which they write them. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { folderWith } from '../kubernetes/run.ts';

/** The specification's own Deployment and HorizontalPodAutoscaler, shortened to what is read. */
const TRADING = `apiVersion: apps/v1
kind: Deployment
metadata: { name: ferris-trading, labels: { app: ferris-streams, workload: trading } }
spec:
  replicas: 2
  template:
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions:
              - { key: kubernetes.io/instance-type, operator: In, values: [c5.2xlarge, c5.4xlarge] }
      containers:
      - name: ferris-streams
        image: ferrisstreams:latest
        env:
        - { name: FERRIS_WORKLOAD_TYPE, value: "trading" }
        - { name: FERRIS_CONSUMER_GROUP, value: "ferris-trading-processors" }
        - { name: KAFKA_BROKERS, value: "kafka-cluster:9092" }
        - { name: HOSTNAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
        resources:
          requests: { cpu: 2000m, memory: 4Gi }
          limits: { cpu: 4000m, memory: 8Gi }
        livenessProbe: { httpGet: { path: /health, port: 9091 }, initialDelaySeconds: 60, periodSeconds: 30 }
        lifecycle: { preStop: { exec: { command: [/app/graceful-shutdown.sh] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ferris-trading-hpa }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ferris-trading }
  minReplicas: 2
  maxReplicas: 20
  metrics:
  - type: Pods
    pods:
      metric: { name: ferris_consumer_lag_by_workload, selector: { matchLabels: { workload: trading } } }
      target: { type: AverageValue, averageValue: "500" }
  - type: Pods
    pods:
      metric: { name: ferris_query_duration_p95_by_workload, selector: { matchLabels: { workload: trading } } }
      target: { type: AverageValue, averageValue: "50m" }
  behavior:
    scaleUp: { stabilizationWindowSeconds: 60, policies: [{ type: Percent, value: 100, periodSeconds: 60 }] }
    scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: Percent, value: 10, periodSeconds: 60 }] }
`;

/** A Deployment with more in its pods, and more objects after it. */
const deployment = (pod: string, container = '', more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: sales }
spec:
  template:
    metadata: { labels: { workload: realtime } }
    spec:
${pod}
      containers:
      - name: proxy
        image: envoy:1
      - name: ferris-streams
        image: ferris-sql:1
${container}
${more}`;

async function hintsOf(manifest: string): Promise<{ hints: string[]; unsaid: string[] }> {
  using folder = folderWith({ 'm.yaml': manifest });
  const { code, stdout, stderr } = await folder.run(['extract-hints', '--from-deployment', 'm.yaml']);
  assert.equal(code, 0, stderr);
  const lines = stdout.split('\n');
  const from = lines.indexOf('-- What no hint says:');
  return {
    hints: lines.filter(line => line.startsWith('-- @ferris:')).map(line => line.slice('-- @ferris:'.length)),
    unsaid: from < 0 ? [] : lines.slice(from + 1).flatMap(line => line.replace(/^-- +/, '') || []),
  };
}

const has = (found: readonly string[], ...expected: readonly string[]): void => {
  for (const one of expected) assert.ok(found.includes(one), `${one} is missing in\n${found.join('\n')}`);
};

test('the Deployment and the autoscaler of the specification, in a block that passes --strict', async () => {
  using folder = folderWith({ 'trading.yaml': TRADING });
  const wrote = await folder.run(['extract-hints', '--from-deployment', 'trading.yaml', '-o', 'hints.sql']);
  assert.deepEqual(wrote, { code: 0, stdout: '', stderr: 'ferris-k8s-deploy: wrote hints.sql\n' });
  assert.equal(
    fs.readFileSync(path.join(folder.path, 'hints.sql'), 'utf8'),
    `-- Hints of Deployment ferris-trading, read from trading.yaml
-- They are what its objects say: look through them before you deploy.
--
-- Workload classification
-- @ferris:workload=trading
--
-- Service levels
-- @ferris:sla.latency_p95_ms=100
--
-- Scaling
-- @ferris:scaling.min_replicas=2
-- @ferris:scaling.max_replicas=20
-- @ferris:scaling.strategy=latency_based
-- @ferris:scaling.trigger=consumer_lag
-- @ferris:scaling.lag_threshold=500
-- @ferris:scaling.scale_up_percent=100
-- @ferris:scaling.scale_down_percent=10
-- @ferris:scaling.cooldown_seconds=300
--
-- Resources of a pod
-- @ferris:resources.cpu_cores=2
-- @ferris:resources.memory_gb=8
--
-- Node selection
-- @ferris:node_selector.instance_type=c5.2xlarge
--
-- Container
-- @ferris:container.image=ferrisstreams:latest
-- @ferris:container.startup_seconds=60
-- @ferris:container.probe_period_seconds=30
-- @ferris:container.name=ferris-trading
--
-- Kafka
-- @ferris:kafka.brokers=kafka-cluster:9092
-- @ferris:kafka.consumer_group=ferris-trading-processors
--
-- What no hint says:
--   requests.memory 4Gi: a pod requests all that it may use, 8Gi
--   nodes with kubernetes.io/instance-type c5.4xlarge, too: a hint names one value
--   lifecycle of the container: it runs 'ferris-sql run'
`,
  );
  assert.equal((await folder.run(['validate-hints', 'hints.sql', '--strict'])).code, 0);
});

test('our own manifest through a pipe, as kubectl prints it', async () => {
  using folder = folderWith({
    'q.sql': `-- @ferris:workload=analytics
-- @ferris:monitoring.alert_channel=#alerts

CREATE STREAM orders (id STRING) WITH ('topic' = 'orders', 'format' = 'json');
SELECT id FROM orders;
`,
  });
  const { stdout: manifest } = await folder.run(['analytics', '--sql', 'q.sql', '--replicas', '3']);
  const items = manifest.split('---\n').map(object => `- ${object.trim().replaceAll('\n', '\n  ')}`);
  const list = `apiVersion: v1\nkind: List\nitems:\n${items.join('\n')}\n`;
  const { code, stdout } = await folder.run(['extract-hints', '--from-deployment', '-'], list);
  assert.equal(code, 0);
  assert.equal(
    stdout,
    `-- Hints of Deployment q, read from <stdin>
-- They are those it was made from, as its annotations tell.
--
-- Workload classification
-- @ferris:workload=analytics
--
-- Scaling
-- @ferris:scaling.min_replicas=3
--
-- Monitoring and alerting
-- @ferris:monitoring.alert_channel=#alerts
`,
  );
});

test('nodes: selectors, spot nodes of three clouds, and what only other schedulers can do', async () => {
  const { hints, unsaid } = await hintsOf(
    deployment(`      nodeSelector: { topology.kubernetes.io/zone: eu-west-1a, kubernetes.io/arch: arm64, disktype: ssd }
      tolerations:
      - { key: cloud.google.com/gke-spot, operator: Equal, value: "true", effect: NoSchedule }
      - { key: dedicated, value: streaming, effect: NoSchedule }
      affinity:
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] }`),
  );
  has(
    hints,
    'node_selector.zone=eu-west-1a',
    'node_selector.arch=arm64',
    'node_selector.custom.disktype=ssd',
    'cost.spot_instances=enabled',
  );
  has(
    unsaid,
    'toleration of dedicated=streaming',
    'pods that may run on spot nodes: with the hint they run nowhere else',
    'podAntiAffinity: pods are spread over zones and nodes by themselves',
    "container 'proxy' beside the one that runs the queries",
  );
  const required = await hintsOf(deployment('      nodeSelector: { eks.amazonaws.com/capacityType: SPOT }'));
  has(required.hints, 'cost.spot_instances=enabled');
  assert.deepEqual(required.unsaid, ["container 'proxy' beside the one that runs the queries"]);
});

test('the container: sizes, Secrets, variables, probes', async () => {
  const { hints, unsaid } = await hintsOf(
    deployment(
      `      terminationGracePeriodSeconds: 45
      serviceAccountName: jobs
      priorityClassName: business
      imagePullSecrets: [{ name: registry }, { name: other }]`,
      `        imagePullPolicy: Always
        args: [--fast]
        envFrom: [{ secretRef: { name: kafka } }, { configMapRef: { name: settings } }, { secretRef: { name: db } }]
        env:
        - { name: KAFKA_BOOTSTRAP_SERVERS, value: "a:9092,b:9092" }
        - { name: SCHEMA_REGISTRY_URL, value: http://registry:8081 }
        - { name: FERRIS_LOG_LEVEL, value: loud }
        - { name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }
        - { name: REGION, value: eu }
        resources: { limits: { cpu: 500m, memory: 1536Mi, nvidia.com/gpu: 2 } }
        startupProbe: { periodSeconds: 5, failureThreshold: 12, initialDelaySeconds: 10 }
        readinessProbe: { periodSeconds: 7 }`,
    ),
  );
  has(
    hints,
    'workload=realtime',
    'container.namespace=sales',
    'container.pull_policy=Always',
    'container.pull_secret=registry',
    'container.env_from=kafka,db',
    'container.service_account=jobs',
    'container.grace_period_seconds=45',
    'container.startup_seconds=70',
    'container.probe_period_seconds=7',
    'kafka.brokers=a:9092,b:9092',
    'kafka.schema_registry=http://registry:8081',
    'resources.cpu_cores=0.5',
    'resources.memory_gb=1.5',
    'resources.gpu_required=true',
    'scaling.min_replicas=1',
    'scaling.max_replicas=1',
  );
  has(
    unsaid,
    'limits.cpu 500m: a pod may use twice the cores that it requests, 1',
    'limits.nvidia.com/gpu 2: a pod has one GPU or none',
    "imagePullSecrets: only one Secret can be named, 'other' is left out",
    "envFrom: ConfigMap 'settings'; container.env_from takes Secrets",
    "args of the container: it runs 'ferris-sql run'",
    "priorityClassName 'business': cost.priority makes classes of its own",
    "variable DB_PASSWORD from Secret 'db': container.env_from takes all entries of a Secret",
    'variable REGION: put it into a Secret that container.env_from names',
    "container.log_level takes one of error, warn, info, debug, not 'loud'",
  );
});

test("KEDA's triggers, and hours of the day", async () => {
  const { hints, unsaid } = await hintsOf(
    deployment(
      '',
      '',
      `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: orders }
spec:
  scaleTargetRef: { name: orders }
  minReplicaCount: 0
  maxReplicaCount: 6
  cooldownPeriod: 120
  triggers:
  - type: kafka
    metadata: { topic: a, lagThreshold: "250" }
  - type: kafka
    metadata: { topic: b, lagThreshold: "250" }
  - type: cpu
    metricType: Utilization
    metadata: { value: "65" }
  - type: cron
    metadata: { timezone: Europe/Berlin, start: 0 9 * * 1-5, end: 0 17 * * 1-5, desiredReplicas: "4" }
  - type: cron
    metadata: { timezone: Europe/Berlin, start: 30 9 * * 6, end: 0 12 * * 6, desiredReplicas: "2" }
  - type: rabbitmq
    metadata: { queueName: q }
`,
    ),
  );
  has(
    hints,
    'scaling.min_replicas=0',
    'scaling.max_replicas=6',
    'scaling.scale_to_zero=enabled',
    'scaling.cooldown_seconds=120',
    'scaling.trigger=consumer_lag',
    'scaling.lag_threshold=250',
    'scaling.strategy=cpu_based',
    'scaling.target_cpu_percent=65',
    'scaling.condition=window_1',
    'scaling.window_1.schedule=0 9-16 * * 1-5',
    'scaling.window_1.min_replicas=4',
    'schedule.timezone=Europe/Berlin',
  );
  has(
    unsaid,
    "trigger 'rabbitmq' of KEDA",
    "2 pods from '30 9 * * 6' to '0 12 * * 6': a condition holds for whole hours of a day",
  );
});

test('what autoscalers do that the hints would do otherwise is told', async () => {
  const autoscaler = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: orders }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
  maxReplicas: 5
  metrics:
  - { type: Resource, resource: { name: memory, target: { type: Utilization, averageUtilization: 85 } } }
  - { type: External, external: { metric: { name: queue }, target: { type: Value, value: "1" } } }
  - { type: Resource, resource: { name: cpu, target: { type: AverageValue, averageValue: 500m } } }
  behavior:
    scaleDown: { stabilizationWindowSeconds: 10, policies: [{ type: Pods, value: 1, periodSeconds: 30 }] }
`;
  const { hints, unsaid } = await hintsOf(deployment('', '', autoscaler));
  has(hints, 'scaling.min_replicas=1', 'scaling.strategy=memory_based', 'scaling.cooldown_seconds=10');
  has(
    unsaid,
    'scaling on memory at 85 %',
    'scaling on memory at 70 % comes with the hints, and is not in the manifest',
    'scaling on External metric queue: hints name metrics of the pods',
    'scaling on an amount of cpu: hints aim at a percentage of it',
    'pace of scaling down: 1 pods in 30 s, after 10 s; with the hints 20 % in 60 s, after 10 s',
  );
});

test('a CronJob, its configuration, and objects that are no part of a deployment', async () => {
  const { hints, unsaid } = await hintsOf(`apiVersion: batch/v1
kind: CronJob
metadata: { name: report, labels: { workload: reporting } }
spec:
  schedule: 0 3 * * *
  timeZone: America/New_York
  suspend: true
  jobTemplate:
    spec:
      parallelism: 2
      backoffLimit: 4
      activeDeadlineSeconds: 5430
      template:
        spec:
          volumes: [{ name: c, configMap: { name: report-config } }]
          containers: [{ name: main, image: report:1 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: report-config }
data:
  workload.yaml: |
    workload_type: Reporting
    sla_requirements: { max_latency_p99_ms: 500, availability_percent: 98.5 }
    circuit_breaker: { failure_threshold: 3, fallback_strategy: skip }
    regions: { primary: eu-west-1, secondary: [eu-central-1, us-east-1], failover: true }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
`);
  has(
    hints,
    'workload=reporting',
    'schedule.cron=0 3 * * *',
    'schedule.timezone=America/New_York',
    'schedule.timeout_minutes=91',
    'schedule.retry_count=4',
    'scaling.max_replicas=2',
    'sla.latency_p99_ms=500',
    'sla.availability_percent=98.5',
    'circuit_breaker.enabled=true',
    'circuit_breaker.failure_threshold=3',
    'circuit_breaker.fallback_strategy=skip',
    'regions.secondary=eu-central-1,us-east-1',
    'regions.failover=enabled',
  );
  has(
    unsaid,
    'activeDeadlineSeconds 5430: whole minutes are taken',
    'concurrencyPolicy Allow: a run waits for the one before',
    'suspend: it stands still',
    "Ingress 'web', which is no part of a deployment",
  );
});

test('a Deployment that is called reporting runs on and on: its hints must not make a CronJob of it', async () => {
  const { hints, unsaid } = await hintsOf(deployment('').replace('realtime', 'reporting'));
  has(hints, 'workload=custom');
  has(unsaid, "workload 'reporting': it would run at times of a schedule, and not on and on");
});

test('several deployments: a block each, or a file each; files are kept unless --force', async () => {
  using folder = folderWith({ 'm.yaml': `${TRADING}---\n${deployment('')}` });
  const shown = await folder.run(['extract-hints', '--from-deployment', 'm.yaml']);
  assert.equal(shown.stdout.match(/^-- Hints of /gm)?.length, 2);
  assert.match(shown.stderr, /hints of 2 deployments: put each block above its own statements/);
  const written = await folder.run(['extract-hints', '--from-deployment', 'm.yaml', '--output', 'out/']);
  assert.equal(written.code, 0, written.stderr);
  assert.deepEqual(fs.readdirSync(path.join(folder.path, 'out')).sort(), ['ferris-trading.sql', 'orders.sql']);
  const kept = await folder.run(['extract-hints', '--from-deployment', 'm.yaml', '--output', 'out/']);
  assert.equal(kept.code, 64);
  assert.match(kept.stderr, /exists already\n {2}write --force/);
  assert.equal((await folder.run(['extract-hints', '--from-deployment', 'm.yaml', '-o', 'out/', '--force'])).code, 0);
});

test('texts of a manifest never become lines or hints of their own', async () => {
  const evil = 'x\\n-- @ferris:workload=trading\\nDROP STREAM a;';
  const manifests = [
    deployment('').replace('name: orders', `name: "${evil}"`),
    deployment('').replace('image: ferris-sql:1', `image: "${evil}"`),
    deployment('', `        env: [{ name: "${evil}", value: "1" }]`),
    deployment('').replace('name: orders', `name: orders, annotations: { ferris.io/hint.kafka.brokers: "${evil}" }`),
  ];
  for (const manifest of manifests) {
    using folder = folderWith({ 'm.yaml': manifest });
    const { code, stdout, stderr } = await folder.run(['extract-hints', '--from-deployment', 'm.yaml']);
    assert.equal(code, 0, stderr);
    for (const line of stdout.trimEnd().split('\n')) assert.match(line, /^--/);
    assert.ok(!stdout.includes('\n-- @ferris:workload=trading'), stdout);
  }
});

test('what is no manifest: 66, with its line', async () => {
  using folder = folderWith({
    'broken.yaml': 'kind: Deployment\nmetadata: {name: a\nspec: 1\n',
    'other.yaml': 'a: 1\nb: 2\n',
    'second.yaml': 'kind: Service\n---\n\na: 1\n',
    'service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n',
    'empty.yaml': '',
    'bomb.yaml': `kind: Deployment\na: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh']
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
      .join('\n')}\n`,
  });
  for (const [file, told] of [
    ['broken.yaml', /cannot read broken\.yaml:\d: /],
    ['other.yaml', /cannot read other\.yaml:1: an object without a kind is no manifest/],
    ['second.yaml', /cannot read second\.yaml:\d: an object without a kind/],
    ['service.yaml', /there is no Deployment, StatefulSet or CronJob in it/],
    ['empty.yaml', /there is no Deployment/],
    ['bomb.yaml', /cannot read bomb\.yaml/],
    ['none.yaml', /cannot read none\.yaml: there is no such file/],
    ['ferris-trading', /there is no kubeconfig/],
  ] as const) {
    const { code, stderr } = await folder.run(['extract-hints', '--from-deployment', file]);
    assert.equal(code, 66, `${file}: ${stderr}`);
    assert.match(stderr, told);
  }
});
