/** What is written as bytes is what is written as text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { encodeKey, jsonEncoder, keyBytes, rowWriter } from '../../../runtime/formats/json/encode.ts';
import { JsonWriter } from '../../../runtime/formats/json/writer.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { ANY } from '../../../src/language/types/sql-type.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';

const text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.constantFrom('\ud800', '"\\', '\u0000\n', 'é'.repeat(9000), 'x'.repeat(40_000)),
);
const decimal = fc
  .tuple(
    fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1000, max: 1000 }), fc.bigInt(-(10n ** 37n), 10n ** 37n)),
    fc.nat(20),
  )
  .map(([unscaled, scale]) => Decimal.of(unscaled, scale));
const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(null, true, false, 0, -0, 2 ** 53, Number.NaN, Number.NEGATIVE_INFINITY),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
  fc.constantFrom(...Array.from({ length: 17 }, (_, n) => [10 ** n, 10 ** n - 1, -(10 ** n)]).flat()),
  text,
  decimal,
  fc.integer({ min: -(10 ** 15), max: 10 ** 15 }).map(micros => Timestamp.of(micros)),
  fc.integer({ min: -(10 ** 12), max: 10 ** 12 }).map(millis => Timestamp.ofMillis(millis)),
  fc.constantFrom(Timestamp.parse('9999-12-31T23:59:59.999999Z')!, Timestamp.parse('-0044-03-15T12:00:00Z')!),
  fc.integer({ min: -1000, max: 30_000 }).map(days => SqlDate.of(days)),
  fc.integer({ min: 0, max: 86_399_999_999 }).map(micros => SqlTime.of(micros)),
  fc.constant(Interval.of(3, 4)),
  fc.uint8Array({ maxLength: 5 }),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(text, fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }))), { maxLength: 3 })
      .map((members): Value => new Map<string, Value>(members)),
  },
);

const UTF_8 = new TextDecoder();

test('rows of any values, many with one writer', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom('a', '_window_start', 'größe', '__proto__', '"', ''), { maxLength: 4 }),
      fc.array(fc.array(value, { minLength: 4, maxLength: 4 }), { maxLength: 8 }),
      fc.boolean(),
      (names, rows, decimalAsString) => {
        const columns = names.map(name => ({ name, type: ANY, spread: false }));
        const output = { topic: 't', kind: 'stream' as const, columns, decimalAsString };
        const writer = new JsonWriter(decimalAsString);
        const write = rowWriter(output, writer);
        const encode = jsonEncoder(output);
        const written = rows.map(values => {
          write(values);
          return { chunk: writer.chunk, start: writer.start, end: writer.at };
        });
        // Looked at when all are written: none may be in the way of another.
        assert.deepEqual(
          written.map(({ chunk, start, end }) => Buffer.from(chunk.subarray(start, end)).toString('hex')),
          rows.map(values => Buffer.from(encode(values)).toString('hex')),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('keys of any value', () => {
  const writer = new JsonWriter(false);
  fc.assert(
    fc.property(value, key => {
      const written = keyBytes(key, writer);
      const { bytes } = encodeKey(key);
      assert.equal(written && UTF_8.decode(written), bytes && UTF_8.decode(bytes));
    }),
    { numRuns: 1000 },
  );
});
