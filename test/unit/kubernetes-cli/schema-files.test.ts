/** Pods have the schema files that their SQL names: what a manifest mounts, laid out in a folder, is planned as the SQL itself is. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parseAllDocuments } from 'yaml';
import { EXIT } from '../../../cli/exit-codes.ts';
import { renderChart } from '../deploy/layouts/render-template.ts';
import { at } from '../deploy/specs.ts';
import { type Folder, folderWith } from '../kubernetes/run.ts';
import { folderWith as sqlFolderWith } from '../sql-cli/run.ts';

const ORDER = JSON.stringify({
  type: 'record',
  name: 'Order',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'amount', type: 'long' },
  ],
});
const KEY = JSON.stringify({ type: 'record', name: 'OrderKey', fields: [{ name: 'id', type: 'string' }] });
const TRADE = `syntax = "proto3";
import "common/money.proto";
message Trade { string symbol = 1; common.Money price = 2; }
`;
const MONEY = `syntax = "proto3";
package common;
import "common/currency.proto";
message Money { int64 units = 1; Currency currency = 2; }
`;
const CURRENCY = `syntax = "proto3";
package common;
message Currency { string code = 1; }
`;

const AVRO = `-- @ferris:workload=trading

CREATE STREAM orders WITH ('topic' = 'orders', 'format' = 'avro', 'schema.file' = 'order.avsc',
  'key.format' = 'avro', 'key.schema.file' = 'order-key.avsc');
CREATE STREAM large AS SELECT id, amount FROM orders WHERE amount > 1000;
`;
const VALUES_ONLY = AVRO.replace(/,\s+'key\.format.*'\)/, ')');
const PROTO = `-- @ferris:workload=trading
-- @ferris:regions.primary=us-west-2
-- @ferris:regions.secondary=us-east-1

CREATE STREAM trades WITH ('topic' = 'trades', 'format' = 'protobuf', 'schema.file' = 'schemas/desk one/trade.proto',
  'schema.message' = 'Trade');
CREATE STREAM symbols WITH ('format' = 'json') AS SELECT symbol FROM trades;
`;
const PROTO_FILES = {
  'jobs/trades.sql': PROTO,
  'jobs/schemas/desk one/trade.proto': TRADE,
  'jobs/schemas/common/money.proto': MONEY,
  // A root above the folder of the SQL.
  'common/currency.proto': CURRENCY,
};

const objectsIn = (yaml: string): readonly unknown[] => parseAllDocuments(yaml).map(document => document.toJS());

const kindsOf = (objects: readonly unknown[], ...kinds: readonly string[]): readonly unknown[] =>
  objects.filter(object => kinds.includes(String(at(object, '/kind'))));

/** What each workload's pods find in /etc/ferris, as a volume of a ConfigMap puts it there: text by path. */
function mounted(objects: readonly unknown[]): readonly Readonly<Record<string, string>>[] {
  return kindsOf(objects, 'Deployment', 'StatefulSet', 'CronJob').map(workload => {
    const pod = at(workload, '/kind') === 'CronJob' ? '/spec/jobTemplate/spec/template/spec' : '/spec/template/spec';
    const volumes = at(workload, `${pod}/volumes`) as readonly { configMap?: { name: string; items?: Item[] } }[];
    const { name, items } = volumes.find(one => one.configMap)!.configMap!;
    const map = kindsOf(objects, 'ConfigMap').find(one => at(one, '/metadata/name') === name);
    const data = at(map, '/data') as Readonly<Record<string, string>>;
    for (const key of Object.keys(data)) assert.match(key, /^[-._a-zA-Z0-9]{1,253}$/);
    const entries = items ?? Object.keys(data).map(key => ({ key, path: key }));
    assert.deepEqual(entries.map(({ key }) => key).toSorted(), Object.keys(data).toSorted());
    return Object.fromEntries(entries.map(entry => [entry.path, data[entry.key]!]));
  });
}

interface Item {
  readonly key: string;
  readonly path: string;
}

async function manifestOf(folder: Folder, file: string, ...args: readonly string[]): Promise<readonly unknown[]> {
  const { code, stdout, stderr } = await folder.run(['analyze-sql', file, '--output', '-', ...args]);
  assert.equal(code, EXIT.ok, stderr);
  return objectsIn(stdout);
}

interface Planned {
  readonly code: number;
  readonly stderr: string;
  readonly plan: unknown;
}

/** By `ferris-sql compile`, in a folder with these files and nothing else. */
async function planned(files: Readonly<Record<string, string>>, sql: string): Promise<Planned> {
  using folder = sqlFolderWith(files);
  const { code, stdout, stderr } = await folder.run(['compile', '--file', sql]);
  return { code, stderr, plan: code === EXIT.ok ? JSON.parse(stdout) : undefined };
}

