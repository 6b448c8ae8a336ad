/** What is kept of state as bytes: any data come back as they were, and the same data give the same bytes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { DataReader, UnreadableData } from '../../../runtime/state/entries/read.ts';
import { type Data, DataWriter } from '../../../runtime/state/entries/write.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';

const encoded = (data: Data): Uint8Array => {
  const writer = new DataWriter();
  writer.data(data);
  return writer.take();
};

const decoded = (bytes: Uint8Array): Data => {
  const reader = new DataReader(bytes);
  const data = reader.data();
  assert.ok(reader.isAtEnd);
  return data;
};

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 60, maxLength: 70 }), lonely());

/** Strings that may end in half a character. */
function lonely() {
  return fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 }).map(units => String.fromCharCode(...units));
}

const scalar: fc.Arbitrary<Data> = fc.oneof(
  fc.constantFrom(null, true, false, undefined, -0, 0, Number.NaN, Infinity, -Infinity),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }),
  fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 53n) }),
  text,
  fc.uint8Array(),
  fc.tuple(fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }), fc.nat(38)).map(([n, scale]) => Decimal.of(n, scale)),
  fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(micros => Timestamp.of(micros)),
  fc.integer({ min: -100_000, max: 100_000 }).map(days => SqlDate.of(days)),
  fc.nat(86_399_999_999).map(micros => SqlTime.of(micros)),
  fc.tuple(fc.integer(), fc.maxSafeInteger()).map(([months, micros]) => Interval.of(months, micros)),
);

const { data } = fc.letrec<{ data: Data }>(tie => ({
  data: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('data')),
    fc.array(fc.tuple(text, tie('data'))).map(entries => new Map(entries)),
    fc.array(scalar).map(items => new Set(items)),
    fc.dictionary(fc.oneof(text, fc.constantFrom('values', 'constructor')), tie('data'), {
      noNullPrototype: true,
    }),
  ),
}));

const row = fc.record(
  {
    values: fc.array(data, { maxLength: 4 }),
    time: fc.oneof(fc.integer(), fc.constant(Infinity)),
    late: fc.constantFrom(-Infinity, 0, 17),
    topic: fc.string(),
    partition: fc.nat(),
    offset: fc.nat(),
    key: scalar,
    headers: fc.array(fc.tuple(fc.string(), fc.option(fc.uint8Array()))),
    deleted: fc.boolean(),
    was: fc.integer(),
    record: fc.record({ offset: fc.nat(), key: fc.option(fc.uint8Array()) }, { noNullPrototype: true }),
  },
  {
    noNullPrototype: true,
    requiredKeys: ['values', 'time', 'late', 'topic', 'partition', 'offset', 'headers', 'deleted', 'key'],
  },
);

test('data come back as they were', () => {
  fc.assert(
    fc.property(fc.oneof(data, row, fc.array(row)), one => {
      const back = decoded(encoded(one));
      // -0, NaN and members of any name are told apart.
      assert.deepStrictEqual(back, one);
    }),
  );
});

test('the same data give the same bytes, other data others', () => {
  fc.assert(
    fc.property(data, data, (a, b) => {
      assert.deepEqual(encoded(decoded(encoded(a))), encoded(a));
      const same = Buffer.compare(encoded(a), encoded(b)) === 0;
      let equal = true;
      try {
        assert.deepStrictEqual(decoded(encoded(a)), decoded(encoded(b)));
      } catch {
        equal = false;
      }
      // The order of members counts in bytes; in what is deeply equal it does not.
      assert.ok(equal || !same);
    }),
  );
});

test('an integer of 64 bits, as number and bigint, and a double that has no fraction', () => {
  for (const one of [2 ** 53 - 1, -(2 ** 53) + 1, 2 ** 53, 2 ** 60, 2n ** 63n - 1n, -(2n ** 63n), 1e300, 5e-324, -0])
    assert.ok(Object.is(decoded(encoded(one)), one), String(one));
});

test('what is cut off is told, never made up', () => {
  fc.assert(
    fc.property(data, fc.nat(), (one, at) => {
      const bytes = encoded(one);
      assert.throws(() => new DataReader(bytes.subarray(0, at % bytes.length)).data(), UnreadableData);
    }),
  );
});

test('what is no data is refused', () => {
  assert.throws(() => encoded(() => 1), /a function is no data/);
  assert.throws(() => encoded(new Date(0)), /a Date is no data/);
});
