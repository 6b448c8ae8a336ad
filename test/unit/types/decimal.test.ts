/** Decimals against the same sums in BigInt, and the corners of rounding and of safe integers. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Decimal } from '../../../src/language/types/decimal.ts';
import {
  averageSize,
  commonSize,
  productSize,
  quotientSize,
  remainderSize,
  roundSize,
  sumSize,
} from '../../../src/language/types/decimal-rules.ts';
import { RecordError } from '../../../src/language/types/value.ts';

const d = (text: string): Decimal => {
  const read = Decimal.parse(text);
  assert.ok(read, text);
  return read;
};

/** Small ones, ones about the edge of the safe integers, and wide ones. */
const unscaled = fc.oneof(
  fc.bigInt(-1000n, 1000n),
  fc.bigInt(2n ** 53n - 3n, 2n ** 53n + 3n),
  fc.bigInt(-(2n ** 53n) - 3n, -(2n ** 53n) + 3n),
  fc.bigInt(-(10n ** 38n), 10n ** 38n),
);
const decimal = fc.tuple(unscaled, fc.nat(20)).map(([n, scale]) => Decimal.of(n, scale));
const at = (n: Decimal, scale: number): bigint => BigInt(n.unscaled) * 10n ** BigInt(scale - n.scale);

const isCanonical = (n: Decimal): void => {
  if (typeof n.unscaled === 'bigint')
    assert.ok(n.unscaled > BigInt(Number.MAX_SAFE_INTEGER) || n.unscaled < -BigInt(Number.MAX_SAFE_INTEGER));
  else assert.ok(Number.isSafeInteger(n.unscaled) && !Object.is(n.unscaled, -0));
};

const halfUp = (top: bigint, bottom: bigint): bigint => {
  const negative = top < 0n !== bottom < 0n;
  const a = top < 0n ? -top : top;
  const b = bottom < 0n ? -bottom : bottom;
  const rounded = (2n * a + b) / (2n * b);
  return negative ? -rounded : rounded;
};

test('sum, difference, product and remainder are those of the integers', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const scale = Math.max(a.scale, b.scale);
      const results: [Decimal, bigint, number][] = [
        [a.add(b), at(a, scale) + at(b, scale), scale],
        [a.subtract(b), at(a, scale) - at(b, scale), scale],
        [a.multiply(b), BigInt(a.unscaled) * BigInt(b.unscaled), a.scale + b.scale],
      ];
      if (b.sign() !== 0) results.push([a.remainder(b), at(a, scale) % at(b, scale), scale]);
      for (const [actual, expected, expectedScale] of results) {
        isCanonical(actual);
        assert.equal(BigInt(actual.unscaled), expected);
        assert.equal(actual.scale, expectedScale);
      }
    }),
    { numRuns: 2000 },
  );
});

test('quotients and rounding are half away from zero', () => {
  fc.assert(
    fc.property(decimal, decimal, fc.nat(25), (a, b, scale) => {
      fc.pre(b.sign() !== 0);
      const quotient = a.divide(b, scale);
      isCanonical(quotient);
      const shift = scale + b.scale - a.scale;
      const top = BigInt(a.unscaled) * 10n ** BigInt(Math.max(0, shift));
      const bottom = BigInt(b.unscaled) * 10n ** BigInt(Math.max(0, -shift));
      assert.equal(BigInt(quotient.unscaled), halfUp(top, bottom));
      const rounded = a.rescale(scale);
      isCanonical(rounded);
      const expected = scale >= a.scale ? at(a, scale) : halfUp(BigInt(a.unscaled), 10n ** BigInt(a.scale - scale));
      assert.equal(BigInt(rounded.unscaled), expected);
    }),
    { numRuns: 2000 },
  );
});

test('text, comparison, size', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const back = d(a.toFixedString());
      assert.deepEqual([back.unscaled, back.scale], [a.unscaled, a.scale]);
      assert.equal(d(a.toString()).compare(a), 0);
      assert.equal(a.toString(), a.trimmed().toFixedString());
      const scale = Math.max(a.scale, b.scale);
      const difference = at(a, scale) - at(b, scale);
      assert.equal(Math.sign(a.compare(b)), difference < 0n ? -1 : difference > 0n ? 1 : 0);
      assert.ok(a.fits(a.precision()) || a.precision() === a.scale);
      assert.ok(a.sign() === 0 || a.precision() === a.scale || !a.fits(a.precision() - 1));
      assert.equal(a.toNumber(), Number(a.toFixedString()));
    }),
    { numRuns: 2000 },
  );
});

