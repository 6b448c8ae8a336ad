/** ferris-k8s-deploy extract-hints of what runs in a cluster, against a server of the test's own. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { folderWith } from '../../kubernetes/run.ts';
import { type ApiServer, apiServer } from './api-server.ts';
import { deploying, NAMESPACE } from './deploying.ts';
import { kubeconfigFor } from './kubeconfig-text.ts';

async function extract(server: Pick<ApiServer, 'url'>, ...args: string[]) {
  using folder = folderWith({ kubeconfig: kubeconfigFor(server.url) });
  return await folder.run(['extract-hints', '--kubeconfig', 'kubeconfig', ...args]);
}

test('a deployment by its name: its hints come back, of its own autoscaler too', async () => {
  await using server = await apiServer({});
  server.write(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace' }, 'admin');
  using folder = deploying(server);
  assert.equal((await folder.run(['--yes', '--no-wait', '--set', 'scaling.max_replicas=7'])).code, 0);
  server.write(
    '/apis/autoscaling/v2/namespaces/trading/horizontalpodautoscalers/foreign',
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'foreign' }, maxReplicas: 99 },
    },
    'helm',
  );
  const { code, stdout, stderr } = await extract(server, '--from-deployment', 'orders', '--namespace', 'trading');
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^-- @ferris:workload=trading$/m);
  assert.match(stdout, /^-- @ferris:scaling.max_replicas=7$/m);
  assert.doesNotMatch(stdout, /99/);
});

test('a name that nothing has, and a server that is not there', async () => {
  await using server = await apiServer({});
  const missing = await extract(server, '--from-deployment', 'orders', '--namespace', 'trading');
  assert.equal(missing.code, 66);
  assert.match(missing.stderr, /no Deployment, StatefulSet or CronJob 'orders' in the namespace trading of test/);
  const away = await extract({ url: 'http://127.0.0.1:9' }, '--from-deployment', 'orders');
  assert.equal(away.code, 69);
});
