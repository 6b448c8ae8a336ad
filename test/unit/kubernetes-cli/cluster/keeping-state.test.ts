/** deploy-from-sql asks what becomes of the state that jobs in the cluster keep, and throws none of it away unasked. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { type ApiServer, apiServer } from './api-server.ts';
import { DEPLOYMENT, deploying, NAMESPACE } from './deploying.ts';

const HINTS = `-- @ferris:workload=trading
-- @ferris:container.image=ferris-sql:1.4.0
-- @ferris:container.namespace=trading
-- @ferris:kafka.brokers=kafka:9092
`;
const SOURCE = `CREATE STREAM orders (id STRING, kind STRING, amount DECIMAL(12, 2)) WITH ('topic' = 'orders', 'format' = 'json');\n`;
const totals = (select = 'SUM(amount) AS total', where = 'amount > 10') =>
  `${HINTS}${SOURCE}CREATE TABLE totals AS SELECT kind, ${select} FROM orders WHERE ${where} GROUP BY kind EMIT CHANGES;\n`;
const CONFIG = `${NAMESPACE}/configmaps/orders-config`;

function allowedBy(server: ApiServer): string | undefined {
  const { spec } = server.object(DEPLOYMENT) as unknown as {
    readonly spec: { template: { spec: { containers: { env: { name: string; value?: string }[] }[] } } };
  };
  return spec.template.spec.containers[0]!.env.find(({ name }) => name === 'FERRIS_RESET_STATE')?.value;
}

/** Deploys `before`, then has `after` in the folder. */
async function changed(server: ApiServer, before: string, after: string, files: Readonly<Record<string, string>> = {}) {
  const folder = deploying(server, { ...files, 'orders.sql': before });
  const first = await folder.run(['--no-wait']);
  assert.equal(first.code, 0, first.stderr);
  assert.equal(first.stderr, '');
  fs.writeFileSync(path.join(folder.path, 'orders.sql'), after);
  return folder;
}

test('state that the new query cannot go on with keeps it from being applied', async () => {
  await using server = await apiServer();
  using folder = await changed(server, totals(), totals('MAX(amount) AS total'));
  const writes = server.writes().length;
  const { code, stderr } = await folder.run(['--no-wait']);
  assert.equal(code, 1);
  assert.match(stderr, /the job orders keeps state that this would throw away, so nothing is applied:/);
  assert.match(stderr, /^ {2}changed +totals: aggregate /m);
  assert.match(stderr, /--reset-state/);
  assert.equal(server.writes().length, writes);
});

test('a dry run and a difference tell it and go on', async () => {
  await using server = await apiServer();
  using folder = await changed(server, totals(), totals('MAX(amount) AS total'));
  const dry = await folder.run(['--dry-run', 'server']);
  assert.equal(dry.code, 0);
  assert.match(dry.stderr, /keeps state that this would throw away:\n/);
  assert.match(dry.stdout, /Deployment orders changed \(dry run\)/);
  const diff = await folder.run(['--diff']);
  assert.equal(diff.code, 1);
  assert.match(diff.stderr, /keeps state that this would throw away:\n/);
  assert.match(diff.stdout, /MAX\(amount\)/);
});

test('allowed, the pods may drop what was kept, for this plan and as long as it is this plan', async () => {
  await using server = await apiServer();
  using folder = await changed(server, totals(), totals('MAX(amount) AS total'));
  assert.equal(allowedBy(server), undefined);
  assert.equal((await folder.run(['--no-wait', '--reset-state'])).code, 0);
  const allowed = allowedBy(server);
  assert.match(allowed ?? '', /^[0-9a-z]+$/);

  // The same once more changes nothing: no pod is started again.
  const again = await folder.run(['--no-wait']);
  assert.equal(again.code, 0);
  assert.match(again.stdout, /Deployment orders unchanged/);
  assert.equal(allowedBy(server), allowed);

  const file = path.join(folder.path, 'orders.sql');
  fs.writeFileSync(file, totals('MAX(amount) AS total', 'amount > 20'));
  assert.equal((await folder.run(['--no-wait'])).code, 0);
  assert.equal(allowedBy(server), allowed);

  fs.writeFileSync(file, totals('MIN(amount) AS total'));
  assert.equal((await folder.run(['--no-wait'])).code, 1);
  assert.equal((await folder.run(['--no-wait', '--reset-state'])).code, 0);
  assert.notEqual(allowedBy(server), allowed);
});