test('a double stands for its shortest text', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }), n => {
      const read = Decimal.fromNumber(n);
      // Beyond a thousand digits of fraction there is no reading.
      assert.ok(read);
      assert.equal(read.toNumber(), n === 0 ? 0 : n);
    }),
  );
  assert.equal(String(Decimal.fromNumber(0.1)), '0.1');
  assert.equal(String(Decimal.fromNumber(1e23)), '99999999999999991611392');
  assert.equal(Decimal.fromNumber(Number.NaN), undefined);
});

test('corners', () => {
  assert.equal(String(d('0.1').add(d('0.2'))), '0.3');
  for (const [text, expected] of Object.entries({
    '2.5': '3',
    '-2.5': '-3',
    '2.4999': '2',
    '-0.5': '-1',
    '0.49': '0',
    '-0.4': '0',
    '9007199254740992.5': '9007199254740993',
  }))
    assert.equal(String(d(text).rescale(0)), expected, text);
  assert.equal(String(d('-0.0')), '0');
  assert.equal(String(d('1e3')), '1000');
  assert.equal(String(d('12.5e-3')), '0.0125');
  assert.equal(String(d('1.').add(d('.5'))), '1.5');
  assert.equal(d('100.500').toString(), '100.5');
  assert.equal(d('100.500').toFixedString(), '100.500');
  assert.equal(String(d('9007199254740991').add(d('1'))), '9007199254740992');
  assert.equal(String(Decimal.of(-(2n ** 53n), 2)), '-90071992547409.92');
  assert.throws(
    () => d('1').divide(d('0.00'), 2),
    error => error instanceof RecordError && error.code === 'division_by_zero',
  );
  assert.throws(() => d('1').remainder(d('0')), RecordError);
});

test('what is no decimal', () => {
  for (const text of [
    '',
    '.',
    '-',
    '1e',
    'e1',
    '1.2.3',
    '1 ',
    ' 1',
    '0x10',
    '1e999999999',
    `${'1'.repeat(1001)}`,
    'NaN',
  ])
    assert.equal(Decimal.parse(text), undefined, JSON.stringify(text));
});

test("precision and scale of results are Flink's", () => {
  const size = (precision: number, scale: number) => ({ precision, scale });
  assert.deepEqual(quotientSize(size(32, 8), size(38, 8)), size(38, 6));
  assert.deepEqual(quotientSize(size(30, 20), size(30, 20)), size(38, 8));
  assert.deepEqual(quotientSize(size(18, 4), size(18, 4)), size(38, 20));
  assert.deepEqual(quotientSize(size(5, 2), size(3, 1)), size(10, 6));
  assert.deepEqual(productSize(size(30, 10), size(30, 10)), size(38, 6));
  assert.deepEqual(productSize(size(30, 20), size(30, 20)), size(38, 17));
  assert.deepEqual(productSize(size(38, 2), size(38, 3)), size(38, 5));
  assert.deepEqual(productSize(size(10, 2), size(5, 3)), size(16, 5));
  assert.deepEqual(remainderSize(size(30, 10), size(30, 10)), size(30, 10));
  assert.deepEqual(remainderSize(size(30, 20), size(25, 20)), size(25, 20));
  assert.deepEqual(sumSize(size(38, 8), size(32, 8)), size(38, 7));
  assert.deepEqual(sumSize(size(30, 20), size(28, 20)), size(31, 20));
  assert.deepEqual(sumSize(size(10, 10), size(10, 10)), size(11, 10));
  assert.deepEqual(sumSize(size(38, 5), size(38, 4)), size(38, 5));
  assert.deepEqual(roundSize(size(32, 8), 5), size(30, 5));
  assert.deepEqual(roundSize(size(32, 8), 10), size(32, 8));
  assert.deepEqual(roundSize(size(10, 10), 2), size(3, 2));
  assert.deepEqual(roundSize(size(10, 2), -1), size(9, 0));
  assert.deepEqual(averageSize(size(10, 2)), size(38, 6));
  assert.deepEqual(averageSize(size(30, 20)), size(38, 20));
  assert.deepEqual(commonSize(size(19, 0), size(2, 2)), size(21, 2));
});
