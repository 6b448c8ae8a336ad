/** What is wrong with an object is found, and where. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { KubernetesObject } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { manifestProblems } from '../../../src/compiler/deploy/validate.ts';
import { manifestWith } from './specs.ts';

const found = (...objects: readonly (KubernetesObject & Record<string, unknown>)[]) =>
  manifestProblems(objects).map(({ object, path, message }) => `${object} ${path}: ${message}`);

const configMap = (name: string, data: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

test('each with its place', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
  assert.deepEqual(found({ ...service, spec: { ports: [{ port: '9091' }] } }), [
    'Service a /spec/ports/0/port: must be integer',
  ]);
  assert.deepEqual(found({ ...service, spec: { ports: [{ port: 99_999 }] } }), [
    'Service a /spec/ports/0/port: 99999 is no port (1 to 65535)',
  ]);
  assert.deepEqual(found({ apiVersion: 'v2', kind: 'Service', metadata: { name: 'a' } }), [
    'Service a : there is no schema for Service of v2',
  ]);
  assert.deepEqual(found(configMap('Upper')), ["ConfigMap Upper /metadata/name: 'Upper' is no name of a ConfigMap"]);
  assert.deepEqual(found(configMap('a', { 'b/c': '' })), ['ConfigMap a /data/b~1c: is no key of a ConfigMap']);
  assert.deepEqual(found(configMap('a'), configMap('a')), ['ConfigMap a /metadata/name: is in the manifest twice']);
  assert.match(found(configMap('a', { b: 'ü'.repeat(500_001) }))[0] ?? '', /has 1000003 bytes/);
});

test('labels and annotations', () => {
  const metadata = { name: 'a', labels: { b: 'c d' }, annotations: { 'e/f/g': '' } };
  assert.deepEqual(found({ apiVersion: 'v1', kind: 'ConfigMap', metadata }), [
    "ConfigMap a /metadata/labels/b: 'c d' is no value of a label",
    'ConfigMap a /metadata/annotations/e~1f~1g: is no key of a label or an annotation',
  ]);
});

test('a CronJob has a shorter name', () => {
  const [job] = manifestWith({ workload: 'reporting' }).filter(({ kind }) => kind === 'CronJob');
  assert.deepEqual(
    manifestProblems([{ ...job!, metadata: { name: 'a'.repeat(53) } }]).map(({ message }) => message),
    ['has 53 characters, at most 52 may be'],
  );
});
