/** What is different in a region: where the pods are, and whether there are any. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { yamlLayout } from '../../../../src/compiler/deploy/layouts/yaml.ts';
import { manifestProblems } from '../../../../src/compiler/deploy/validate.ts';
import { manifestYaml } from '../../../../src/compiler/deploy/yaml.ts';
import { at, type Hints, only } from '../specs.ts';
import { everyKind, laidOutWith, severalDeployments } from './deployments.ts';

const POD = '/spec/template/spec';
const TERMS = `${POD}/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions`;
const REGION = 'topology.kubernetes.io/region';

const inRegions = (hints: Hints, options = {}) => {
  const one = laidOutWith(
    { workload: 'trading', 'regions.primary': 'us-west-2', 'regions.secondary': 'us-east-1', ...hints },
    options,
  );
  const [primary, secondary] = one.regions;
  return { base: one.objects, primary: primary!.objects, secondary: secondary!.objects };
};

for (const [name, { regions }] of everyKind)
  test(`${name}: the manifest of each region would be accepted`, () => {
    for (const { region, objects } of regions) assert.deepEqual(manifestProblems(objects), [], region);
  });

test('the pods are in their region and know it', () => {
  const { base, primary, secondary } = inRegions({});
  const podOf = (objects: typeof base) => only(objects, 'Deployment');
  const told = (objects: typeof base) =>
    (at(podOf(objects), `${POD}/containers/0/env`) as { name: string; value: string }[]).find(
      ({ name }) => name === 'FERRIS_REGION',
    )?.value;
  assert.deepEqual([base, primary, secondary].map(told), ['us-west-2', 'us-west-2', 'us-east-1']);
  assert.equal(at(podOf(base), `${POD}/nodeSelector`), undefined);
  assert.deepEqual(at(podOf(primary), `${POD}/nodeSelector`), { [REGION]: 'us-west-2' });
  assert.deepEqual(at(podOf(secondary), `${POD}/nodeSelector`), { [REGION]: 'us-east-1' });
});

test('what is required of the primary region is required of the own one, and its zone of no other', () => {
  const { primary, secondary } = inRegions({
    'regions.data_locality': 'required',
    'node_selector.zone': 'us-west-2a',
  });
  const required = (objects: typeof primary) =>
    (at(only(objects, 'Deployment'), TERMS) as { key: string; values: string[] }[])
      .filter(({ key }) => key.startsWith('topology.'))
      .map(({ key, values }) => `${key}=${values}`);
  assert.deepEqual(required(primary), ['topology.kubernetes.io/zone=us-west-2a', `${REGION}=us-west-2`]);
  assert.deepEqual(required(secondary), [`${REGION}=us-east-1`]);
});

test('a secondary region has no pods until somebody fails over, whatever scales them', () => {
  const hpa = inRegions({}).secondary;
  assert.equal(at(only(hpa, 'Deployment'), '/spec/replicas'), 0);
  assert.equal(at(only(hpa, 'HorizontalPodAutoscaler'), '/spec/minReplicas'), 2);
  const keda = inRegions({}, { autoscaler: 'keda' }).secondary;
  assert.equal(at(only(keda, 'ScaledObject'), '/metadata/annotations/autoscaling.keda.sh~1paused-replicas'), '0');
  const schedule = { workload: 'reporting', 'schedule.cron': '0 6 * * *' };
  assert.equal(at(only(inRegions(schedule).secondary, 'CronJob'), '/spec/suspend'), true);
  assert.equal(at(only(inRegions(schedule).primary, 'CronJob'), '/spec/suspend'), undefined);
  const disk = inRegions({ 'resources.storage_gb': '10' }).secondary;
  assert.equal(at(only(disk, 'StatefulSet'), '/spec/replicas'), 0);
});

for (const hint of ['regions.failover', 'scaling.cross_region'])
  test(`with ${hint} it has the primary's bounds`, () => {
    const { primary, secondary } = inRegions({ [hint]: 'enabled' });
    assert.equal(at(only(secondary, 'Deployment'), '/spec/replicas'), undefined);
    assert.deepEqual(only(secondary, 'HorizontalPodAutoscaler'), only(primary, 'HorizontalPodAutoscaler'));
    const fixed = inRegions({ [hint]: 'enabled', 'scaling.min_replicas': '3', 'scaling.max_replicas': '3' }).secondary;
    assert.equal(at(only(fixed, 'Deployment'), '/spec/replicas'), 3);
  });

test('plain YAML: a file a deployment, and one for each of its regions', () => {
  const several = severalDeployments();
  const files = yamlLayout(several);
  assert.deepEqual(
    [...files.keys()],
    [
      'orders-large-orders-deployment.yaml',
      'orders-large-orders-us-west-2-deployment.yaml',
      'orders-large-orders-us-east-1-deployment.yaml',
      'orders-small-orders-deployment.yaml',
      'orders-small-orders-us-east-1-deployment.yaml',
      'orders-all-orders-deployment.yaml',
    ],
  );
  assert.equal(files.get('orders-all-orders-deployment.yaml'), manifestYaml(several[2]!.objects));
  assert.equal(
    files.get('orders-large-orders-us-east-1-deployment.yaml'),
    manifestYaml(several[0]!.regions[1]!.objects),
  );
});
