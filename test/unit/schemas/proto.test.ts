/** Protobuf messages as columns: types, names across imports, what is wrong and where; what protobufjs refuses is refused. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import protobuf from 'protobufjs';
import { readProto } from '../../../src/language/schemas/proto.ts';
import { applied, columnsOf, errorsOf, problemsOf } from './show.ts';

const seed = fs.readFileSync(path.join(import.meta.dirname, 'data/trades.proto'), 'utf8');
const file = (body: string, head = 'syntax = "proto3";') => `${head}\n${body}`;
const inMessage = (fields: string) => file(`message T {\n${fields}\n}`);
const column = (field: string, more = '') => columnsOf(readProto(`${inMessage(field)}\n${more}`, 'T'))[0];

test("the seeds' trades: a Decimal message, a Timestamp, an enum; the message is the one no other contains", () => {
  const result = readProto(seed);
  assert.equal(result.title, 'Protobuf message ferrisstreams.financial.Trade');
  assert.deepEqual(problemsOf(result, seed), []);
  assert.deepEqual(columnsOf(result), [
    'symbol STRING NOT NULL',
    'price DECIMAL(38, 18)',
    'quantity BIGINT NOT NULL',
    'timestamp TIMESTAMP',
    'side STRING NOT NULL',
  ]);
  assert.deepEqual(columnsOf(readProto(seed, 'Decimal')), ['units BIGINT NOT NULL', 'scale BIGINT NOT NULL']);
  assert.equal(readProto(seed, 'Decimal').columns[0]?.doc, 'Scaled integer value');
});

test('every scalar has its column, also as list, map and optional', () => {
  const scalars: readonly (readonly [string, string])[] = [
    ['double float', 'DOUBLE'],
    ['int32 int64 sint32 sint64 sfixed32 sfixed64 uint32 fixed32', 'BIGINT'],
    ['uint64 fixed64', 'DECIMAL(20, 0)'],
    ['bool', 'BOOLEAN'],
    ['string', 'STRING'],
    ['bytes', 'BYTES'],
  ];
  for (const [names, type] of scalars)
    for (const name of names.split(' ')) {
      assert.equal(column(`${name} a = 1;`), `a ${type} NOT NULL`);
      assert.equal(column(`optional ${name} a = 1;`), `a ${type}`);
      assert.equal(column(`repeated ${name} a = 1 [packed = true];`), `a ARRAY<${type}> NOT NULL`);
      assert.equal(column(`map<string, ${name}> a = 1;`), `a MAP<STRING, ${type}> NOT NULL`);
    }
  assert.equal(column('map<uint64, E> a = 1;', 'enum E { X = 0; }'), 'a MAP<DECIMAL(20, 0), STRING> NOT NULL');
  assert.equal(
    column('U a = 1;', 'message U { int32 x = 1; message V { bool y = 1; } repeated V vs = 2; }'),
    'a STRUCT<x BIGINT, vs ARRAY<STRUCT<y BOOLEAN>>>',
  );
});

test("Google's own messages", () => {
  const known = (name: string, from: string) =>
    columnsOf(readProto(file(`import "google/${from}.proto";\nmessage T { google.${name} a = 1; }`)))[0];
  assert.equal(known('protobuf.Timestamp', 'protobuf/timestamp'), 'a TIMESTAMP');
  assert.equal(known('protobuf.Duration', 'protobuf/duration'), 'a INTERVAL');
  assert.equal(known('protobuf.Int64Value', 'protobuf/wrappers'), 'a BIGINT');
  assert.equal(known('protobuf.Struct', 'protobuf/struct'), 'a JSON');
  assert.equal(known('type.Decimal', 'type/decimal'), 'a DECIMAL(38, 18)');
  assert.equal(known('type.Date', 'type/date'), 'a DATE');
  const text = file('message T { google.protobuf.Timestamp a = 1; }');
  const result = readProto(text);
  assert.deepEqual(problemsOf(result, text), [
    'error schema/proto-import «google.protobuf.Timestamp» google.protobuf.Timestamp needs an import of "google/protobuf/timestamp.proto"',
  ]);
  const fixed = applied(text, [result.problems[0]?.fixes?.[0]]);
  assert.deepEqual(readProto(fixed).problems, []);
});

test('oneof, proto2 labels, groups, reserved, options and services', () => {
  const text = `syntax = "proto2";
package a.b;
option java_package = "x;y}";
/** An order.
 * Of two lines. */
