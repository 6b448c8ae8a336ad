/** deploy-from-sql: what is applied, in which order, and what is refused before anything is. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { apiServer } from './api-server.ts';
import { DEPLOYMENT, deploying, NAMESPACE, SQL } from './deploying.ts';

test('applies every object in order, waits, and tells each in a line', async () => {
  await using server = await apiServer();
  using folder = deploying(server);
  const { code, stdout, stderr } = await folder.run([]);
  assert.equal(stderr, '');
  assert.equal(code, 0);
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines[0], '✅ Namespace trading created');
  assert.equal(lines.at(-1), '✅ Deployment orders rolled out: 1 of 1 pods ready');
  assert.equal(lines.length, server.writes().length + 1);
  assert.equal(server.writes()[0], `PATCH ${NAMESPACE}`);
  const place = (part: string) => server.writes().findIndex(one => one.includes(part));
  assert.ok(place('/serviceaccounts/') < place('/deployments/'));
  assert.ok(place('/configmaps/orders-config') < place('/deployments/'));
  assert.ok(place('/deployments/') < place('/horizontalpodautoscalers/'));
  assert.ok(server.asked.every(({ authorization }) => authorization === 'Bearer s3cret'));

  const again = await folder.run([]);
  assert.equal(again.code, 0);
  assert.match(again.stdout, /Deployment orders unchanged/);
  assert.doesNotMatch(again.stdout, / (created|changed)$/m);
});

test('a dry run on the server writes nothing and sends dryRun=All', async () => {
  await using server = await apiServer();
  using folder = deploying(server);
  server.write(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace' }, 'kubectl');
  const { code, stdout } = await folder.run(['--dry-run', 'server']);
  assert.equal(code, 0);
  assert.match(stdout, /^Deployment orders created \(dry run\)$/m);
  assert.deepEqual(server.writes(), []);
  const tried = server.asked.filter(({ method }) => method === 'PATCH');
  assert.ok(tried.length > 5 && tried.every(({ query }) => query.get('dryRun') === 'All'));
  assert.deepEqual(server.paths(), [NAMESPACE]);
});

test('a dry run tells what cannot be tried in a namespace that is not there yet', async () => {
  await using server = await apiServer();
  using folder = deploying(server);
  const { code, stdout } = await folder.run(['--dry-run', 'server']);
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^Deployment orders created \(dry run; the server cannot check it before its namespace is there\)$/m,
  );
  assert.deepEqual(server.paths(), []);
});

test('a dry run on the client needs no cluster', async () => {
  using folder = deploying({ url: 'http://127.0.0.1:1' });
  const { code, stdout } = await folder.run(['--dry-run', 'client']);
  assert.equal(code, 0);
  assert.match(stdout, /^Deployment orders would be applied \(dry run\)$/m);
});

test('conflicts are told with field and owner before anything is applied, and can be forced', async () => {
  await using server = await apiServer();
  using folder = deploying(server);
  assert.equal((await folder.run([])).code, 0);
  const before = server.writes().length;
  const image = { spec: { template: { spec: { containers: [{ name: 'ferris-sql', image: 'mine:1' }] } } } };
  const name = containerOf(server.object(DEPLOYMENT));
  image.spec.template.spec.containers[0]!.name = name;
  server.write(DEPLOYMENT, image, 'kubectl-set');
  const { code, stderr } = await folder.run([]);
  assert.equal(code, 1);
  assert.match(stderr, /would refuse this, so nothing is applied/);
  assert.ok(
    stderr.includes(`Deployment orders: .spec.template.spec.containers[name="${name}"].image belongs to 'kubectl-set'`),
    stderr,
  );
  assert.match(stderr, /--force-conflicts takes such fields over/);
  assert.equal(server.writes().length, before);

  assert.equal((await folder.run(['--force-conflicts'])).code, 0);
  assert.match(JSON.stringify(server.object(DEPLOYMENT)), /"image":"ferris-sql:1.4.0"/);
});

function containerOf(object: unknown): string {
  const { spec } = object as { spec: { template: { spec: { containers: { name: string }[] } } } };
  return spec.template.spec.containers[0]!.name;
}

test('a bound that the calendar of conditional scaling has set is left to it', async () => {
  const hints = `-- @ferris:scaling.condition=market_hours
-- @ferris:scaling.market_hours.min_replicas=5
-- @ferris:scaling.market_hours.max_replicas=20
-- @ferris:scaling.market_hours.schedule=0 9-16 * * 1-5
-- @ferris:scaling.after_hours.min_replicas=1
-- @ferris:scaling.after_hours.max_replicas=3
`;
  for (const [autoscaler, path, fields] of [
    ['keda', '/apis/keda.sh/v1alpha1/namespaces/trading/scaledobjects/orders', { maxReplicaCount: 20 }],
    [
      'hpa',
      '/apis/autoscaling/v2/namespaces/trading/horizontalpodautoscalers/orders-hpa',
      { minReplicas: 5, maxReplicas: 20 },
    ],
  ] as const) {
    await using server = await apiServer();
    using folder = deploying(server, { 'orders.sql': `${hints}${SQL}` });
    const first = await folder.run(['--autoscaler', autoscaler]);
    assert.equal(first.code, 0, first.stderr);
    const bounds = (): object => {
      const { spec } = server.object(path) as { readonly spec: Readonly<Record<string, unknown>> };
      return Object.fromEntries(Object.keys(fields).map(name => [name, spec[name]]));
    };
    server.write(path, { spec: fields }, 'ferris-scaling-schedule');
    const again = await folder.run(['--autoscaler', autoscaler]);
    assert.equal(again.code, 0, again.stderr);
    assert.deepEqual(bounds(), fields);
    assert.equal((await folder.run(['--autoscaler', autoscaler, '--force-conflicts'])).code, 0);
    assert.notDeepEqual(bounds(), fields);
  }
});

test('kinds that the cluster lacks are told before anything is applied', async () => {
  await using server = await apiServer({ without: ['monitoring.coreos.com'] });
  using folder = deploying(server);
  const { code, stderr } = await folder.run([]);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /ServiceMonitor \(monitoring\.coreos\.com\/v1\), PrometheusRule .*the Prometheus operator is not installed; .*--monitoring annotations/,
  );
  assert.deepEqual(server.paths(), []);
});

test('KEDA is told by its name', async () => {
  await using server = await apiServer({ without: ['keda.sh'] });
  using folder = deploying(server);
  const { code, stderr } = await folder.run(['--autoscaler', 'keda']);
  assert.equal(code, 1);
  assert.match(stderr, /ScaledObject \(keda\.sh\/v1alpha1\): KEDA is not installed; .*--autoscaler hpa/);
});

test('errors of the file keep the cluster untouched', async () => {
  await using server = await apiServer();
  using folder = deploying(server, { 'orders.sql': 'SELECT nonsense FROM' });
  const { code, stderr } = await folder.run([]);
  assert.equal(code, 2);
  assert.match(stderr, /orders\.sql has errors, so nothing is deployed/);
  assert.equal(server.asked.length, 0);
});
