/** Values as Avro's own Java library, and Kafka's serializers, write and read them: byte for byte, extremes too. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { wholeProgram } from '../../../runtime/formats/avro/fields.ts';
import { Output } from '../../../runtime/formats/avro/output.ts';
import { avroType } from '../../../runtime/formats/avro/schema.ts';
import { Writing } from '../../../runtime/formats/avro/write.ts';
import { bigint, int } from '../../../runtime/formats/plain.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { plain } from '../../unit/runtime/formats/plain.ts';
import { askJava, type Question } from './peer.ts';

function encode(schema: string, value: Value): string {
  const output = new Output();
  output.begin();
  new Writing().of(avroType(schema, 'test'))(value, output);
  return Buffer.from(output.take()).toString('hex');
}

function decode(written: string, hex: string, wanted = written): Value {
  const type = avroType(written, 'test');
  return wholeProgram(type, wanted === written ? type : avroType(wanted, 'test'))(Buffer.from(hex, 'hex'), 0);
}

const order = JSON.stringify({
  type: 'record',
  name: 'Order',
  namespace: 'shop',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'small', type: 'int' },
    { name: 'ratio', type: 'double' },
    { name: 'rough', type: 'float' },
    { name: 'ok', type: 'boolean' },
    { name: 'text', type: ['null', 'string'], default: null },
    { name: 'raw', type: 'bytes' },
    { name: 'mac', type: { type: 'fixed', name: 'Mac', size: 6 } },
    { name: 'side', type: { type: 'enum', name: 'Side', symbols: ['BUY', 'SELL'] } },
    { name: 'tags', type: { type: 'array', items: 'string' } },
    { name: 'counts', type: { type: 'map', values: 'long' } },
    {
      name: 'lines',
      type: {
        type: 'array',
        items: {
          type: 'record',
          name: 'Line',
          fields: [
            { name: 'sku', type: 'string' },
            { name: 'next', type: ['null', 'Line'] },
          ],
        },
      },
    },
    { name: 'mixed', type: ['null', 'int', 'string', { type: 'map', values: 'double' }] },
    { name: 'at', type: { type: 'long', logicalType: 'timestamp-micros' } },
    { name: 'ms', type: { type: 'long', logicalType: 'timestamp-millis' } },
    { name: 'day', type: { type: 'int', logicalType: 'date' } },
    { name: 'time', type: { type: 'int', logicalType: 'time-millis' } },
  ],
});

const bytes = fc.uint8Array({ maxLength: 20 });
const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const long = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(2n ** 63n - 1n, -(2n ** 63n)),
);
const whole = (value: bigint): Value => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
const line = fc.record({ sku: text, next: fc.option(text) });

interface Both {
  readonly ours: Value;
  /** In Avro's JSON encoding. */
  readonly json: string;
}
const latin1 = (value: Uint8Array): string => Buffer.from(value).toString('latin1');
const double = (value: number): string => JSON.stringify(value);

const orders: fc.Arbitrary<Both> = fc
  .record({
    id: long,
    small: fc.integer(),
    ratio: fc.double({ noNaN: true, noDefaultInfinity: true }).filter(value => !Object.is(value, -0)),
    rough: fc.float({ noNaN: true, noDefaultInfinity: true }).filter(value => !Object.is(value, -0)),
    ok: fc.boolean(),
    text: fc.option(text),
    raw: bytes,
    mac: fc.uint8Array({ minLength: 6, maxLength: 6 }),
    side: fc.constantFrom('BUY', 'SELL'),
    tags: fc.array(text, { maxLength: 4 }),
    counts: fc.array(long, { maxLength: 1 }),
    lines: fc.array(line, { maxLength: 3 }),
    mixed: fc.oneof(fc.constant(null), fc.integer(), text),
    at: fc.integer({ min: -(2 ** 50), max: 2 ** 50 }),
    ms: fc.integer({ min: -(2 ** 45), max: 2 ** 45 }),
    day: fc.integer({ min: -700_000, max: 2_900_000 }),
    time: fc.integer({ min: 0, max: 86_399_999 }),
  })
  .map(one => {
    const line = ({ sku, next }: { sku: string; next: string | null }): Value =>
      new Map<string, Value>([
        ['sku', sku],
        [
          'next',
          next === null
            ? null
            : new Map<string, Value>([
                ['sku', next],
                ['next', null],
              ]),
        ],
      ]);
    const lineJson = ({ sku, next }: { sku: string; next: string | null }) => ({
      sku,
      next: next === null ? null : { 'shop.Line': { sku: next, next: null } },
    });
    const ours = new Map<string, Value>([
      ['id', whole(one.id)],
      ['small', one.small],
      ['ratio', one.ratio],
      ['rough', one.rough],
      ['ok', one.ok],
      ['text', one.text],
      ['raw', one.raw],
      ['mac', one.mac],
      ['side', one.side],
      ['tags', one.tags],
      ['counts', new Map(one.counts.map(count => ['n', whole(count)]))],
      ['lines', one.lines.map(line)],
      ['mixed', one.mixed],
      ['at', Timestamp.of(one.at)],
      ['ms', Timestamp.ofMillis(one.ms)],
      ['day', SqlDate.of(one.day)],
      ['time', SqlTime.of(one.time * 1000)],
    ]);
    const s = JSON.stringify;
    const json =
      `{"id":${one.id},"small":${one.small},"ratio":${double(one.ratio)},"rough":${double(one.rough)},"ok":${one.ok},` +
      `"text":${s(one.text === null ? null : { string: one.text })},"raw":${s(latin1(one.raw))},"mac":${s(latin1(one.mac))},` +
      `"side":${s(one.side)},"tags":${s(one.tags)},"counts":{${one.counts.map(count => `"n":${count}`).join()}},` +
      `"lines":${s(one.lines.map(lineJson))},"mixed":${s(one.mixed === null ? null : typeof one.mixed === 'string' ? { string: one.mixed } : { int: one.mixed })},` +
      `"at":${one.at},"ms":${one.ms},"day":${one.day},"time":${one.time}}`;
    return { ours, json };
  });