test('what survives, and what keeps nothing, is applied', async () => {
  await using server = await apiServer();
  using folder = await changed(server, totals(), totals('SUM(amount) AS total', 'amount > 20'));
  const { code, stderr } = await folder.run(['--no-wait']);
  assert.deepEqual([code, stderr], [0, '']);
  assert.equal(allowedBy(server), undefined);
  const more = `${totals()}CREATE STREAM payments (id STRING, kind STRING) WITH ('topic' = 'payments', 'format' = 'json');
CREATE TABLE counts AS SELECT kind, COUNT(*) AS n FROM payments GROUP BY kind EMIT CHANGES;\n`;
  fs.writeFileSync(path.join(folder.path, 'orders.sql'), more);
  const beside = await folder.run(['--no-wait']);
  assert.deepEqual([beside.code, beside.stderr], [0, ''], 'a query beside, of other topics, keeps its state apart');

  await using other = await apiServer();
  const stateless = `${HINTS}${SOURCE}CREATE STREAM large AS SELECT id FROM orders WHERE amount > 10;\n`;
  using plain = await changed(other, stateless, totals());
  assert.equal((await plain.run(['--no-wait'])).code, 0);
});

test('another consumer group leaves the state behind', async () => {
  await using server = await apiServer();
  using folder = await changed(server, totals(), `-- @ferris:kafka.consumer_group=others\n${totals()}`);
  const { code, stderr } = await folder.run(['--no-wait']);
  assert.equal(code, 1);
  assert.match(stderr, /gone +all of it: the consumer group was 'orders-processors' and becomes 'others'/);
});

test('SQL in the cluster that cannot be planned is told, and may be replaced when that is asked for', async () => {
  await using server = await apiServer();
  using folder = await changed(server, totals(), totals());
  server.write(CONFIG, { data: { 'orders.sql': 'SELECT FROM WHERE' } }, 'ferris-k8s-deploy');
  const { code, stderr } = await folder.run(['--no-wait']);
  assert.equal(code, 1);
  assert.match(stderr, /is not known: this version of ferris-k8s-deploy cannot plan it/);
  const reset = await folder.run(['--no-wait', '--reset-state', '--force-conflicts']);
  assert.equal(reset.code, 0, reset.stderr);
});

test('schema files of the cluster are those by which the SQL there is planned', async () => {
  await using server = await apiServer();
  const schema = (type: string) =>
    JSON.stringify({
      type: 'record',
      name: 'Order',
      fields: [
        { name: 'kind', type: 'string' },
        { name: 'amount', type },
      ],
    });
  const sql = `${HINTS}CREATE STREAM orders WITH ('topic' = 'orders', 'format' = 'avro', 'schema.file' = 'schemas/order.avsc');
CREATE TABLE totals AS SELECT kind, SUM(amount) AS total FROM orders GROUP BY kind EMIT CHANGES;\n`;
  using folder = await changed(server, sql, sql, { 'schemas/order.avsc': schema('long') });
  const same = await folder.run(['--no-wait']);
  assert.deepEqual([same.code, same.stderr], [0, '']);
  fs.writeFileSync(path.join(folder.path, 'schemas/order.avsc'), schema('double'));
  const other = await folder.run(['--no-wait']);
  assert.equal(other.code, 1);
  assert.match(other.stderr, /changed +totals: aggregate /);
});

test('configuration files of the cluster are those by which the SQL there is planned', async () => {
  await using server = await apiServer();
  const sql = `${HINTS}CREATE STREAM orders (kind STRING, amount BIGINT) WITH ('config_file' = 'configs/orders.yaml');
CREATE TABLE totals AS SELECT kind, SUM(amount) AS total FROM orders GROUP BY kind EMIT CHANGES;\n`;
  using folder = await changed(server, sql, sql, {
    'configs/orders.yaml': 'extends: shared.yaml\ntopic: orders\n',
    'configs/shared.yaml': 'format: json\n',
  });
  const same = await folder.run(['--no-wait']);
  assert.deepEqual([same.code, same.stderr], [0, '']);
  fs.writeFileSync(path.join(folder.path, 'configs/orders.yaml'), 'extends: shared.yaml\ntopic: others\n');
  const other = await folder.run(['--no-wait']);
  assert.equal(other.code, 1);
  assert.match(other.stderr, /changed +totals: aggregate /);
});
