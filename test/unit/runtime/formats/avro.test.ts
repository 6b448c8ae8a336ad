/** Avro against avsc: what one writes the other reads, of any schema and value; damaged bytes fail as records and end soon. */
import assert from 'node:assert/strict';
import test from 'node:test';
import avsc from 'avsc';
import fc from 'fast-check';
import { wholeProgram } from '../../../../runtime/formats/avro/fields.ts';
import { Output } from '../../../../runtime/formats/avro/output.ts';
import { avroType } from '../../../../runtime/formats/avro/schema.ts';
import { Writing } from '../../../../runtime/formats/avro/write.ts';
import { Decimal } from '../../../../src/language/types/decimal.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../../src/language/types/temporal.ts';
import { RecordError, type Value } from '../../../../src/language/types/value.ts';
import { plain } from './plain.ts';

const parsed = (schema: unknown) => avroType(JSON.stringify(schema), 'test');

function encode(schema: unknown, value: Value): Uint8Array {
  const output = new Output();
  output.begin();
  new Writing().of(parsed(schema))(value, output);
  return output.take();
}

const decode = (schema: unknown, bytes: Uint8Array, wanted: unknown = schema): Value => {
  const written = parsed(schema);
  return wholeProgram(written, wanted === schema ? written : parsed(wanted))(bytes, 0);
};

/** With 64-bit numbers in full. */
const long = avsc.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer(value: bigint) {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => Number(a > b) - Number(a < b),
});
const judge = (schema: unknown) => avsc.Type.forSchema(schema as avsc.Schema, { registry: { long }, wrapUnions: true });

interface Case {
  readonly schema: unknown;
  /** Ours, and the same as avsc has it. */
  readonly value: Value;
  readonly theirs: unknown;
}

let names = 0;
const leaf: fc.Arbitrary<Case> = fc.oneof(
  fc.boolean().map(value => ({ schema: 'boolean', value, theirs: value })),
  fc.integer().map(value => ({ schema: 'int', value, theirs: value })),
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .map(theirs => ({ schema: 'long', value: whole(theirs), theirs })),
  fc
    .constantFrom(2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n, -(2n ** 53n), 2n ** 27n, 2n ** 28n, 2n ** 30n, 0n, -1n)
    .map(theirs => ({
      schema: 'long',
      value: whole(theirs),
      theirs,
    })),
  fc.double().map(value => ({ schema: 'double', value, theirs: value })),
  fc.float().map(value => ({ schema: 'float', value, theirs: value })),
  fc.string({ unit: 'grapheme', maxLength: 80 }).map(value => ({ schema: 'string', value, theirs: value })),
  fc.uint8Array().map(bytes => ({ schema: 'bytes', value: bytes, theirs: Buffer.from(bytes) })),
  fc.constant({ schema: 'null', value: null, theirs: null }),
  fc.constantFrom('A', 'B').map(value => ({
    schema: { type: 'enum', name: `E${names++}`, symbols: ['A', 'B'] },
    value,
    theirs: value,
  })),
  fc.uint8Array({ minLength: 3, maxLength: 3 }).map(bytes => ({
    schema: { type: 'fixed', name: `F${names++}`, size: 3 },
    value: bytes,
    theirs: Buffer.from(bytes),
  })),
);

const whole = (value: bigint): Value => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

