/** Schema files that WITH names: found from the SQL file's folder, their columns, and what is wrong in them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { schemaPath } from '../../../src/language/workspace/schema-files.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

const AVRO = JSON.stringify({
  type: 'record',
  name: 'Trade',
  fields: [
    { name: 'symbol', type: 'string' },
    { name: 'qty', type: ['null', 'long'], default: null },
  ],
});

const columns = (workspace: Workspace, path: string): string | undefined => {
  const meaning = workspace.analysis(path)?.statements[0]?.meaning;
  return meaning?.kind === 'source'
    ? meaning.relation.columns.map(({ name, type }) => `${name} ${typeText(type)}`).join(', ')
    : undefined;
};

test('a path is read from the folder of the SQL file', () => {
  assert.equal(schemaPath('jobs/a.sql', 'trade.avsc'), 'jobs/trade.avsc');
  assert.equal(schemaPath('jobs/a.sql', './schemas/trade.avsc'), 'jobs/schemas/trade.avsc');
  assert.equal(schemaPath('jobs/deep/a.sql', '../trade.avsc'), 'jobs/trade.avsc');
  assert.equal(schemaPath('a.sql', '../trade.avsc'), '../trade.avsc');
  assert.equal(schemaPath('a.sql', 'trade.avsc'), 'trade.avsc');
  assert.equal(schemaPath('/work/a.sql', 'x/../trade.avsc'), '/work/trade.avsc');
  assert.equal(schemaPath('/work/a.sql', '/schemas/trade.avsc'), '/schemas/trade.avsc');
  assert.equal(
    schemaPath('file:///work/my%20jobs/a.sql', '../my schemas/trade.avsc'),
    'file:///work/my%20schemas/trade.avsc',
  );
  assert.equal(schemaPath('file:///work/a.sql', '/schemas/trade.avsc'), 'file:///schemas/trade.avsc');
  assert.equal(schemaPath('jobs\\a.sql', 'trade.avsc'), 'trade.avsc');
});

test('columns come from the file, and change and go with it', () => {
  const workspace = new Workspace();
  workspace.setFile(
    'jobs/a.sql',
    "CREATE STREAM t WITH ('schema.file' = '../trade.avsc'); SELECT qty + 1 AS n FROM t; SELECT prise FROM t;",
  );
  assert.equal(columns(workspace, 'jobs/a.sql'), '');
  assert.deepEqual(workspace.schemaFilesOf('jobs/a.sql'), ['trade.avsc']);
  workspace.setSchemaFile('trade.avsc', AVRO);
  assert.equal(columns(workspace, 'jobs/a.sql'), 'symbol STRING, qty BIGINT');
  assert.deepEqual(
    workspace
      .analysis('jobs/a.sql')
      ?.diagnostics.filter(one => one.severity === 'error')
      .map(one => one.message),
    ["there is no column 'prise' in 't'"],
  );
  workspace.setSchemaFile('trade.avsc', AVRO.replace('"qty"', '"prise"'));
  assert.equal(columns(workspace, 'jobs/a.sql'), 'symbol STRING, prise BIGINT');
  workspace.setSchemaFile('trade.avsc', undefined);
  const [missing] = workspace.analysis('jobs/a.sql')?.diagnostics.filter(one => one.rule === 'schema/file') ?? [];
  assert.equal(missing?.message, "there is no file '../trade.avsc' beside this one");
});

test('what is wrong in a schema file is told where it is named, with the place in the file', () => {
  const workspace = new Workspace();
  workspace.setFile('a.sql', "CREATE STREAM t WITH ('schema.file' = 'trade.avsc');");
  workspace.setSchemaFile('trade.avsc', '{"type": "record", "name": ');
  const [broken] = workspace.analysis('a.sql')?.diagnostics.filter(one => one.rule === 'schema/file') ?? [];
  assert.equal(broken?.severity, 'error');
  assert.equal(broken?.related?.[0]?.path, 'trade.avsc');
  assert.deepEqual(broken?.span, { start: 38, end: 50 });
});

test('a .proto with imports changes with what it imports', () => {
  const workspace = new Workspace();
  workspace.setFile('jobs/a.sql', "CREATE STREAM t WITH ('schema.file' = 'trade.proto');");
  workspace.setSchemaFile(
    'jobs/trade.proto',
    'syntax = "proto3"; import "common/money.proto"; message Trade { string symbol = 1; Money price = 2; }',
  );
  workspace.setSchemaFile('common/money.proto', 'syntax = "proto3"; message Money { int64 units = 1; }');
  assert.equal(columns(workspace, 'jobs/a.sql'), 'symbol STRING, price STRUCT<units BIGINT>');
  workspace.setSchemaFile('common/money.proto', 'syntax = "proto3"; message Money { string units = 1; }');
  assert.equal(columns(workspace, 'jobs/a.sql'), 'symbol STRING, price STRUCT<units STRING>');
});

test('a schema-less source that a SELECT reads may have one too', () => {
  const workspace = new Workspace();
  workspace.setFile('a.sql', "SELECT symbol, nothing FROM t WITH ('t.schema.file' = 'trade.avsc');");
  workspace.setSchemaFile('trade.avsc', AVRO);
  assert.deepEqual(
    workspace
      .analysis('a.sql')
      ?.diagnostics.filter(one => one.severity === 'error')
      .map(one => one.message),
    ["there is no column 'nothing' in 't'"],
  );
});
