/** Debezium's changes in Avro with a schema registry: read as its connectors write them, written as its readers expect them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import avsc from 'avsc';
import { type BytesRecord, runBytes } from './bytes.ts';
import { type FakeRegistry, fakeRegistry } from './fake-registry.ts';

const NS = 'shop.public.orders';
const VALUE = {
  type: 'record',
  name: 'Value',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'name', type: ['null', 'string'], default: null },
    {
      name: 'amount',
      type: {
        type: 'bytes',
        logicalType: 'decimal',
        precision: 10,
        scale: 2,
        'connect.name': 'org.apache.kafka.connect.data.Decimal',
      },
    },
  ],
  'connect.name': `${NS}.Value`,
};
/** As a connector registers it: with the source, the block of the transaction and what comes later. */
const ENVELOPE = {
  type: 'record',
  name: 'Envelope',
  namespace: NS,
  fields: [
    { name: 'before', type: ['null', VALUE], default: null },
    { name: 'after', type: ['null', 'Value'], default: null },
    {
      name: 'source',
      type: {
        type: 'record',
        name: 'Source',
        namespace: 'io.debezium.connector.postgresql',
        fields: [
          { name: 'db', type: 'string' },
          { name: 'lsn', type: ['null', 'long'], default: null },
        ],
      },
    },
    {
      name: 'transaction',
      type: ['null', { type: 'record', name: 'block', namespace: 'event', fields: [{ name: 'id', type: 'string' }] }],
      default: null,
    },
    { name: 'op', type: 'string' },
    { name: 'ts_ms', type: ['null', 'long'], default: null },
  ],
  'connect.name': `${NS}.Envelope`,
};
const KEY = {
  type: 'record',
  name: 'Key',
  namespace: NS,
  fields: [{ name: 'id', type: 'long' }],
  'connect.name': `${NS}.Key`,
};

const typeOf = (schema: object) => avsc.Type.forSchema(schema as avsc.Schema, { wrapUnions: true });
const cents = (amount: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(amount);
  return bytes;
};
const row = (id: number, name: string, amount: number) => ({ id, name: { string: name }, amount: cents(amount) });

function framed(id: number, bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(id, 1);
  return Buffer.concat([header, bytes]);
}

type Row = ReturnType<typeof row> | null;

function history(registry: FakeRegistry): readonly BytesRecord[] {
  const value = registry.register(`${NS}-value`, { schema: JSON.stringify(ENVELOPE) });
  const key = registry.register(`${NS}-key`, { schema: JSON.stringify(KEY) });
  const named = (of: Row) => of && { [`${NS}.Value`]: of };
  const change = (id: number, op: string, before: Row, after: Row): BytesRecord => ({
    key: framed(key, typeOf(KEY).toBuffer({ id })),
    value: framed(
      value,
      typeOf(ENVELOPE).toBuffer({
        before: named(before),
        after: named(after),
        source: { db: 'shop', lsn: { long: 7 } },
        transaction: null,
        op,
        ts_ms: { long: 1_700_000_000_000 },
      }),
    ),
  });
  const gone = change(2, 'd', row(2, 'b', 2000), null);
  return [
    change(1, 'r', null, row(1, 'a', 1000)),
    change(2, 'c', null, row(2, 'b', 2000)),
    change(1, 'u', row(1, 'a', 1000), row(1, 'a', 3050)),
    gone,
    { key: gone.key!, value: null },
    change(3, 'c', null, row(3, 'c', -500)),
  ];
}

const columns =
  '(id BIGINT PRIMARY KEY, name STRING, amount DECIMAL(10, 2), op STRING, ts_ms TIMESTAMP, source STRUCT<db STRING>)';
const table = (url: string) =>
  `CREATE TABLE orders ${columns} WITH ('topic' = 'orders', 'format' = 'debezium-avro-confluent', 'schema.registry.url' = '${url}');`;

test('a table has the rows that stand, with what the envelope says besides', async () => {
  await using registry = await fakeRegistry();
  const { values, problems } = await runBytes(
    `${table(registry.url)} SELECT id, name, amount, op, ts_ms, source.db AS db FROM orders;`,
    {},
    { orders: history(registry) },
  );
  assert.deepEqual(problems, []);
  const rest = '"ts_ms":"2023-11-14T22:13:20Z","db":"shop"}';
  assert.deepEqual([...values].sort(), [
    `{"id":1,"name":"a","amount":30.5,"op":"u",${rest}`,
    `{"id":3,"name":"c","amount":-5,"op":"c",${rest}`,
  ]);
});

const SUMS = `CREATE TABLE totals WITH ('topic' = 'shop.totals-1', 'format' = 'debezium-avro-confluent', 'schema.registry.url' = 'URL') AS
  SELECT name, SUM(amount) AS total FROM orders GROUP BY name;`;

