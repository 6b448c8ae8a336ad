/** Arithmetic over schema-less operands and over typed ones. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  add,
  addDecimal,
  divide,
  divideBigint,
  divideDecimal,
  divideDouble,
  modulo,
  multiply,
  multiplyDecimal,
  negate,
  subtract,
} from '../../../src/language/types/arithmetic.ts';
import { arithmeticType } from '../../../src/language/types/arithmetic-type.ts';
import { equalValues } from '../../../src/language/types/compare.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { Interval, SqlDate, Timestamp } from '../../../src/language/types/temporal.ts';
import { parseType } from '../../../src/language/types/type-text.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';

const d = (text: string) => Decimal.parse(text)!;

function outcome(operation: () => Value): string {
  try {
    const result = operation();
    return `${result instanceof Decimal ? 'decimal' : result === null ? 'null' : typeof result} ${String(result)}`;
  } catch (error) {
    assert.ok(error instanceof RecordError, String(error));
    return error.code;
  }
}

const OPERATORS = { '+': add, '-': subtract, '*': multiply, '/': divide, '%': modulo };

test('what two values give', () => {
  const cases: [Value, keyof typeof OPERATORS, Value, string][] = [
    [d('0.1'), '+', d('0.2'), 'decimal 0.3'],
    [1, '+', 2, 'number 3'],
    [0.1, '+', 0.2, 'number 0.30000000000000004'],
    [1, '+', d('0.50'), 'decimal 1.5'],
    [0.5, '+', d('0.5'), 'number 1'],
    ['0.10', '+', 1, 'decimal 1.1'],
    ['0.1', '+', '0.2', 'decimal 0.3'],
    ['x', '+', 1, 'cast'],
    [true, '+', 1, 'cast'],
    [null, '+', 'x', 'null null'],
    [9007199254740991, '+', 1, 'bigint 9007199254740992'],
    [9223372036854775807n, '+', 1, 'overflow'],
    [9223372036854775807n, '-', 1, 'bigint 9223372036854775806'],
    [9223372036854775807n, '+', d('0.5'), 'decimal 9223372036854775807.5'],
    [3037000500, '*', 3037000500, 'overflow'],
    [1e200, '*', 1e200, 'overflow'],
    [7, '/', 2, 'number 3.5'],
    [6, '/', 2, 'number 3'],
    [1, '/', 0, 'division_by_zero'],
    [0.5, '/', 0, 'division_by_zero'],
    [d('1'), '/', d('0.00'), 'division_by_zero'],
    [1, '%', 0, 'division_by_zero'],
    [-7, '%', 3, 'number -1'],
    [d('7.5'), '%', 2, 'decimal 1.5'],
    [d('10'), '/', 4, 'decimal 2.5'],
    [d('1'), '/', 3, 'decimal 0.3333333333333333333'],
    [d('2'), '/', 3, 'decimal 0.6666666666666666667'],
    [d('-2'), '/', d('3'), 'decimal -0.6666666666666666667'],
    [d('99999999999999999999999999999999999999'), '+', 1, 'overflow'],
    [d('99999999999999999999999999999999999998.5'), '+', d('0.1'), 'decimal 99999999999999999999999999999999999999'],
    [d('0.1'), '*', d('0.00000000000000000000000000000000000001'), 'decimal 0'],
  ];
  for (const [a, operator, b, expected] of cases)
    assert.equal(
      outcome(() => OPERATORS[operator](a, b)),
      expected,
      `${String(a)} ${operator} ${String(b)}`,
    );
  assert.equal(negate(d('1.5'))?.toString(), '-1.5');
  assert.equal(
    outcome(() => negate(-9223372036854775808n)),
    'overflow',
  );
  assert.equal(negate(null), null);
});

test('a quotient of decimals does not depend on zeros at the end', () => {
  const decimal = fc.tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.nat(8)).map(([n, scale]) => Decimal.of(n, scale));
  fc.assert(
    fc.property(decimal, decimal, fc.nat(5), fc.nat(5), (a, b, zerosA, zerosB) => {
      fc.pre(b.sign() !== 0);
      const once = divide(a, b);
      const again = divide(a.rescale(a.scale + zerosA), b.rescale(b.scale + zerosB));
      assert.ok(equalValues(once, again));
      assert.ok(once instanceof Decimal && once.fits(38));
    }),
  );
});

test('addition and multiplication do not depend on the order of operands', () => {
  const operand: fc.Arbitrary<Value> = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.tuple(fc.bigInt(-(10n ** 25n), 10n ** 25n), fc.nat(12)).map(([n, scale]) => Decimal.of(n, scale)),
    fc.constantFrom<Value>('1.5', '-3', 9007199254740993n, null),
  );
  fc.assert(
    fc.property(operand, operand, (a, b) => {
      assert.equal(
        outcome(() => add(a, b)),
        outcome(() => add(b, a)),
      );
      assert.equal(
        outcome(() => multiply(a, b)),
        outcome(() => multiply(b, a)),
      );
    }),
    { numRuns: 2000 },
  );
});

test('times', () => {
  const t = Timestamp.parse('2023-11-14T22:13:20Z')!;
  const hour = Interval.parse('1 hour')!;
  assert.equal(String(subtract(t, hour)), '2023-11-14T21:13:20Z');
  assert.equal(String(add(hour, t)), '2023-11-14T23:13:20Z');
  assert.equal(String(subtract(t, Timestamp.of(0))), 'P19675DT22H13M20S');
  assert.equal(String(subtract(1_700_000_000_000, hour)), '2023-11-14T21:13:20Z');
  assert.equal(String(subtract('2023-11-14T22:13:20Z', hour)), '2023-11-14T21:13:20Z');
  assert.equal(String(subtract(t, '2023-11-14T22:13:00Z')), 'PT20S');
  assert.equal(String(add(SqlDate.of(0), 31)), '1970-02-01');
  assert.equal(String(subtract(SqlDate.of(10), SqlDate.of(7))), 'P3D');
  assert.equal(String(add(SqlDate.of(0), Interval.parse('1 month')!)), '1970-02-01');
  assert.equal(
    outcome(() => add(SqlDate.of(0), hour)),
    'argument',
  );
  assert.equal(String(multiply(hour, 3)), 'PT3H');
  assert.equal(
    outcome(() => add(t, t)),
    'cast',
  );
  assert.equal(
    outcome(() => add(t, 5)),
    'cast',
  );
  assert.equal(
    outcome(() => add(true, hour)),
    'cast',
  );
});

test('typed entries', () => {
  assert.equal(String(addDecimal(1, d('0.25'), 22, 2)), '1.25');
  assert.equal(String(multiplyDecimal(d('1.55'), d('1.55'), 38, 3)), '2.403');
  assert.equal(String(divideDecimal(d('1'), d('3'), 10, 6)), '0.333333');
  assert.throws(() => addDecimal(d('9'), d('1'), 1, 0), /10 does not fit DECIMAL\(1, 0\)/);
  assert.equal(divideBigint(7, 2), 3.5);
  assert.throws(() => divideBigint(1, 0), RecordError);
  assert.throws(() => divideDouble(1, -0), RecordError);
  assert.throws(() => divideDouble(1e308, 0.1), RecordError);
});

test('types of results', () => {
  const typed = (a: string, operator: '+' | '-' | '*' | '/' | '%', b: string) => {
    const type = arithmeticType(operator, parseType(a)!, parseType(b)!);
    return type && typeText(type);
  };
  assert.equal(typed('INT', '/', 'INT'), 'DOUBLE');
  assert.equal(typed('INT', '+', 'INT'), 'BIGINT');
  assert.equal(typed('DECIMAL(10,2)', '*', 'INT'), 'DECIMAL(30, 2)');
  assert.equal(typed('DECIMAL(10,2)', '+', 'DECIMAL(10,2)'), 'DECIMAL(11, 2)');
  assert.equal(typed('DECIMAL(10,2)', '+', 'DOUBLE'), 'DOUBLE');
  assert.equal(typed('ANY', '*', 'DECIMAL(10,2)'), 'ANY');
  assert.equal(typed('ANY', '-', 'INTERVAL'), 'ANY');
  assert.equal(typed('TIMESTAMP', '-', 'TIMESTAMP'), 'INTERVAL');
  assert.equal(typed('TIMESTAMP', '-', 'INTERVAL'), 'TIMESTAMP');
  assert.equal(typed('DATE', '+', 'INT'), 'DATE');
  assert.equal(typed('NULL', '+', 'INT'), 'BIGINT');
  assert.equal(typed('INTERVAL', '*', 'INT'), 'INTERVAL');
  for (const [a, operator, b] of [
    ['STRING', '+', 'INT'],
    ['BOOLEAN', '+', 'BOOLEAN'],
    ['TIMESTAMP', '+', 'TIMESTAMP'],
    ['TIMESTAMP', '+', 'INT'],
    ['ANY', '+', 'BOOLEAN'],
  ] as const)
    assert.equal(typed(a, operator, b), undefined, `${a} ${operator} ${b}`);
});

test('the type of a result holds every result', () => {
  const size = fc
    .tuple(fc.integer({ min: 1, max: 18 }), fc.nat(18))
    .map(([precision, scale]) => ({ precision, scale: Math.min(precision, scale) }));
  const sized = size.chain(({ precision, scale }) =>
    fc.bigInt(-(10n ** BigInt(precision)) + 1n, 10n ** BigInt(precision) - 1n).map(n => ({
      type: { kind: 'DECIMAL', precision, scale } as const,
      value: Decimal.of(n, scale),
    })),
  );
  fc.assert(
    fc.property(sized, sized, (a, b) => {
      for (const [operator, compute] of [
        ['+', addDecimal],
        ['*', multiplyDecimal],
        ['/', divideDecimal],
      ] as const) {
        if (operator === '/' && b.value.sign() === 0) continue;
        const type = arithmeticType(operator, a.type, b.type);
        assert.ok(type?.kind === 'DECIMAL');
        const result = compute(a.value, b.value, type.precision, type.scale);
        assert.ok(result.fits(type.precision) && result.scale <= type.scale);
      }
    }),
    { numRuns: 1000 },
  );
});
