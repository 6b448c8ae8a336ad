/** What nodes have left for pods, reckoned by hand from what the clouds document. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { allocatable } from '../../../../src/compiler/deploy/cost/allocatable.ts';
import { podsPerNode } from '../../../../src/compiler/deploy/cost/pods-per-node.ts';
import { instanceTypes } from '../../../../src/language/hints/instances.ts';

test('EKS: c5.2xlarge', () =>
  assert.deepEqual(allocatable('aws', { type: 'c5.2xlarge', vcpu: 8, memoryGib: 16 }), {
    // 60 of the first core, 10 of the second, 5 of each of the next two, 2.5 of each of four more; 150 for its own pods.
    cpuMillis: 8000 - 60 - 10 - 10 - 10 - 150,
    // 92.5 % of 16384 is 15155.2; 4 interfaces × 14 addresses + 2 are 58 pods, 255 + 58 × 11 = 893; 100 before eviction.
    memoryMib: 14_162,
    // 58 less aws-node and kube-proxy.
    pods: 56,
  }));

test('GKE: e2-standard-4', () =>
  assert.deepEqual(allocatable('gcp', { type: 'e2-standard-4', vcpu: 4, memoryGib: 16 }), {
    // 60 + 10 + 10, as its page says: 3920 of 4000. Then 320 for its own pods.
    cpuMillis: 3920 - 320,
    // A quarter of 4 GiB, a fifth of 4, a tenth of 8: 2.6 GiB = 2662.4; 100 before eviction; 430 for its own pods.
    memoryMib: Math.floor(16_384 - 2662.4 - 100 - 430),
    pods: 105,
  }));

test('AKS: Standard_D4s_v5', () =>
  assert.deepEqual(allocatable('azure', { type: 'Standard_D4s_v5', vcpu: 4, memoryGib: 16 }), {
    cpuMillis: 4000 - 140 - 350,
    // 20 MB × 250 + 50 MB = 5050 MB = 4816 MiB is more than a quarter of 16384, which is 4096.
    memoryMib: 16_384 - 4096 - 100 - 470,
    pods: 244,
  }));

test('AKS: where a quarter is more, 20 MB for every pod', () =>
  // 5050 MB = 4816.06 MiB.
  assert.equal(
    allocatable('azure', { type: 'Standard_E8s_v5', vcpu: 8, memoryGib: 64 }).memoryMib,
    Math.floor(65_536 - 4816.06 - 100 - 470),
  ));

test('pods that EKS gives addresses to', () => {
  const pods = (type: string, vcpu = 4) => allocatable('aws', { type, vcpu, memoryGib: 16 }).pods + 2;
  // Of the list that the EKS node image has (eni-max-pods.txt).
  assert.deepEqual(
    ['c7g.medium', 'c5.large', 'c5.xlarge', 'r5.4xlarge', 'm5.24xlarge', 'g4dn.xlarge'].map(type => pods(type)),
    [8, 29, 58, 234, 737, 29],
  );
  assert.equal(pods('x9.mega', 8), 110);
  assert.equal(pods('x9.mega', 64), 250);
});

test('the scarcest decides how many pods a node takes', () => {
  const room = { cpuMillis: 7760, memoryMib: 14_162, pods: 56 };
  const pod = (cpuRequestMillis: number, memoryMib: number) => podsPerNode(room, { cpuRequestMillis, memoryMib });
  assert.equal(pod(2000, 4096), 3); // 3.88 by cores, 3.46 by memory
  assert.equal(pod(4000, 4096), 1); // by cores
  assert.equal(pod(500, 8192), 1); // by memory
  assert.equal(pod(10, 16), 56); // by addresses
  assert.equal(pod(8000, 1024), 0);
});

test('no node has less than no room, nor more than its size', () => {
  for (const node of [...instanceTypes(), { cloud: 'gcp' as const, type: 'e2-tiny', vcpu: 0.25, memoryGib: 0.5 }]) {
    const room = allocatable(node.cloud, node);
    assert.ok(room.cpuMillis >= 0 && room.cpuMillis < node.vcpu * 1000, node.type);
    assert.ok(room.memoryMib >= 0 && room.memoryMib < node.memoryGib * 1024, node.type);
  }
});
