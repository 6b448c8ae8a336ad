/** Messages as Google's own Java library reads and writes them: byte for byte what we write, and we read what it writes. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { protoText } from '../../../src/language/schemas/proto-text.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { int64 } from '../../../src/language/types/int64.ts';
import {
  BIGINT,
  BOOLEAN,
  BYTES,
  DATE,
  DOUBLE,
  decimal,
  INTERVAL,
  JSON_TYPE,
  STRING,
  TIME,
  TIMESTAMP,
} from '../../../src/language/types/sql-type.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { message } from '../../unit/runtime/protobuf/message.ts';
import { askJava } from './probe.ts';

const EVERYTHING = `syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/wrappers.proto";
import "google/protobuf/struct.proto";
import "google/type/date.proto";
import "google/type/decimal.proto";
import "google/type/timeofday.proto";
message All {
  int32 i32 = 1; sint32 s32 = 2; sfixed32 f32 = 3; uint32 u32 = 4; fixed32 x32 = 5;
  int64 i64 = 6; sint64 s64 = 7; sfixed64 f64 = 8; uint64 u64 = 9; fixed64 x64 = 10;
  double d = 11; float f = 12; bool b = 13; string s = 14; bytes raw = 15;
  optional int64 maybe = 16;
  repeated int64 packed = 17; repeated string texts = 18; repeated sint32 loose = 19 [packed = false];
  map<string, int64> by_text = 20; map<int64, Inner> by_number = 21; map<bool, string> by_flag = 22;
  Side side = 23; repeated Side sides = 24;
  oneof what { string word = 25; int64 number = 26; Inner inner = 27; }
  google.protobuf.Timestamp at = 28;
  google.protobuf.Duration lasts = 29;
  google.protobuf.Int64Value wrapped = 30;
  google.protobuf.Struct json = 31;
  google.type.Date day = 32;
  google.type.Decimal exact = 33;
  google.type.TimeOfDay time = 34;
  Decimal price = 35;
  repeated google.protobuf.Timestamp times = 36;
  message Inner { string name = 1; All all = 2; }
}
enum Side { BUY = 0; SELL = 1; SHORT = -1; }
message Decimal { int64 units = 1; int32 scale = 2; }
`;
const all = message(EVERYTHING, 'All');

const signed = (bits: bigint) =>
  fc.bigInt({ min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n }).map((value): Value => int64(value));
const u32 = fc.nat({ max: 0xffffffff });
const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map((value): Value => Decimal.of(value, 0));
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const side = fc.constantFrom('BUY', 'SELL', 'SHORT', '77');
const moment = fc
  .bigInt({ min: -62135596800000000n, max: 253402300799999999n })
  .map((micros): Value => Timestamp.of(Number.isSafeInteger(Number(micros)) ? Number(micros) : micros));
const inner = text.map(
  (name): Value =>
    new Map<string, Value>([
      ['name', name],
      ['all', null],
    ]),
);
const entries = (key: fc.Arbitrary<string>, value: fc.Arbitrary<Value>) =>
  fc
    .uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 3 })
    .map((list): Value => new Map(list));
const json = fc
  .dictionary(
    text,
    fc.oneof(fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), text, fc.constant(null)),
  )
  .map((object): Value => new Map(Object.entries(object)));
const option = <T>(any: fc.Arbitrary<T>) => fc.option(any, { nil: null });
const what = fc.oneof(
  fc.tuple(text, fc.constant(null), fc.constant(null)),
  fc.tuple(fc.constant(null), signed(64n), fc.constant(null)),
  fc.tuple(fc.constant(null), fc.constant(null), inner),
  fc.tuple(fc.constant(null), fc.constant(null), fc.constant(null)),
);
const row: fc.Arbitrary<Value[]> = fc
  .tuple(
    fc.tuple(signed(32n), signed(32n), signed(32n), u32, u32, signed(64n), signed(64n), signed(64n), u64, u64),
    fc.tuple(fc.double(), fc.float(), fc.boolean(), text, fc.uint8Array({ maxLength: 9 })),
    fc.tuple(option(signed(64n)), fc.array(signed(64n)), fc.array(text), fc.array(signed(32n))),
    fc.tuple(
      entries(text, signed(64n)),
      entries(signed(64n).map(String), inner),
      entries(fc.constantFrom('true', 'false'), text),
    ),
    fc.tuple(side, fc.array(side)),
    what,
    fc.tuple(
      option(moment),
      option(fc.maxSafeInteger().map((micros): Value => Interval.of(0, micros))),
      option(signed(64n)),
      option(json),
      option(fc.integer({ min: -719162, max: 2932896 }).map((days): Value => SqlDate.of(days))),
      option(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map((units): Value => Decimal.of(units, 9))),
      option(fc.nat({ max: 86_399_999_999 }).map((micros): Value => SqlTime.of(micros))),
      option(signed(64n).map((units): Value => Decimal.of(units as number, 4))),
      fc.array(moment, { maxLength: 3 }),
    ),
  )
  .map(parts => parts.flat() as Value[]);

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('what we write Java reads, and writes again byte for byte', { timeout: 300_000 }, () => {
  const written = fc.sample(row, { numRuns: 400, seed: 7 }).map(values => hexOf(all.write(values)));
  const answers = askJava(
    EVERYTHING,
    'All',
    written.map(bytes => `parse ${bytes}`),
  );
  assert.equal(answers.length, written.length);
  for (const [i, { hex, error }] of answers.entries()) assert.equal(hex ?? error, written[i]);
});

test('what Java makes of JSON we read as these values, and it of ours the same JSON', { timeout: 300_000 }, () => {
  const given = {
    i32: -2147483648,
    s32: 2147483647,
    f32: -1,
    u32: 4294967295,
    x32: 4294967295,
    i64: '-9223372036854775808',
    s64: '-9223372036854775808',
    f64: '9223372036854775807',
    u64: '18446744073709551615',
    x64: '9007199254740993',
    d: 1e-300,
    f: 0.5,
    b: true,
    s: 'ä€😀',
    raw: 'AP8=',
    maybe: '0',
    packed: ['1', '-1'],
    texts: ['', 'x'],
    loose: [0, -5],
    by_text: { k: '9007199254740993' },
    by_number: { '-9': { name: 'n' } },
    by_flag: { true: 'yes' },
    side: 'SHORT',
    sides: ['SELL', 'BUY'],
    number: '0',
    at: '1969-12-31T23:59:59.999999Z',
    lasts: '-1.500s',
    wrapped: '0',
    json: { n: null, d: 1.5, l: [true, 'x'] },
    day: { year: 2024, month: 2, day: 29 },
    exact: { value: '-150.256700' },
    time: { hours: 22, minutes: 13, nanos: 1000 },
    price: { units: '1502567', scale: 4 },
    times: ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999Z'],
  };
  const [made] = askJava(EVERYTHING, 'All', [`make ${JSON.stringify(given)}`]);
  assert.equal(made!.error, undefined);
  const values = all.read(Buffer.from(made!.hex!, 'hex')).map(value => value ?? null);
  const shown = new Map(all.columns.map(({ name }, i) => [name, values[i]!]));
  const plain = (name: string) => String(shown.get(name));
  assert.deepEqual(
    [
      'i32',
      's32',
      'u32',
      'i64',
      's64',
      'f64',
      'u64',
      'x64',
      'd',
      'f',
      'b',
      's',
      'maybe',
      'packed',
      'side',
      'sides',
      'word',
      'number',
      'at',
      'lasts',
      'wrapped',
      'day',
      'exact',
      'time',
      'price',
      'times',
    ].map(plain),
    [
      '-2147483648',
      '2147483647',
      '4294967295',
      '-9223372036854775808',
      '-9223372036854775808',
      '9223372036854775807',
      '18446744073709551615',
      '9007199254740993',
      '1e-300',
      '0.5',
      'true',
      'ä€😀',
      '0',
      '1,-1',
      'SHORT',
      'SELL,BUY',
      'null',
      '0',
      '1969-12-31T23:59:59.999999Z',
      '-PT1.5S',
      '0',
      '2024-02-29',
      '-150.2567',
      '22:13:00.000001',
      '150.2567',
      '0001-01-01T00:00:00Z,9999-12-31T23:59:59.999999Z',
    ],
  );
  assert.deepEqual(
    shown.get('json'),
    new Map<string, Value>([
      ['n', null],
      ['d', 1.5],
      ['l', [true, 'x']],
    ]),
  );
  const [again] = askJava(EVERYTHING, 'All', [`parse ${hexOf(all.write(values))}`]);
  assert.deepEqual(again!.json, { ...(made!.json as object), exact: { value: '-150.2567' } });
});

test('the message that columns give is one that protoc takes, and Java reads it', { timeout: 300_000 }, () => {
  const columns = [
    { name: 'symbol', type: STRING },
    { name: 'price', type: decimal(18, 4) },
    { name: 'big', type: decimal(38, 10) },
    { name: 'quantity', type: BIGINT },
    { name: 'd', type: DOUBLE },
    { name: 'b', type: BOOLEAN },
    { name: 'raw', type: BYTES },
    { name: 'at', type: TIMESTAMP },
    { name: 'day', type: DATE },
    { name: 'time', type: TIME },
    { name: 'lasts', type: INTERVAL },
    { name: 'doc', type: JSON_TYPE },
    { name: 'tags', type: { kind: 'ARRAY', element: STRING } as const },
    { name: 'm', type: { kind: 'MAP', key: STRING, value: BIGINT } as const },
    { name: 'who', type: { kind: 'STRUCT', fields: [{ name: 'name', type: STRING }] } as const },
  ];
  const text = protoText('Out', columns);
  const out = message(text, 'Out');
  const written = out.write([
    'AAPL',
    Decimal.parse('150.2567')!,
    Decimal.parse('12345678901234567890.5')!,
    9007199254740993n,
    1.5,
    false,
    new Uint8Array([1]),
    Timestamp.ofMillis(0),
    SqlDate.of(0),
    SqlTime.of(0),
    Interval.of(0, 1),
    '{"a":1}',
    ['x'],
    new Map([['k', 1]]),
    new Map([['name', 'n']]),
  ]);
  const [answer] = askJava(text, 'Out', [`parse ${hexOf(written)}`]);
  assert.deepEqual(answer!.json, {
    symbol: 'AAPL',
    price: { units: '1502567', scale: 4 },
    big: { value: '12345678901234567890.5' },
    quantity: '9007199254740993',
    d: 1.5,
    b: false,
    raw: 'AQ==',
    at: '1970-01-01T00:00:00Z',
    day: { year: 1970, month: 1, day: 1 },
    time: {},
    lasts: '0.000001s',
    doc: '{"a":1}',
    tags: ['x'],
    m: { k: '1' },
    who: { name: 'n' },
  });
});

test("the seeds' trade of 150.2567 is what Java writes", { timeout: 300_000 }, () => {
  const trades = fs.readFileSync(path.join(import.meta.dirname, '../../unit/schemas/data/trades.proto'), 'utf8');
  const trade = message(trades);
  const [made] = askJava(trades, 'Trade', [
    `make ${JSON.stringify({ symbol: 'AAPL', price: { units: '1502567', scale: 4 }, quantity: '100', timestamp: '2024-01-15T10:30:00Z', side: 'SELL' })}`,
  ]);
  const values = trade.read(Buffer.from(made!.hex!, 'hex')).map(value => value ?? null);
  assert.deepEqual(values.map(String), ['AAPL', '150.2567', '100', '2024-01-15T10:30:00Z', 'SELL']);
  assert.equal(hexOf(trade.write(values)), made!.hex);
});
