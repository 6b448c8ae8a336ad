/** Decisions that single objects make. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { conditionWindows } from '../../../src/compiler/deploy/objects/condition-windows.ts';
import { cronJobName } from '../../../src/compiler/deploy/objects/labels.ts';
import { cpuQuantity, memoryQuantity, metricQuantity } from '../../../src/compiler/deploy/objects/quantity.ts';
import { manifestProblems } from '../../../src/compiler/deploy/validate.ts';
import { at, manifestWith, only, specWith } from './specs.ts';

const NODES = '/spec/template/spec/affinity/nodeAffinity';
const REQUIRED = `${NODES}/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms`;
const PREFERRED = `${NODES}/preferredDuringSchedulingIgnoredDuringExecution`;

test('quantities are written as Kubernetes gives them back', () => {
  assert.deepEqual([2000, 500, 1].map(cpuQuantity), ['2', '500m', '1m']);
  assert.deepEqual([4096, 512, 4608].map(memoryQuantity), ['4Gi', '512Mi', '4608Mi']);
  assert.deepEqual([500, 0.05, 0.0125, 2.5, 1e-9].map(metricQuantity), ['500', '50m', '12500u', '2500m', '1u']);
});

for (const [cron, ...windows] of [
  ['0 9-16 * * 1-5', '0 9 * * 1-5 → 0 17 * * 1-5'],
  ['*/15 9-10,14 * * *', '0 9 * * * → 0 11 * * *', '0 14 * * * → 0 15 * * *'],
  ['0 22,23,0-5 * * *', '0 22 * * * → 0 6 * * *'],
  ['0 22,23,0-5 * * 1', '0 0 * * 1 → 0 6 * * 1', '0 22 * * 1 → 59 23 * * 1'],
  ['0 23 * * *', '0 23 * * * → 0 0 * * *'],
  ['* * * * 6,0', '0 0 * * 6,0 → 59 23 * * 6,0'],
  ['@daily', '0 0 * * * → 0 1 * * *'],
  ['@hourly'],
] as const)
  test(`a schedule of ${cron} holds ${windows.join(' and ') || 'always'}`, () => {
    assert.deepEqual(
      conditionWindows(cron).map(({ start, end }) => `${start} → ${end}`),
      windows,
    );
  });

test('names of CronJobs are short enough and stay apart', () => {
  const spec = specWith({ workload: 'trading', 'container.name': 'a-name-of-forty-nine-characters-which-is-a-lot' });
  const names = ['market_hours-on', 'market_hours-off', 'market__hours-on'].map(suffix => cronJobName(spec, suffix));
  assert.equal(new Set(names).size, 3);
  for (const name of names) assert.match(name, /^[a-z][a-z0-9-]{0,50}[a-z0-9]$/);
  assert.equal(cronJobName(specWith({ workload: 'trading' }), 'market_hours-on'), 'orders-market-hours-on');
});

test('a default instance type is a wish, one that was asked for is required', () => {
  const wish = only(manifestWith({ workload: 'analytics' }), 'Deployment');
  assert.equal(at(wish, REQUIRED), undefined);
  assert.deepEqual(at(wish, `${PREFERRED}/0/preference/matchExpressions/0/values`), ['r5.2xlarge']);
  const asked = only(
    manifestWith({ workload: 'analytics', 'node_selector.instance_type': 'r5.2xlarge' }, { cloud: 'gcp' }),
    'Deployment',
  );
  assert.deepEqual(at(asked, `${REQUIRED}/0/matchExpressions/0/values`), ['r5.2xlarge']);
});

test('a default instance type is translated for the cloud', () => {
  const types = (['aws', 'gcp', 'azure'] as const).map(cloud =>
    at(
      only(manifestWith({ workload: 'trading' }, { cloud }), 'Deployment'),
      `${PREFERRED}/0/preference/matchExpressions/0/values/0`,
    ),
  );
  assert.deepEqual(types, ['c5.2xlarge', 'c2-standard-8', 'Standard_F8s_v2']);
});

test('spot nodes: either label of AWS, with a toleration; a promise keeps off both', () => {
  const spot = only(manifestWith({ workload: 'analytics', 'cost.spot_instances': 'enabled' }), 'Deployment');
  assert.deepEqual(
    [0, 1].map(term => at(spot, `${REQUIRED}/${term}/matchExpressions/0/key`)),
    ['karpenter.sh/capacity-type', 'eks.amazonaws.com/capacityType'],
  );
  const promised = only(manifestWith({ workload: 'trading' }), 'Deployment');
  assert.deepEqual(
    [0, 1].map(one => at(promised, `${REQUIRED}/0/matchExpressions/${one}/operator`)),
    ['NotIn', 'NotIn'],
  );
  assert.equal(at(promised, '/spec/template/spec/tolerations'), undefined);
});

