/** deploy-from-sql: rollouts that fail are undone, and what is undone is as it was. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type ApiObject, apiServer, type Behaviour, rolledOut, type ServedPod } from './api-server.ts';
import { DEPLOYMENT, deploying, LABELS, NAMESPACE } from './deploying.ts';

const waiting = ({ metadata: { generation } }: ApiObject) => ({
  observedGeneration: generation,
  replicas: 1,
  updatedReplicas: 1,
  availableReplicas: 0,
});

const pulling: ServedPod = {
  metadata: { name: 'orders-7d4-x', labels: LABELS },
  status: {
    containerStatuses: [
      {
        name: 'sql',
        state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "ferris-sql:2"' } },
      },
    ],
  },
};

test('a first deployment that fails is removed again, the newest object first', async () => {
  await using server = await apiServer({
    status: object => (object.kind === 'Deployment' ? waiting(object) : undefined),
    pods: [pulling],
  });
  using folder = deploying(server);
  const { code, stdout, stderr } = await folder.run([]);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /Deployment orders: 0 of 1 pods ready; pod orders-7d4-x: ImagePullBackOff: Back-off pulling image "ferris-sql:2"/,
  );
  assert.match(stderr, /everything that was applied is undone/);
  assert.match(stdout, /Deployment orders deleted/);
  assert.deepEqual(server.paths(), []);
  assert.equal(server.writes().at(-1), `DELETE ${NAMESPACE}`);
});

test('a change that fails is taken back, and fields of others stay', async () => {
  const behaviour: Behaviour = { status: rolledOut };
  await using server = await apiServer({
    status: object => behaviour.status!(object),
    pods: [],
  });
  using folder = deploying(server);
  assert.equal((await folder.run([])).code, 0);
  server.write(DEPLOYMENT, { spec: { replicas: 7 } }, 'horizontal-pod-autoscaler');
  const before = server.object(DEPLOYMENT)!;
  const maps = (text: string) => server.paths().filter(one => one.includes(text)).length;
  const objects = maps('/');

  behaviour.status = object =>
    object.kind === 'Deployment' && JSON.stringify(object).includes('ferris-sql:2')
      ? {
          ...waiting(object),
          conditions: [
            { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'timed out' },
          ],
        }
      : rolledOut(object);
  const { code, stdout, stderr } = await folder.run(['--image', 'ferris-sql:2', '--set', 'scaling.max_replicas=9']);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /Deployment orders: ProgressDeadlineExceeded: timed out/);
  assert.match(stdout, /Deployment orders as it was before/);
  const after = server.object(DEPLOYMENT)!;
  assert.deepEqual(after.spec, before.spec);
  assert.deepEqual(labelsOf(after), labelsOf(before));
  assert.equal(maps('/'), objects);
  // What the undo leaves behind is no obstacle.
  behaviour.status = rolledOut;
  assert.equal((await folder.run(['--image', 'ferris-sql:3'])).code, 0);
  assert.match(JSON.stringify(server.object(DEPLOYMENT)), /ferris-sql:3/);
});

const labelsOf = (object: ApiObject): unknown => {
  const { labels, annotations } = object.metadata as { labels?: object; annotations?: object };
  return { labels, annotations };
};

test('forced fields get the value back that somebody else had set', async () => {
  const behaviour: Behaviour = { status: rolledOut };
  await using server = await apiServer({ status: object => behaviour.status!(object) });
  using folder = deploying(server);
  assert.equal((await folder.run([])).code, 0);
  const labels = { metadata: { labels: { 'app.kubernetes.io/managed-by': 'helm' } } };
  server.write(DEPLOYMENT, labels, 'helm');
  behaviour.status = object =>
    object.kind === 'Deployment'
      ? { conditions: [{ type: 'Progressing', status: 'False', reason: 'Nope' }], observedGeneration: 99 }
      : undefined;
  assert.equal((await folder.run(['--force-conflicts'])).code, 1);
  assert.match(JSON.stringify(labelsOf(server.object(DEPLOYMENT)!)), /managed-by":"helm"/);
});

test('a rollout that takes too long is undone', async () => {
  await using server = await apiServer({
    status: object => (object.kind === 'Deployment' ? waiting(object) : undefined),
    pods: [
      {
        metadata: { name: 'p', labels: LABELS },
        status: { conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }] },
      },
    ],
  });
  using folder = deploying(server);
  const { code, stderr } = await folder.run(['--timeout', '1']);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /not rolled out within 1 s \(0 of 1 pods ready; pod p: no node for it: 0\/3 nodes are available\)/,
  );
  assert.deepEqual(server.paths(), []);
});

test('pods of an older version do not count', async () => {
  let looks = 0;
  const of = (hash: string, uid: string, revision: string) => ({
    metadata: {
      labels: { 'pod-template-hash': hash },
      annotations: { 'deployment.kubernetes.io/revision': revision },
      ownerReferences: [{ uid }],
    },
  });
  const old = { ...pulling, metadata: { name: 'old', labels: { ...LABELS, 'pod-template-hash': 'old' } } };
  await using server = await apiServer({
    status: object => {
      if (object.kind !== 'Deployment') return undefined;
      return ++looks > 5 ? rolledOut(object) : waiting(object);
    },
    replicaSets: uid => [of('old', uid, '1'), of('new', uid, '2')],
    pods: [old],
  });
  using folder = deploying(server);
  assert.equal((await folder.run(['--no-wait'])).code, 0);
  const revision = { metadata: { annotations: { 'deployment.kubernetes.io/revision': '2' } } };
  server.write(DEPLOYMENT, revision, 'kube-controller-manager');
  looks = 0;
  const { code, stderr } = await folder.run([]);
  assert.equal(code, 0, stderr);
  const asked = server.asked.findLast(({ path }) => path.endsWith('/pods'));
  assert.match(asked?.query.get('labelSelector') ?? '', /,pod-template-hash=new$/);
});

test('--no-wait ends when everything is applied', async () => {
  await using server = await apiServer({ status: waiting });
  using folder = deploying(server);
  const { code, stdout } = await folder.run(['--no-wait']);
  assert.equal(code, 0);
  assert.doesNotMatch(stdout, /rolled out/);
});

test('an object that is refused half way undoes what came before it', async () => {
  await using server = await apiServer({
    instead: ({ method, path, query }) =>
      method === 'PATCH' && query.get('dryRun') === null && path === DEPLOYMENT
        ? { code: 403, body: { kind: 'Status', message: 'exceeded quota' } }
        : undefined,
  });
  using folder = deploying(server);
  const { code, stderr } = await folder.run([]);
  assert.equal(code, 1);
  assert.match(stderr, /refused an object:\n {2}Deployment orders: these credentials may not do this: exceeded quota/);
  assert.deepEqual(server.paths(), []);
});

test('an API server that is away for a moment while it rolls out is no failure', async () => {
  let looks = 0;
  await using server = await apiServer({
    status: object => (object.kind === 'Deployment' && looks < 4 ? waiting(object) : rolledOut(object)),
    instead: ({ method, path }) => {
      if (method !== 'GET' || path !== DEPLOYMENT) return undefined;
      return ++looks === 3 || looks === 4 ? 'dropped' : undefined;
    },
  });
  using folder = deploying(server);
  const { code, stderr } = await folder.run([]);
  assert.equal(code, 0, stderr);
  assert.ok(looks >= 5);
});

test('a write without an answer is told as such', async () => {
  await using server = await apiServer({
    instead: ({ method, path, query }) =>
      method === 'PATCH' && query.get('dryRun') === null && path === DEPLOYMENT ? 'dropped' : undefined,
  });
  using folder = deploying(server);
  const { code, stderr } = await folder.run([]);
  assert.equal(code, 69);
  assert.match(stderr, /cannot reach .*\n.*\n.*whether Deployment orders was applied is not known/);
  assert.deepEqual(server.paths(), []);
});
