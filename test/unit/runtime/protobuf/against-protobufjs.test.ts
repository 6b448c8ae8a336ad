/** Messages of random values: what we write protobufjs reads, and what it writes we read, byte for byte the same. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Decimal } from '../../../../src/language/types/decimal.ts';
import { int64 } from '../../../../src/language/types/int64.ts';
import type { Value } from '../../../../src/language/types/value.ts';
import { hex, message } from './message.ts';

const signed = (bits: bigint) => fc.bigInt({ min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n });
const unsigned = (bits: bigint) => fc.bigInt({ min: 0n, max: (1n << bits) - 1n });

interface Kind {
  readonly type: string;
  readonly any: fc.Arbitrary<unknown>;
  /** As it is here. */
  ours(value: never): Value;
  /** As protobufjs's `fromObject` takes it. */
  theirs(value: never): unknown;
}

const same = (value: Value) => value;
const whole = (value: bigint): Value => int64(value);
const asDecimal = (value: bigint): Value => Decimal.of(value, 0);
const number = (value: bigint) => Number(value);
const text = (value: bigint) => String(value);
const KINDS: readonly Kind[] = [
  ...['int32', 'sint32', 'sfixed32'].map(type => ({ type, any: signed(32n), ours: whole, theirs: number })),
  ...['uint32', 'fixed32'].map(type => ({ type, any: unsigned(32n), ours: whole, theirs: number })),
  ...['int64', 'sint64', 'sfixed64'].map(type => ({ type, any: signed(64n), ours: whole, theirs: text })),
  ...['uint64', 'fixed64'].map(type => ({ type, any: unsigned(64n), ours: asDecimal, theirs: text })),
  { type: 'double', any: fc.double({ noNaN: true }), ours: same, theirs: same },
  { type: 'float', any: fc.float({ noNaN: true }), ours: same, theirs: same },
  { type: 'bool', any: fc.boolean(), ours: same, theirs: same },
  { type: 'string', any: fc.string({ unit: 'grapheme' }), ours: same, theirs: same },
  { type: 'bytes', any: fc.uint8Array(), ours: same, theirs: same },
];

const FIELDS = KINDS.flatMap(({ type }, i) => [
  `${type} one_${i} = ${i * 10 + 1};`,
  `optional ${type} maybe_${i} = ${i * 10 + 2};`,
  `repeated ${type} list_${i} = ${i * 10 + 3};`,
  `map<string, ${type}> map_${i} = ${i * 10 + 4};`,
]);
const schema = message(`syntax = "proto3";\nmessage T {\n${FIELDS.join('\n')}\nT within = 1000;\n}`, 'T');
const theirs = schema.theirs();

const row = fc.tuple(
  ...KINDS.map(({ any }) =>
    fc.tuple(
      any,
      fc.option(any),
      fc.array(any, { maxLength: 4 }),
      fc.dictionary(
        fc.string({ maxLength: 3 }).filter(name => name !== '__proto__' && !/^\d/.test(name)),
        any,
        { maxKeys: 3 },
      ),
    ),
  ),
);

test('protobufjs reads what we write, and we read what it writes', () => {
  fc.assert(
    fc.property(row, fc.boolean(), (values, nested) => {
      const object: Record<string, unknown> = {};
      const ours: Value[] = [];
      for (const [i, [one, maybe, list, map]] of values.entries()) {
        const kind = KINDS[i]!;
        const value = (each: unknown) => kind.ours(each as never);
        const their = (each: unknown) => kind.theirs(each as never);
        object[`one_${i}`] = their(one);
        if (maybe !== null) object[`maybe_${i}`] = their(maybe);
        object[`list_${i}`] = list.map(their);
        object[`map_${i}`] = Object.fromEntries(Object.entries(map).map(([name, each]) => [name, their(each)]));
        ours.push(
          value(one),
          maybe === null ? null : value(maybe),
          list.map(value),
          new Map(Object.entries(map).map(([name, each]) => [name, value(each)])),
        );
      }
      const names = theirs.fieldsArray.map(({ name }) => name);
      const within = nested ? new Map(names.map((name, i) => [name, ours[i] ?? null])) : null;
      if (nested) object.within = { ...object };
      const written = schema.write([...ours, within]);
      const back = schema.read(written).map(value => value ?? null);
      assert.deepEqual(back, [...ours, within]);
      const decoded = theirs.decode(written);
      assert.equal(
        hex(schema.write(schema.read(theirs.encode(decoded).finish()).map(value => value ?? null))),
        hex(written),
      );
      const made = theirs.encode(theirs.fromObject(object)).finish();
      assert.deepEqual(
        schema.read(made).map(value => value ?? null),
        [...ours, within],
      );
    }),
    { numRuns: 60 },
  );
});

test('bytes that were damaged give a row or a RecordError, and nothing else', () => {
  const sample = schema.write([...KINDS.flatMap(({ type }) => sampleOf(type)), null]);
  fc.assert(
    fc.property(fc.nat(sample.length - 1), fc.nat(255), fc.nat(sample.length), (at, byte, length) => {
      const damaged = Buffer.from(sample.subarray(0, length));
      if (at < damaged.length) damaged[at] = byte;
      try {
        schema.whole(damaged);
        schema.read(damaged);
      } catch (error) {
        assert.equal((error as Error).name, 'RecordError');
      }
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
      try {
        schema.whole(bytes);
      } catch (error) {
        assert.equal((error as Error).name, 'RecordError');
      }
    }),
    { numRuns: 3000 },
  );
});

function sampleOf(type: string): readonly Value[] {
  const value: Value =
    type === 'string' ? 'text' : type === 'bytes' ? new Uint8Array([1, 2, 3]) : type === 'bool' ? true : 5;
  return [value, value, [value, value], new Map([['key', value]])];
}
