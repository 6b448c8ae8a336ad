/** ferris-k8s-deploy list and logs, against a server of the test's own. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Workload } from '../../../../cli/kubernetes/running/workloads.ts';
import { folderWith } from '../../kubernetes/run.ts';
import { type ApiServer, apiServer, type Behaviour, rolledOut } from './api-server.ts';
import { DEPLOYMENT, deploying, LABELS, NAMESPACE } from './deploying.ts';
import { kubeconfigFor } from './kubeconfig-text.ts';

const POD = {
  metadata: { name: 'orders-7d4-x', labels: LABELS },
  status: { phase: 'Running', containerStatuses: [{ name: 'sql', restartCount: 2, state: {} }] },
};

async function deployed(behaviour: Behaviour): Promise<ApiServer> {
  const server = await apiServer({ pods: [POD], ...behaviour });
  server.write(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace' }, 'admin');
  using folder = deploying(server);
  const { code, stderr } = await folder.run(['--yes', '--no-wait']);
  assert.equal(code, 0, stderr);
  return server;
}

async function list(server: Pick<ApiServer, 'url'>, ...args: string[]) {
  using folder = folderWith({ kubeconfig: kubeconfigFor(server.url) });
  return await folder.run([...args, '--kubeconfig', 'kubeconfig']);
}

const json = (stdout: string): readonly Workload[] => (JSON.parse(stdout) as { workloads: Workload[] }).workloads;

test('what was deployed is listed with replicas and pods; what others made is not', async () => {
  await using server = await deployed({});
  server.write(
    '/apis/apps/v1/namespaces/trading/deployments/foreign',
    { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 1 } },
    'helm',
  );
  const { code, stdout, stderr } = await list(server, 'list', '--format', 'json');
  assert.equal(code, 0, stderr);
  const found = json(stdout);
  assert.deepEqual(
    found.map(({ kind, namespace, name, state, image }) => [kind, namespace, name, state, image]),
    [['Deployment', 'trading', 'orders', 'done', 'ferris-sql:1.4.0']],
  );
  assert.ok(found[0]!.replicas!.wanted >= 1);
  assert.deepEqual(found[0]!.pods, [{ name: 'orders-7d4-x', phase: 'Running', restarts: 2 }]);
  const text = await list(server, 'list', '--namespace', 'trading');
  assert.match(text.stdout, /^✅ trading\/orders \(Deployment\): \d+ of \d+ pods ready\n$/);
});

test('lag as the autoscaler sees it: an average counts for each pod', async () => {
  await using server = await deployed({
    status: object =>
      object.kind === 'HorizontalPodAutoscaler'
        ? {
            currentReplicas: 3,
            currentMetrics: [
              { external: { metric: { name: 's0-kafka-orders' }, current: { averageValue: '1500m' } } },
              { external: { metric: { name: 'requests' }, current: { value: '99' } } },
            ],
          }
        : rolledOut(object),
  });
  if (!server.paths().some(path => path.includes('horizontalpodautoscalers')))
    server.write(
      '/apis/autoscaling/v2/namespaces/trading/horizontalpodautoscalers/orders',
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'orders' } },
      },
      'keda',
    );
  const { stdout } = await list(server, 'list', '--format', 'json');
  assert.equal(json(stdout)[0]!.lag, 5);
  assert.match((await list(server, 'list')).stdout, /5 records behind/);
});

test('a failed pod says why', async () => {
  const waiting = { reason: 'ImagePullBackOff', message: 'no such image' };
  await using server = await deployed({
    pods: [{ ...POD, status: { phase: 'Pending', containerStatuses: [{ name: 'sql', state: { waiting } }] } }],
  });
  const { stdout } = await list(server, 'list');
  assert.match(stdout, /ImagePullBackOff: no such image/);
});

test('credentials of one namespace: only that is asked', async () => {
  const refused = { code: 403, body: { message: 'deployments.apps is forbidden' } };
  await using server = await deployed({
    instead: ({ method, path }) =>
      method === 'GET' && /^\/apis\/[^/]+\/v\d\/(deployments|statefulsets|cronjobs|horizontal\w+)$/.test(path)
        ? refused
        : undefined,
  });
  const { code, stdout } = await list(server, 'list', '--format', 'json');
  assert.equal(code, 0);
  assert.deepEqual(json(stdout), []);
  assert.ok(server.asked.some(({ path }) => path === '/apis/apps/v1/namespaces/default/deployments'));
  assert.ok(server.object(DEPLOYMENT));
});

test('logs as they are, and the refusal of a pod that is not there', async () => {
  await using server = await apiServer({
    instead: ({ path, query }) =>
      path === '/api/v1/namespaces/trading/pods/orders-7d4-x/log'
        ? { code: 200, body: [`tail ${query.get('tailLines')}`] }
        : undefined,
  });
  const { code, stdout } = await list(server, 'logs', 'orders-7d4-x', '-n', 'trading', '--tail', '7');
  assert.deepEqual([code, stdout], [0, '["tail 7"]\n']);
  const gone = await list(server, 'logs', 'nobody', '-n', 'trading');
  assert.equal(gone.code, 1);
  assert.match(gone.stderr, /refused: .*nobody\/log not found/);
});

test('a cluster that does not answer: exit 69, and which one', async () => {
  const { code, stderr } = await list({ url: 'http://127.0.0.1:1' }, 'list');
  assert.equal(code, 69);
  assert.match(stderr, /http:\/\/127\.0\.0\.1:1 \(context test\) cannot be reached/);
});
