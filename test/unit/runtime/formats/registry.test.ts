/** SQL over topics whose schemas are in a registry: framing, versions, subjects, what is refused at the start. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import avsc from 'avsc';
import type { FormatSettings } from '../../../../runtime/formats/port.ts';
import { type BytesRecord, runBytes } from './bytes.ts';
import { fakeRegistry } from './fake-registry.ts';

const record = (...fields: unknown[]) => ({ type: 'record', name: 'Order', namespace: 'shop', fields });
const v1 = record({ name: 'id', type: 'long' }, { name: 'amount', type: 'double' });
const v2 = record(
  { name: 'id', type: 'long' },
  { name: 'note', type: 'string', default: '' },
  { name: 'amount', type: 'double' },
);
const v3 = record({ name: 'total', type: 'double', aliases: ['amount'] }, { name: 'id', type: 'int' });

const framed = (id: number, schema: unknown, value: unknown): Buffer => {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(id, 1);
  return Buffer.concat([header, avsc.Type.forSchema(schema as avsc.Schema).toBuffer(value)]);
};

const run = (
  sql: string,
  topics: Record<string, readonly BytesRecord[]>,
  files: Record<string, string> = {},
  formats: FormatSettings = {},
) => runBytes(sql, files, topics, { formats });

test('a topic of several versions is read through', async () => {
  await using registry = await fakeRegistry();
  const schemas = [v1, v2, v3];
  const ids = schemas.map(schema => registry.register('orders-value', { schema: JSON.stringify(schema) }));
  const values = [
    { id: 1, amount: 1.5 },
    { id: 2, note: 'x', amount: 2.5 },
    { total: 3.5, id: 3 },
  ];
  const records = values.map((value, i) => ({ value: framed(ids[i]!, schemas[i], value) }));
  const asWritten = await run(
    `CREATE STREAM orders (id BIGINT, amount DOUBLE, note STRING) WITH (format = 'avro', schema.registry.url = '${registry.url}');
     SELECT id, amount, note FROM orders;`,
    { orders: records },
  );
  assert.deepEqual(asWritten.values, [
    '{"id":1,"amount":1.5,"note":null}',
    '{"id":2,"amount":2.5,"note":"x"}',
    '{"id":3,"amount":null,"note":null}',
  ]);
  // By a schema of the reader's own: aliases and defaults.
  const reader = record(
    { name: 'total', type: 'double', aliases: ['amount'] },
    { name: 'id', type: 'long' },
    { name: 'note', type: 'string', default: 'none' },
  );
  const resolved = await run(
    `CREATE STREAM orders WITH (format = 'avro', schema.registry.url = '${registry.url}', schema.file = 'order.avsc');
     SELECT total, id, note FROM orders;`,
    { orders: records },
    { 'order.avsc': JSON.stringify(reader) },
  );
  assert.deepEqual(resolved.values, [
    '{"total":1.5,"id":1,"note":"none"}',
    '{"total":2.5,"id":2,"note":"x"}',
    '{"total":3.5,"id":3,"note":"none"}',
  ]);
  assert.equal(registry.requests.filter(one => one.startsWith('GET /schemas/ids/')).length, 6);
});

test('what is not framed, not known or not readable is a failed record', async () => {
  await using registry = await fakeRegistry();
  const id = registry.register('orders-value', { schema: JSON.stringify(v1) });
  const other = registry.register('other', { schema: JSON.stringify(record({ name: 'x', type: 'long' })) });
  const { values, problems } = await run(
    `CREATE STREAM orders WITH (format = 'avro', schema.registry.url = '${registry.url}', schema.file = 'order.avsc');
     SELECT id FROM orders;`,
    {
      orders: [
        { value: '{"id":1}' },
        { value: Buffer.of(0, 0, 0, 0, 99, 2) },
        { value: framed(other, record({ name: 'x', type: 'long' }), { x: 1 }) },
        { value: framed(id, v1, { id: 4, amount: 1 }) },
        { value: Buffer.of(0, 0) },
        { value: framed(id, v1, { id: 5, amount: 1 }).subarray(0, 8) },
      ],
    },
    { 'order.avsc': JSON.stringify(v1) },
  );
  assert.deepEqual(values, ['{"id":4}']);
  assert.deepEqual(problems, [
    'the record does not begin with the number of a schema (a zero and four bytes): it was not written with a schema registry',
    `the schema registry ${registry.url} has no schema 99`,
    `schema ${other} of ${registry.url}: 'id' is missing in shop.Order as it was written, and has no default in shop.Order as it is read`,
    'the record does not begin with the number of a schema (a zero and four bytes): it was not written with a schema registry',
    "'amount': the bytes end in the middle of a value",
  ]);
});

const source = `CREATE STREAM src (id BIGINT, amount DECIMAL(9, 2)) WITH (topic = 'src');`;
const some = [{ value: '{"id":9223372036854775807,"amount":12.5}' }];

test('what is written is registered under the subject of its strategy', async () => {
  await using registry = await fakeRegistry();
  const wrote = async (more: string) =>
    await run(
      `${source} CREATE STREAM sink WITH (format = 'avro', schema.registry.url = '${registry.url}'${more}) AS SELECT id, amount FROM src;`,
      { src: some },
    );
  const { written } = await wrote('');
  await wrote(`, value.subject.name.strategy = 'TopicRecordNameStrategy'`);
  await wrote(`, value.subject.name.strategy = 'record'`);
  await wrote(`, schema.subject = 'mine'`);
  assert.deepEqual(
    [...registry.subjects.keys()],
    ['sink-value', 'sink-org.apache.flink.avro.generated.record', 'org.apache.flink.avro.generated.record', 'mine'],
  );
  assert.equal(
    Buffer.from(written[0]!.value!).toString('hex'),
    // The number 1; id: branch 1, 2^63-1; amount: branch 1, two bytes, 1250.
    `0000000001${'02'}${'feffffffffffffffff01'}${'02'}${'04'}${'04e2'}`,
  );
});

test('a schema that the subject does not allow stops the job before anything is written', async () => {
  await using registry = await fakeRegistry();
  registry.register('sink-value', { schema: JSON.stringify(v1) });
  registry.compatible = () => ["reader field 'amount' has another type"];
  const sql = `${source} CREATE STREAM sink WITH (format = 'avro', schema.registry.url = '${registry.url}') AS SELECT id, amount FROM src;`;
  await assert.rejects(run(sql, { src: some }), {
    name: 'FormatError',
    message: `sink: the schema it writes is not compatible with the latest of 'sink-value' at ${registry.url}: reader field 'amount' has another type`,
  });
  assert.equal(registry.subjects.get('sink-value')!.length, 1);
  const strict = sql.replace(') AS', ", auto.register.schemas = 'false') AS");
  await assert.rejects(
    run(strict, { src: some }),
    /not registered under 'sink-value'.*'auto.register.schemas' is false/,
  );
  // By the latest that is there.
  const latest = sql
    .replace('(9, 2)', '(9, 2)')
    .replace('AS SELECT id, amount', 'AS SELECT id, CAST(amount AS DOUBLE) AS amount')
    .replace(') AS', ", use.latest.version = 'true') AS");
  const { written } = await run(latest, { src: some });
  assert.equal(
    avsc.Type.forSchema(record({ name: 'amount', type: 'double' }) as avsc.Schema).fromBuffer(
      Buffer.from(written[0]!.value!).subarray(15),
    ).amount,
    12.5,
  );
  // Rows are only shown: nobody is asked.
  const before = registry.requests.length;
  const { values } = await run(sql, { src: some }, {}, { writes: false });
  assert.deepEqual(values, ['{"id":9223372036854775807,"amount":12.5}']);
  assert.equal(registry.requests.length, before);
});

test('credentials, retries, addresses', async () => {
  await using registry = await fakeRegistry({ authorization: `Basic ${Buffer.from('me:se:cret').toString('base64')}` });
  const sql = (more: string) =>
    `${source} CREATE STREAM sink WITH (format = 'avro', schema.registry.url = 'http://127.0.0.1:1,${registry.url}'${more}) AS SELECT id FROM src;`;
  const fill = (text: string): string =>
    text.replace(/\$\{(\w+)\}/g, (_, name) => ({ USER: 'me', SECRET: 'se:cret' })[name as 'USER'] ?? '');
  registry.failures = 1;
  for (const more of [
    `, schema.registry.username = '\${USER}', schema.registry.password = '\${SECRET}'`,
    `, schema.registry.basic.auth.user.info = '\${USER}:\${SECRET}'`,
    `, basic.auth.user.info = 'me:\${SECRET}'`,
  ])
    assert.equal((await run(sql(more), { src: some }, {}, { fill })).written.length, 1);
  await assert.rejects(run(sql(''), { src: some }), /refuses .* \(401: Unauthorized\): no credentials are given/);
  await assert.rejects(
    run(sql(`, schema.registry.bearer.token = '\${SECRET}'`), { src: some }, {}, { fill }),
    (error: Error) => /its credentials are wrong/.test(error.message) && !error.message.includes('se:cret'),
  );
  const nowhere = `CREATE STREAM sink WITH (format = 'avro', schema.registry.url = '\${PLACE}') AS SELECT id FROM src;`;
  await assert.rejects(
    run(source + nowhere, { src: some }, {}, { fill: () => 'registry:8081' }),
    /'registry:8081' is no address of a schema registry/,
  );
  await assert.rejects(
    run(sql(`, schema.registry.bearer.token = '\${SECRET}'`), { src: some }),
    /the variable \$\{SECRET\} is not set/,
  );
});

test('a registry that cannot be reached stops the job at its start', async () => {
  const sql = `CREATE STREAM o (id BIGINT) WITH (format = 'avro-confluent', schema.registry.url = 'http://127.0.0.1:1'); SELECT * FROM o;`;
  await assert.rejects(run(sql, { o: [] }), { name: 'FormatError', kind: 'unreachable' });
});

test('over TLS with an authority of one’s own', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-registry-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const [key, cert] = ['key.pem', 'cert.pem'].map(name => path.join(folder, name)) as [string, string];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    ],
    { stdio: 'ignore' },
  );
  await using registry = await fakeRegistry({
    tls: { key: fs.readFileSync(key, 'utf8'), cert: fs.readFileSync(cert, 'utf8') },
  });
  const sql = (more: string) =>
    `${source} CREATE STREAM sink WITH (format = 'avro', schema.registry.url = '${registry.url}'${more}) AS SELECT id FROM src;`;
  const readText = async (file: string) => fs.readFileSync(file, 'utf8');
  assert.equal(
    (await run(sql(`, schema.registry.ssl.ca.location = '${cert}'`), { src: some }, {}, { readText })).written.length,
    1,
  );
  await assert.rejects(run(sql(''), { src: some }), /self-signed certificate/);
  await assert.rejects(
    run(sql(`, schema.registry.ssl.ca.location = '/none.pem'`), { src: some }, {}, { readText }),
    /\/none\.pem, a certificate or key for the schema registry, cannot be read/,
  );
});

test('schemas that refer to others', async () => {
  await using registry = await fakeRegistry();
  const money = { type: 'record', name: 'Money', namespace: 'shop', fields: [{ name: 'cents', type: 'long' }] };
  registry.register('money', { schema: JSON.stringify(money) });
  const order = { ...record({ name: 'price', type: 'Money' }, { name: 'tax', type: ['null', 'shop.Money'] }) };
  const id = registry.register('orders-value', {
    schema: JSON.stringify(order),
    references: [{ name: 'shop.Money', subject: 'money', version: 1 }],
  });
  const { values } = await run(
    `CREATE STREAM orders (price STRUCT<cents BIGINT>, tax STRUCT<cents BIGINT>) WITH (format = 'avro', schema.registry.url = '${registry.url}');
     SELECT price.cents AS price, tax.cents AS tax FROM orders;`,
    { orders: [{ value: Buffer.concat([Buffer.of(0, 0, 0, 0, id), Buffer.of(14, 2, 16)]) }] },
  );
  assert.deepEqual(values, ['{"price":7,"tax":8}']);
});

test('keys have schemas of their own', async () => {
  await using registry = await fakeRegistry();
  const { written } = await run(
    `CREATE STREAM src (id BIGINT, name STRING) WITH (topic = 'src');
     CREATE TABLE sink WITH (format = 'json', key.format = 'avro', schema.registry.url = '${registry.url}') AS
       SELECT id, COUNT(*) AS n FROM src GROUP BY id;`,
    { src: [{ value: '{"id":7}' }] },
  );
  assert.deepEqual([...registry.subjects.keys()], ['sink-key']);
  assert.deepEqual([...written[0]!.key!], [0, 0, 0, 0, 1, 14]);
  const { values } = await run(
    `CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT) WITH (key.format = 'avro', schema.registry.url = '${registry.url}');
     SELECT id, n, _key AS k FROM t;`,
    { t: [{ key: written[0]!.key!, value: '{"n":1}' }] },
  );
  assert.deepEqual(values, ['{"id":7,"n":1,"k":"7"}']);
});

test('JSON with the number of its schema', async () => {
  await using registry = await fakeRegistry();
  const { written } = await run(
    `${source} CREATE STREAM sink WITH (format = 'json-schema', schema.registry.url = '${registry.url}') AS SELECT id, amount FROM src;`,
    { src: some },
  );
  assert.equal(
    Buffer.from(written[0]!.value!).toString('latin1'),
    '\0\0\0\0\x01{"id":9223372036854775807,"amount":12.5}',
  );
  const { values, problems } = await run(
    `CREATE STREAM s (id BIGINT, amount DECIMAL(9, 2)) WITH (format = 'json-schema', schema.registry.url = '${registry.url}'); SELECT * FROM s;`,
    { s: [{ value: written[0]!.value! }, { value: '{"id":1}' }] },
  );
  assert.deepEqual(values, ['{"id":9223372036854775807,"amount":12.5}']);
  assert.equal(problems.length, 1);
});
