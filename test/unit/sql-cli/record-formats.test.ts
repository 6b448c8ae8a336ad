/** The command line over topics of other formats: --format, --avro-schema, schema files beside the SQL, exit codes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { fakeRegistry } from '../runtime/formats/fake-registry.ts';
import { folderWith } from './run.ts';

const avsc = JSON.stringify({
  type: 'record',
  name: 'Trade',
  fields: [
    { name: 'symbol', type: 'string' },
    { name: 'price', type: { type: 'bytes', logicalType: 'decimal', precision: 18, scale: 4 } },
    { name: 'quantity', type: 'long' },
  ],
});
const files = {
  'sql/write.sql': `CREATE STREAM src (symbol STRING, price DECIMAL(18, 4), quantity BIGINT) WITH (topic = 'src');
CREATE STREAM trades WITH (format = 'avro', schema.file = '../schemas/trade.avsc') AS SELECT symbol, price, quantity FROM src;`,
  'schemas/trade.avsc': avsc,
  'src.jsonl': '{"symbol":"AAPL","price":150.2567,"quantity":100}\n',
};
const place = ['--brokers', 'dir:log'];

test('a topic is written by a schema file and read by the flags of the seeds', async () => {
  using folder = folderWith(files);
  await folder.run(['produce', '--topic', 'src', '--file', 'src.jsonl', ...place]);
  const wrote = await folder.run(['execute', '--file', 'sql/write.sql', '--output', 'kafka', ...place]);
  assert.equal(wrote.code, 0, wrote.stderr);
  const total = 'SELECT symbol, price * quantity AS total FROM trades';
  const read = await folder.run(['execute', '--query', total, '--avro-schema', 'schemas/trade.avsc', ...place]);
  assert.equal(read.stdout, '[\n{"symbol":"AAPL","total":15025.67}\n]\n', read.stderr);
  // What is no such record is written by its columns, and read by them.
  const on = await folder.run([
    'execute',
    '--query',
    total,
    '--format',
    'avro',
    '--avro-schema',
    'schemas/trade.avsc',
    '--output',
    'kafka',
    '--output-topic',
    'totals',
    ...place,
  ]);
  assert.equal(on.code, 0, on.stderr);
  const back = `CREATE STREAM totals (symbol STRING, total DECIMAL(38, 4)) WITH (format = 'avro'); SELECT * FROM totals;`;
  const again = await folder.run(['execute', '--query', back, ...place]);
  assert.equal(again.stdout, '[\n{"symbol":"AAPL","total":15025.67}\n]\n', again.stderr);
});

test('what cannot start has an exit code and says why', async () => {
  using folder = folderWith(files);
  await folder.run(['produce', '--topic', 'trades', '--file', 'src.jsonl', ...place]);
  const query = 'SELECT symbol FROM trades';
  const missing = await folder.run(['execute', '--query', query, '--avro-schema', 'none.avsc', ...place]);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /there is no file '.*none\.avsc'/);
  const both = await folder.run(['execute', '--query', query, '--avro-schema', 'a', '--proto-file', 'b', ...place]);
  assert.equal(both.code, 64);
  const other = await folder.run(['execute', '--query', query, '--format', 'protobuf', '--avro-schema', 'a', ...place]);
  assert.equal(other.code, 64);
  const away = `CREATE STREAM trades (symbol STRING) WITH (format = 'avro', schema.registry.url = 'http://127.0.0.1:1'); ${query};`;
  const unreachable = await folder.run(['execute', '--query', away, ...place]);
  assert.equal(unreachable.code, 69, unreachable.stderr);
  assert.match(unreachable.stderr, /^ferris-sql: the schema registry http:\/\/127\.0\.0\.1:1 cannot be asked: /m);
  // Records that are no Avro fail one by one.
  const wrong = await folder.run([
    'execute',
    '--query',
    query,
    '--avro-schema',
    'schemas/trade.avsc',
    '--strict',
    ...place,
  ]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /trades-0@0: 'symbol': a length of -62 bytes is told where \d+ are left/);
});

test('the registry is the one that SCHEMA_REGISTRY_URL names, its password a variable that nobody sees', async () => {
  await using registry = await fakeRegistry({
    authorization: `Basic ${Buffer.from('me:hush-hush').toString('base64')}`,
  });
  using folder = folderWith(files);
  const env = { SCHEMA_REGISTRY_URL: registry.url, SECRET: 'hush-hush' };
  await folder.run(['produce', '--topic', 'src', '--file', 'src.jsonl', ...place]);
  const sql = `CREATE STREAM src (symbol STRING) WITH (topic = 'src');
CREATE STREAM sink WITH (format = 'avro-confluent', schema.registry.basic.auth.user.info = 'me:\${SECRET}') AS SELECT symbol FROM src;`;
  const execute = ['execute', '--query', sql, ...place];
  const shown = await folder.run(execute, { env });
  assert.equal(shown.code, 0, shown.stderr);
  assert.deepEqual(registry.requests, []);
  const wrote = await folder.run([...execute, '--output', 'kafka'], { env });
  assert.equal(wrote.code, 0, wrote.stderr);
  assert.deepEqual([...registry.subjects.keys()], ['sink-value']);
  const refused = await folder.run([...execute, '--output', 'kafka'], { env: { ...env, SECRET: 'other-hush' } });
  assert.equal(refused.code, 2);
  const unset = await folder.run([...execute, '--output', 'kafka'], { env: { SCHEMA_REGISTRY_URL: registry.url } });
  assert.match(unset.stderr, /the variable SECRET, which is not set/);
  const plan = await folder.run(['compile', '--query', sql], { env });
  for (const ran of [shown, wrote, refused, unset, plan]) assert.doesNotMatch(ran.stdout + ran.stderr, /hush/);
});
