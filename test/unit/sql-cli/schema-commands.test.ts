/** ferris-sql validate-schema and infer-schema: exit codes, formats, imports, what is written and read again. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { readSchema } from '../../../src/language/schemas/schema-file.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { folderWith } from './run.ts';

const PROTO = 'syntax = "proto3";\nmessage Trade {\n  int64 id = 1;\n  string note = 2;\n}\n';

test('a good file: 0; a wrong one: 1, at its place; one that is not there: 66', async () => {
  using folder = folderWith({
    'a.proto': PROTO,
    'b.avsc': '{"type": "record", "name": "T", "fields": [{"name": "a", "type": "integer"}]}',
  });
  assert.deepEqual(await folder.run(['validate-schema', 'a.proto']), {
    code: 0,
    stdout: '1 file: nothing found\n',
    stderr: '',
  });
  const { code, stdout } = await folder.run(['validate-schema', 'a.proto', 'b.avsc']);
  assert.equal(code, 1);
  assert.match(stdout, /^b\.avsc:1:\d+: error: .* \[schema\/avro-type\]$/m);
  assert.equal((await folder.run(['validate-schema', 'none.proto'])).code, 66);
  assert.equal((await folder.run(['validate-schema'])).code, 64);
  assert.equal((await folder.run(['validate-schema', 'a.proto', 'b.avsc', '--against', 'a.proto'])).code, 64);
});

test('--against: 1 where old records cannot be read, as JSON, SARIF and for GitHub too', async () => {
  using folder = folderWith({
    'old.proto': PROTO,
    'new.proto': PROTO.replace('string note', 'double note'),
    'broken.proto': 'message {',
  });
  const run = (...more: string[]) => folder.run(['validate-schema', 'new.proto', '--against', 'old.proto', ...more]);
  const { code, stdout } = await run();
  assert.equal(code, 1);
  assert.match(
    stdout,
    /^new\.proto:4:3: error: 'Trade\.note': it was string and is double.* \[schema\/compatibility\]$/m,
  );
  assert.match((await run('--format', 'github')).stdout, /^::error file=new\.proto,line=4/m);
  const sarif = JSON.parse((await run('--format', 'sarif')).stdout) as { runs: { results: { ruleId: string }[] }[] };
  assert.deepEqual(
    sarif.runs[0]!.results.map(({ ruleId }) => ruleId),
    ['schema/compatibility'],
  );
  assert.match((await run('--format', 'json')).stdout, /"schema\/compatibility"/);
  const broken = await folder.run(['validate-schema', 'new.proto', '--against', 'broken.proto']);
  assert.equal(broken.code, 66);
  assert.match(broken.stderr, /cannot compare with broken\.proto/);
  assert.equal(
    (
      await folder.run([
        'validate-schema',
        'old.proto',
        '--against',
        'old.proto',
        '--compatibility',
        'full',
        '--strict',
      ])
    ).code,
    0,
  );
});

test('imports are found beside a file and above it, and never outside', async () => {
  using folder = folderWith({
    'schemas/shop/order.proto':
      'syntax = "proto3";\nimport "shop/money.proto";\nmessage Order { shop.Money price = 1; }\n',
    'schemas/shop/money.proto': 'syntax = "proto3";\npackage shop;\nmessage Money { int64 cents = 1; }\n',
    'schemas/out.proto': 'syntax = "proto3";\nimport "../money.proto";\nmessage Order { shop.Money price = 1; }\n',
    'money.proto': 'syntax = "proto3";\npackage shop;\nmessage Money { int64 cents = 1; }\n',
  });
  assert.equal((await folder.run(['validate-schema', 'schemas/shop/order.proto'])).code, 0);
  const outside = await folder.run(['validate-schema', 'schemas/out.proto', '--security-check']);
  assert.equal(outside.code, 1);
  assert.match(outside.stdout, /leaves the folder of the schemas/);
  assert.match(outside.stdout, /'\.\.\/money\.proto' leaves the folder of the schemas, and is not read/);
});

test('--security-check: what is too large is not read', async () => {
  using folder = folderWith({ 'bomb.avsc': `${'['.repeat(100_000)}` });
  const { code, stdout } = await folder.run(['validate-schema', 'bomb.avsc', '--security-check']);
  assert.equal(code, 1);
  assert.match(stdout, /more than 50 levels within each other/);
});

const SAMPLE =
  '{"id":9007199254740993,"price":1.5,"at":"2024-01-01T00:00:00Z","tags":["a"],"who":{"name":"x"}}\n{"id":2,"price":null}\n';

test('what infer-schema writes has the columns that it has seen', async () => {
  using folder = folderWith({ 'trades.jsonl': SAMPLE, 'more.jsonl': '{"id":3,"extra":true}\n' });
  const { code, stdout } = await folder.run(['infer-schema', 'trades.jsonl', 'more.jsonl']);
  assert.equal(code, 0);
  assert.equal(
    stdout,
    'CREATE STREAM trades (\n  id BIGINT,\n  price DECIMAL(18, 4),\n  at TIMESTAMP,\n  tags ARRAY<STRING>,\n  who STRUCT<name STRING>,\n  extra BOOLEAN\n);\n',
  );
  for (const [kind, ending] of [
    ['avsc', 'avsc'],
    ['proto', 'proto'],
  ] as const) {
    const written = await folder.run(['infer-schema', 'trades.jsonl', '--as', kind, '--name', 'market_trades']);
    const read = readSchema(`x.${ending}`, written.stdout);
    assert.deepEqual(read.problems, []);
    assert.match(read.title, /MarketTrades/);
    assert.deepEqual(
      read.columns.map(({ name, type }) => `${name} ${typeText(type)}`),
      [
        'id BIGINT',
        kind === 'proto' ? 'price DECIMAL(38, 18)' : 'price DECIMAL(18, 4)',
        'at TIMESTAMP',
        'tags ARRAY<STRING>',
        'who STRUCT<name STRING>',
      ],
    );
  }
  const json = JSON.parse((await folder.run(['infer-schema', 'trades.jsonl', '--as', 'json-schema'])).stdout) as {
    properties: object;
  };
  assert.deepEqual(Object.keys(json.properties), ['id', 'price', 'at', 'tags', 'who']);
});

test('infer-schema: a file is written whole, one schema becomes another, and nothing seen is 1', async () => {
  using folder = folderWith({ 'a.proto': PROTO, 'text.jsonl': 'no json\n', 'odd.jsonl': '{"a b":1}\n' });
  assert.equal((await folder.run(['infer-schema', 'a.proto', '--as', 'avsc', '-o', 'a.avsc'])).code, 0);
  assert.equal((await folder.run(['validate-schema', 'a.avsc'])).code, 0);
  const none = await folder.run(['infer-schema', 'text.jsonl']);
  assert.equal(none.code, 1);
  assert.match(none.stderr, /line 1: .*no columns are seen in text\.jsonl/s);
  assert.equal((await folder.run(['infer-schema', 'a.proto', 'text.jsonl'])).code, 64);
  const odd = await folder.run(['infer-schema', 'odd.jsonl', '--as', 'proto']);
  assert.equal(odd.code, 66);
  assert.match(odd.stderr, /'a b' is no name for a field of Protobuf/);
});
