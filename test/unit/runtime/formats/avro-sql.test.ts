/** SQL over Avro topics without a registry: by files and by columns, money, keys, what stops a job at its start. */
import assert from 'node:assert/strict';
import test from 'node:test';
import avsc from 'avsc';
import { runBytes } from './bytes.ts';

const trade = (price: unknown) =>
  JSON.stringify({
    type: 'record',
    name: 'Trade',
    namespace: 'com.ferrisstreams.financial',
    fields: [
      { name: 'symbol', type: 'string' },
      price,
      { name: 'quantity', type: 'long' },
      { name: 'timestamp', type: { type: 'long', logicalType: 'timestamp-millis' } },
      { name: 'side', type: { type: 'enum', name: 'Side', symbols: ['BUY', 'SELL'] } },
    ],
  });
const right = trade({ name: 'price', type: { type: 'bytes', logicalType: 'decimal', precision: 18, scale: 4 } });
const wrong = trade({ name: 'price', type: 'bytes', logicalType: 'decimal', precision: 18, scale: 4 });

const trades = `CREATE STREAM trades WITH (topic = 'trades', format = 'avro', schema.file = 'trades.avsc');`;
const written = avsc.Type.forSchema(JSON.parse(right) as avsc.Schema).toBuffer({
  symbol: 'AAPL',
  price: Buffer.from([0x16, 0xed, 0x67]),
  quantity: 100,
  timestamp: 1_700_000_000_000,
  side: 'BUY',
});

test('money of the seeds is exact', async () => {
  const { values } = await runBytes(
    `${trades} SELECT symbol, price, price * quantity AS total, side, timestamp FROM trades WHERE price > '100.0000';`,
    { 'trades.avsc': right },
    { trades: [{ value: written }] },
  );
  assert.deepEqual(values, [
    '{"symbol":"AAPL","price":150.2567,"total":15025.67,"side":"BUY","timestamp":"2023-11-14T22:13:20Z"}',
  ]);
});

test('a logicalType in the wrong place stops arithmetic, and says why', async () => {
  const sql = `${trades} SELECT price * quantity AS total FROM trades;`;
  await assert.rejects(runBytes(sql, { 'trades.avsc': wrong }, { trades: [] }), /there is no BYTES \* BIGINT/);
});

test('what cannot start says so', async () => {
  const start = (sql: string, files: Record<string, string> = {}) => runBytes(sql, files, { trades: [], src: [] });
  await assert.rejects(start(`CREATE STREAM t WITH (topic = 'trades', format = 'avro'); SELECT a FROM t;`), {
    name: 'FormatError',
    message:
      "t (values of topic 'trades'): nothing says what its records are: give 'schema.file', 'schema.registry.url', or declare the columns",
  });
  await assert.rejects(
    start(`${trades.replace('trades WITH', 'trades (symbol STRING, prize DOUBLE) WITH')} SELECT prize FROM trades;`, {
      'trades.avsc': right,
    }),
    /the Avro record com.ferrisstreams.financial.Trade has no field 'prize': it has symbol, price, quantity/,
  );
  await assert.rejects(
    start(`${trades} SELECT symbol FROM trades;`, { 'trades.avsc': '{"type":"record"}' }),
    /has an error/,
  );
  await assert.rejects(start(`${trades} SELECT symbol FROM trades;`), /its schema file was not read/);
  const into = (columns: string) =>
    `CREATE STREAM src (a STRING, b BIGINT) WITH (topic = 'src'); CREATE STREAM sink WITH (format = 'avro', schema.file = 'sink.avsc') AS SELECT ${columns} FROM src;`;
  const sink = {
    'sink.avsc':
      '{"type":"record","name":"S","fields":[{"name":"a","type":"string"},{"name":"n","type":"int","default":1}]}',
  };
  await assert.rejects(start(into('b'), sink), /has the field 'a', which no column is called and which has no default/);
  await assert.rejects(start(into('a, b'), sink), /the record S has no field for 'b': it has a, n/);
  await assert.rejects(start(into('a AS `a b`'), sink), /has the field 'a'/);
  const derived = `CREATE STREAM src (a STRING) WITH (topic = 'src'); CREATE STREAM sink WITH (format = 'avro') AS SELECT a AS \`a b\` FROM src;`;
  await assert.rejects(start(derived), /'a b' is no name in Avro/);
});

