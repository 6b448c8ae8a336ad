/** Two versions of a schema: what readers of one cannot read of the other, named by field. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type Compatibility, compareSchemas } from '../../../src/language/schemas/compare/compare.ts';

const findings = (ending: string, before: string, now: string, compatibility: Compatibility): readonly string[] =>
  compareSchemas({ path: `a.${ending}`, text: before }, { path: `b.${ending}`, text: now }, compatibility).map(
    ({ severity, message }) => `${severity}: ${message}`,
  );

const record = (...fields: readonly object[]): string =>
  JSON.stringify({ type: 'record', name: 'Trade', namespace: 'shop', fields });
const avro = (before: string, now: string, compatibility: Compatibility = 'full') =>
  findings('avsc', before, now, compatibility);
const id = { name: 'id', type: 'long' };

test('Avro: the same schema is compatible, whatever the direction', () => {
  const same = record(id, { name: 'next', type: ['null', 'Trade'], default: null });
  assert.deepEqual(avro(same, same), []);
});

test('Avro: a field without a default', () => {
  const more = record(id, { name: 'note', type: 'string' });
  const missing =
    /'note': records of the (old|new) schema have no such field, and the (new|old) one gives it no default/;
  assert.match(avro(record(id), more, 'backward').join(), missing);
  assert.deepEqual(avro(record(id), more, 'forward'), []);
  assert.deepEqual(avro(more, record(id), 'backward'), []);
  assert.match(avro(more, record(id), 'forward').join(), missing);
  assert.deepEqual(avro(record(id), record(id, { name: 'note', type: 'string', default: '' })), []);
  assert.deepEqual(avro(record({ name: 'old', type: 'long' }), record({ ...id, aliases: ['old'] }), 'backward'), []);
});

test('Avro: promotions go one way; unions, enums, fixed, decimals', () => {
  const typed = (type: unknown) => record({ name: 'x', type });
  assert.deepEqual(avro(typed('int'), typed('long'), 'backward'), []);
  assert.match(
    avro(typed('int'), typed('long'), 'forward').join(),
    /'x': long of the new schema cannot be read as int/,
  );
  assert.deepEqual(avro(typed('string'), typed(['null', 'string']), 'backward'), []);
  assert.match(
    avro(typed('string'), typed(['null', 'string']), 'forward').join(),
    /'x': null of the new schema cannot be read as string/,
  );
  const side = (...symbols: string[]) => typed({ type: 'enum', name: 'Side', symbols });
  assert.deepEqual(avro(side('BUY'), side('BUY', 'SELL'), 'backward'), []);
  assert.match(avro(side('BUY'), side('BUY', 'SELL'), 'forward').join(), /'x': the old schema does not know SELL/);
  const decimal = (scale: number) => typed({ type: 'bytes', logicalType: 'decimal', precision: 18, scale });
  assert.match(
    avro(decimal(2), decimal(4), 'backward').join(),
    /'x': decimal\(18, 2\) of the old schema is read as decimal\(18, 4\)/,
  );
  const fixed = (size: number) => typed({ type: 'fixed', name: 'F', size });
  assert.match(
    avro(fixed(4), fixed(8), 'backward').join(),
    /'x': shop.F of 4 bytes of the old schema cannot be read as shop.F of 8 bytes/,
  );
  const list = (items: unknown) => typed({ type: 'array', items });
  assert.match(avro(list('long'), list('int'), 'backward').join(), /'x\[\]': long/);
});

const proto = (before: string, now: string, compatibility: Compatibility = 'full') =>
  findings('proto', `syntax = "proto3"; ${before}`, `syntax = "proto3"; ${now}`, compatibility);
const message = (fields: string) => `message Trade { ${fields} }`;

test('Protobuf: numbers, types, labels, names', () => {
  assert.deepEqual(proto(message('int64 id = 1;'), message('int64 id = 1; string note = 2;')), []);
  assert.deepEqual(proto(message('int64 id = 1; string note = 2;'), message('int64 id = 1; reserved 2;')), []);
  assert.match(
    proto(message('int64 id = 1; string note = 2;'), message('int64 id = 1;')).join(),
    /warning: 'Trade.note': it is gone, and its number 2 is free/,
  );
  assert.match(
    proto(message('int64 id = 1;'), message('string id = 1;')).join(),
    /error: 'Trade.id': it was int64 and is string, whose bytes are others/,
  );
  assert.match(
    proto(message('int64 id = 1;'), message('int32 id = 1;'), 'backward').join(),
    /warning: .*alike, and values that do not fit come out as others/,
  );
  assert.match(
    proto(message('int64 id = 1;'), message('repeated int64 id = 1;')).join(),
    /error: 'Trade.id': it was one value and is a list/,
  );
  assert.match(
    proto(message('int64 id = 1;'), message('int64 key = 1;')).join(),
    /warning: 'Trade.key': field 1 was called 'id'/,
  );
  assert.match(
    proto(message('int64 id = 1;'), message('int64 id = 2;')).join(),
    /error: 'Trade.id': its number was 1 and is 2/,
  );
  assert.match(
    proto(message('int64 a = 1; int64 b = 2;'), message('oneof x { int64 a = 1; int64 b = 2; }')).join(),
    /member of a oneof now/,
  );
  assert.match(
    proto(`package a; ${message('')}`, `package b; ${message('')}`).join(),
    /the package was 'a' and is 'b'/,
  );
  assert.match(
    proto(
      `${message('Side s = 1;')} enum Side { BUY = 0; SELL = 1; }`,
      `${message('Side s = 1;')} enum Side { SELL = 0; BUY = 1; }`,
    ).join(),
    /error: Side: 0 was BUY and is SELL/,
  );
});

test('Protobuf: required fields of proto2', () => {
  const two = (fields: string) => `syntax = "proto2"; message Trade { ${fields} }`;
  const both = (before: string, now: string, how: Compatibility) =>
    findings('proto', two(before), two(now), how).join();
  assert.match(
    both('', 'required int32 a = 1;', 'backward'),
    /error: 'Trade.a': it is required, and records of the old schema have no such field/,
  );
  assert.equal(both('', 'required int32 a = 1;', 'forward'), '');
  assert.match(both('required int32 a = 1;', 'optional int32 a = 1;', 'forward'), /error: 'Trade.a': it was required/);
});

test('samples: a column that has another type now; kinds that have nothing in common', () => {
  assert.match(findings('jsonl', '{"a": 1}\n', '{"a": "x"}\n', 'full').join(), /'a': it was BIGINT and is STRING/);
  assert.deepEqual(findings('jsonl', '{"a": 1}\n', '{"a": 1.5}\n', 'backward'), []);
  const [mixed] = compareSchemas(
    { path: 'a.avsc', text: record(id) },
    { path: 'b.proto', text: 'syntax = "proto3";' },
    'full',
  );
  assert.match(mixed!.message, /one version is Avro and the other Protobuf/);
});
