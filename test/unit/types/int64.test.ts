/** 64-bit arithmetic: BigInt's results in the one form, or an overflow. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  absInt64,
  addInt64,
  divideInt64,
  INT64_MAX,
  INT64_MIN,
  int64,
  modInt64,
  multiplyInt64,
  negateInt64,
  parseInt64,
  subtractInt64,
} from '../../../src/language/types/int64.ts';
import type { Int64 } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';

const integer = fc.oneof(
  fc.bigInt(-1000n, 1000n),
  fc.bigInt(INT64_MIN, INT64_MAX),
  fc.bigInt(INT64_MAX - 5n, INT64_MAX),
  fc.bigInt(INT64_MIN, INT64_MIN + 5n),
  fc.bigInt(2n ** 53n - 3n, 2n ** 53n + 3n),
  fc.bigInt(-(2n ** 32n), 2n ** 32n),
);

/** `expected` undefined: no result (a division by 0). */
function agrees(operation: () => Int64, expected: bigint | undefined): void {
  if (expected === undefined || expected > INT64_MAX || expected < INT64_MIN) {
    const code = expected === undefined ? 'division_by_zero' : 'overflow';
    assert.throws(operation, error => error instanceof RecordError && error.code === code);
    return;
  }
  const actual = operation();
  assert.equal(BigInt(actual), expected);
  assert.equal(typeof actual, Number.isSafeInteger(Number(expected)) ? 'number' : 'bigint');
  assert.ok(!Object.is(actual, -0));
}

test('the results are exact, in one form, or an overflow', () => {
  fc.assert(
    fc.property(integer, integer, (a, b) => {
      const [x, y] = [int64(a), int64(b)];
      agrees(() => addInt64(x, y), a + b);
      agrees(() => subtractInt64(x, y), a - b);
      agrees(() => multiplyInt64(x, y), a * b);
      agrees(() => divideInt64(x, y), b === 0n ? undefined : a / b);
      agrees(() => modInt64(x, y), b === 0n ? undefined : a % b);
      agrees(() => negateInt64(x), -a);
      agrees(() => absInt64(x), a < 0n ? -a : a);
      assert.equal(parseInt64(String(a)), x);
    }),
    { numRuns: 3000 },
  );
});

test('at the ends of the range', () => {
  assert.throws(() => addInt64(INT64_MAX, 1), /64 bits.*DECIMAL/);
  assert.equal(addInt64(INT64_MAX, -1), INT64_MAX - 1n);
  assert.throws(() => negateInt64(INT64_MIN), RecordError);
  assert.throws(() => divideInt64(INT64_MIN, -1), RecordError);
  assert.equal(modInt64(-7, 3), -1);
  assert.equal(divideInt64(-7, 2), -3);
});

test('what is no BIGINT', () => {
  for (const text of [
    '',
    '1.0',
    '1e3',
    ' 1',
    '0x1',
    '9223372036854775808',
    '-9223372036854775809',
    '--1',
    '9'.repeat(2000),
  ])
    assert.equal(parseInt64(text), undefined, text);
  assert.equal(parseInt64('+9223372036854775807'), INT64_MAX);
  assert.equal(parseInt64('-0'), 0);
  assert.equal(parseInt64('0000000000000000000000000012'), 12);
});
