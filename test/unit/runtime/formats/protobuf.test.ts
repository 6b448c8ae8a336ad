/** Topics of Protobuf records: read by a .proto file, written by one or by the columns. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Decimal } from '../../../../src/language/types/decimal.ts';
import { Timestamp } from '../../../../src/language/types/temporal.ts';
import { hex, message } from '../protobuf/message.ts';
import { runBytes } from './bytes.ts';

const trades = fs.readFileSync(path.join(import.meta.dirname, '../../schemas/data/trades.proto'), 'utf8');
const trade = message(trades);
const record = (symbol: string, price: string, quantity: number | bigint, time: string, side = 'BUY') => ({
  value: trade.write([symbol, Decimal.parse(price)!, quantity, Timestamp.parse(time)!, side]),
});
const SOURCE = `CREATE STREAM trades WITH ('topic' = 'trades', 'format' = 'protobuf', 'schema.file' = 'trades.proto');`;
const files = { 'trades.proto': trades };

test("the seeds' trades: exact decimals, 64 bits, times and enums come as rows", async () => {
  const outcome = await runBytes(
    `${SOURCE} SELECT symbol, price * quantity AS total, quantity, timestamp, side FROM trades WHERE quantity > 1;`,
    files,
    {
      trades: [
        record('AAPL', '150.2567', 100, '2024-02-29T12:00:00.123456Z'),
        record('MSFT', '0.0001', 9223372036854775807n, '1969-12-31T23:59:59Z', 'SELL'),
        record('X', '1', 1, '2024-01-01T00:00:00Z'),
      ],
    },
  );
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual(outcome.values, [
    '{"symbol":"AAPL","total":15025.67,"quantity":100,"timestamp":"2024-02-29T12:00:00.123456Z","side":"BUY"}',
    '{"symbol":"MSFT","total":922337203685477.5807,"quantity":9223372036854775807,"timestamp":"1969-12-31T23:59:59Z","side":"SELL"}',
  ]);
});

test('a record that is something else fails, is named, and the others come', async () => {
  const good = record('AAPL', '1', 1, '2024-02-29T12:00:00Z');
  const outcome = await runBytes(`${SOURCE} SELECT symbol FROM trades;`, files, {
    trades: [
      { value: '{"symbol":"AAPL"}' },
      { value: good.value.subarray(0, 5) },
      { value: Buffer.from([0x08, 0x01]) },
      good,
    ],
  });
  assert.deepEqual(outcome.values, ['{"symbol":"AAPL"}']);
  assert.equal(outcome.problems.length, 3);
  assert.match(outcome.problems[2]!, /Field 1 is varint where 'symbol' \(string\) is bytes: written by another schema/);
});

test('what is written by a file is read by it; a column without a field does not start', async () => {
  const write = (select: string) => `${SOURCE}
    CREATE STREAM out WITH ('format' = 'protobuf', 'schema.file' = 'trades.proto') AS ${select};`;
  const [first] = [record('AAPL', '150.2567', 100, '2024-02-29T12:00:00.123456Z', 'SELL')];
  const outcome = await runBytes(write('SELECT * FROM trades'), files, { trades: [first!] });
  assert.deepEqual(
    outcome.written.map(({ value }) => hex(value!)),
    [hex(first!.value)],
  );
  await assert.rejects(
    runBytes(write('SELECT symbol, price AS prize FROM trades'), files, { trades: [first!] }),
    (error: Error) =>
      error.name === 'FormatError' && /out: ferrisstreams.financial.Trade has no field 'prize'/.test(error.message),
  );
});

test('without a file what is written has the fields of its columns', async () => {
  const sql = `${SOURCE}
    CREATE STREAM out WITH ('format' = 'protobuf') AS
      SELECT symbol, CAST(price AS DECIMAL(18, 4)) AS price, NULLIF(quantity, 0) AS quantity, timestamp, ARRAY[symbol] AS tags FROM trades;`;
  const outcome = await runBytes(sql, files, {
    trades: [record('AAPL', '150.2567', 0, '2024-02-29T12:00:00.123456Z')],
  });
  const made = message(
    `syntax = "proto3"; import "google/protobuf/timestamp.proto";
    message Out { optional string symbol = 1; Decimal price = 2; optional int64 quantity = 3; google.protobuf.Timestamp timestamp = 4; repeated string tags = 5; }
    message Decimal { int64 units = 1; int32 scale = 2; }`,
    'Out',
  );
  const [symbol, price, quantity, timestamp, tags] = made.read(outcome.written[0]!.value!);
  assert.deepEqual(
    [symbol, String(price), quantity, String(timestamp), tags],
    ['AAPL', '150.2567', undefined, '2024-02-29T12:00:00.123456Z', ['AAPL']],
  );
});

test('a source without a .proto file, with a wrong one, or with a missing one does not start', async () => {
  const start = (sql: string, given: Readonly<Record<string, string>> = files) => runBytes(sql, given, { trades: [] });
  await assert.rejects(
    start(`CREATE STREAM trades (a INT) WITH ('format' = 'protobuf'); SELECT a FROM trades;`),
    /cannot be read without its .proto file/,
  );
  await assert.rejects(start(`${SOURCE} SELECT symbol FROM trades;`, { 'trades.proto': 'message {' }), /error/);
  await assert.rejects(start(`${SOURCE} SELECT symbol FROM trades;`, {}), /.+/);
});

test('columns that the statement lists are read as it says', async () => {
  const outcome = await runBytes(
    `CREATE STREAM trades (SYMBOL STRING, price DECIMAL(18, 4), side INT, quantity STRING) WITH ('format' = 'protobuf', 'schema.file' = 'trades.proto');
     SELECT symbol, price, side, quantity FROM trades;`,
    files,
    { trades: [record('AAPL', '150.2567', 100, '2024-02-29T12:00:00Z', 'SELL')] },
  );
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual(outcome.values, ['{"symbol":"AAPL","price":150.2567,"side":1,"quantity":"100"}']);
});

test('a table of Protobuf values: upserts and deletions; keys of Protobuf too', async () => {
  const outcome = await runBytes(
    `CREATE TABLE prices (symbol STRING PRIMARY KEY, price DECIMAL(18, 4)) WITH ('topic' = 'trades', 'format' = 'protobuf', 'schema.file' = 'trades.proto');
     CREATE TABLE out WITH ('format' = 'protobuf', 'key.format' = 'protobuf', 'key.schema.file' = 'key.proto') AS
       SELECT symbol PRIMARY KEY, price FROM prices;`,
    { ...files, 'key.proto': 'syntax = "proto3"; message Key { string symbol = 1; }' },
    {
      trades: [
        { key: 'A', value: record('A', '1.5', 1, '2024-01-01T00:00:00Z').value },
        { key: 'A', value: null },
      ],
    },
    { bounded: false },
  );
  assert.deepEqual(outcome.problems, []);
  const out = message(
    'syntax = "proto3"; message Out { optional string symbol = 1; Decimal price = 2; } message Decimal { int64 units = 1; int32 scale = 2; }',
    'Out',
  );
  assert.deepEqual(
    outcome.written.map(({ key, value }) => `${hex(key!)} ${value ? out.read(value).join(' ') : 'gone'}`),
    ['0a0141 A 1.5', '0a0141 gone'],
  );
});