test('replicas are written only where no autoscaler decides', () => {
  assert.equal(at(only(manifestWith({ workload: 'trading' }), 'Deployment'), '/spec/replicas'), undefined);
  const fixed = manifestWith({ workload: 'trading', 'scaling.min_replicas': '3', 'scaling.max_replicas': '3' });
  assert.equal(at(only(fixed, 'Deployment'), '/spec/replicas'), 3);
  assert.equal(only(fixed, 'HorizontalPodAutoscaler'), undefined);
});

test('scale to zero is KEDA’s, woken by Kafka; under an HPA one pod stays', () => {
  const hints = { workload: 'analytics', 'scaling.scale_to_zero': 'enabled', 'scaling.min_replicas': '0' };
  const keda = only(manifestWith(hints), 'ScaledObject');
  assert.equal(at(keda, '/spec/minReplicaCount'), 0);
  assert.deepEqual(at(keda, '/spec/triggers/0/metadata/topic'), 'orders');
  const hpa = only(manifestWith(hints, { autoscaler: 'hpa' }), 'HorizontalPodAutoscaler');
  assert.equal(at(hpa, '/spec/minReplicas'), 1);
});

test('a schedule is a CronJob without autoscaler and disruption budget', () => {
  const kinds = manifestWith({ workload: 'reporting' }, { autoscaler: 'keda' }).map(({ kind }) => kind);
  assert.ok(kinds.includes('CronJob'));
  for (const kind of ['Deployment', 'ScaledObject', 'HorizontalPodAutoscaler', 'PodDisruptionBudget'])
    assert.ok(!kinds.includes(kind), kind);
});

test('an existing ServiceAccount is not made', () => {
  const objects = manifestWith({ workload: 'trading', 'container.service_account': 'trading-jobs' });
  assert.equal(only(objects, 'ServiceAccount'), undefined);
});

test('pods that set the bounds are not among the streaming pods', () => {
  const objects = manifestWith(
    { workload: 'trading', 'scaling.day.min_replicas': '5', 'scaling.day.schedule': '0 9-16 * * *' },
    { autoscaler: 'hpa' },
  );
  const selector = at(only(objects, 'Deployment'), '/spec/selector/matchLabels') as Record<string, string>;
  const jobs = objects.filter(({ kind }) => kind === 'CronJob');
  assert.equal(jobs.length, 2);
  for (const job of jobs) {
    const labels = at(job, '/spec/jobTemplate/spec/template/metadata/labels') as Record<string, string>;
    assert.ok(!Object.entries(selector).every(([key, value]) => labels[key] === value));
  }
  const rules = at(only(objects, 'Role'), '/rules') as readonly { verbs: readonly string[]; resourceNames: string[] }[];
  assert.deepEqual(rules[0]?.resourceNames, ['orders-hpa']);
  assert.equal(rules.length, 1);
});

test('other SQL starts other pods, the same SQL does not', () => {
  const hash = (hints: Record<string, string>) =>
    at(
      only(manifestWith({ workload: 'trading', ...hints }), 'Deployment'),
      '/spec/template/metadata/annotations/ferris.io~1config-hash',
    );
  assert.equal(hash({}), hash({}));
  assert.notEqual(hash({}), hash({ 'sla.latency_p99_ms': '400' }));
});

test('who gives out the role of the cloud can be reached', () => {
  const roles = {
    aws: 'arn:aws:iam::123456789012:role/orders',
    gcp: 'orders@project.iam.gserviceaccount.com',
    azure: '11111111-2222-3333-4444-555555555555',
  } as const;
  const ports = (hints: Record<string, string>, cloud: keyof typeof roles): readonly number[] => {
    const policy = only(manifestWith({ workload: 'trading', ...hints }, { cloud }), 'NetworkPolicy');
    return (at(policy, '/spec/egress/1/ports') as { port: number }[]).map(({ port }) => port);
  };
  for (const [cloud, wanted] of [
    ['aws', [443]],
    ['gcp', [80, 988]],
    ['azure', [443]],
  ] as const) {
    const without = ports({}, cloud);
    const role = ports({ 'container.cloud_role': roles[cloud] }, cloud);
    assert.deepEqual(
      role.filter(port => !without.includes(port)),
      wanted,
    );
  }
});

test('a scheduled run with a disk has it as long as it runs, and every mount has its volume', () => {
  const objects = manifestWith({
    workload: 'analytics',
    'schedule.cron': '0 2 * * *',
    'resources.storage_gb': '10',
  });
  assert.deepEqual(manifestProblems(objects), []);
  const pod = '/spec/jobTemplate/spec/template/spec';
  const job = only(objects, 'CronJob');
  const claim = `${pod}/volumes/2/ephemeral/volumeClaimTemplate/spec`;
  assert.equal(at(job, `${claim}/resources/requests/storage`), '10Gi');
  assert.equal(at(job, `${pod}/containers/0/volumeMounts/2/name`), 'state');
  const broken = structuredClone(job);
  (at(broken, `${pod}/volumes`) as unknown[]).pop();
  assert.match(manifestProblems([broken!])[0]?.message ?? '', /there is no volume 'state'/);
});