test('records are the same bytes, and read as the same values', () => {
  const given = fc.sample(orders, 300);
  const hexes = askJava(given.map(({ json }): Question => ['encode', order, json]));
  for (const [i, { ours, json }] of given.entries()) {
    assert.doesNotMatch(hexes[i]!, /^error/, `${hexes[i]} ${json}`);
    assert.equal(encode(order, ours), hexes[i], json);
    assert.deepEqual(plain(decode(order, hexes[i]!)), plain(ours));
  }
});

test('decimals are the bytes of Avro’s own conversion, which Flink and Kafka Connect use', () => {
  const values = fc.sample(
    fc.tuple(
      fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
      fc.integer({ min: 0, max: 128 }),
      fc.nat({ max: 38 }),
    ),
    200,
  );
  const cases = values.flatMap(([wide, shift, scale]) => {
    const value = Decimal.of(wide >> BigInt(shift), scale);
    const size = { logicalType: 'decimal', precision: 38, scale };
    return [
      { type: 'bytes', ...size },
      { type: 'fixed', name: 'D', size: 16, ...size },
    ].map(schema => ({
      schema: JSON.stringify(schema),
      value,
    }));
  });
  const hexes = askJava(cases.map(({ schema, value }) => ['decimal', schema, scaled(value)]));
  for (const [i, { schema, value }] of cases.entries()) {
    assert.equal(encode(schema, value), hexes[i], `${scaled(value)} ${schema}`);
    assert.deepEqual(decode(schema, hexes[i]!), value);
  }
});

test('numbers that JSON does not have', () => {
  const values = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    -0,
  ];
  const answers = askJava(values.map(value => ['decode', '"double"', '"double"', encode('"double"', value)]));
  assert.deepEqual(
    answers.map(answer => Number(answer.replaceAll('"', ''))),
    values,
  );
  for (const value of values) assert.deepEqual(decode('"double"', encode('"double"', value)), value);
});

/** With all digits of the scale, which Java asks for. */
function scaled({ unscaled, scale }: Decimal): string {
  const digits = String(unscaled < 0 ? -BigInt(unscaled) : unscaled).padStart(scale + 1, '0');
  const point = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return unscaled < 0 ? `-${point}` : point;
}

const R = (fields: unknown[], more = {}) => JSON.stringify({ type: 'record', name: 'R', fields, ...more });
const E = (symbols: string[], more = {}) => ({ type: 'enum', name: 'E', symbols, ...more });

