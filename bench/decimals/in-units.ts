/**
 * Decimals in units, as a scan has them: rows in a Float64Array, expressions compiled from a plan, one call a row. Doubles go
 * through the same loop over rows laid out alike.
 */
import type { Decimal as DecimalJs } from 'decimal.js';
import { compileUnitRow, compileUnitTest, LIMBS_BELOW, unitLayout } from '../../runtime/expressions/unit-rows.ts';
import type { TypedExpression } from '../../src/compiler/plan/plan.ts';
import { productSize, sumSize } from '../../src/language/types/decimal-rules.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import type { Value } from '../../src/language/types/value.ts';
import { putUnits } from '../../test/unit/runtime/units-in.ts';
import { ROWS, report } from './measure.ts';

type Money = Extract<SqlType, { kind: 'DECIMAL' }>;
type Run = (row: Float64Array, at: number, out: Float64Array) => number;

export interface Measured {
  readonly write: (line: string) => void;
  readonly name: string;
  readonly price: Money;
  readonly quantity: Money;
  /** A price and a quantity each. */
  readonly rows: readonly (readonly Value[])[];
  readonly doubles: readonly (readonly Value[])[];
  readonly rivals: readonly (readonly [DecimalJs, DecimalJs])[];
}

/** Columns of the long expression. */
const WIDTH = 16;
const span = { start: 0, end: 0 };
const column = (index: number, type: SqlType): TypedExpression =>
  ({ op: 'column', index, type, span }) as TypedExpression;

export function inUnits(measured: Measured): void {
  const { write, name, price, quantity, rivals } = measured;
  const types = Array.from({ length: WIDTH }, (_, i) => (i % 2 === 0 ? price : quantity));
  const columns = types.map((type, i) => column(i, type));
  const [a, b] = columns as [TypedExpression, TypedExpression];
  const two = rowsOf(measured, types, 2);
  const many = rowsOf(measured, types, WIDTH);

  const times = product(a, b);
  report(write, `${name}: price * quantity, in units`, [
    looped(two, compileUnitRow(times, two.layout)!.run),
    looped(two.ofDoubles, doubles('row[at] * row[at + 1]')),
    over(rivals, ([x, y]) => x.times(y)),
  ]);
  report(write, `${name}: price + quantity, in units`, [
    looped(two, compileUnitRow(plus(a, b), two.layout)!.run),
    looped(two.ofDoubles, doubles('row[at] + row[at + 1]')),
    over(rivals, ([x, y]) => x.plus(y)),
  ]);
  const less = { op: 'compare', operator: '<', left: a, right: b, type: { kind: 'BOOLEAN' }, span } as TypedExpression;
  report(write, `${name}: price < quantity, in units`, [
    looped(two, compileUnitTest(less, two.layout)!),
    looped(two.ofDoubles, doubles('row[at] < row[at + 1] ? 1 : 0')),
    over(rivals, ([x, y]) => x.lt(y)),
  ]);
  const products = Array.from({ length: WIDTH / 2 }, (_, i) => product(columns[2 * i]!, columns[2 * i + 1]!));
  const long = compileUnitRow(products.reduce(plus), many.layout);
  const wide = rivals.map((_, i) => products.map((_each, k) => rivals[(i + k) % rivals.length]!));
  if (long)
    report(write, `${name}: 15 operators, in units`, [
      looped(many, long.run),
      looped(
        many.ofDoubles,
        doubles(products.map((_, k) => `row[at + ${2 * k}] * row[at + ${2 * k + 1}]`).join(' + ')),
      ),
      over(wide, ([first, ...others]) =>
        others.reduce((sum, [x, y]) => sum.plus(x.times(y)), first![0].times(first![1])),
      ),
    ]);
}

interface Rows {
  readonly size: number;
  readonly numbers: Float64Array;
}

/** Of so many columns: pairs of the rows behind it in the same row. */
function rowsOf({ rows, doubles: pairs }: Measured, types: readonly SqlType[], width: number) {
  const layout = unitLayout(
    types.slice(0, width).map((_, i) => i),
    types,
  );
  const numbers = new Float64Array(ROWS * layout.size);
  const plain = new Float64Array(ROWS * width);
  const joined = <T>(all: readonly (readonly T[])[], i: number): T[] =>
    Array.from({ length: width / 2 }, (_, k) => all[(i + k) % all.length]!).flat();
  for (let i = 0; i < ROWS; i++) {
    putUnits(joined(rows, i), types, layout, numbers, i * layout.size);
    plain.set(joined(pairs, i) as number[], i * width);
  }
  return { layout, size: layout.size, numbers, ofDoubles: { size: width, numbers: plain } };
}

let made = 0;

/** A loop of its own for each way, as each query of a job has: else what they call would be looked up at run time. */
function looped({ size, numbers }: Rows, run: Run): () => unknown {
  const body = `return () => { for (let i = 0; i < ${ROWS}; i++) kept[i] = run(numbers, i * ${size}, out); return kept; };`;
  const loop = new Function('run', 'numbers', 'out', 'kept', `'use strict';\n// ${made++}\n${body}`);
  return loop(run, numbers, new Float64Array(LIMBS_BELOW), new Float64Array(ROWS)) as () => unknown;
}

const doubles = (code: string): Run =>
  new Function(`'use strict';\n// ${made++}\nreturn (row, at) => ${code};`)() as Run;

const over =
  <T>(all: readonly T[], of: (each: T) => unknown) =>
  (): unknown => {
    let kept: unknown;
    for (const each of all) kept = of(each);
    return kept;
  };

function product(left: TypedExpression, right: TypedExpression): TypedExpression {
  const type: SqlType = { kind: 'DECIMAL', ...productSize(left.type as Money, right.type as Money) };
  return { op: 'arithmetic', operator: '*', left, right, type, span };
}

function plus(left: TypedExpression, right: TypedExpression): TypedExpression {
  const type: SqlType = { kind: 'DECIMAL', ...sumSize(left.type as Money, right.type as Money) };
  return { op: 'arithmetic', operator: '+', left, right, type, span };
}
