/** The table of instance types against sizes as the clouds state them, above all the irregular ones. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { findInstance, instanceTypes } from '../../../src/language/hints/instances.ts';

const STATED: readonly (readonly [type: string, cloud: string, arch: string, vcpu: number, gib: number])[] = [
  ['c5.2xlarge', 'aws', 'amd64', 8, 16],
  ['c5.9xlarge', 'aws', 'amd64', 36, 72],
  ['c5n.large', 'aws', 'amd64', 2, 5.25],
  ['c5n.2xlarge', 'aws', 'amd64', 8, 21],
  ['c5n.9xlarge', 'aws', 'amd64', 36, 96],
  ['c5n.18xlarge', 'aws', 'amd64', 72, 192],
  ['c6i.32xlarge', 'aws', 'amd64', 128, 256],
  ['c7g.medium', 'aws', 'arm64', 1, 2],
  ['m5.24xlarge', 'aws', 'amd64', 96, 384],
  ['m7g.16xlarge', 'aws', 'arm64', 64, 256],
  ['r5.2xlarge', 'aws', 'amd64', 8, 64],
  ['r6i.32xlarge', 'aws', 'amd64', 128, 1024],
  ['r7g.large', 'aws', 'arm64', 2, 16],
  ['g4dn.xlarge', 'aws', 'amd64', 4, 16],
  ['t3.2xlarge', 'aws', 'amd64', 8, 32],
  ['e2-highmem-16', 'gcp', 'amd64', 16, 128],
  ['n2-highmem-96', 'gcp', 'amd64', 96, 768],
  ['n2-highmem-128', 'gcp', 'amd64', 128, 864],
  ['n2d-standard-224', 'gcp', 'amd64', 224, 896],
  ['c3-highmem-176', 'gcp', 'amd64', 176, 1408],
  ['t2a-standard-48', 'gcp', 'arm64', 48, 192],
  ['Standard_D4s_v5', 'azure', 'amd64', 4, 16],
  ['Standard_D64ps_v5', 'azure', 'arm64', 64, 208],
  ['Standard_E96s_v5', 'azure', 'amd64', 96, 672],
  ['Standard_E32ps_v5', 'azure', 'arm64', 32, 208],
  ['Standard_F72s_v2', 'azure', 'amd64', 72, 144],
];

for (const [type, cloud, arch, vcpu, memoryGib] of STATED)
  test(`instance types: ${type}`, () => {
    const { family: _family, ...size } = findInstance(type)!;
    assert.deepEqual(size, { type, cloud, arch, vcpu, memoryGib });
  });

test('instance types: sizes of a family belong together', () => {
  assert.equal(findInstance('c5.large')!.family, findInstance('c5.9xlarge')!.family);
  assert.equal(findInstance('Standard_D2s_v5')!.family, findInstance('Standard_D64s_v5')!.family);
  assert.notEqual(findInstance('Standard_D2s_v5')!.family, findInstance('Standard_D2ps_v5')!.family);
});

test('instance types: what is not known is not guessed', () => {
  for (const type of ['c5.3xlarge', 'c5.metal', 'r6id.2xlarge', 'standard_d4s_v5', 'Standard_F4s_v5', 'e2-medium', ''])
    assert.equal(findInstance(type), undefined, type);
});

test('instance types: each is found by its own name, once, with a size', () => {
  const all = instanceTypes();
  assert.equal(new Set(all.map(one => one.type)).size, all.length);
  for (const one of all) {
    assert.deepEqual(findInstance(one.type), one);
    assert.ok(Number.isInteger(one.vcpu) && one.vcpu > 0 && one.memoryGib >= one.vcpu, one.type);
  }
});
