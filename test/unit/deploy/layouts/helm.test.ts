/** The chart: what it renders by default and for each region is the objects, and every value changes what it should. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { helmLayout } from '../../../../src/compiler/deploy/layouts/helm.ts';
import { type LaidOut, type LayoutFiles, OWN_FILE } from '../../../../src/compiler/deploy/layouts/layout.ts';
import type { KubernetesObject } from '../../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { manifestProblems } from '../../../../src/compiler/deploy/validate.ts';
import { at, only } from '../specs.ts';
import { byIdentity, everyKind, laidOutWith, severalDeployments } from './deployments.ts';
import { renderChart } from './render-template.ts';

const chartOf = (one: LaidOut): LayoutFiles => helmLayout([one]);

/** As `helm template` does it; by that too, where it is installed. */
function rendered(files: LayoutFiles, ...overrides: readonly Record<string, unknown>[]): readonly KubernetesObject[] {
  const texts = [...renderChart(files, overrides)].filter(([name]) => name.endsWith('.yaml')).map(([, text]) => text);
  const objects = objectsIn(texts.join('---\n'));
  if (!helm) return objects;
  const byHelm = renderedByHelm(files, overrides);
  assert.deepEqual(byIdentity(byHelm), byIdentity(objects));
  return byHelm;
}

const objectsIn = (text: string): readonly KubernetesObject[] =>
  parseAllDocuments(text, { version: '1.1' })
    .map(document => document.toJS())
    .filter(object => object !== null);

const helm = spawnSync('helm', ['version'], { encoding: 'utf8' }).status === 0;

function renderedByHelm(files: LayoutFiles, overrides: readonly object[]): readonly KubernetesObject[] {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-helm-'));
  try {
    for (const [name, text] of files) {
      fs.mkdirSync(path.dirname(path.join(root, 'chart', name)), { recursive: true });
      fs.writeFileSync(path.join(root, 'chart', name), text);
    }
    const values = overrides.flatMap((one, index) => {
      fs.writeFileSync(path.join(root, `${index}.json`), JSON.stringify(one));
      return ['--values', path.join(root, `${index}.json`)];
    });
    const { stdout, stderr, status } = spawnSync('helm', ['template', 'one', path.join(root, 'chart'), ...values], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    assert.equal(status, 0, stderr);
    return objectsIn(stdout);
  } finally {
    fs.rmSync(root, { recursive: true });
  }
}

for (const [name, one] of everyKind)
  test(`${name}: the chart renders to the objects, and to those of each region`, () => {
    const files = chartOf(one);
    assert.deepEqual(byIdentity(rendered(files)), byIdentity(one.objects));
    for (const { region, objects } of one.regions) {
      const values = parse(files.get(`values-${region}.yaml`)!, { version: '1.1' }) ?? {};
      assert.deepEqual(byIdentity(rendered(files, values)), withHash(byIdentity(objects), one.objects), region);
    }
    assert.deepEqual([...chartOf(one)], [...files]);
    for (const [file, text] of files)
      assert.ok(text.slice(0, 300).includes(OWN_FILE) || file.endsWith('NOTES.txt'), file);
  });

/** The configuration is the same in all regions, so its hash is too. */
function withHash(there: Record<string, unknown>, base: readonly KubernetesObject[]): Record<string, unknown> {
  const hashes = (text: string) => new Set(text.match(/config-hash":"[a-z0-9]+/g));
  assert.deepEqual(hashes(JSON.stringify(there)), hashes(JSON.stringify(base)));
  return there;
}

const POD = '/spec/template/spec';

test('every value changes its fields, and the result would still be accepted', () => {
  const one = laidOutWith(
    {
      workload: 'trading',
      'regions.primary': 'us-west-2',
      'kafka.schema_registry': 'http://registry:8081',
      'container.namespace': 'orders',
    },
    { autoscaler: 'keda' },
  );
  const given = {
    image: 'registry/ferris-sql:2.0',
    imagePullPolicy: 'Always',
    imagePullSecrets: [{ name: 'registry' }],
    replicas: { min: 4, max: 9 },
    resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: null, memory: '2Gi' } },
    nodeOptions: '--max-old-space-size=1536',
    kafka: { brokers: 'other:9094', consumerGroup: 'null', schemaRegistry: 'http://other:8081' },
    logLevel: 'debug',
    region: 'eu-west-1',
    standby: true,
    nodeSelector: { disk: 'fast' },
    affinity: { nodeAffinity: null, podAntiAffinity: {} },
    tolerations: [{ key: 'spot', operator: 'Exists' }],
    envFrom: [{ secretRef: { name: 'more' } }],
    extraEnv: [{ name: 'MORE', value: 'yes' }],
    serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/orders' } },
    networkPolicy: { ports: [{ protocol: 'TCP', port: 9094 }] },
  };
  const files = chartOf(one);
  const known = Object.keys(parse(files.get('values.yaml')!));
  const switches = ['namespace', 'priorityClass', 'serviceMonitor', 'alerts', 'dashboard'];
  assert.deepEqual(known.toSorted(), [...Object.keys(given), ...switches].toSorted());
  const objects = rendered(files, given);
  assert.deepEqual(manifestProblems(objects), []);
  const deployment = only(objects, 'Deployment');
  const container = `${POD}/containers/0`;
  assert.equal(at(deployment, `${container}/image`), given.image);
  assert.equal(at(deployment, `${container}/imagePullPolicy`), 'Always');
  assert.deepEqual(at(deployment, `${container}/resources/limits`), { memory: '2Gi' });
  assert.deepEqual(at(deployment, `${container}/resources/requests`), given.resources.requests);
  assert.deepEqual(at(deployment, `${container}/envFrom`), given.envFrom);
  assert.deepEqual(at(deployment, `${POD}/imagePullSecrets`), given.imagePullSecrets);
  assert.deepEqual(at(deployment, `${POD}/nodeSelector`), given.nodeSelector);
  assert.deepEqual(at(deployment, `${POD}/affinity`), { podAntiAffinity: {} });
  assert.deepEqual(at(deployment, `${POD}/tolerations`), given.tolerations);
  assert.equal(at(deployment, '/spec/replicas'), 0);
  const variables = new Map(
    (at(deployment, `${container}/env`) as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
  );
  for (const [name, value] of Object.entries({
    KAFKA_BROKERS: 'other:9094',
    FERRIS_CONSUMER_GROUP: 'null',
    SCHEMA_REGISTRY_URL: 'http://other:8081',
    NODE_OPTIONS: given.nodeOptions,
    FERRIS_LOG_LEVEL: 'debug',
    FERRIS_REGION: 'eu-west-1',
    MORE: 'yes',
  }))
    assert.equal(variables.get(name), value, name);
  const scaled = only(objects, 'ScaledObject');
  assert.equal(at(scaled, '/spec/minReplicaCount'), 4);
  assert.equal(at(scaled, '/spec/maxReplicaCount'), 9);
  assert.equal(at(scaled, '/spec/triggers/0/metadata/bootstrapServers'), 'other:9094');
  assert.equal(at(scaled, '/spec/triggers/0/metadata/consumerGroup'), 'null');
  assert.equal(at(scaled, '/metadata/annotations/autoscaling.keda.sh~1paused-replicas'), '0');
  assert.deepEqual(at(only(objects, 'NetworkPolicy'), '/spec/egress/1/ports'), given.networkPolicy.ports);
  assert.deepEqual(at(only(objects, 'ServiceAccount'), '/metadata/annotations'), given.serviceAccount.annotations);
  const config = objects.find(({ metadata }) => metadata?.name === 'orders-config');
  const told = parse(at(config, '/data/workload.yaml') as string, { version: '1.1' });
  assert.deepEqual([told.log_level, told.kafka.consumer_group], ['debug', 'null']);
  assert.deepEqual([told.scaling.min_replicas, told.scaling.max_replicas], [4, 9]);
});

