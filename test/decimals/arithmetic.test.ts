/** + - * / %, comparisons, ROUND, TRUNC and CAST of DECIMAL columns, compiled from a plan, against decimal.js at 200 digits. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { compile, compileTest } from '../../runtime/expressions/compile.ts';
import type { TypedExpression } from '../../src/compiler/plan/plan.ts';
import { Decimal } from '../../src/language/types/decimal.ts';
import {
  productSize,
  quotientSize,
  remainderSize,
  roundSize,
  sumSize,
} from '../../src/language/types/decimal-rules.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import type { Value } from '../../src/language/types/value.ts';
import { RecordError } from '../../src/language/types/value.ts';
import { fixedClock } from '../unit/runtime/plans.ts';
import { CASES, drawing, Exact, plain, SEED, type Size } from './draw.ts';

const span = { start: 0, end: 0 };
const decimalType = ({ precision, scale }: Size): SqlType => ({ kind: 'DECIMAL', precision, scale });
const column = (index: number, size: Size): TypedExpression => ({
  op: 'column',
  index,
  name: 'x',
  type: decimalType(size),
  span,
});

type Operator = '+' | '-' | '*' | '/' | '%';
const SIZES = { '+': sumSize, '-': sumSize, '*': productSize, '/': quotientSize, '%': remainderSize } as const;
const OPERATORS = Object.keys(SIZES) as readonly Operator[];

const arithmetic = (
  operator: Operator,
  left: TypedExpression,
  right: TypedExpression,
  size: Size,
): TypedExpression => ({
  op: 'arithmetic',
  operator,
  left,
  right,
  type: decimalType(size),
  span,
});

const METHODS = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'div', '%': 'mod' } as const;

/** What a DECIMAL of this size makes of an exact number; undefined: it does not fit. */
function held(exact: Exact, { precision, scale }: Size): string | undefined {
  const rounded = exact.toDecimalPlaces(scale, Exact.ROUND_HALF_UP);
  return rounded.abs().lt(Exact.pow(10, precision - scale)) ? plain(rounded) : undefined;
}

/** Undefined: RecordError('overflow'). */
function answer(evaluate: (row: readonly Value[]) => Value, row: readonly Value[]): string | undefined {
  try {
    const value = evaluate(row);
    assert.ok(value instanceof Decimal);
    return value.toString();
  } catch (error) {
    if (error instanceof RecordError && error.code === 'overflow') return undefined;
    throw error;
  }
}

/** Draws columns and rows until so many results were compared. */
function* rows(cases: number, perRow: number, widest: number, salt: number) {
  const draw = drawing(SEED * 1000 + salt);
  for (let done = 0; done < cases; ) {
    const a = draw.size(widest);
    const b = draw.size(widest);
    const texts = Array.from({ length: 60 }, () => [draw.text(a), draw.text(b)] as const);
    done += texts.length * perRow;
    yield { a, b, texts, draw };
  }
}

test('one operator over two columns', () => {
  for (const { a, b, texts } of rows(CASES, 8, 38, 1)) {
    const [left, right] = [column(0, a), column(1, b)];
    const compiled = OPERATORS.map(operator => {
      const size = SIZES[operator](a, b);
      return { operator, size, run: compile(arithmetic(operator, left, right, size), fixedClock) };
    });
    const tests = (['<', '=', '>='] as const).map(operator => ({
      operator,
      run: compileTest({ op: 'compare', operator, left, right, type: { kind: 'BOOLEAN' }, span }, fixedClock),
    }));
    for (const [x, y] of texts) {
      const row = [Decimal.parse(x)!, Decimal.parse(y)!];
      const [m, n] = [new Exact(x), new Exact(y)];
      for (const { operator, size, run } of compiled) {
        if (n.isZero() && (operator === '/' || operator === '%')) continue;
        assert.equal(
          answer(run, row),
          held(m[METHODS[operator]](n), size),
          `${x} ${operator} ${y} as DECIMAL(${a.precision},${a.scale}) and DECIMAL(${b.precision},${b.scale})`,
        );
      }
      const order = m.cmp(n);
      const expected = { '<': order < 0, '=': order === 0, '>=': order >= 0 };
      for (const { operator, run } of tests) assert.equal(run(row), expected[operator], `${x} ${operator} ${y}`);
    }
  }
});