test('by the columns, as Flink derives their schema', async () => {
  const columns = `a BIGINT, b DECIMAL(38, 10), c TIMESTAMP, d ARRAY<STRING>, e MAP<STRING, BIGINT>, f STRUCT<x DOUBLE, y DATE>, g BYTES, h TIME, i BOOLEAN NOT NULL`;
  const value = JSON.stringify({
    a: 7,
    b: '1234567890123456789012345678.0123456789',
    c: '1969-12-31T23:59:59.999999Z',
    d: ['x', null],
    e: { k: 1, n: null },
    f: { x: 1.5, y: '2024-02-29' },
    g: 'AP8=',
    h: '23:59:59.999999',
    i: true,
  });
  const there = await runBytes(
    `CREATE STREAM src (${columns}) WITH (topic = 'src'); CREATE STREAM sink (${columns}) WITH (format = 'avro'); INSERT INTO sink SELECT * FROM src;`,
    {},
    { src: [{ value }, { value: '{"i":false}' }, { value: '{}' }] },
  );
  assert.equal(there.problems.length, 1);
  const back = await runBytes(
    `CREATE STREAM sink (${columns}) WITH (format = 'avro'); SELECT * FROM sink;`,
    {},
    { sink: there.written.map(one => ({ value: one.value })) },
  );
  assert.deepEqual(
    back.values.map(one => JSON.parse(one!) as unknown),
    [
      { ...(JSON.parse(value) as object), b: JSON.parse('1234567890123456789012345678.0123456789') },
      { a: null, b: null, c: null, d: null, e: null, f: null, g: null, h: null, i: false },
    ],
  );
  assert.match(back.values[0]!, /"b":1234567890123456789012345678\.0123456789/);
  // The last column is NOT NULL: one byte, no branch of a union before it.
  assert.equal(there.written[1]!.value!.at(-1), 0);
  assert.equal(there.written[1]!.value!.length, 9);
});

test('what does not fit is a failed record, and the rest goes on', async () => {
  const { values, problems } = await runBytes(
    `CREATE STREAM src (a BIGINT) WITH (topic = 'src'); CREATE STREAM sink WITH (format = 'avro', schema.file = 'sink.avsc') AS SELECT a FROM src;`,
    { 'sink.avsc': '{"type":"record","name":"S","fields":[{"name":"a","type":"int"}]}' },
    { src: [{ value: '{"a":2147483648}' }, { value: '{"a":null}' }, { value: '{"a":1}' }] },
  );
  assert.deepEqual(values, ['{"a":1}']);
  assert.deepEqual(problems, ["'a': 2147483648 does not fit an int of 32 bits", "'a': NULL does not fit int"]);
});

test('keys of kinds of their own', async () => {
  const table = await runBytes(
    `CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT) WITH (key.format = 'bigint'); CREATE TABLE out WITH (key.format = 'int') AS SELECT id, n, _key AS k FROM t;`,
    {},
    {
      t: [
        { key: Buffer.from('00000000000003e8', 'hex'), value: '{"n":1}' },
        { key: Buffer.from('00000000000003e8', 'hex'), value: null },
      ],
    },
    { bounded: false },
  );
  assert.deepEqual(table.values, ['{"id":1000,"n":1,"k":"1000"}', null]);
  assert.deepEqual(
    table.written.map(({ key }) => Buffer.from(key!).toString('hex')),
    ['000003e8', '000003e8'],
  );
  const composite = `a BIGINT, b STRING, n BIGINT`;
  const keyed = await runBytes(
    `CREATE STREAM src (${composite}) WITH (topic = 'src');
     CREATE TABLE out WITH (format = 'avro', key.format = 'avro') AS SELECT a, b, COUNT(*) AS n FROM src GROUP BY a, b;`,
    {},
    { src: [{ value: '{"a":1,"b":"x"}' }] },
  );
  const read = await runBytes(
    `CREATE TABLE out (${composite}, PRIMARY KEY (a, b)) WITH (format = 'avro', key.format = 'avro', key.schema.file = 'key.avsc');
     SELECT * FROM out;`,
    {
      'key.avsc':
        '{"type":"record","name":"K","fields":[{"name":"a","type":["null","long"]},{"name":"b","type":["null","string"]}]}',
    },
    { out: keyed.written.map(({ key, value }) => ({ key, value })) },
  );
  assert.deepEqual(read.values, ['{"a":1,"b":"x","n":1}']);
  const byColumns = await runBytes(
    `CREATE TABLE out (${composite}, PRIMARY KEY (a, b)) WITH (format = 'avro', key.format = 'avro'); SELECT * FROM out;`,
    {},
    { out: keyed.written.map(({ key, value }) => ({ key, value })) },
  );
  assert.deepEqual(byColumns.values, read.values);
});
