/** Rollouts, pods and owned fields as pure functions of what the API server says. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { LiveObject } from '../../../../cli/kubernetes/cluster/live-object.ts';
import { ownedBy, pick, unionOf } from '../../../../cli/kubernetes/cluster/owned-fields.ts';
import { failureOf } from '../../../../cli/kubernetes/cluster/pod-failures.ts';
import { rolloutOf } from '../../../../cli/kubernetes/cluster/rollout.ts';

const workload = (kind: string, status: object, spec: object = { replicas: 3 }): LiveObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'orders', generation: 2 },
  spec: { ...spec },
  status: { observedGeneration: 2, ...status },
});

const STATES: readonly (readonly [what: string, object: LiveObject, state: string, text: RegExp])[] = [
  ['not seen', workload('Deployment', { observedGeneration: 1 }), 'waiting', /has not seen/],
  ['being made', workload('Deployment', { updatedReplicas: 1 }), 'waiting', /1 of 3 pods of the new version made/],
  ['not ready', workload('Deployment', { replicas: 3, updatedReplicas: 3, availableReplicas: 2 }), 'waiting', /2 of 3/],
  [
    'old ones left',
    workload('Deployment', { replicas: 4, updatedReplicas: 3, availableReplicas: 3 }),
    'waiting',
    /1 pods of the old/,
  ],
  [
    'done',
    workload('Deployment', { replicas: 3, updatedReplicas: 3, availableReplicas: 3 }),
    'done',
    /3 of 3 pods ready/,
  ],
  ['scaled to zero', workload('Deployment', {}, { replicas: 0 }), 'done', /0 of 0/],
  [
    'forbidden pods',
    workload('Deployment', {
      conditions: [
        {
          type: 'ReplicaFailure',
          status: 'True',
          reason: 'FailedCreate',
          message: 'pods "x" is forbidden: exceeded quota',
        },
      ],
    }),
    'failed',
    /FailedCreate: pods "x" is forbidden: exceeded quota/,
  ],
  [
    'set: of two versions',
    workload('StatefulSet', { updatedReplicas: 1, readyReplicas: 3, currentRevision: 'a', updateRevision: 'b' }),
    'waiting',
    /1 of 3 pods of the new version/,
  ],
  [
    'set: done',
    workload('StatefulSet', { updatedReplicas: 3, readyReplicas: 3, currentRevision: 'b', updateRevision: 'b' }),
    'done',
    /3 of 3/,
  ],
];
for (const [what, object, state, text] of STATES)
  test(`rollout: ${what}`, () => {
    const rollout = rolloutOf(object);
    assert.equal(rollout.state, state);
    assert.match(rollout.text, text);
  });

const crashing = (restartCount: number) => ({
  metadata: { name: 'p' },
  status: {
    containerStatuses: [
      {
        name: 'sql',
        restartCount,
        state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s restarting' } },
        lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, message: 'out of memory\n' } },
      },
    ],
  },
});

test('a crash may heal, many do not', () => {
  assert.equal(failureOf(crashing(1))?.final, false);
  assert.deepEqual(failureOf(crashing(3)), {
    final: true,
    text: 'pod p: CrashLoopBackOff: container sql ended 3 times, last with exit code 137 (OOMKilled): out of memory',
  });
  assert.equal(failureOf({ metadata: { name: 'p' }, status: { containerStatuses: [{ name: 'sql' }] } }), undefined);
});

test('owned fields are cut out of an object, items of lists by their keys', () => {
  const object = {
    spec: {
      replicas: 3,
      ports: [
        { port: 1, protocol: 'TCP', name: 'a' },
        { port: 2, protocol: 'TCP', name: 'b', nodePort: 31000 },
      ],
      finalizers: ['x', 'y'],
      args: ['one', 'two'],
      empty: {},
    },
  };
  const mine = {
    'f:spec': {
      'f:ports': { 'k:{"port":2,"protocol":"TCP"}': { '.': {}, 'f:name': {} } },
      'f:finalizers': { 'v:"y"': {} },
      'f:args': {},
      'f:gone': {},
      'f:empty': { '.': {} },
    },
  };
  assert.deepEqual(pick(object, mine), {
    spec: { ports: [{ port: 2, protocol: 'TCP', name: 'b' }], finalizers: ['y'], args: ['one', 'two'], empty: {} },
  });
  const both = unionOf(mine, { 'f:spec': { 'f:replicas': {}, 'f:args': { 'i:0': {} } } });
  assert.deepEqual((pick(object, both) as typeof object).spec.args, ['one', 'two']);
  assert.equal((pick(object, both) as typeof object).spec.replicas, 3);
});

test('only what was applied is owned, not what was updated', () => {
  const entry = (operation: string, name: string) => ({ manager: 'me', operation, fieldsV1: { [name]: {} } });
  const object = {
    ...workload('Deployment', {}),
    metadata: { name: 'o', managedFields: [entry('Update', 'f:a'), entry('Apply', 'f:b')] },
  };
  assert.deepEqual(ownedBy(object, 'me'), { 'f:b': {} });
  assert.equal(ownedBy(object, 'you'), undefined);
});
