/** The kustomize folder, built by kustomize where it is installed and always by a small application of its patches. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { kustomizeLayout } from '../../../../src/compiler/deploy/layouts/kustomize.ts';
import type { LayoutFiles } from '../../../../src/compiler/deploy/layouts/layout.ts';
import type { KubernetesObject } from '../../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { at } from '../specs.ts';
import { applyPatch } from './apply-patch.ts';
import { byIdentity, everyKind, severalDeployments } from './deployments.ts';

const kubectl = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' }).status === 0;

/** As `kubectl kustomize FOLDER` does it. */
function built(files: LayoutFiles, folder: string): readonly KubernetesObject[] {
  const own = builtByHand(files, folder);
  if (!kubectl) return own;
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-kustomize-'));
  try {
    for (const [name, text] of files) {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      fs.writeFileSync(path.join(root, name), text);
    }
    const { stdout, stderr, status } = spawnSync('kubectl', ['kustomize', path.join(root, folder)], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    const objects = objectsIn(stdout);
    assert.deepEqual(byIdentity(own), byIdentity(objects));
    return objects;
  } finally {
    fs.rmSync(root, { recursive: true });
  }
}

const objectsIn = (text: string): readonly KubernetesObject[] =>
  parseAllDocuments(text, { version: '1.1' }).map(document => document.toJS());

function builtByHand(files: LayoutFiles, folder: string): readonly KubernetesObject[] {
  const { resources, patches = [] } = parse(files.get(`${folder}/kustomization.yaml`) ?? '') as {
    readonly resources: readonly string[];
    readonly patches?: readonly { readonly path: string }[];
  };
  const objects = resources.flatMap(name => {
    const file = path.posix.join(folder, name);
    const text = files.get(file);
    return text === undefined ? builtByHand(files, file) : objectsIn(text);
  });
  const changes = patches.flatMap(one => objectsIn(files.get(path.posix.join(folder, one.path))!));
  return objects.map(object =>
    changes
      .filter(({ kind, metadata }) => kind === object.kind && metadata?.name === object.metadata?.name)
      .reduce<KubernetesObject>((before, patch) => applyPatch(before, patch) as KubernetesObject, object),
  );
}

for (const [name, one] of everyKind)
  test(`${name}: base and overlays are the objects`, () => {
    const files = kustomizeLayout([one]);
    assert.deepEqual(byIdentity(built(files, 'base')), byIdentity(one.objects));
    for (const { region, objects } of one.regions)
      assert.deepEqual(byIdentity(built(files, `overlays/${region}`)), byIdentity(objects), region);
    assert.equal([...files.keys()].filter(file => file.endsWith('/kustomization.yaml')).length, 1 + one.regions.length);
    assert.deepEqual([...kustomizeLayout([one])], [...files]);
  });

test('several deployments: each in its folder, what they share once, each overlay those of its region', () => {
  const several = severalDeployments();
  const files = kustomizeLayout(several);
  const names = (folder: string) =>
    built(files, folder)
      .map(({ kind, metadata }) => `${kind} ${metadata?.name}`)
      .filter(one => /^(Deployment|Namespace|PriorityClass) /.test(one))
      .toSorted();
  const shared = ['Namespace orders', 'PriorityClass ferris-high'];
  assert.deepEqual(names('base'), [
    'Deployment orders-all-orders',
    'Deployment orders-large-orders',
    'Deployment orders-small-orders',
    ...shared,
  ]);
  assert.deepEqual(names('overlays/us-west-2'), ['Deployment orders-large-orders', ...shared]);
  assert.deepEqual(names('overlays/us-east-1'), [
    'Deployment orders-large-orders',
    'Deployment orders-small-orders',
    ...shared,
  ]);
  const there = built(files, 'overlays/us-east-1');
  const replicas = (name: string) =>
    at(
      there.find(({ kind, metadata }) => kind === 'Deployment' && metadata?.name === name),
      '/spec/replicas',
    );
  assert.equal(replicas('orders-large-orders'), 0);
  assert.equal(replicas('orders-small-orders'), undefined);
});

test('an overlay tells only what is different in its region', () => {
  const files = kustomizeLayout([everyKind.get('standing by')!]);
  const patch = parse(files.get('overlays/us-east-1/deployment-orders.yaml')!);
  assert.deepEqual(patch, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders' },
    spec: {
      replicas: 0,
      template: {
        spec: {
          nodeSelector: { 'topology.kubernetes.io/region': 'us-east-1' },
          containers: [{ name: 'ferris-streams', env: [{ name: 'FERRIS_REGION', value: 'us-east-1' }] }],
        },
      },
    },
  });
  assert.deepEqual(
    [...files.keys()].filter(name => name.startsWith('overlays/us-east-1/')),
    ['overlays/us-east-1/kustomization.yaml', 'overlays/us-east-1/deployment-orders.yaml'],
  );
});