test('changes are written as envelopes with keys of their own, and are read again', async () => {
  await using registry = await fakeRegistry();
  const sums = SUMS.replace('URL', registry.url);
  const { written, problems } = await runBytes(
    `${table(registry.url)} ${sums}`,
    {},
    { orders: history(registry) },
    { bounded: false },
  );
  assert.deepEqual(problems, []);
  const [valueId] = registry.subjects.get('shop.totals-1-value')!;
  const [keyId] = registry.subjects.get('shop.totals-1-key')!;
  const value = registry.schema(valueId!) as typeof ENVELOPE;
  const key = registry.schema(keyId!) as typeof KEY;
  assert.deepEqual(
    [value.name, value.namespace, value['connect.name'], key.name, key.namespace],
    ['Envelope', 'shop.totals_1', 'shop.totals_1.Envelope', 'Key', 'shop.totals_1'],
  );
  // Somebody else's library reads both.
  const shown = (schema: object, bytes: Uint8Array): unknown =>
    JSON.parse(typeOf(schema).toString(typeOf(schema).fromBuffer(Buffer.from(bytes).subarray(5))));
  const told = written.map(record => [shown(key, record.key!), shown(value, record.value!)]);
  const of = (name: string, hex: string) => ({
    'shop.totals_1.Value': { name: { string: name }, total: { bytes: Buffer.from(hex, 'hex').toString('latin1') } },
  });
  const change = (op: string, before: object | null, after: object | null) => ({ before, after, op, ts_ms: null });
  assert.deepEqual(told, [
    [{ name: { string: 'a' } }, change('c', null, of('a', '03e8'))],
    [{ name: { string: 'b' } }, change('c', null, of('b', '07d0'))],
    [{ name: { string: 'a' } }, change('d', of('a', '03e8'), null)],
    [{ name: { string: 'a' } }, change('c', null, of('a', '0bea'))],
    [{ name: { string: 'b' } }, change('d', of('b', '07d0'), null)],
    [{ name: { string: 'c' } }, change('c', null, of('c', 'fe0c'))],
  ]);
  const again = await runBytes(
    `CREATE TABLE totals (name STRING PRIMARY KEY, total DECIMAL(38, 2)) WITH ('topic' = 'totals', 'format' = 'debezium-avro-confluent', 'schema.registry.url' = '${registry.url}');
     SELECT name, total FROM totals;`,
    {},
    { totals: written },
  );
  assert.deepEqual(again.problems, []);
  assert.deepEqual([...again.values].sort(), ['{"name":"a","total":30.5}', '{"name":"c","total":-5}']);
});

const source = `CREATE STREAM src (id BIGINT, at TIMESTAMP, WATERMARK FOR at AS at) WITH ('topic' = 'src');`;
const records = [
  { key: 'k', value: '{"id":1,"at":"2026-01-01T00:00:01Z"}' },
  { key: 'k', value: '{"id":2,"at":"2026-01-01T00:00:02Z"}' },
];

test('a key of which nothing is known stays as it is; a windowed one has its bounds', async () => {
  await using registry = await fakeRegistry();
  const sink = (select: string, more = '') =>
    runBytes(
      `${source} CREATE STREAM sink WITH ('topic' = 'sink', 'format' = 'debezium-avro', 'schema.registry.url' = '${registry.url}'${more}) AS ${select};`,
      {},
      { src: records },
    );
  const passed = await sink('SELECT id FROM src');
  assert.deepEqual(passed.problems, []);
  assert.deepEqual(
    passed.written.map(({ key }) => Buffer.from(key!).toString()),
    ['k', 'k'],
  );
  assert.equal(registry.subjects.has('sink-key'), false);
  const windowed = await sink(
    'SELECT id, COUNT(*) AS n FROM src GROUP BY id WINDOW TUMBLING(1m)',
    ", 'schema.subject' = 'w'",
  );
  assert.deepEqual(windowed.problems, []);
  const [keyId] = registry.subjects.get('sink-key')!;
  const key = registry.schema(keyId!) as typeof KEY;
  assert.deepEqual(
    key.fields.map(({ name }) => name),
    ['id', '_window_start', '_window_end'],
  );
});