test('a schema read by another one gives what Java gives, or is refused where Java refuses it', () => {
  const cases: readonly (readonly [written: string, wanted: string, json: string])[] = [
    [R([{ name: 'a', type: 'int' }]), R([{ name: 'a', type: 'long' }]), '{"a":7}'],
    [R([{ name: 'a', type: 'int' }]), R([{ name: 'a', type: 'double' }]), '{"a":7}'],
    [R([{ name: 'a', type: 'long' }]), R([{ name: 'a', type: 'int' }]), '{"a":7}'],
    [R([{ name: 'a', type: 'double' }]), R([{ name: 'a', type: 'float' }]), '{"a":7}'],
    [R([{ name: 'a', type: 'string' }]), R([{ name: 'a', type: 'bytes' }]), '{"a":"é"}'],
    [R([{ name: 'a', type: 'bytes' }]), R([{ name: 'a', type: 'string' }]), '{"a":"abc"}'],
    [
      R([
        { name: 'a', type: 'int' },
        { name: 'b', type: 'string' },
      ]),
      R([{ name: 'b', type: 'string' }]),
      '{"a":7,"b":"x"}',
    ],
    [
      R([{ name: 'a', type: 'int' }]),
      R([
        { name: 'c', type: 'string', default: 'd' },
        { name: 'a', type: 'int' },
      ]),
      '{"a":7}',
    ],
    [R([{ name: 'a', type: 'int' }]), R([{ name: 'c', type: 'string' }]), '{"a":7}'],
    [R([{ name: 'a', type: 'int' }]), R([{ name: 'z', aliases: ['a'], type: 'int' }]), '{"a":7}'],
    [R([{ name: 'a', type: 'int' }]), R([{ name: 'a', type: ['null', 'long'] }]), '{"a":7}'],
    [R([{ name: 'a', type: ['null', 'int'] }]), R([{ name: 'a', type: 'int' }]), '{"a":{"int":7}}'],
    [R([{ name: 'a', type: ['null', 'int'] }]), R([{ name: 'a', type: 'int' }]), '{"a":null}'],
    [R([{ name: 'a', type: ['string', 'int'] }]), R([{ name: 'a', type: ['int', 'string'] }]), '{"a":{"int":7}}'],
    [R([{ name: 'e', type: E(['A', 'B']) }]), R([{ name: 'e', type: E(['B', 'C']) }]), '{"e":"B"}'],
    [R([{ name: 'e', type: E(['A', 'B']) }]), R([{ name: 'e', type: E(['B', 'C']) }]), '{"e":"A"}'],
    [R([{ name: 'e', type: E(['A', 'B']) }]), R([{ name: 'e', type: E(['B', 'C'], { default: 'C' }) }]), '{"e":"A"}'],
    [
      R([{ name: 'l', type: { type: 'array', items: 'int' } }]),
      R([{ name: 'l', type: { type: 'array', items: 'long' } }]),
      '{"l":[1,2]}',
    ],
    [
      R([{ name: 'm', type: { type: 'map', values: 'int' } }]),
      R([{ name: 'm', type: { type: 'map', values: 'double' } }]),
      '{"m":{"k":1}}',
    ],
    [
      R([{ name: 'n', type: { type: 'record', name: 'N', fields: [{ name: 'x', type: 'int' }] } }]),
      R([
        {
          name: 'n',
          type: {
            type: 'record',
            name: 'N',
            fields: [
              { name: 'y', type: 'long', default: 5 },
              { name: 'x', type: 'long' },
            ],
          },
        },
      ]),
      '{"n":{"x":1}}',
    ],
    [
      R([]),
      R([
        { name: 'd', type: { type: 'map', values: 'int' }, default: { k: 1 } },
        { name: 'b', type: 'bytes', default: '\u00ff' },
        { name: 'u', type: ['null', 'int'], default: null },
      ]),
      '{}',
    ],
  ];
  const hexes = askJava(cases.map(([written, , json]) => ['encode', written, json]));
  const theirs = askJava(cases.map(([written, wanted], i) => ['decode', written, wanted, hexes[i]!]));
  const ours = cases.map(([written, wanted], i) => {
    try {
      return encode(wanted, decode(written, hexes[i]!, wanted));
    } catch {
      return 'error';
    }
  });
  // What Java read, in bytes again.
  const again = askJava(
    cases.map(([, wanted], i) =>
      theirs[i]!.startsWith('error') ? ['encode', '"null"', 'null'] : ['encode', wanted, theirs[i]!],
    ),
  );
  for (const [i, [written, wanted]] of cases.entries())
    assert.equal(
      ours[i],
      theirs[i]!.startsWith('error') ? 'error' : again[i],
      `${written} read by ${wanted}: ${theirs[i]}`,
    );
});

test('whole numbers as Kafka’s serializers write them', async () => {
  const use = { side: 'key', topic: 't', relation: 't', columns: [], declared: undefined } as const;
  const [ints, longs] = await Promise.all([
    int.writer({ kind: 'int' }, use, {}),
    bigint.writer({ kind: 'bigint' }, use, {}),
  ]);
  const small = [0, -1, 2 ** 31 - 1, -(2 ** 31)];
  const wide = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)];
  const answers = askJava([
    ...small.map((value): Question => ['serialize', 'int', String(value)]),
    ...wide.map((value): Question => ['serialize', 'bigint', String(value)]),
  ]);
  assert.deepEqual(
    [...small.map(value => ints.whole(value)), ...wide.map(value => longs.whole(value))].map(one =>
      Buffer.from(one!).toString('hex'),
    ),
    answers,
  );
});