test('several operators in one expression, each result held by its own type', () => {
  for (const { a, b, texts, draw } of rows(CASES, 1, 19, 2)) {
    const drawn = [0, 1, 2].map(() => (['+', '-', '*'] as const)[draw.whole(3)]!);
    let expression = column(0, a);
    let size: Size = a;
    const steps = drawn.map((operator, i) => {
      size = SIZES[operator](size, i % 2 === 0 ? b : a);
      expression = arithmetic(operator, expression, column(i % 2 === 0 ? 1 : 0, i % 2 === 0 ? b : a), size);
      return { operator, size };
    });
    const run = compile(expression, fixedClock);
    for (const [x, y] of texts) {
      let expected: string | undefined = x;
      for (const [i, step] of steps.entries())
        if (expected !== undefined)
          expected = held(new Exact(expected)[METHODS[step.operator]](new Exact(i % 2 === 0 ? y : x)), step.size);
      assert.equal(answer(run, [Decimal.parse(x)!, Decimal.parse(y)!]), expected, `${x}, ${y}: ${drawn.join(' ')}`);
    }
  }
});

test('with BIGINT and with literals', () => {
  const bigint: Size = { precision: 19, scale: 0 };
  for (const { a, texts, draw } of rows(CASES, 2, 25, 3)) {
    const literal = draw.text(draw.size(12));
    const factor = new Exact(literal);
    const literalSize: Size = {
      precision: Math.max(1, literal.replace(/\D/g, '').length),
      scale: literal.split('.')[1]?.length ?? 0,
    };
    const whole = draw.text({ precision: 17, scale: 0 });
    const scaledSize = productSize(a, literalSize);
    const scaled = compile(
      arithmetic('*', column(0, a), { op: 'literal', text: literal, type: decimalType(literalSize), span }, scaledSize),
      fixedClock,
    );
    const counted = compile(
      arithmetic(
        '+',
        { op: 'column', index: 1, name: 'n', type: { kind: 'BIGINT' }, span },
        column(0, a),
        sumSize(bigint, a),
      ),
      fixedClock,
    );
    const count = Number.isSafeInteger(Number(whole)) ? Number(whole) : BigInt(whole);
    for (const [x] of texts) {
      const row = [Decimal.parse(x)!, count];
      assert.equal(answer(scaled, row), held(new Exact(x).times(factor), scaledSize), `${x} * ${literal}`);
      assert.equal(answer(counted, row), held(new Exact(x).plus(whole), sumSize(bigint, a)), `${whole} + ${x}`);
    }
  }
});

test('ROUND, TRUNC and CAST', () => {
  for (const { a, b, texts, draw } of rows(CASES, 3, 38, 4)) {
    const digits = draw.whole(a.scale + 6) - 4;
    const rounded: Size = roundSize(a, digits);
    const call = (name: string): TypedExpression => ({
      op: 'call',
      name,
      args: [column(0, a), { op: 'literal', text: String(digits), type: { kind: 'BIGINT' }, span }],
      type: decimalType(rounded),
      span,
    });
    const round = compile(call('ROUND'), fixedClock);
    const trunc = compile(call('TRUNC'), fixedClock);
    const cast = compile(
      { op: 'cast', operand: column(0, a), type: decimalType(b), safe: false, span } as TypedExpression,
      fixedClock,
    );
    const by = Exact.pow(10, digits);
    for (const [x] of texts) {
      const row = [Decimal.parse(x)!, null];
      const exact = new Exact(x);
      const to = (mode: 0 | 1 | 4): Exact =>
        digits >= 0 ? exact.toDecimalPlaces(digits, mode) : exact.times(by).toDecimalPlaces(0, mode).div(by);
      const fits = (n: Exact): string | undefined =>
        held(n, { precision: 38, scale: Math.max(0, Math.min(digits, a.scale)) });
      assert.equal(answer(round, row), fits(to(Exact.ROUND_HALF_UP)), `ROUND(${x}, ${digits})`);
      assert.equal(answer(trunc, row), fits(to(Exact.ROUND_DOWN)), `TRUNC(${x}, ${digits})`);
      assert.equal(answer(cast, row), held(exact, b), `CAST(${x} AS DECIMAL(${b.precision}, ${b.scale}))`);
    }
  }
});