const { any } = fc.letrec<{ any: Case }>(tie => ({
  any: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('any'), { maxLength: 4 }).map(fields => ({
      schema: {
        type: 'record',
        name: `R${names++}`,
        fields: fields.map(({ schema }, i) => ({ name: `f${i}`, type: schema })),
      },
      value: new Map(fields.map(({ value }, i) => [`f${i}`, value])),
      theirs: Object.fromEntries(fields.map(({ theirs }, i) => [`f${i}`, theirs])),
    })),
    fc.tuple(tie('any'), fc.nat({ max: 3 })).map(([{ schema, value, theirs }, count]) => ({
      schema: { type: 'array', items: schema },
      value: Array<Value>(count).fill(value),
      theirs: Array<unknown>(count).fill(theirs),
    })),
    fc
      .tuple(tie('any'), fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 3 }))
      .map(([one, keys]) => {
        const plain = keys.filter(key => key !== '__proto__' && !/^\d+$/.test(key));
        return {
          schema: { type: 'map', values: one.schema },
          value: new Map(plain.map(key => [key, one.value])),
          theirs: Object.fromEntries(plain.map(key => [key, one.theirs])),
        };
      }),
    fc
      .tuple(tie('any'), fc.boolean())
      .filter(([{ schema }]) => !Array.isArray(schema) && schema !== 'null')
      .map(([{ schema, value, theirs }, present]) => ({
        schema: ['null', schema],
        value: present ? value : null,
        theirs: present ? wrapped(schema, theirs) : null,
      })),
  ),
}));

function wrapped(schema: unknown, value: unknown): unknown {
  const { name, type } =
    typeof schema === 'string' ? { name: schema, type: '' } : (schema as { name?: string; type: string });
  return { [name ?? type]: value };
}

const same = (a: Value, b: Value): void => assert.deepEqual(plain(a), plain(b));
test('avsc reads what is written here, byte for byte what it writes itself', () => {
  fc.assert(
    fc.property(any, ({ schema, value, theirs }) => {
      const ours = encode(schema, value);
      assert.equal(Buffer.from(ours).toString('hex'), judge(schema).toBuffer(theirs).toString('hex'));
    }),
    { numRuns: 400 },
  );
});

test('what avsc writes is read here, and passed over to the same place', () => {
  fc.assert(
    fc.property(any, ({ schema, value, theirs }) => {
      const bytes = judge(schema).toBuffer(theirs);
      same(decode(schema, bytes), value);
      const around = {
        type: 'record',
        name: 'Around',
        fields: [
          { name: 'x', type: schema },
          { name: 'y', type: 'int' },
        ],
      };
      const less = { ...around, fields: around.fields.slice(1) };
      same(decode(around, Buffer.concat([bytes, Uint8Array.of(84)]), less), new Map([['y', 42]]));
    }),
    { numRuns: 400 },
  );
});

test('damaged bytes fail as records', () => {
  fc.assert(
    fc.property(any, fc.nat(), fc.integer({ min: 0, max: 255 }), ({ schema, value }, place, byte) => {
      const bytes = Uint8Array.from(encode(schema, value));
      if (bytes.length === 0) return;
      const at = place % bytes.length;
      for (const damaged of [bytes.subarray(0, at), bytes.with(at, byte)])
        try {
          decode(schema, damaged);
        } catch (error) {
          if (!(error instanceof RecordError)) throw error;
        }
    }),
    { numRuns: 400 },
  );
});

test('a few bytes that promise many elements end at once', () => {
  const many = Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x80, 0x20);
  for (const items of ['int', 'null', { type: 'record', name: 'Empty', fields: [] }]) {
    assert.throws(() => decode({ type: 'array', items }, many), /elements are said to come/);
    assert.throws(
      () =>
        decode({ type: 'record', name: 'R', fields: [{ name: 'a', type: { type: 'array', items } }] }, many, {
          type: 'record',
          name: 'R',
          fields: [],
        }),
      RecordError,
    );
  }
  const list = { type: 'record', name: 'L', fields: [{ name: 'next', type: ['null', 'L'] }] };
  assert.throws(() => decode(list, new Uint8Array(1_000_000).fill(2)), /nested more than/);
});

test('a map keeps every key, also those that JavaScript has plans for', () => {
  const value = new Map([
    ['__proto__', 1],
    ['constructor', 2],
    ['toString', 3],
  ]);
  same(decode({ type: 'map', values: 'int' }, encode({ type: 'map', values: 'int' }, value)), value);
  const fields = ['__proto__', 'constructor', 'hasOwnProperty'].map(name => ({ name, type: 'int' }));
  const record = new Map(fields.map(({ name }, i) => [name, i]));
  const schema = { type: 'record', name: 'constructor', fields };
  same(decode(schema, encode(schema, record)), record);
  assert.equal(({} as Record<string, unknown>)['0'], undefined);
});