message T {
  required int32 a = 1 [default = 3, (my.opt) = { x: 1 }];
  // above
  optional string b = 2; // behind
  oneof kind { string c = 3; int64 d = 4; }
  repeated group Item = 5 { required string sku = 1; }
  reserved 6, 8 to 10, 100 to max; reserved "old";
  extensions 50 to 60;
  option (x).y = true;
}
extend T { optional int32 z = 50; }
service S { rpc Get (T) returns (stream T) { option (http) = { get: "/x" }; } }
`;
  const result = readProto(text);
  assert.deepEqual(problemsOf(result, text), []);
  assert.deepEqual(columnsOf(result), [
    'a BIGINT NOT NULL',
    'b STRING',
    'c STRING',
    'd BIGINT',
    'item ARRAY<STRUCT<sku STRING>> NOT NULL',
  ]);
  assert.deepEqual(
    result.columns.map(({ doc }) => doc),
    [undefined, 'above', 'one of c, d', 'one of c, d', undefined],
  );
});

test('names are looked up from the inside out, across imports and public imports', () => {
  const files: Record<string, string> = {
    'money.proto': file(
      'package shop; import public "currency.proto"; message Money { int64 units = 1; Currency c = 2; }',
    ),
    'currency.proto': file('package shop; enum Currency { EUR = 0; } message Rate { double r = 1; }'),
    'broken.proto': file('message B {\n  int32 a = ;\n}'),
    'loop.proto': file('import "loop.proto"; message L { int32 a = 1; }'),
  };
  const read = (text: string) => readProto(text, 'T', name => files[name]);
  const text = file(`package shop.orders;