/** The plan of the SQL that pods run. */
function plannedInPod(files: Readonly<Record<string, string>>, without?: string): Promise<Planned> {
  const sql = Object.keys(files).filter(name => name.endsWith('.sql'));
  assert.equal(sql.length, 1);
  return planned(Object.fromEntries(Object.entries(files).filter(([name]) => name !== without)), sql[0]!);
}

test('Avro values and keys: their files stand beside the SQL, which is planned as it was', async () => {
  const all = { 'orders.sql': AVRO, 'order.avsc': ORDER, 'order-key.avsc': KEY };
  using folder = folderWith({ ...all, 'unused.avsc': ORDER });
  const [files, ...others] = mounted(await manifestOf(folder, 'orders.sql'));
  assert.deepEqual(others, []);
  assert.deepEqual(Object.keys(files!).toSorted(), ['order-key.avsc', 'order.avsc', 'orders.sql', 'workload.yaml']);
  const here = await planned(all, 'orders.sql');
  const there = await plannedInPod(files!);
  assert.equal(here.code, EXIT.ok, here.stderr);
  assert.equal(there.code, EXIT.ok, there.stderr);
  assert.deepEqual(schemasIn(there.plan), schemasIn(here.plan));
  assert.ok(schemasIn(here.plan).length >= 2);
  for (const name of ['order.avsc', 'order-key.avsc'])
    assert.equal((await plannedInPod(files!, name)).code, EXIT.unplannable, name);
});

/** Texts of schemas in a plan, at any depth. */
function schemasIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /"record"|syntax = /.test(value) ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(schemasIn) : [];
}

for (const named of ['as a path from here', 'as an absolute path'])
  test(`Protobuf with imports, in folders, the SQL named ${named}: what imports find, they find in the pod`, async () => {
    using folder = folderWith(PROTO_FILES);
    const sql = 'jobs/trades.sql';
    const [files] = mounted(await manifestOf(folder, named.startsWith('as an') ? path.join(folder.path, sql) : sql));
    assert.deepEqual(Object.keys(files!).toSorted(), [
      'common/currency.proto',
      'schemas/common/money.proto',
      'schemas/desk one/trade.proto',
      'trades.sql',
      'workload.yaml',
    ]);
    const there = await plannedInPod(files!);
    assert.equal(there.code, EXIT.ok, there.stderr);
    assert.deepEqual(schemasIn(there.plan), schemasIn((await planned(PROTO_FILES, sql)).plan));
    assert.ok(schemasIn(there.plan).length >= 3);
    for (const name of Object.keys(files!).filter(one => one.endsWith('.proto')))
      assert.equal((await plannedInPod(files!, name)).code, EXIT.unplannable, name);
  });

test('other text of a schema starts other pods', async () => {
  using folder = folderWith({ 'orders.sql': AVRO, 'order.avsc': ORDER, 'order-key.avsc': KEY });
  const hashOf = async () =>
    at(
      kindsOf(await manifestOf(folder, 'orders.sql'), 'Deployment')[0],
      '/spec/template/metadata/annotations/ferris.io~1config-hash',
    );
  const before = await hashOf();
  fs.writeFileSync(path.join(folder.path, 'order.avsc'), ORDER.replace('"long"', '"int"'));
  assert.notEqual(await hashOf(), before);
});

for (const as of ['kustomize', 'helm'])
  test(`--as ${as}: the files are in the folder's ConfigMap and volume`, async () => {
    using folder = folderWith(PROTO_FILES);
    const { code, stderr } = await folder.run(['analyze-sql', 'jobs/trades.sql', '--as', as, '--output', 'out']);
    assert.equal(code, EXIT.ok, stderr);
    const root = path.join(folder.path, 'out');
    const files = new Map(
      fs
        .readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter(name => fs.statSync(path.join(root, name)).isFile())
        .map(name => [name, fs.readFileSync(path.join(root, name), 'utf8')]),
    );
    const texts =
      as === 'helm'
        ? [...renderChart(files, [])].filter(([name]) => name.endsWith('.yaml')).map(([, text]) => text)
        : [...files].filter(([name]) => /^base\/(?!kustomization)/.test(name)).map(([, text]) => text);
    const [there] = mounted(objectsIn(texts.join('\n---\n')).filter(one => one !== null));
    const { code: inPod, stderr: told } = await plannedInPod(there!);
    assert.equal(inPod, EXIT.ok, told);
  });

