/** ferris-k8s-deploy services and capacity as commands: what they write where, and how they end. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parseAllDocuments } from 'yaml';
import { folderWith } from '../../kubernetes/run.ts';
import { projectRoot } from './read.ts';

const fleet = () => {
  const files = ['ferris.yaml', 'fluentd/fluent.conf'];
  const from = path.join(projectRoot, 'examples/fleet-q');
  return folderWith(Object.fromEntries(files.map(file => [file, fs.readFileSync(path.join(from, file), 'utf8')])));
};
const SMALL = 'services: { a: { image: x, resources: { cpu: 1, memory: 1Gi }, replicas: 3 } }\n';

test('services: the manifest on stdout, into the namespace of the jobs', async () => {
  using folder = fleet();
  const { code, stdout, stderr } = await folder.run(['services']);
  assert.equal(code, 0, stderr);
  const objects = parseAllDocuments(stdout).map(document => document.toJS());
  assert.equal(objects.length, 18);
  assert.equal(objects.find(({ kind }) => kind === 'Deployment').metadata.namespace, 'fleet-q');
  assert.match(stderr, /fleet-q-iam-policy\.json, fleet-q-security-groups\.yaml: only written into a folder/);
});

test('services: without the Prometheus operator nothing of it, and the Service says where metrics are', async () => {
  using folder = fleet();
  const { code, stdout, stderr } = await folder.run(['services', '--monitoring', 'annotations']);
  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stdout, /monitoring\.coreos\.com/);
  assert.match(stdout, /prometheus\.io\/scrape: "true"/);
});

test('services: a folder gets a file a service, and what else there is to say', async () => {
  using folder = fleet();
  const { code, stdout } = await folder.run(['services', '--output', 'k8s/', '--namespace', 'elsewhere']);
  assert.equal(code, 0);
  assert.match(stdout, /^🎯 k8s\/: 18 objects in namespace\.yaml, fleet-q\.yaml, fluentd\.yaml, kustomization\.yaml/);
  const written = fs.readdirSync(path.join(folder.path, 'k8s'));
  assert.deepEqual(written.toSorted(), [
    'fleet-q-iam-policy.json',
    'fleet-q-security-groups.yaml',
    'fleet-q.yaml',
    'fluentd.yaml',
    'kustomization.yaml',
    'namespace.yaml',
  ]);
  assert.match(fs.readFileSync(path.join(folder.path, 'k8s/fleet-q.yaml'), 'utf8'), /namespace: elsewhere/);
});

test('services: mistakes are told with their lines, all of them, and nothing is written', async () => {
  using folder = folderWith({
    'other.yaml':
      'services:\n  cache:\n    image: redis:7.4\n    replcas: 2\n    resources:\n      cpu: many\n      memory: 1Gi\n',
  });
  const { code, stderr } = await folder.run(['services', '--config', 'other.yaml', '-o', 'out.yaml']);
  assert.equal(code, 66);
  assert.match(stderr, /other\.yaml:4: services\.cache\.replcas is unknown; did you mean replicas\?/);
  assert.match(stderr, /other\.yaml:6: services\.cache\.resources\.cpu takes cores, such as 250m or 2, not "many"/);
  assert.deepEqual(fs.readdirSync(folder.path), ['other.yaml']);
});

test('services: what the API server would refuse is not written', async () => {
  using folder = folderWith({
    'ferris.yaml': 'services: { a: { image: x, resources: { cpu: 1, memory: 1Gi }, config: { "a b": c } } }\n',
  });
  const { code, stderr } = await folder.run(['services', '-o', 'out.yaml']);
  assert.equal(code, 1);
  assert.match(stderr, /ConfigMap a-config \/data\/a b: is no key of a ConfigMap/);
  assert.deepEqual(fs.readdirSync(folder.path), ['ferris.yaml']);
});

test('services: no file, no YAML, no services, no such size', async () => {
  using folder = folderWith({ 'a.yaml': 'a: [\n', 'b.yaml': 'deploy: {}\n', 'c.yaml': SMALL });
  const told = async (...args: string[]) => {
    const { code, stderr } = await folder.run(['services', ...args]);
    assert.equal(code, 66);
    return stderr;
  };
  assert.match(await told(), /cannot read ferris\.yaml: there is no such file/);
  assert.match(await told('-c', 'a.yaml'), /a\.yaml:\d+: this is not YAML/);
  assert.match(await told('-c', 'b.yaml'), /b\.yaml has no 'services:'/);
  assert.match(await told('-c', 'c.yaml', '--size', 'large'), /c\.yaml:1: services have no size large/);
});

test('capacity: fits, fits not, and a wrong amount', async () => {
  using folder = folderWith({ 'ferris.yaml': SMALL });
  const good = await folder.run(['capacity', '--total', 'cpu=4,memory=16Gi', '--allocated', 'cpu=500m,memory=2Gi']);
  assert.equal(good.code, 0, good.stderr);
  assert.match(good.stdout, /^free +0\.5 +11Gi$/m);
  assert.match(good.stdout, /Nothing else fits/);
  const bad = await folder.run(['capacity', '--total', 'cpu=2,memory=16Gi', '--format', 'json']);
  assert.equal(bad.code, 1);
  assert.deepEqual(JSON.parse(bad.stdout).free.rest, { cpuMillis: -1000, memoryMib: 13 * 1024 });
  const wrong = await folder.run(['capacity', '--total', 'cpu=2,memory=16GB']);
  assert.equal(wrong.code, 64);
  assert.match(wrong.stderr, /--total takes cpu=CORES,memory=SIZE, not 'memory=16GB'/);
  assert.equal((await folder.run(['capacity', '--total', 'cpu=2'])).code, 64);
});

test('capacity: limits beyond what is there are told', async () => {
  using folder = folderWith({
    'ferris.yaml': 'services: { a: { image: x, resources: { cpu: 1, memory: 1Gi, memory_limit: 9Gi } } }\n',
  });
  const { code, stdout } = await folder.run(['capacity', '--total', 'cpu=4,memory=8Gi']);
  assert.equal(code, 0);
  assert.match(stdout, /The memory limits together, 9Gi, are more than the 8Gi left by others/);
});