import "money.proto";
message T { Money total = 1; shop.Rate rate = 2; .shop.Currency c = 3; message Money { bool inner = 1; } }`);
  assert.deepEqual(columnsOf(read(text)), [
    'total STRUCT<inner BOOLEAN>',
    'rate STRUCT<r DOUBLE>',
    'c STRING NOT NULL',
  ]);
  assert.deepEqual(problemsOf(read(text), text), []);
  const missing = file('import "none.proto";\nmessage T { Unknown a = 1; int32 b = 2; }');
  assert.deepEqual(problemsOf(read(missing), missing), [
    `error schema/proto-import «"none.proto"» 'none.proto' is not found`,
  ]);
  assert.deepEqual(columnsOf(read(missing)), ['a ANY', 'b BIGINT NOT NULL']);
  const options = file('import "buf/validate.proto";\nmessage T { int32 b = 2 [(buf.min) = 1]; }');
  assert.deepEqual(problemsOf(read(options), options), [
    `warning schema/proto-import «"buf/validate.proto"» 'buf/validate.proto' is not found`,
  ]);
  const broken = file('import "broken.proto"; import "loop.proto";\nmessage T { L a = 1; }');
  assert.deepEqual(problemsOf(read(broken), broken), [
    `error schema/proto-import «"broken.proto"» 'broken.proto' has an error in line 3: the number of 'a' must be from 1 to 536870911, and not 19000 to 19999`,
  ]);
  assert.deepEqual(columnsOf(read(broken)), ['a STRUCT<a BIGINT>']);
});

test("protobufjs's own .proto files are read without a finding", () => {
  const root = path.resolve(import.meta.dirname, '../../../node_modules/protobufjs');
  const resolve = (name: string) =>
    fs.existsSync(path.join(root, name)) ? fs.readFileSync(path.join(root, name), 'utf8') : undefined;
  const names = fs
    .readdirSync(path.join(root, 'google'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.proto'));
  assert.ok(names.length >= 7);
  for (const name of names) {
    const text = resolve(`google/${name}`)!;
    // Most of them have several messages, of which none is a relation's.
    const errors = errorsOf(readProto(text, undefined, resolve)).filter(({ rule }) => rule !== 'schema/relation');
    assert.deepEqual(errors, [], name);
  }
});

test('a message within itself is JSON there, and several messages need a name', () => {
  const text = file('message T { int32 v = 1; repeated T kids = 2; }');
  assert.deepEqual(columnsOf(readProto(text)), [
    'v BIGINT NOT NULL',
    'kids ARRAY<STRUCT<v BIGINT, kids ARRAY<JSON>>> NOT NULL',
  ]);
  assert.match(problemsOf(readProto(text), text)[0]!, /^info schema\/recursive «T» T contains itself/);
  const two = file('message A { int32 a = 1; }\nmessage B { int32 b = 1; }');
  assert.match(
    problemsOf(readProto(two), two)[0]!,
    /^error schema\/relation «A» more than one message could be the relation's: A, B/,
  );
});

const FINDINGS: readonly (readonly [fields: string, marked: string, message: RegExp])[] = [
  ['string s = ;', 's', /number of 's' must be/],
  ['string s;', 's', /'s' needs its number/],
  ['string s = 1', '1', /';' is missing after '1'/],
  ['string s = 1; int32 t = 1;', 't', /the number 1 of 't' is already that of 's'/],
  ['string s = 1; int32 s = 2;', 's', /name 's' is there twice/],
  ['int32 a = 19500;', '19500', /19000 to 19999/],
  ['int32 a = 536870912;', '536870912', /from 1 to 536870911/],
  ['map<float, int32> a = 1;', 'float', /cannot be the key/],
  ['required int32 a = 1;', 'required', /no 'required' in proto3/],
  ['strin a = 1;', 'strin', /no type 'strin'/],
  ['reserved 5; int32 a = 5;', 'a', /reserved/],
  ['reserved "a"; int32 a = 5;', 'a', /reserved/],
  ['enum E { X = 1; }', '1', /first value of an enum is 0/],
  ['enum E { X = 0; Y = 0; }', '0', /already the number of 'X'/],
  ['enum E { }', 'E', /at least one value/],
  ['oneof o { optional int32 a = 1; }', 'optional', /no label/],
];
for (const [fields, marked, message] of FINDINGS)
  test(`found: ${fields}`, () => {
    const text = inMessage(`bool z = 100; ${fields}`);
    const found = problemsOf(readProto(text), text);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0]!, message);
    assert.ok(found[0]!.includes(`«${marked}»`), found[0]);
  });

test('mistakes of a whole file, and each of several is found', () => {
  const found = (text: string) => problemsOf(readProto(text), text);
  assert.match(found('messag T { int32 a = 1; }')[0]!, /«messag» 'messag' begins nothing/);
  assert.match(found('syntax = "proto4"; message T {}')[0]!, /«"proto4"» there is no syntax 'proto4'/);
  assert.match(found('syntax = "proto3"; message T { int32 a = 1;')[0]!, /«T» the message 'T' is not closed/);
  assert.match(found('syntax = "proto3"; message T { int32 a = 1; } }')[0]!, /closes nothing/);
  assert.match(found('')[0]!, /there is none here/);
  const unlabelled = 'message T { int32 a = 1; int32 b = 2; }';
  assert.equal(found(unlabelled).length, 1);
  const fixed = applied(unlabelled, [readProto(unlabelled).problems[0]?.fixes?.[0]]);
  assert.deepEqual(found(fixed), []);
  const several = inMessage('string s = ;\n strin t = 2;\n int32 u = 3\n int32 v = 3;');
  assert.equal(found(several).length, 4, found(several).join('\n'));
  const semicolon = inMessage('int32 a = 1\n int32 b = 2;');
  assert.deepEqual(found(applied(semicolon, [readProto(semicolon).problems[0]?.fixes?.[0]])), []);
});

test('cut at every character nothing throws, and what protobufjs refuses is refused', () => {
  const text = seed.trim();
  let refused = 0;
  for (let end = 0; end <= text.length; end++)
    for (const broken of [text.slice(0, end), text.slice(0, end) + text.slice(end + 1)]) {
      const errors = errorsOf(readProto(broken));
      try {
        protobuf.parse(broken, { keepCase: true }).root.resolveAll();
      } catch (error) {
        // Not resolved here, and known by name: google/protobuf/timestamp.proto.
        if (/google\.protobuf\.Timestamp/.test((error as Error).message)) continue;
        refused++;
        assert.ok(errors.length > 0, `${(error as Error).message}: ${broken.slice(Math.max(0, end - 40), end + 20)}`);
      }
    }
  assert.ok(refused > 200, `${refused}`);
});

test('types that double at each level stay small, and deep nesting ends', () => {
  const levels = Array.from({ length: 40 }, (_, i) => {
    const inner = i === 0 ? 'int32' : `R${i - 1}`;
    return `message R${i} { ${inner} a = 1; ${inner} b = 2; }`;
  });
  assert.ok(columnsOf(readProto(file(levels.join('\n')))).join().length < 1_000_000);
  const deep = file('message A {'.repeat(5000));
  assert.match(problemsOf(readProto(deep), deep)[0]!, /messages within each other|not closed/);
});

test('an import that leaves the folder of the schemas is not even looked for', () => {
  for (const path of [
    '../secret.proto',
    '/etc/passwd',
    'a/../../b.proto',
    'C:/x.proto',
    'file:///x.proto',
    'https://x/y.proto',
  ]) {
    const text = file(`import "${path}";\nmessage T { Secret a = 1; }`);
    const result = readProto(text, 'T', () => assert.fail(path));
    assert.match(result.problems[0]!.message, /leaves the folder of the schemas/, path);
  }
});