test('extract-hints reads the manifest back', async () => {
  using folder = folderWith(PROTO_FILES);
  const { stdout } = await folder.run(['analyze-sql', 'jobs/trades.sql', '--output', '-']);
  fs.writeFileSync(path.join(folder.path, 'all.yaml'), stdout);
  const { code, stdout: hints } = await folder.run(['extract-hints', '--from-deployment', 'all.yaml']);
  assert.equal(code, EXIT.ok);
  assert.match(hints, /-- @ferris:workload=trading/);
});

test('split deployments: each has the files that its own SQL names', async () => {
  const sql = `CREATE STREAM orders WITH ('topic' = 'orders', 'format' = 'avro', 'schema.file' = 'order.avsc');
-- @ferris:workload=trading
CREATE STREAM large WITH ('large.format' = 'avro', 'large.schema.file' = 'out/large.avsc') AS SELECT id, amount FROM orders;
-- @ferris:workload=analytics
CREATE STREAM small WITH ('format' = 'json') AS SELECT id, amount FROM orders WHERE amount < 10;
-- @ferris:workload=reporting
CREATE STREAM largest WITH ('format' = 'json') AS SELECT id FROM large WHERE amount > 100000;
`;
  using folder = folderWith({ 'split.sql': sql, 'order.avsc': ORDER, 'out/large.avsc': ORDER });
  const pods = mounted(await manifestOf(folder, 'split.sql'));
  assert.deepEqual(
    pods.map(files => Object.keys(files).filter(name => name.endsWith('.avsc'))),
    [['order.avsc', 'out/large.avsc'], ['order.avsc'], ['order.avsc', 'out/large.avsc']],
  );
  for (const files of pods) {
    const { code, stderr } = await plannedInPod(files);
    assert.equal(code, EXIT.ok, stderr);
  }
});

test('paths whose keys would be the same have keys of their own', async () => {
  const sql = `-- @ferris:workload=trading

CREATE STREAM a WITH ('topic' = 'a', 'format' = 'avro', 'schema.file' = 's/order.avsc');
CREATE STREAM b WITH ('topic' = 'b', 'format' = 'avro', 'schema.file' = 's-order.avsc');
CREATE STREAM c WITH ('topic' = 'c', 'format' = 'avro', 'schema.file' = 's order.avsc');
CREATE STREAM ids WITH ('format' = 'json') AS SELECT a.id FROM a;
`;
  using folder = folderWith({ 'a.sql': sql, 's/order.avsc': ORDER, 's-order.avsc': ORDER, 's order.avsc': ORDER });
  const [files] = mounted(await manifestOf(folder, 'a.sql'));
  assert.equal(Object.keys(files!).filter(name => name.endsWith('.avsc')).length, 3);
  assert.equal((await plannedInPod(files!)).code, EXIT.ok);
});

const WRONG: Readonly<Record<string, readonly [schema: string, told: RegExp]>> = {
  'outside of the folder': ['../order.avsc', /pods have the folder of the SQL file.*'\.\.\/order\.avsc'/s],
  'outside and back': ['../jobs/order.avsc', /pods have the folder of the SQL file/],
  'an absolute path': ['/etc/order.avsc', /pods have the folder of the SQL file/],
  'below the name that the SQL has in the pod': ['a-b.sql/order.avsc', /cannot both stand beside the SQL/],
  'below the name of the configuration': ['workload.yaml/order.avsc', /cannot both stand beside the SQL/],
};

for (const [what, [schema, told]] of Object.entries(WRONG))
  test(`refused: ${what}`, async () => {
    using folder = folderWith({
      'jobs/a b.sql': VALUES_ONLY.replace('order.avsc', schema),
      [path.posix.join('jobs', schema.replace(/^\//, ''))]: ORDER,
    });
    const { code, stdout, stderr } = await folder.run(['analyze-sql', 'jobs/a b.sql', '--output', 'out.yaml']);
    assert.notEqual(code, EXIT.ok);
    assert.match(stdout + stderr, told);
    assert.equal(fs.existsSync(path.join(folder.path, 'out.yaml')), false);
  });

test('refused: more than a ConfigMap holds, told with the largest file', async () => {
  const fields = Array.from({ length: 20_000 }, (_, i) => ({ name: `a_rather_long_field_name_${i}`, type: 'string' }));
  const large = JSON.stringify({ type: 'record', name: 'Large', fields });
  const sql = VALUES_ONLY.replace('id, amount FROM orders WHERE amount > 1000', '* FROM orders');
  using folder = folderWith({ 'orders.sql': sql, 'order.avsc': large });
  const { code, stdout, stderr } = await folder.run(['analyze-sql', 'orders.sql', '--output', 'out.yaml']);
  assert.equal(code, EXIT.findings);
  assert.match(stdout + stderr, /a ConfigMap holds 1000000; the largest of the files is 'order\.avsc'/);
  assert.equal(fs.existsSync(path.join(folder.path, 'out.yaml')), false);
});
