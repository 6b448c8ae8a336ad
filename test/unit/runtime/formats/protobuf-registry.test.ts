/** Protobuf with a schema registry: what stands before the message, schemas of several versions, imports, registering. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { indexBytes, readIndexes } from '../../../../runtime/formats/protobuf/message-indexes.ts';
import { hex, message } from '../protobuf/message.ts';
import { runBytes } from './bytes.ts';
import { fakeRegistry } from './fake-registry.ts';

test('message indexes: the first message is one zero, others are counted, zigzag', () => {
  for (const [path, bytes] of [
    [[0], '00'],
    [[1], '0202'],
    [[2, 0, 1], '06040002'],
    [[200], '029003'],
  ] as const) {
    assert.equal(Buffer.from(indexBytes(path)).toString('hex'), bytes);
    assert.deepEqual(readIndexes(Buffer.from(bytes, 'hex'), 0), { path: [...path], end: bytes.length / 2 });
  }
  assert.throws(() => readIndexes(Buffer.from('ff01', 'hex'), 0), /no number of message indexes/);
  assert.throws(() => readIndexes(Buffer.from('0201', 'hex'), 0), /no path to a message/);
  assert.throws(() => readIndexes(Buffer.from('02', 'hex'), 0), /cut off/);
});

const framed = (id: number, indexes: string, bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, id >> 8, id & 255]), Buffer.from(indexes, 'hex'), bytes]);

test('records of several schemas are read by theirs; imports come from the registry; what is wrong fails alone', async () => {
  await using registry = await fakeRegistry();
  const common = 'syntax = "proto3"; package shop; message Money { string currency = 1; int64 cents = 2; }';
  registry.register('money', { schema: common, schemaType: 'PROTOBUF' });
  const first = 'syntax = "proto3"; message Other { int32 x = 1; } message Order { string name = 1; }';
  const second = 'syntax = "proto3"; import "money.proto"; message Order { string name = 1; shop.Money price = 2; }';
  const one = registry.register('orders-value', { schema: first, schemaType: 'PROTOBUF' });
  const two = registry.register('orders-value', {
    schema: second,
    schemaType: 'PROTOBUF',
    references: [{ name: 'money.proto', subject: 'money', version: 1 }],
  });
  const avro = registry.register('orders-value', { schema: '"string"', schemaType: 'AVRO' });
  const old = message(first, 'Order');
  const now = message(second, 'Order', { 'money.proto': common });
  const outcome = await runBytes(
    `CREATE STREAM orders (name STRING, price STRUCT<currency STRING, cents BIGINT>) WITH ('topic' = 'orders', 'format' = 'protobuf', 'schema.registry.url' = '${registry.url}');
       SELECT name, price.cents AS cents FROM orders;`,
    {},
    {
      orders: [
        { value: framed(one, '0202', old.write(['old'])) },
        {
          value: framed(
            two,
            '00',
            now.write([
              'new',
              new Map<string, string | number>([
                ['currency', 'EUR'],
                ['cents', 5],
              ]),
            ]),
          ),
        },
        { value: framed(999, '00', old.write(['lost'])) },
        { value: framed(avro, '00', old.write(['avro'])) },
        { value: framed(one, '0206', old.write(['nowhere'])) },
        { value: old.write(['bare']) },
      ],
    },
  );
  assert.deepEqual(outcome.values, ['{"name":"old","cents":null}', '{"name":"new","cents":5}']);
  const [unknown, other, nowhere, bare] = outcome.problems;
  assert.match(unknown!, /has no schema 999/);
  assert.match(other!, /it is AVRO, not PROTOBUF/);
  assert.match(nowhere!, /there is no message at 3/);
  assert.match(bare!, /does not begin with the number of a schema/);
});

test('what is written is registered first, once, and is read again', async () => {
  await using registry = await fakeRegistry();
  const copy = `CREATE STREAM t (a INT, b STRING) WITH ('topic' = 't');
    CREATE STREAM out WITH ('format' = 'protobuf', 'schema.registry.url' = '${registry.url}') AS SELECT a, b FROM t;`;
  const rows = { t: [{ value: '{"a":5,"b":"x"}' }] };
  const outcome = await runBytes(copy, {}, rows);
  assert.deepEqual(outcome.problems, []);
  const latest = await fetch(`${registry.url}/subjects/out-value/versions/latest`);
  const schema = (await latest.json()) as { readonly id: number; readonly schema: string };
  assert.match(schema.schema, /message Out \{\s+optional int64 a = 1;\s+optional string b = 2;\s+\}/);
  assert.equal(
    hex(outcome.written[0]!.value!),
    `00${schema.id.toString(16).padStart(8, '0')}00 08051201 78`.replaceAll(' ', ''),
  );
  await runBytes(copy, {}, rows);
  assert.equal(registry.subjects.get('out-value')!.length, 1);
  const again = await runBytes(
    `CREATE STREAM out (b STRING, a INT) WITH ('topic' = 'out', 'format' = 'protobuf', 'schema.registry.url' = '${registry.url}'); SELECT a, b FROM out;`,
    {},
    { out: outcome.written },
  );
  assert.deepEqual(again.values, ['{"a":5,"b":"x"}']);
});