test('a schema of one’s own is filled as far as rows go; what is no envelope is refused at the start', async () => {
  await using registry = await fakeRegistry();
  const sink = (schema: object) =>
    runBytes(
      `${source} CREATE STREAM sink WITH ('topic' = 'sink', 'format' = 'debezium-avro', 'schema.file' = 'sink.avsc', 'schema.registry.url' = '${registry.url}') AS SELECT id FROM src;`,
      { 'sink.avsc': JSON.stringify(schema) },
      { src: records },
    );
  const value = { type: 'record', name: 'Value', fields: [{ name: 'id', type: 'long' }] };
  const envelope = (...more: object[]) => ({
    type: 'record',
    name: 'Envelope',
    namespace: 'mine',
    fields: [
      { name: 'before', type: ['null', value] },
      { name: 'after', type: ['null', 'Value'] },
      { name: 'op', type: 'string' },
      ...more,
    ],
  });
  const { written, problems } = await sink(envelope({ name: 'lag', type: 'int', default: 5 }));
  assert.deepEqual(problems, []);
  // No before; the second branch, 1; "c"; 5.
  assert.equal(Buffer.from(written[0]!.value!).subarray(5).toString('hex'), '00' + '0202' + '0263' + '0a');
  await assert.rejects(
    sink(envelope({ name: 'source', type: 'string' })),
    /has the field 'source', which no column is called/,
  );
  await assert.rejects(
    sink(value),
    /Value has the field 'id'.*changes of Debezium|Value has no field for|which no column is called/,
  );
});

test('what is no envelope is a failed record', async () => {
  await using registry = await fakeRegistry();
  const id = registry.register('orders-value', { schema: JSON.stringify(KEY) });
  const { values, problems } = await runBytes(
    `${table(registry.url)} SELECT id FROM orders;`,
    {},
    { orders: [{ key: 'k', value: framed(id, typeOf(KEY).toBuffer({ id: 1 })) }, ...history(registry).slice(0, 1)] },
  );
  assert.deepEqual(values, ['{"id":1}']);
  assert.equal(problems.length, 1);
  assert.match(problems[0]!, /it has no "op"/);
});

test("Debezium's own times and decimals are what they stand for, and numbers where numbers are declared", async () => {
  await using registry = await fakeRegistry();
  const called = (type: string, name: string) => ({ type, 'connect.version': 1, 'connect.name': name });
  const optional = (type: unknown) => ['null', type];
  const fields = {
    id: 'long',
    day: called('int', 'io.debezium.time.Date'),
    at: optional(called('long', 'io.debezium.time.MicroTimestamp')),
    number: called('long', 'io.debezium.time.MicroTimestamp'),
    nanos: called('long', 'io.debezium.time.NanoTimestamp'),
    time: called('long', 'io.debezium.time.MicroTime'),
    connect: { ...called('long', 'org.apache.kafka.connect.data.Timestamp'), logicalType: 'timestamp-millis' },
    any: {
      type: 'record',
      name: 'VariableScaleDecimal',
      namespace: 'io.debezium.data',
      fields: [
        { name: 'scale', type: 'int' },
        { name: 'value', type: 'bytes' },
      ],
      'connect.name': 'io.debezium.data.VariableScaleDecimal',
    },
  };
  const value = { ...VALUE, fields: Object.entries(fields).map(([name, type]) => ({ name, type })) };
  const schema = {
    ...ENVELOPE,
    fields: [
      { name: 'before', type: ['null', value], default: null },
      { name: 'after', type: ['null', 'Value'], default: null },
      { name: 'op', type: 'string' },
      { name: 'ts_us', type: ['null', 'long'], default: null },
    ],
  };
  const id = registry.register('orders-value', { schema: JSON.stringify(schema) });
  const micros = 1_709_208_000_123_456;
  const after = {
    id: 1,
    day: 19_782,
    at: { long: micros },
    number: micros,
    nanos: 1_000_000_999,
    time: 3_723_000_001,
    connect: 1_709_208_000_123,
    any: { scale: 3, value: Buffer.from([0xff, 0x38]) },
  };
  const type = avsc.Type.forSchema(schema as avsc.Schema, { wrapUnions: true });
  const { values, problems } = await runBytes(
    `CREATE TABLE orders (id BIGINT PRIMARY KEY, day DATE, at TIMESTAMP, number BIGINT, nanos TIMESTAMP, time TIME, connect TIMESTAMP, any DECIMAL(10, 3), ts_us TIMESTAMP)
       WITH ('topic' = 'orders', 'format' = 'debezium-avro', 'schema.registry.url' = '${registry.url}');
     SELECT id, day, at, number, nanos, time, connect, any, ts_us FROM orders;`,
    {},
    {
      orders: [
        {
          key: null,
          value: framed(
            id,
            type.toBuffer({ before: null, after: { [`${NS}.Value`]: after }, op: 'c', ts_us: { long: micros } }),
          ),
        },
      ],
    },
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(values, [
    `{"id":1,"day":"2024-02-29","at":"2024-02-29T12:00:00.123456Z","number":${micros},"nanos":"1970-01-01T00:00:01Z","time":"01:02:03.000001","connect":"2024-02-29T12:00:00.123Z","any":-0.2,"ts_us":"2024-02-29T12:00:00.123456Z"}`,
  ]);
});
