/** Generated code: three-valued logic, mixed numbers, text, and names that try to be code. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { compile } from '../../../runtime/expressions/compile.ts';
import type { TypedExpression } from '../../../src/compiler/plan/plan.ts';
import { likeMatcher } from '../../../src/language/types/like.ts';
import { ANY, BIGINT, BOOLEAN, DOUBLE, decimal, STRING, TIMESTAMP } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { column, compare, fixedClock, literal, node, text } from './plans.ts';

const evaluate = (expression: TypedExpression, values: readonly Value[] = []): string =>
  String(compile(expression, fixedClock)(values));
const TRUE = literal('TRUE', BOOLEAN);
const FALSE = literal('FALSE', BOOLEAN);
const NULL = literal(null, BOOLEAN);
/** An error at run time. */
const BOOM = compare(
  node({ op: 'arithmetic', operator: '/', left: literal('1'), right: literal('0'), type: DOUBLE }),
  '=',
  literal('1'),
);

test('AND and OR are three-valued and stop where it is decided', () => {
  const both = (op: 'and' | 'or', ...parts: TypedExpression[]) => evaluate(node({ op, parts, type: BOOLEAN }));
  assert.equal(both('and', TRUE, NULL), 'null');
  assert.equal(both('and', NULL, FALSE), 'false');
  assert.equal(both('and', TRUE, TRUE), 'true');
  assert.equal(both('or', NULL, TRUE), 'true');
  assert.equal(both('or', FALSE, NULL), 'null');
  assert.equal(both('and', FALSE, BOOM), 'false');
  assert.equal(both('or', TRUE, BOOM), 'true');
  assert.throws(() => both('and', TRUE, BOOM), RecordError);
  assert.equal(evaluate(node({ op: 'not', operand: NULL, type: BOOLEAN })), 'null');
});

test('comparisons across types are by value, and of NULL unknown', () => {
  const big = 9007199254740993n;
  assert.equal(evaluate(compare(column(0, BIGINT), '>', column(1, DOUBLE)), [big, 9007199254740992]), 'true');
  assert.equal(evaluate(compare(column(0, BIGINT), '=', column(1, BIGINT)), [big, 9007199254740993n]), 'true');
  assert.equal(evaluate(compare(literal('1.10', decimal(3, 2)), '=', literal('1.1', decimal(2, 1)))), 'true');
  assert.equal(evaluate(compare(column(0, ANY), '>', column(1, ANY)), ['100.5', 20]), 'true');
  assert.equal(evaluate(compare(column(0, STRING), '<', column(1, STRING)), ['\uFFFD', '😀']), 'true');
  assert.equal(evaluate(compare(column(0), '=', literal(null))), 'null');
  const distinct = (negated: boolean, a: Value, b: Value) =>
    evaluate(node({ op: 'distinct', negated, left: column(0, BIGINT), right: column(1, BIGINT), type: BOOLEAN }), [
      a,
      b,
    ]);
  assert.equal(distinct(false, null, null), 'false');
  assert.equal(distinct(true, null, 1), 'false');
  assert.equal(distinct(false, 1, 2), 'true');
});

test('IS is two-valued', () => {
  const is = (kind: string, negated: boolean, operand: TypedExpression) =>
    evaluate(node({ op: 'is', test: kind, negated, operand, type: BOOLEAN }));
  assert.equal(is('NULL', false, NULL), 'true');
  assert.equal(is('TRUE', true, NULL), 'true');
  assert.equal(is('FALSE', false, FALSE), 'true');
});

test('arithmetic by type', () => {
  const arithmetic = (operator: string, left: TypedExpression, right: TypedExpression, type: object) =>
    evaluate(node({ op: 'arithmetic', operator, left, right, type }));
  assert.equal(arithmetic('/', literal('7'), literal('2'), DOUBLE), '3.5');
  assert.equal(arithmetic('+', literal('9007199254740992'), literal('1'), BIGINT), '9007199254740993');
  assert.equal(arithmetic('+', literal('0.1', decimal(2, 1)), literal('0.2', decimal(2, 1)), decimal(3, 1)), '0.3');
  assert.equal(arithmetic('*', literal('0.5', decimal(2, 1)), literal('2', DOUBLE), DOUBLE), '1');
  assert.equal(arithmetic('+', literal('1'), literal(null), BIGINT), 'null');
  const later = arithmetic(
    '+',
    literal('2024-01-31T00:00:00Z', TIMESTAMP),
    literal('1:1000000', { kind: 'INTERVAL' }),
    TIMESTAMP,
  );
  assert.equal(later, '2024-02-29T00:00:01Z');
  assert.equal(evaluate(node({ op: 'negate', operand: literal('5'), type: BIGINT })), '-5');
});