test('each switch takes its objects away, and only them', () => {
  const one = laidOutWith({
    workload: 'trading',
    'container.namespace': 'orders',
    'monitoring.alert_channel': '#orders',
    'cost.priority': 'high',
  });
  const files = chartOf(one);
  const gone = (values: Record<string, unknown>) => {
    const left = new Set(Object.keys(byIdentity(rendered(files, values))));
    return Object.keys(byIdentity(one.objects)).filter(name => !left.has(name));
  };
  assert.deepEqual(gone({ alerts: { enabled: false } }), [
    'AlertmanagerConfig orders-alerts',
    'PrometheusRule orders-alerts',
  ]);
  assert.deepEqual(gone({ dashboard: { enabled: false } }), ['ConfigMap orders-dashboard']);
  assert.deepEqual(gone({ serviceMonitor: { enabled: false } }), ['ServiceMonitor orders']);
  assert.deepEqual(gone({ networkPolicy: { enabled: false } }), ['NetworkPolicy orders']);
  assert.deepEqual(gone({ namespace: { create: false } }), ['Namespace orders']);
  assert.deepEqual(gone({ priorityClass: { create: false } }), ['PriorityClass ferris-high']);
});

test('where a calendar sets the bounds, the chart does not offer them', () => {
  assert.equal(parse(chartOf(everyKind.get('conditions')!).get('values.yaml')!).replicas, undefined);
});

test('braces in the SQL are not taken for templates', () => {
  const one = laidOutWith({ workload: 'trading' });
  const sql = "SELECT '{{ .Values.image }}' AS a, '{{- x }}' AS b FROM orders;";
  const objects = one.objects.map(object =>
    object.metadata?.name === 'orders-config'
      ? { ...object, data: { 'orders.sql': sql, 'workload.yaml': 'a: 1\n' } }
      : object,
  );
  const config = rendered(chartOf({ ...one, objects })).find(({ metadata }) => metadata?.name === 'orders-config');
  assert.equal(at(config, '/data/orders.sql'), sql);
});

test('several deployments: a chart each; the version tells charts apart', () => {
  const several = severalDeployments();
  const files = helmLayout(several);
  assert.deepEqual(
    [...files.keys()].filter(name => name.endsWith('Chart.yaml')),
    several.map(({ spec }) => `${spec.name}/Chart.yaml`),
  );
  const versions = several.map(({ spec }) => parse(files.get(`${spec.name}/Chart.yaml`)!).version);
  assert.equal(new Set(versions).size, 3);
  for (const version of versions) assert.match(version, /^\d+\.\d+\.\d+\+[0-9a-z]+$/);
});
