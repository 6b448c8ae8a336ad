/** Decimal expressions over rows of units give what the general way gives, or say that it is to be asked. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { compile, compileTest } from '../../../runtime/expressions/compile.ts';
import { compileUnitRow, compileUnitTest, unitLayout } from '../../../runtime/expressions/unit-rows.ts';
import type { TypedExpression } from '../../../src/compiler/plan/plan.ts';
import { decimalSizeOf } from '../../../src/language/types/coerce.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { productSize, sumSize } from '../../../src/language/types/decimal-rules.ts';
import { BIGINT, BOOLEAN, decimal, type SqlType } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { column, fixedClock, literal, node } from './plans.ts';
import { putUnits } from './units-in.ts';

const COLUMNS = 5;
const type = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.nat(20)).map(([p, s]) => decimal(p, Math.min(p, s))),
  },
  { weight: 1, arbitrary: fc.constant(BIGINT) },
);
/** Near the edges of the type, of 2^32, 2^53 and 2^64, or anywhere; NULL seldom. */
const drawn = fc.record({
  kind: fc.nat(11),
  digits: fc.bigInt({ min: 0n, max: 10n ** 20n }),
  negative: fc.boolean(),
  near: fc.integer({ min: -2, max: 2 }).map(BigInt),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer D> ? D : never;

function drawnValue({ kind, digits, negative, near }: Drawn, of: SqlType): Value {
  if (kind === 0) return null;
  const bound = of.kind === 'DECIMAL' ? 10n ** BigInt(of.precision) : 2n ** 63n;
  const edges = [bound - 1n, 0n, 2n ** 32n, 2n ** 53n, 2n ** 64n, bound / 2n, 2n ** 31n];
  const whole = (kind <= edges.length ? edges[kind - 1]! + near : digits) % bound;
  const signed = negative ? -whole : whole;
  if (of.kind === 'DECIMAL') return Decimal.of(signed, of.scale);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}

type Shape =
  | { readonly leaf: number }
  | { readonly literal: string }
  | { readonly operator: '+' | '-' | '*'; readonly left: Shape; readonly right: Shape }
  | { readonly negated: Shape };

const { shape } = fc.letrec<{ shape: Shape }>(tie => ({
  shape: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: fc.nat(COLUMNS - 1).map(leaf => ({ leaf })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('0', '0.908', '-12.5', '1000000.000001', '99999999999999')
        .map(literal => ({ literal })),
    },
    {
      weight: 6,
      arbitrary: fc.record({ operator: fc.constantFrom('+', '-', '*'), left: tie('shape'), right: tie('shape') }),
    },
    { weight: 1, arbitrary: fc.record({ negated: tie('shape') }) },
  ),
}));

function build(of: Shape, types: readonly SqlType[]): TypedExpression {
  if ('leaf' in of) return column(of.leaf, types[of.leaf]!);
  if ('literal' in of) {
    const value = Decimal.parse(of.literal)!;
    return literal(of.literal, decimal(Math.max(value.precision(), 1), value.scale));
  }
  if ('negated' in of) {
    const operand = build(of.negated, types);
    return node({ op: 'negate', operand, type: operand.type });
  }
  const left = build(of.left, types);
  const right = build(of.right, types);
  const [a, b] = [decimalSizeOf(left.type)!, decimalSizeOf(right.type)!];
  const size = of.operator === '*' ? productSize(a, b) : sumSize(a, b);
  const whole = left.type.kind === 'BIGINT' && right.type.kind === 'BIGINT';
  const type = whole ? BIGINT : decimal(size.precision, size.scale);
  return node({ op: 'arithmetic', operator: of.operator, left, right, type });
}

const comparison = (operator: string, left: TypedExpression, right: TypedExpression): TypedExpression =>
  node({ op: 'compare', operator, left, right, type: BOOLEAN });

const AT = 3;
function rowOf(values: readonly Value[], types: readonly SqlType[]) {
  const layout = unitLayout(
    types.map((_, i) => i),
    types,
  );
  const row = new Float64Array(AT + layout.size).fill(7);
  putUnits(values, types, layout, row, AT);
  return { layout, row };
}

/** What the general way gives; undefined when it fails. */
function generally<R>(evaluate: () => R): R | undefined {
  try {
    return evaluate();
  } catch {
    return undefined;
  }
}

const given = fc.record({
  types: fc.array(type, { minLength: COLUMNS, maxLength: COLUMNS }),
  values: fc.array(drawn, { minLength: COLUMNS, maxLength: COLUMNS }),
});

test('sums and products', () => {
  let known = 0;
  fc.assert(
    fc.property(given, shape, ({ types, values: draws }, drawnShape) => {
      const values = draws.map((draw, i) => drawnValue(draw, types[i]!));
      const expression = build(drawnShape, types);
      const { layout, row } = rowOf(values, types);
      const units = compileUnitRow(expression, layout);
      if (!units) return;
      const out = new Float64Array(8);
      const last = units.run(row, AT, out);
      if (Number.isNaN(last)) return;
      known++;
      const parts = [...out.subarray(0, units.limbs - 1), last];
      const total = parts.reduceRight((sum, part) => sum * 2n ** 32n + BigInt(part), 0n);
      const expected = generally(() => compile(expression, fixedClock)(values));
      assert.ok(expected instanceof Decimal, `${expected} of ${values}`);
      assert.equal(total, BigInt(expected.rescale(units.scale).unscaled));
      for (const part of parts.slice(0, -1)) assert.ok(part >= 0 && part < 2 ** 32, `${parts}`);
    }),
    { numRuns: 2500 },
  );
  assert.ok(known > 300, `${known}`);
});

test('what has digits enough is never left to the general way', () => {
  const money = fc.tuple(fc.integer({ min: 1, max: 18 }), fc.nat(6)).map(([p, s]) => decimal(p, Math.min(p, s)));
  fc.assert(
    fc.property(money, money, drawn, drawn, fc.constantFrom<'+' | '*' | '-'>('+', '*', '-'), (a, b, x, y, operator) => {
      const types = [a, b];
      const values = [drawnValue({ ...x, kind: x.kind || 1 }, a), drawnValue({ ...y, kind: y.kind || 1 }, b)];
      const { layout, row } = rowOf(values, types);
      const units = compileUnitRow(build({ operator, left: { leaf: 0 }, right: { leaf: 1 } }, types), layout);
      assert.ok(units && !Number.isNaN(units.run(row, AT, new Float64Array(8))));
    }),
    { numRuns: 2000 },
  );
});

test('comparisons', () => {
  const operator = fc.constantFrom<'=' | '<>' | '<' | '<=' | '>' | '>='>('=', '<>', '<', '<=', '>', '>=');
  let known = 0;
  fc.assert(
    fc.property(given, shape, shape, operator, fc.boolean(), ({ types, values: draws }, one, other, by, twice) => {
      const values = draws.map((draw, i) => drawnValue(draw, types[i]!));
      const single = comparison(by, build(one, types), build(other, types));
      const second = comparison('<', column(0, types[0]!), column(1, types[1]!));
      const predicate = twice ? node({ op: 'and', parts: [single, second], type: BOOLEAN }) : single;
      const { layout, row } = rowOf(values, types);
      const passes = compileUnitTest(predicate, layout)?.(row, AT);
      if (passes === undefined || Number.isNaN(passes)) return;
      known++;
      const expected = generally(() => compileTest(predicate, fixedClock)(values));
      assert.equal(passes === 1, expected);
    }),
    { numRuns: 2500 },
  );
  assert.ok(known > 300, `${known}`);
});
