/** Records in and out of JSON. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { jsonDecoder } from '../../../runtime/formats/json/decode.ts';
import { encodeKey, jsonEncoder } from '../../../runtime/formats/json/encode.ts';
import { timeReader } from '../../../runtime/time/event-times.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import {
  ANY,
  BIGINT,
  BOOLEAN,
  BYTES,
  DATE,
  DOUBLE,
  decimal,
  STRING,
  TIMESTAMP,
} from '../../../src/language/types/sql-type.ts';
import { Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { field } from './plans.ts';

const record = (value: string | Uint8Array) => ({
  offset: 4,
  timestamp: 5,
  key: Buffer.from('the key'),
  value: typeof value === 'string' ? Buffer.from(value) : value,
  headers: [],
});
const read = (json: string, type: SqlType): Value =>
  jsonDecoder([field('x', type)], 'stream')(record(`{"x":${json}}`), 'topic', 3)[0]!;
const shown = (json: string, type: SqlType): string => String(read(json, type));

test('values are read as the declared type, exactly', () => {
  assert.equal(read('9223372036854775807', BIGINT), 9223372036854775807n);
  assert.equal(read('5.0', BIGINT), 5);
  assert.equal(read('1e3', BIGINT), 1000);
  assert.equal(read('"9007199254740993"', BIGINT), 9007199254740993n);
  assert.equal(read('9007199254740993e0', BIGINT), 9007199254740993n);
  assert.equal(shown('9999999999999999999999.97E0', decimal(24, 2)), '9999999999999999999999.97');
  assert.deepEqual(read('[123456789012345678.25e0]', { kind: 'ARRAY', element: decimal(20, 2) }), [
    Decimal.parse('123456789012345678.25'),
  ]);
  assert.equal(shown('1.005', decimal(10, 2)), '1.01');
  assert.equal(shown('"12345678901234567890.123456789"', decimal(38, 9)), '12345678901234567890.123456789');
  assert.equal(read('3', DOUBLE), 3);
  assert.equal(read('"1.5"', DOUBLE), 1.5);
  assert.equal(read('true', STRING), 'true');
  assert.equal(read('12', STRING), '12');
  assert.equal(read('{"b":[1,null]}', STRING), '{"b":[1,null]}');
  assert.equal(read('"TRUE"', BOOLEAN), true);
  assert.equal(shown('1700000000123', TIMESTAMP), '2023-11-14T22:13:20.123Z');
  assert.equal(shown('"2023-11-14T23:13:20+01:00"', TIMESTAMP), '2023-11-14T22:13:20Z');
  assert.equal(shown('"2023-11-14"', DATE), '2023-11-14');
  assert.deepEqual(Buffer.from(read('"AQI="', BYTES) as Uint8Array), Buffer.from([1, 2]));
  assert.deepEqual(read('["1",null]', { kind: 'ARRAY', element: BIGINT }), [1, null]);
  assert.deepEqual(
    read('{"A":"2","z":1}', { kind: 'STRUCT', fields: [{ name: 'a', type: BIGINT }] }),
    new Map([['a', 2]]),
  );
  assert.deepEqual(read('{"k":"2"}', { kind: 'MAP', key: STRING, value: BIGINT }), new Map([['k', 2]]));
});

test('what cannot be read is refused with the column and the value', () => {
  const refusals: [string, SqlType, RegExp][] = [
    ['5.7', BIGINT, /'x': cannot read 5.7 as BIGINT/],
    ['9223372036854775808', BIGINT, /'x': .*BIGINT/],
    ['true', BIGINT, /cannot read true/],
    ['"abc"', DOUBLE, /cannot read 'abc' as DOUBLE/],
    ['1000', decimal(3, 0), /does not fit/],
    ['1', BOOLEAN, /BOOLEAN/],
    ['"soon"', TIMESTAMP, /TIMESTAMP/],
    ['"%%"', BYTES, /base64/],
    ['[{}]', { kind: 'ARRAY', element: BIGINT }, /BIGINT/],
  ];
  for (const [json, type, message] of refusals)
    assert.throws(
      () => read(json, type),
      (error: unknown) => {
        assert.ok(error instanceof RecordError, json);
        assert.match(error.message, message);
        return true;
      },
    );
});

test('columns by exact name, else by any case; the last of duplicates wins; the whole record is checked', () => {
  const decode = jsonDecoder([field('id'), field('Name')], 'stream');
  assert.deepEqual(decode(record('{"ID":1,"id":2,"id":3,"NAME":4}'), 't', 0), [3, 4]);
  assert.throws(() => decode(record('{"id":1} x'), 't', 0), /character 10/);
  assert.throws(() => decode(record('7'), 't', 0), /JSON object/);
  assert.throws(() => decode(record(new Uint8Array([0x7b, 0xff, 0x7d])), 't', 0), /UTF-8/);
});

test('required columns and system columns', () => {
  const required = jsonDecoder([field('id', BIGINT, { required: true })], 'stream');
  assert.throws(() => required(record('{}'), 't', 0), /'id' is NOT NULL but missing/);
  assert.throws(() => required(record('{"id":null}'), 't', 0), /'id' is NOT NULL but null/);
  const names = ['_timestamp', '_event_time', '_offset', '_partition', '_key', '_topic'];
  const system = jsonDecoder(
    names.map(name => ({ name, type: ANY, origin: { kind: 'system' as const } })),
    'stream',
  );
  assert.deepEqual(system(record('{}'), 't', 3).map(String), [
    '1970-01-01T00:00:00.005Z',
    '1970-01-01T00:00:00.005Z',
    '4',
    '3',
    'the key',
    't',
  ]);
});

test('rows are written exactly, decimals as strings where asked', () => {
  const columns = ['n', 'd', 't', 'x', 'm'].map(name => ({ name, type: ANY, spread: false }));
  const values = [9007199254740993n, Decimal.parse('1.50')!, Timestamp.ofMillis(0), NaN, new Map([['a', ['"']]])];
  const output = { topic: 'o', kind: 'stream' as const, columns, decimalAsString: false };
  assert.equal(
    jsonEncoder(output)(values),
    '{"n":9007199254740993,"d":1.5,"t":"1970-01-01T00:00:00Z","x":"NaN","m":{"a":["\\""]}}',
  );
  assert.match(jsonEncoder({ ...output, decimalAsString: true })(values), /"d":"1.5"/);
});

test('keys', () => {
  const shownKey = (key: Value) => {
    const { bytes, text } = encodeKey(key);
    return [bytes === null ? null : Buffer.from(bytes).toString(), text];
  };
  assert.deepEqual(shownKey(null), [null, 'null']);
  assert.deepEqual(shownKey('é"'), ['é"', '"é\\""']);
  assert.deepEqual(shownKey(7n), ['7', '7']);
  assert.deepEqual(shownKey(Buffer.from('raw')), ['raw', '"raw"']);
  assert.deepEqual(shownKey(Timestamp.ofMillis(0)), ['1970-01-01T00:00:00Z', '"1970-01-01T00:00:00Z"']);
  assert.deepEqual(shownKey(new Map([['a', 1]])), ['{"a":1}', '{"a":1}']);
});

test('event times in all formats, floored to milliseconds', () => {
  assert.equal(timeReader({ kind: 'auto' })(1700), 1700);
  assert.equal(timeReader({ kind: 'auto' })('1970-01-01T00:00:01.5Z'), 1500);
  assert.equal(timeReader({ kind: 'epoch_millis' })('12'), 12);
  assert.equal(timeReader({ kind: 'epoch_seconds' })(Decimal.parse('1.5')!), 1500);
  assert.equal(timeReader({ kind: 'epoch_seconds' })(Decimal.parse('-0.0005')!), -1);
  assert.equal(timeReader({ kind: 'auto' })(Timestamp.of(-1)), -1);
  assert.equal(timeReader({ kind: 'pattern', pattern: 'yyyy-MM-dd HH:mm' })('1970-01-02 00:00'), 86_400_000);
  assert.throws(() => timeReader({ kind: 'iso8601' })(5), /iso8601/);
  assert.throws(() => timeReader({ kind: 'auto' })(null), /NULL/);
});