const bytesOf = (...numbers: number[]) => Uint8Array.from(numbers);
const decimal = (precision: number, scale: number) => ({ type: 'bytes', logicalType: 'decimal', precision, scale });

test('decimals are two’s complement of as few bytes as there can be, or of all of a fixed', () => {
  const text = (value: string) => Decimal.parse(value)!;
  for (const [value, bytes] of [
    ['0.00', [2, 0]],
    ['1.27', [2, 127]],
    ['1.28', [4, 0, 128]],
    ['-1.28', [2, 128]],
    ['-1.29', [4, 255, 127]],
    ['-0.01', [2, 255]],
  ] as const) {
    assert.deepEqual([...encode(decimal(9, 2), text(value))], bytes);
    assert.equal(decode(decimal(9, 2), bytesOf(...bytes))?.toString(), text(value).toString());
  }
  const fixed = { type: 'fixed', name: 'D', size: 4, logicalType: 'decimal', precision: 9, scale: 2 };
  assert.deepEqual([...encode(fixed, text('-1.29'))], [255, 255, 255, 127]);
  assert.throws(() => encode(decimal(9, 2), text('0.001')), /more than 2 digits/);
  assert.throws(() => encode(decimal(4, 2), text('100.00')), /does not fit decimal\(4, 2\)/);
  same(decode(decimal(9, 2), encode(decimal(9, 2), 5)), Decimal.of(500, 2));
});

test('decimals of any size come back as they were', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
      fc.nat({ max: 38 }),
      (unscaled, scale) => {
        const value = Decimal.of(unscaled, scale);
        const size = { logicalType: 'decimal', precision: 38, scale };
        for (const schema of [
          { type: 'bytes', ...size },
          { type: 'fixed', name: 'D', size: 16, ...size },
        ])
          same(decode(schema, encode(schema, value)), value);
      },
    ),
  );
});

test('logical types', () => {
  const moment = Timestamp.parse('1969-12-31T23:59:59.999999Z')!;
  for (const [schema, value, back] of [
    [{ type: 'int', logicalType: 'date' }, SqlDate.of(-1), '1969-12-31'],
    [{ type: 'int', logicalType: 'time-millis' }, SqlTime.of(3_723_000_999), '01:02:03'],
    [{ type: 'long', logicalType: 'time-micros' }, SqlTime.of(86_399_999_999), '23:59:59.999999'],
    [{ type: 'long', logicalType: 'timestamp-millis' }, moment, '1969-12-31T23:59:59.999Z'],
    [{ type: 'long', logicalType: 'timestamp-micros' }, moment, '1969-12-31T23:59:59.999999Z'],
    [{ type: 'long', logicalType: 'timestamp-nanos' }, moment, '1969-12-31T23:59:59.999999Z'],
    [{ type: 'long', logicalType: 'local-timestamp-millis' }, moment, '1969-12-31T23:59:59.999Z'],
    [{ type: 'long', logicalType: 'local-timestamp-micros' }, moment, '1969-12-31T23:59:59.999999Z'],
    [
      { type: 'fixed', name: 'I', size: 12, logicalType: 'duration' },
      Interval.of(14, 90_061_500_000),
      'P1Y2M1DT1H1M1.5S',
    ],
    [
      { type: 'string', logicalType: 'uuid' },
      '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
      '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
    ],
    [
      { type: 'fixed', name: 'U', size: 16, logicalType: 'uuid' },
      '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
      '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
    ],
  ] as const)
    assert.equal(String(decode(schema, encode(schema, value))), back, JSON.stringify(schema));
  assert.equal(String(decode('long', bytesOf(3))), '-2');
  const nanos = { type: 'long', logicalType: 'timestamp-nanos' };
  assert.equal(String(decode(nanos, bytesOf(1))), '1969-12-31T23:59:59.999999Z');
  assert.throws(() => encode(nanos, Timestamp.parse('2300-01-01T00:00:00Z')!), /does not fit timestamp-nanos/);
});

