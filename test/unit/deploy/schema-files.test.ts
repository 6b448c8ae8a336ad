/** Which schema files a deployment has, told from a workspace as an editor has it: files are URIs, and come after the SQL. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type Deployments, deploymentsOf } from '../../../src/compiler/deploy/deployments.ts';
import { manifestOf } from '../../../src/compiler/deploy/manifest.ts';
import { DEFAULT_OPTIONS } from '../../../src/compiler/deploy/options.ts';
import { manifestProblems } from '../../../src/compiler/deploy/validate.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';
import { at, only } from './specs.ts';

const SQL = `-- @ferris:workload=trading

CREATE STREAM trades WITH ('topic' = 'trades', 'format' = 'protobuf', 'schema.file' = './schemas/desk one/trade.proto');
CREATE STREAM symbols WITH ('format' = 'json') AS SELECT symbol FROM trades;
`;
const FILE = 'file:///work%20space/jobs/trades.sql';
const TRADE = 'syntax = "proto3";\nimport "money.proto";\nmessage Trade { string symbol = 1; Money price = 2; }\n';
const MONEY = 'syntax = "proto3";\nmessage Money { int64 units = 1; }\n';

/** Nothing else is there. */
function deployed(workspace: Workspace, schemas: Readonly<Record<string, string>>): Deployments {
  for (let named = [''], before = -1; named.length > before; ) {
    before = named.length;
    named = [...workspace.schemaFilesOf(FILE)];
    for (const one of named) workspace.setSchemaFile(one, schemas[one]);
    named = [...workspace.schemaFilesOf(FILE)];
  }
  return deploymentsOf({ file: FILE, text: workspace.text(FILE)!, analysis: workspace.analysis(FILE)! });
}

const SCHEMAS = {
  'file:///work%20space/jobs/schemas/desk%20one/trade.proto': TRADE,
  'file:///work%20space/money.proto': MONEY,
};

test('files of URIs have the places that the statement and the imports name', () => {
  const workspace = new Workspace();
  workspace.setFile(FILE, SQL);
  const before = deploymentsOf({ file: FILE, text: SQL, analysis: workspace.analysis(FILE)! });
  assert.equal(before.specs[0]?.source.schemaFiles, undefined);
  assert.deepEqual(before.findings, []);
  const { specs, findings } = deployed(workspace, SCHEMAS);
  assert.deepEqual(findings, []);
  assert.deepEqual(specs[0]?.source.schemaFiles, [
    { path: 'schemas/desk one/trade.proto', text: TRADE },
    { path: 'money.proto', text: MONEY },
  ]);
  const changed = `${MONEY}// as of today\n`;
  const after = deployed(workspace, { ...SCHEMAS, 'file:///work%20space/money.proto': changed });
  assert.equal(after.specs[0]?.source.schemaFiles?.[1]?.text, changed);
});

test('the manifest is one that the API server takes, also of a CronJob and a StatefulSet', () => {
  for (const [hint, kind, pod] of [
    ['schedule.cron=0 2 * * *', 'CronJob', '/spec/jobTemplate/spec/template/spec'],
    ['resources.storage_gb=10', 'StatefulSet', '/spec/template/spec'],
  ] as const) {
    const workspace = new Workspace();
    workspace.setFile(FILE, `-- @ferris:${hint}\n${SQL}`);
    const [spec] = deployed(workspace, SCHEMAS).specs;
    const objects = manifestOf(spec!, DEFAULT_OPTIONS);
    assert.deepEqual(manifestProblems(objects), []);
    assert.deepEqual(at(only(objects, kind), `${pod}/volumes/0/configMap/items`), [
      { key: 'trades.sql', path: 'trades.sql' },
      { key: 'workload.yaml', path: 'workload.yaml' },
      { key: 'schemas-desk-one-trade.proto', path: 'schemas/desk one/trade.proto' },
      { key: 'money.proto', path: 'money.proto' },
    ]);
  }
});

test('two imports that would be one file in the pods are told, at the property', () => {
  const workspace = new Workspace();
  const other = `CREATE STREAM others WITH ('topic' = 'others', 'format' = 'protobuf', 'schema.file' = 'other/trade.proto');\n`;
  workspace.setFile(FILE, `${SQL}${other}`);
  const { findings } = deployed(workspace, {
    ...SCHEMAS,
    'file:///work%20space/jobs/other/trade.proto': TRADE.replace(
      'money.proto',
      'schemas/desk one/trade.proto/money.proto',
    ),
    'file:///work%20space/jobs/other/schemas/desk one/trade.proto/money.proto': MONEY,
    'file:///work%20space/schemas/desk one/trade.proto/money.proto': MONEY,
  });
  assert.deepEqual(findings, []);
  const clash = deployed(workspace, {
    ...SCHEMAS,
    'file:///work%20space/jobs/other/trade.proto': TRADE.replace(
      'money.proto',
      'schemas/desk one/trade.proto/money.proto',
    ),
    'file:///work%20space/schemas/desk one/trade.proto/money.proto': MONEY,
  });
  assert.deepEqual(
    clash.findings.map(({ rule, span }) => [rule, `${SQL}${other}`.slice(span.start, span.end)]),
    [['deploy/schema-file', "'other/trade.proto'"]],
  );
});
