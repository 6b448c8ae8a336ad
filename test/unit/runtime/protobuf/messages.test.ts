/** Protobuf to rows and rows to Protobuf: every type, presence, what is unknown, and what is wrong. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { readProtoWire } from '../../../../src/language/schemas/proto.ts';
import { Decimal } from '../../../../src/language/types/decimal.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../../src/language/types/temporal.ts';
import type { Value } from '../../../../src/language/types/value.ts';
import { bytesOf, hex, message } from './message.ts';

const proto3 = (body: string, more = '') => `syntax = "proto3";\n${more}\nmessage T {\n${body}\n}`;
const proto2 = (body: string, more = '') => `syntax = "proto2";\n${more}\nmessage T {\n${body}\n}`;
const dec = (text: string) => Decimal.parse(text)!;

const failure = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    assert.equal((error as Error).name, 'RecordError', String((error as Error).stack));
    return (error as Error).message;
  }
  return 'no error';
};

test('the encoding guide: field 1 is 150; "testing"; a message within; packed numbers', () => {
  const simple = message(
    proto3('int32 a = 1; string b = 2; Inner c = 3; repeated int32 d = 6;', 'message Inner { int32 a = 1; }'),
    'T',
  );
  assert.deepEqual(simple.read(bytesOf('08 96 01')), [150, '', undefined, []]);
  const all = bytesOf('08 96 01 12 07 74 65 73 74 69 6e 67 1a 03 08 96 01 32 06 03 8e 02 9e a7 05');
  const row: Value[] = [150, 'testing', new Map([['a', 150]]), [3, 270, 86942]];
  assert.deepEqual(simple.read(all), row);
  assert.equal(hex(simple.write(row)), hex(all));
});

test('the least and the greatest of every number', () => {
  const extremes: readonly (readonly [string, Value, Value])[] = [
    ['int32', -(2 ** 31), 2 ** 31 - 1],
    ['sint32', -(2 ** 31), 2 ** 31 - 1],
    ['sfixed32', -(2 ** 31), 2 ** 31 - 1],
    ['uint32', 0, 2 ** 32 - 1],
    ['fixed32', 0, 2 ** 32 - 1],
    ['int64', -9223372036854775808n, 9223372036854775807n],
    ['sint64', -9223372036854775808n, 9223372036854775807n],
    ['sfixed64', -9223372036854775808n, 9223372036854775807n],
    ['uint64', Decimal.ZERO, dec('18446744073709551615')],
    ['fixed64', Decimal.ZERO, dec('18446744073709551615')],
    ['double', -Number.MAX_VALUE, Number.MIN_VALUE],
    ['float', -3.4028234663852886e38, 1.401298464324817e-45],
  ];
  for (const [type, least, most] of extremes) {
    const list = message(proto3(`${type} a = 1; repeated ${type} b = 2;`));
    for (const value of [least, most]) {
      const row = [value, [least, most, value]];
      assert.deepEqual(list.read(list.write(row)), row, type);
    }
  }
  const bits = message(proto3('int64 a = 1; sint64 b = 2; double c = 3; float d = 4;'));
  for (const number of [
    2 ** 53 - 1,
    1 - 2 ** 53,
    2n ** 53n,
    -(2n ** 53n),
    2 ** 31,
    2 ** 32,
    -(2 ** 32),
    127,
    128,
    -1,
  ]) {
    const row = [number, number, -0, -0];
    assert.deepEqual(bits.read(bits.write(row)), row, String(number));
  }
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    assert.deepEqual(bits.read(bits.write([0, 0, value, value])), [0, 0, value, value]);
});

test('a number beyond its type is refused, and named', () => {
  const fail = (type: string, value: Value) => {
    const one = message(proto3(`${type} amount = 1;`));
    return failure(() => one.write([value]));
  };
  assert.equal(fail('int32', 2 ** 31), "'amount': 2147483648 does not fit int32");
  assert.equal(fail('uint32', -1), "'amount': -1 does not fit uint32");
  assert.equal(fail('uint64', -1), "'amount': -1 does not fit uint64");
  assert.match(fail('uint64', dec('18446744073709551616')), /does not fit uint64/);
  assert.match(fail('uint64', dec('1.5')), /no whole number/);
  assert.match(fail('float', 1e39), /does not fit float/);
  assert.match(fail('int64', dec('1.5')), /cannot read/);
});

test('what is absent: 0 and empty in proto3, NULL where it can be told from them', () => {
  const open = message(
    proto3(
      'string a = 1; optional string b = 2; repeated string c = 3; map<string, int32> d = 4; E e = 5; T f = 6; bytes g = 7; bool h = 8; optional int64 i = 9;',
      'enum E { FIRST = 0; SECOND = 1; }',
    ),
  );
  const nothing = open.read(new Uint8Array());
  assert.deepEqual(nothing, ['', undefined, [], new Map(), 'FIRST', undefined, new Uint8Array(0), false, undefined]);
  assert.equal(open.write(nothing.map(value => value ?? null)).length, 0);
  const zeros = open.read(open.write(['', '', [], new Map(), 'FIRST', null, new Uint8Array(), false, 0]));
  assert.deepEqual([zeros[1], zeros[8]], ['', 0]);
  const old = message(proto2('optional string a = 1 [default = "x"]; required int32 b = 2; repeated int32 c = 3;'));
  assert.deepEqual(old.read(bytesOf('10 05')), [undefined, 5, []]);
  assert.equal(
    failure(() => old.read(new Uint8Array())),
    "'b' is required by its message and is missing",
  );
  assert.equal(
    failure(() => old.write([null, null, []])),
    "'b': it is required by its message and NULL",
  );
  assert.equal(hex(old.write([null, 5, [1, 2]])), '1005 1801 1802'.replaceAll(' ', ''));
});

test('lists are read packed or one by one, whatever the file says', () => {
  const packed = message(proto3('repeated int32 a = 1; repeated E b = 2;', 'enum E { X = 0; Y = 1; }'));
  assert.deepEqual(packed.read(bytesOf('08 01 0a 02 02 03 08 04 10 01 12 02 00 01')), [
    [1, 2, 3, 4],
    ['Y', 'X', 'Y'],
  ]);
  const apart = message(proto3('repeated int32 a = 1 [packed = false];'));
  assert.equal(hex(apart.write([[1, 2]])), '08010802');
  assert.deepEqual(apart.read(bytesOf('0a 02 01 02')), [[1, 2]]);
  assert.equal(hex(message(proto2('repeated int32 a = 1 [packed = true];')).write([[1, 2]])), '0a020102');
  const edition = message('edition = "2023";\nmessage T { repeated int32 a = 1; int32 b = 2; }');
  assert.deepEqual(edition.read(edition.write([[1, 2], 0])), [[1, 2], 0]);
  assert.deepEqual(edition.read(bytesOf('0a 02 01 02')), [[1, 2], undefined]);
});

test('enums: names, digits of what an open one does not list, nothing of what a closed one does not', () => {
  const values = 'enum E { option allow_alias = true; NONE = 0; BUY = 1; PURCHASE = 1; SELL = -1; }';
  const open = message(proto3('E a = 1; repeated E b = 2; map<string, E> c = 3;', values));
  assert.deepEqual(open.read(bytesOf('08 01')), ['BUY', [], new Map()]);
  assert.deepEqual(open.read(bytesOf('08 ff ff ff ff ff ff ff ff ff 01')), ['SELL', [], new Map()]);
  assert.deepEqual(open.read(bytesOf('08 07')), ['7', [], new Map()]);
  assert.equal(
    hex(open.write(['7', ['PURCHASE'], new Map([['k', 'SELL']])])),
    '0807 120101 1a0e0a016b10ffffffffffffffffff01'.replaceAll(' ', ''),
  );
  assert.match(
    failure(() => open.write(['HOLD', [], new Map()])),
    /'a': 'HOLD' is no value of E: there is NONE, BUY, PURCHASE, SELL/,
  );
  const closed = message(proto2('optional E a = 1; repeated E b = 2;', values));
  assert.deepEqual(closed.read(bytesOf('08 07 10 07 10 01')), [undefined, ['BUY']]);
});

test('of a oneof the last member that came is there, the others are NULL', () => {
  const one = message(proto3('oneof what { int32 a = 1; string b = 2; T c = 3; } int32 d = 4;'));
  assert.deepEqual(one.read(bytesOf('08 01 12 01 78 20 05')), [undefined, 'x', undefined, 5]);
  assert.deepEqual(one.read(bytesOf('12 01 78 08 00')), [0, undefined, undefined, 0]);
  assert.equal(hex(one.write([0, null, null, 0])), '0800');
});

test('a message in two pieces is one: its fields are merged, its lists joined, of a key the last counts', () => {
  const both = message(
    proto3('T t = 1; int32 a = 2; repeated int32 b = 3; map<string, int32> m = 4; int32 c = 5;'),
    'T',
  );
  const [t] = both.read(bytesOf('0a 04 10 01 18 01  0a 04 28 07 18 02'));
  assert.deepEqual(
    t,
    new Map<string, Value>([
      ['t', null],
      ['a', 1],
      ['b', [1, 2]],
      ['m', new Map()],
      ['c', 7],
    ]),
  );
  assert.deepEqual(
    both.read(bytesOf('22 05 0a 01 6b 10 01 22 05 0a 01 6b 10 02 22 00'))[3],
    new Map([
      ['k', 2],
      ['', 0],
    ]),
  );
});

test('fields that nobody knows are passed over, groups too', () => {
  const one = message(proto3('int32 a = 100;'));
  const unknown = '0801 1103000000000000 00 1a0178 2d01000000 33 0801 3b 3c 34';
  assert.deepEqual(one.read(bytesOf(`${unknown} a006 05`)), [5]);
});

const known = (name: string, file: string) =>
  message(proto3(`google.${name} a = 1;`, `import "google/${file}.proto";`));

test("Google's own messages are values", () => {
  const cases: readonly (readonly [string, string, Value, string?])[] = [
    ['protobuf.Timestamp', 'protobuf/timestamp', Timestamp.parse('2024-02-29T12:34:56.789012Z')!],
    [
      'protobuf.Timestamp',
      'protobuf/timestamp',
      Timestamp.parse('1969-12-31T23:59:59.999999Z')!,
      '08ffffffffffffffffff0110988cebdc03',
    ],
    ['protobuf.Timestamp', 'protobuf/timestamp', Timestamp.parse('9999-12-31T23:59:59.999999Z')!],
    ['protobuf.Timestamp', 'protobuf/timestamp', Timestamp.parse('0001-01-01T00:00:00Z')!],
    ['protobuf.Timestamp', 'protobuf/timestamp', Timestamp.ofMillis(0), ''],
    [
      'protobuf.Duration',
      'protobuf/duration',
      Interval.of(0, -1_500_000),
      '08ffffffffffffffffff011080b6ca91feffffffff01',
    ],
    ['protobuf.Duration', 'protobuf/duration', Interval.of(0, 90_000_001)],
    ['protobuf.Int64Value', 'protobuf/wrappers', 9223372036854775807n],
    ['protobuf.StringValue', 'protobuf/wrappers', '', ''],
    ['protobuf.UInt64Value', 'protobuf/wrappers', dec('18446744073709551615')],
    ['type.Date', 'type/date', SqlDate.parse('2024-02-29')!, '08e80f1002181d'],
    ['type.TimeOfDay', 'type/timeofday', SqlTime.parse('22:13:20.123456')!],
    ['type.Decimal', 'type/decimal', dec('-150.2567')],
    [
      'type.Money',
      'type/money',
      new Map<string, Value>([
        ['currency_code', 'EUR'],
        ['units', 5],
        ['nanos', 250_000_000],
      ]),
    ],
    ['protobuf.FieldMask', 'protobuf/field_mask', 'a.b,c'],
    [
      'protobuf.Struct',
      'protobuf/struct',
      new Map<string, Value>([
        ['n', null],
        ['d', 1.5],
        ['s', 'x'],
        ['b', false],
        ['m', new Map()],
        ['l', [1, null, 'y']],
      ]),
    ],
    [
      'protobuf.Any',
      'protobuf/any',
      new Map<string, Value>([
        ['type_url', 'type.googleapis.com/x'],
        ['value', Buffer.from('abc')],
      ]),
    ],
    ['protobuf.Empty', 'protobuf/empty', new Map()],
  ];
  for (const [name, file, value, bytes] of cases) {
    const one = known(name, file);
    const written = one.write([value]);
    if (bytes !== undefined) assert.equal(hex(written.subarray(2)), bytes, name);
    const [read] = one.read(written);
    assert.deepEqual(plain(read), plain(value), name);
    assert.equal(hex(one.write([read!])), hex(written), name);
  }
});

/** Buffers and decimals of another scale are the same value. */
function plain(value: Value | undefined): unknown {
  if (value instanceof Uint8Array) return hex(value);
  if (value instanceof Decimal) return value.toString();
  if (value instanceof Map)
    return new Map(Array.from(value as ReadonlyMap<string, Value>, ([name, each]) => [name, plain(each)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

test("what Google's messages cannot hold is refused", () => {
  const fail = (name: string, file: string, value: Value) => failure(() => known(name, file).write([value]));
  assert.match(fail('protobuf.Duration', 'protobuf/duration', Interval.of(1, 0)), /months/);
  assert.match(
    fail('protobuf.Struct', 'protobuf/struct', new Map([['a', 9007199254740993n]])),
    /does not fit a double/,
  );
  assert.match(fail('protobuf.Struct', 'protobuf/struct', 'x'), /no JSON object/);
  const bad = (name: string, file: string, bytes: string) => failure(() => known(name, file).read(bytesOf(bytes)));
  assert.match(bad('type.Date', 'type/date', '0a 05 08e80f 1002'), /'a': 2024-2-0 is no date/);
  assert.match(bad('type.Decimal', 'type/decimal', '0a 03 0a 01 78'), /'a': 'x' is no decimal number/);
  assert.match(
    bad('protobuf.Timestamp', 'protobuf/timestamp', '0a 06 10 ff ff ff ff 07'),
    /'a': 2147483647 nanoseconds/,
  );
});

test("the seeds' decimal: units and a scale, exact, with the scale of its column", () => {
  const text = proto3('Decimal price = 1;', 'message Decimal { int64 units = 1; int32 scale = 2; }');
  const one = message(text, 'T');
  assert.equal(String(one.read(bytesOf('0a 06 08 e7 da 5b 10 04'))[0]), '150.2567');
  assert.equal(String(one.read(bytesOf('0a 00'))[0]), '0');
  const units = (value: string) => {
    const written = one.write([dec(value)]);
    return String(one.read(written)[0]);
  };
  for (const value of [
    '0',
    '1000',
    '-0.000000000000000001',
    '9223372036854775807',
    '-9223372036854775808',
    '92233720368547.75807',
  ])
    assert.equal(units(value), value);
  assert.match(
    failure(() => one.write([dec('9223372036854775808')])),
    /does not fit units of 64 bits/,
  );
  // A negative scale, and one that would make a megabyte of zeros.
  assert.equal(String(one.read(bytesOf('0a 0d 08 05 10 fd ff ff ff ff ff ff ff ff 01'))[0]), '5000');
  assert.match(
    failure(() => one.read(bytesOf('0a 07 08 05 10 80 80 80 01'))),
    /a scale of 2097152/,
  );
});

test('bytes that are something else are a failed record with the place, never a row', () => {
  const one = message(
    proto3('int64 a = 1; string b = 2; T c = 3; fixed32 d = 4; double e = 5; repeated int32 f = 6;'),
    'T',
  );
  const why = (text: string) => failure(() => one.read(bytesOf(text)));
  assert.match(why('08'), /cut off: a number should stand at byte 1/);
  assert.match(why('08 ff ff'), /cut off/);
  assert.match(why('08 ff ff ff ff ff ff ff ff ff ff 01'), /more than 10 bytes/);
  assert.match(why('12 05 61'), /are said to follow 5 bytes, and there are 1/);
  assert.match(why('12 ff ff ff ff ff ff ff ff 7f'), /are said to follow Infinity|are said to follow/);
  assert.match(why('25 01 02'), /4 bytes should stand/);
  assert.match(why('29 01'), /8 bytes should stand/);
  assert.match(why('1a 04 12 05 61 62'), /are said to follow 5 bytes, and there are 2/);
  assert.match(why('00'), /no field begins/);
  assert.match(why('0e'), /no field begins/);
  assert.match(why('0d 01 02 03 04'), /Field 1 is 32 bits where 'a' \(int64\) is varint: written by another schema/);
  assert.match(why('12 02 ff fe'), /not UTF-8/);
  assert.match(why('7c'), /the group that ends .* never began/);
  assert.match(why('7b 08 01'), /cut off|no field/);
  assert.match(why('32 02 80'), /are said to follow|cut off/);
  assert.match(why(Buffer.from('{"a": 1}').toString('hex')), /Not Protobuf/);
});

test('messages within each other end at a depth, read and written', () => {
  const one = message(proto3('T t = 1; int32 a = 2;'), 'T');
  let bytes = Buffer.alloc(0);
  const wrap = (inner: Buffer) => {
    const length: number[] = [];
    for (let rest = inner.length; ; rest >>>= 7) {
      length.push(rest < 128 ? rest : (rest & 127) | 128);
      if (rest < 128) return Buffer.concat([Buffer.from([10, ...length]), inner]);
    }
  };
  for (let i = 0; i < 90; i++) bytes = wrap(bytes);
  assert.ok(one.read(bytes)[0] instanceof Map);
  for (let i = 0; i < 20_000; i++) bytes = wrap(bytes);
  assert.match(
    failure(() => one.read(bytes)),
    /More than 100 messages within each other/,
  );
  assert.match(
    failure(() => one.read(Buffer.alloc(50_000, 0x7b))),
    /More than 100 messages within each other/,
  );
  let deep: Value = new Map();
  for (let i = 0; i < 20_000; i++) deep = new Map([['t', deep]]);
  assert.match(
    failure(() => one.write([deep, 1])),
    /More than 100 messages/,
  );
  assert.equal(hex(one.write([null, 1])), '1001');
});

test('NULL in lists and maps cannot be written', () => {
  const one = message(proto3('repeated string a = 1; map<string, int32> b = 2; repeated int32 c = 3;'));
  assert.match(
    failure(() => one.write([['x', null], new Map(), []])),
    /'a': NULL cannot be an element/,
  );
  assert.match(
    failure(() => one.write([[], new Map([['k', null]]), []])),
    /'b': NULL cannot be an element/,
  );
  assert.match(
    failure(() => one.write([[], new Map(), [null]])),
    /'c': NULL cannot be an element/,
  );
});

test('keys of maps of every kind', () => {
  for (const [type, key] of [
    ['int64', '-9223372036854775808'],
    ['uint64', '18446744073709551615'],
    ['bool', 'true'],
    ['bool', 'false'],
    ['string', 'ä'],
    ['sint32', '-5'],
    ['fixed64', '5'],
  ] as const) {
    const one = message(proto3(`map<${type}, T> m = 1; int32 a = 2;`), 'T');
    const row = [
      new Map<string, Value>([
        [
          key,
          new Map<string, Value>([
            ['m', new Map()],
            ['a', 7],
          ]),
        ],
      ]),
      0,
    ];
    assert.deepEqual(one.read(one.write(row)), row, type);
  }
});

test('groups are refused with the field named; a file with an error with its line', () => {
  const refused = (text: string) => {
    assert.throws(
      () => readProtoWire(text, 'T'),
      (error: Error) => error.name === 'ProtoRefusal',
    );
    try {
      readProtoWire(text, 'T');
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };
  assert.match(
    refused(proto2('optional group G = 1 { optional int32 a = 1; }')),
    /'g' of T is a group, which is not read/,
  );
  assert.match(refused(proto3('Missing a = 1;')), /there is no type 'Missing'/);
  assert.match(refused('syntax = "proto3";\nmessage T {\n int32 a = ;\n}'), /line 3/);
});