test('schemas are resolved', () => {
  const record = (...fields: unknown[]) => ({ type: 'record', name: 'R', fields });
  const v1 = record({ name: 'id', type: 'int' }, { name: 'old', type: 'string' }, { name: 'gone', type: 'double' });
  const v2 = record(
    { name: 'added', type: 'string', default: 'none' },
    { name: 'name', aliases: ['old'], type: ['null', 'string'] },
    { name: 'id', type: 'double' },
    { name: 'money', type: decimal(9, 2), default: '\u0001\u0000' },
  );
  const bytes = encode(
    v1,
    new Map<string, Value>([
      ['id', 7],
      ['old', 'x'],
      ['gone', 1.5],
    ]),
  );
  same(
    decode(v1, bytes, v2),
    new Map<string, Value>([
      ['added', 'none'],
      ['name', 'x'],
      ['id', 7],
      ['money', Decimal.of(256, 2)],
    ]),
  );
  assert.throws(
    () => decode(v1, bytes, record({ name: 'must', type: 'int' })),
    /'must' is missing in R as it was written/,
  );
  assert.throws(() => decode(v1, bytes, record({ name: 'old', type: 'int' })), /string was written where int is read/);
  const e = (symbols: string[], more = {}) => ({ type: 'enum', name: 'E', symbols, ...more });
  assert.equal(decode(e(['A', 'B']), bytesOf(2), e(['B'])), 'B');
  assert.equal(decode(e(['A', 'B']), bytesOf(0), e(['B'], { default: 'B' })), 'B');
  assert.throws(() => decode(e(['A', 'B']), bytesOf(0), e(['B'])), /'A' is no symbol of E/);
  assert.equal(decode('string', encode('string', 'é'), 'string'), 'é');
  same(decode('string', encode('string', 'é'), 'bytes'), Buffer.from('é'));
  assert.equal(decode(['null', 'long'], encode(['null', 'long'], 2 ** 53 - 1), 'double'), 2 ** 53 - 1);
  assert.throws(() => decode(['null', 'long'], bytesOf(0), 'long'), /null was written where long is read/);
  // The unit is the writer's.
  assert.equal(
    String(
      decode({ type: 'long', logicalType: 'timestamp-millis' }, bytesOf(2), {
        type: 'long',
        logicalType: 'timestamp-micros',
      }),
    ),
    '1970-01-01T00:00:00.001Z',
  );
});

test('a union takes the branch that a value is', () => {
  const union = ['null', 'int', 'long', 'string', 'double', { type: 'array', items: 'int' }];
  for (const [value, branch] of [
    [null, 0],
    [5, 1],
    [2 ** 31 - 1, 1],
    [-(2 ** 31), 1],
    [2 ** 31, 2],
    [-(2 ** 31) - 1, 2],
    [2 ** 40, 2],
    ['x', 3],
    [1.5, 4],
    [[1], 5],
  ] as const) {
    const bytes = encode(union, value);
    assert.equal(bytes[0], branch * 2);
    same(decode(union, bytes), value);
  }
  assert.throws(() => encode(union, true), /true is none of null, int, long, string, double, array/);
});

test('what does not fit is refused', () => {
  assert.throws(() => encode('int', 2 ** 31), /does not fit an int/);
  assert.throws(() => encode('long', 'x'), /does not fit long/);
  assert.throws(() => encode('string', null), /NULL does not fit string/);
  assert.throws(() => encode({ type: 'enum', name: 'E', symbols: ['A'] }, 'B'), /no symbol of E, which has A/);
  assert.throws(() => encode({ type: 'fixed', name: 'F', size: 2 }, bytesOf(1)), /1 bytes do not fit a fixed of 2/);
  assert.throws(() => decode('string', bytesOf(2, 255)), /not UTF-8/);
  assert.throws(() => decode('int', bytesOf(0xfe, 0xff, 0xff, 0xff, 0x1f)), /does not fit an int/);
  assert.throws(() => decode('long', bytesOf(...Array<number>(10).fill(0xff), 1)), /64 bits/);
  assert.throws(() => decode('int', bytesOf(2, 0)), /1 bytes are left over/);
});