test('CASE evaluates only the branch it takes', () => {
  const cases = (when: TypedExpression) =>
    evaluate(
      node({
        op: 'case',
        branches: [
          { when, then: text('a') },
          { when: TRUE, then: text('b') },
        ],
        otherwise: BOOM,
      }),
    );
  assert.equal(cases(TRUE), 'a');
  assert.equal(cases(NULL), 'b');
  assert.equal(evaluate(node({ op: 'case', branches: [{ when: FALSE, then: BOOM }], otherwise: null })), 'null');
});

test('TRY_CAST gives NULL where CAST fails', () => {
  const cast = (safe: boolean) => evaluate(node({ op: 'cast', operand: text('x'), safe, type: BIGINT }));
  assert.equal(cast(true), 'null');
  assert.throws(() => cast(false), RecordError);
});

test('concat, functions and their NULLs', () => {
  assert.equal(evaluate(node({ op: 'concat', parts: [text('a'), literal('1')], type: STRING })), 'a1');
  assert.equal(evaluate(node({ op: 'concat', parts: [text('a'), column(0)], type: STRING }), [null]), 'null');
  const call = (name: string, ...args: TypedExpression[]) => evaluate(node({ op: 'call', name, args }), [null]);
  assert.equal(call('UPPER', text('a')), 'A');
  assert.equal(call('UPPER', column(0)), 'null');
  assert.equal(call('COALESCE', column(0), text('b')), 'b');
  assert.equal(call('RANDOM'), '0.5');
});

test('fields and elements: NULL where there is nothing', () => {
  const map = new Map<string, Value>([
    ['a', [10, 20]],
    ['__proto__', 1],
  ]);
  const at = (kind: object, index: Value) =>
    evaluate(
      node({ op: 'element', base: node({ op: 'field', base: column(0), name: 'a', type: kind }), index: column(1) }),
      [map, index],
    );
  assert.equal(at({ kind: 'ARRAY', element: BIGINT }, 1), '10');
  assert.equal(at(ANY, 1), '20');
  assert.equal(at(ANY, 2), 'null');
  assert.equal(evaluate(node({ op: 'field', base: column(0), name: 'constructor' }), [map]), 'null');
  assert.equal(evaluate(node({ op: 'field', base: column(0), name: 'a' }), ['text']), 'null');
});

test('nothing out of a plan becomes program text', () => {
  const nasty = '"];globalThis.hacked=1;//`\u2028';
  assert.equal(evaluate(text(nasty)), nasty);
  assert.equal(evaluate(node({ op: 'field', base: column(0), name: nasty }), [new Map([[nasty, 'v']])]), 'v');
  const index = '0];globalThis.hacked=1;[0' as unknown as number;
  assert.throws(() => evaluate(column(index)), /no column/);
  assert.equal('hacked' in globalThis, false);
});

test('LIKE: wildcards, escapes, characters beyond 16 bits, no blow-up', () => {
  const like = (value: string, pattern: string) => likeMatcher(pattern, false)(value);
  assert.ok(like('orange', 'o%ge') && like('', '%') && like('a%b', 'a\\%b') && like('😀', '_') && like('abc', 'a_c'));
  assert.ok(like('a\nb', 'a%b') && like('abab', '%ab') && like('axbxc', 'a%x_'));
  assert.ok(!like('a', 'a_') && !like('aXb', 'a\\%b') && !like('ab', 'ab%ab') && !like('Orange', 'o%'));
  assert.ok(likeMatcher('O%_E', true)('orange'));
  // Milliseconds; what tries every way to share the letters out never ends.
  assert.ok(!like('a'.repeat(5000), `${'%a'.repeat(20)}_b`));
});
