/** The order of values is total, and keys are equal exactly where values are. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  compareOperands,
  compareText,
  compareValues,
  equalValues,
  hashKey,
} from '../../../src/language/types/compare.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { int64 } from '../../../src/language/types/int64.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';

const nearSafe = fc.bigInt(2n ** 53n - 2n, 2n ** 53n + 2n).map(int64);
const number: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double(),
  fc.constantFrom<Value>(0.1, 0.5, -0, 2 ** 53, 2 ** 62, 1e23, Number.NaN, Number.POSITIVE_INFINITY),
  nearSafe,
  fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(int64),
  fc.tuple(fc.bigInt(-100n, 100n), fc.nat(3)).map(([n, scale]) => Decimal.of(n, scale)),
  fc.tuple(fc.bigInt(-(10n ** 38n), 10n ** 38n), fc.nat(38)).map(([n, scale]) => Decimal.of(n, scale)),
  fc
    .constantFrom('0.1', '0.50', '9007199254740992', '9007199254740993', '9007199254740992.5', '1e-300', '1e-400')
    .map(text => Decimal.parse(text)!),
);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', '\0n', '\0s', '1', 'a', 'b'),
);
const scalar: fc.Arbitrary<Value> = fc.oneof(
  number,
  text,
  fc.boolean(),
  fc.constant(null),
  fc.integer({ min: -2, max: 2 }).map(days => SqlDate.of(days)),
  fc.constantFrom(-86_400_000_000, -1, 0, 1, 86_400_000_000).map(micros => Timestamp.of(micros)),
  fc.nat(3).map(micros => SqlTime.of(micros)),
  fc.constantFrom(Interval.of(1, 0), Interval.of(0, 30 * 86_400_000_000), Interval.of(0, 1)),
  fc.uint8Array({ maxLength: 2 }),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 8, arbitrary: scalar },
  fc.array(scalar, { maxLength: 2 }),
  fc.array(fc.tuple(fc.constantFrom('a', 'b', ''), scalar), { maxLength: 2 }).map(entries => new Map(entries)),
);

test('a total order', () => {
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      assert.equal(compareValues(a, a), 0);
      assert.equal(Math.sign(compareValues(a, b)), 0 - Math.sign(compareValues(b, a)));
      const sorted = [a, b, c].sort(compareValues);
      assert.ok(compareValues(sorted[0]!, sorted[1]!) <= 0 && compareValues(sorted[1]!, sorted[2]!) <= 0);
      assert.ok(compareValues(sorted[0]!, sorted[2]!) <= 0);
    }),
    { numRuns: 5000 },
  );
});

test('keys are the same exactly where values are equal', () => {
  const sameKey = (a: Value, b: Value) => new Set([hashKey(a), hashKey(b)]).size === 1;
  fc.assert(
    fc.property(value, value, (a, b) => assert.equal(sameKey(a, b), equalValues(a, b))),
    { numRuns: 5000 },
  );
  fc.assert(
    fc.property(number, number, (a, b) => assert.equal(sameKey(a, b), equalValues(a, b))),
    { numRuns: 5000 },
  );
  assert.ok(sameKey(1, Decimal.parse('1.00')!));
  assert.ok(!sameKey('1', 1));
  assert.ok(!sameKey(['a', 'b'], ['a', '1:b']));
});

test('numbers of different types by value', () => {
  const less: [Value, Value][] = [
    [2 ** 53, 9007199254740993n],
    [9007199254740993n, Decimal.parse('9007199254740993.1')!],
    [Decimal.parse('0.1')!, Decimal.parse('0.1000000000000000055')!],
    [9223372036854775807n, 2 ** 63],
    [Decimal.parse('99999999999999999999999999999999999999')!, Number.POSITIVE_INFINITY],
    [Number.POSITIVE_INFINITY, Number.NaN],
    [Decimal.parse('-0.5')!, 0],
  ];
  for (const [a, b] of less) assert.ok(compareValues(a, b) < 0, `${String(a)} < ${String(b)}`);
  assert.ok(equalValues(0.1, Decimal.parse('0.10')!));
  assert.ok(equalValues(2 ** 62, 4611686018427387904n));
});

test('strings by code point, as their UTF-8 bytes', () => {
  const encoder = new TextEncoder();
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      assert.equal(Math.sign(compareText(a, b)), Math.sign(Buffer.compare(encoder.encode(a), encoder.encode(b))));
    }),
  );
  assert.ok(compareText('\u{1F980}', '\uFF5E') > 0);
  assert.ok(compareText('Z', 'a') < 0);
});

test('operands of schema-less columns', () => {
  assert.ok(compareOperands('150.5', 100) > 0);
  assert.equal(compareOperands(Decimal.parse('1.50')!, '1.5'), 0);
  assert.ok(compareOperands('2023-11-14T22:13:20Z', Timestamp.of(0)) > 0);
  assert.equal(compareOperands(1_700_000_000_000, Timestamp.parse('2023-11-14T22:13:20Z')!), 0);
  assert.equal(compareOperands('TRUE', true), 0);
  assert.equal(compareOperands(SqlDate.of(0), Timestamp.of(0)), 0);
  for (const [a, b] of [
    ['abc', 1],
    [true, 1],
    [1, SqlDate.of(0)],
    ['x', Timestamp.of(0)],
    [[1], 1],
  ] as [Value, Value][])
    assert.throws(
      () => compareOperands(a, b),
      error => error instanceof RecordError && error.code === 'cast',
    );
});
