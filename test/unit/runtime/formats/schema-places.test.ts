/** A job that cannot start for its schema file says where in the file: path, line and column. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { avro } from '../../../../runtime/formats/avro/format.ts';
import { FormatError, type Use } from '../../../../runtime/formats/port.ts';
import { protobuf } from '../../../../runtime/formats/protobuf/format.ts';
import { runBytes } from './bytes.ts';

const AVSC = `{
  "type": "record",
  "name": "Order",
  "fields": [
    {"name": "id", "type": "string"},
    {"name": "n", "type": "int"}
  ]
}
`;
const PROTO = `syntax = "proto2";
package shop;
message Other { optional string id = 1; }

message Order {
  required string id = 1;
  optional int32 n = 2;
}
`;

/** The first place where a text stands in a file, as messages write it. */
function placeOf(file: string, text: string, what: string): string {
  const before = text.slice(0, text.indexOf(what)).split('\n');
  return `(${file}:${before.length}:${before.at(-1)!.length + 1})`;
}

/** What starting says. `src` is JSON with id and b. */
async function told(sql: string, files: Readonly<Record<string, string>>): Promise<string> {
  const src = `CREATE STREAM src (id STRING, b BIGINT) WITH ('topic' = 'src');`;
  let message = '';
  await assert.rejects(runBytes(`${src} ${sql}`, files, { src: [], orders: [] }), (error: Error) => {
    assert.equal(error.name, 'FormatError');
    ({ message } = error);
    return true;
  });
  return message;
}

const reads = (format: string, file: string, more = ''): string =>
  `CREATE STREAM orders (id STRING, prize INT) WITH ('topic' = 'orders', 'format' = '${format}', 'schema.file' = '${file}'${more}); SELECT prize FROM orders;`;
const writes = (format: string, file: string, columns: string, more = ''): string =>
  `CREATE STREAM out WITH ('format' = '${format}', 'schema.file' = '${file}'${more}) AS SELECT ${columns} FROM src;`;

test('Avro: a column without a field, a field without a column', async () => {
  const file = 's/order.avsc';
  const name = placeOf(file, AVSC, '"Order"');
  const files = { [file]: AVSC };
  assert.ok((await told(reads('avro', file), files)).endsWith(`has no field 'prize': it has id, n ${name}`));
  assert.ok((await told(writes('avro', file, 'id, 1 AS n, b'), files)).endsWith(`it has id, n ${name}`));
  const field = placeOf(file, AVSC, '"n"');
  assert.ok((await told(writes('avro', file, 'id'), files)).endsWith(`which has no default ${field}`));
});

test('Protobuf: a column without a field, a field that must be there', async () => {
  const file = '../order.proto';
  const message = `, 'schema.message' = 'Order'`;
  const files = { [file]: PROTO };
  const name = placeOf(file, PROTO, 'Order {');
  assert.ok(
    (await told(reads('protobuf', file, message), files)).endsWith(`has no field 'prize': it has id, n ${name}`),
  );
  const missing = await told(writes('protobuf', file, 'b AS n', message), files);
  assert.ok(missing.endsWith(`no column gives 'id', which shop.Order requires ${name}`), missing);
});

/** What binding finds of a file is told there; a plan may be older than the rule, or be made by another program. */
test('an error in the file of a plan', async () => {
  const use: Use = { side: 'value', topic: 'orders', relation: 'orders', declared: undefined };
  const refusal = async (reader: Promise<unknown>): Promise<string> => {
    const [outcome] = await Promise.allSettled([reader]);
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof FormatError);
    return outcome.reason.message;
  };
  const wrong = AVSC.replace('"int"', '"itn"');
  const ofAvro = (file?: string): Promise<string> =>
    refusal(avro.reader({ kind: 'avro', schema: wrong, ...(file === undefined ? {} : { file }) }, use, {}));
  assert.ok((await ofAvro('s/o.avsc')).endsWith(`there is no type 'itn' here ${placeOf('s/o.avsc', wrong, '"itn"')}`));
  assert.match(await ofAvro(), /there is no type 'itn' here$/);

  const ofProto = (schema: string, file?: string): Promise<string> =>
    refusal(
      protobuf.reader({ kind: 'protobuf', schema, name: 'Order', ...(file === undefined ? {} : { file }) }, use, {}),
    );
  const unended = PROTO.replace('n = 2;', 'n = 2');
  const said = "';' is missing after '2'";
  assert.equal(await ofProto(unended, 'o.proto'), `orders: its .proto file: ${said} (o.proto:7:22)`);
  assert.equal(await ofProto(unended), `orders: its .proto file: line 7: ${said}`);
  const group = PROTO.replace('optional int32 n = 2;', 'optional group Part = 2 { optional int32 x = 1; }');
  assert.match(await ofProto(group, 'o.proto'), /is a group, which is not read: use a message \(o\.proto:7:\d+\)$/);
});

test('a schema that is of no file has no place', async () => {
  const derived = "CREATE STREAM out WITH (format = 'avro') AS SELECT id AS `a b` FROM src;";
  assert.match(await told(derived, {}), /'a b' is no name in Avro .*another_name$/);
});
