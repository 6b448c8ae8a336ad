/**
 * Exact money beside doubles and beside decimal.js: sums, products and comparisons of columns, as queries do them. In units: as a
 * scan has them, from the record on. Of values: as operators hand rows to one another. Alone: the numbers without a query.
 */
import { Decimal as DecimalJs } from 'decimal.js';
import { compileAll, compileTest } from '../../runtime/expressions/compile.ts';
import { sumColumns } from '../../runtime/state/columns/sums.ts';
import type { AggregateCall, TypedExpression } from '../../src/compiler/plan/plan.ts';
import { Decimal } from '../../src/language/types/decimal.ts';
import { productSize, sumAggregateSize, sumSize } from '../../src/language/types/decimal-rules.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import type { Value } from '../../src/language/types/value.ts';
import { WideSum as UnitsSum } from '../../src/language/types/wide.ts';
import { inUnits } from './in-units.ts';
import { ROWS, report } from './measure.ts';

/** 40 digits: enough for the exact product of two of 18. */
const Rival = DecimalJs.clone({ precision: 40 });

interface Kind {
  readonly name: string;
  /** Of prices: DECIMAL(digits, 4); quantities have as many digits as leave the product within `digits`. */
  readonly prices: readonly string[];
  readonly quantities: readonly string[];
  readonly precision: number;
  readonly quantityPrecision: number;
}

/** The same numbers in each run: a linear congruential generator. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

function numbers(digits: number, scale: number, random: () => number): string[] {
  return Array.from({ length: ROWS }, () => {
    let text = String(1 + Math.floor(random() * 9));
    while (text.length < digits) text += Math.floor(random() * 10);
    return scale === 0 ? text : `${text.slice(0, -scale) || '0'}.${text.slice(-scale)}`;
  });
}

const random = generator(42);
const KINDS: readonly Kind[] = [
  {
    name: 'up to 15 digits',
    prices: numbers(9, 4, random),
    quantities: numbers(6, 2, random),
    precision: 9,
    quantityPrecision: 6,
  },
  {
    name: '18 digits of a product',
    prices: numbers(10, 4, random),
    quantities: numbers(8, 2, random),
    precision: 10,
    quantityPrecision: 8,
  },
  {
    name: '18 digits',
    prices: numbers(18, 4, random),
    // A thousand products of 36 digits must not leave the 38 of their sum.
    quantities: numbers(18, 2, random).map((text, i) => (i % 2 === 0 ? text : `-${text}`)),
    precision: 18,
    quantityPrecision: 18,
  },
];

const span = { start: 0, end: 0 };
const column = (index: number, type: SqlType): TypedExpression =>
  ({ op: 'column', index, type, span }) as TypedExpression;
const operation = (operator: '+' | '*', type: SqlType, left: SqlType, right: SqlType): TypedExpression =>
  ({ op: 'arithmetic', operator, left: column(0, left), right: column(1, right), type, span }) as TypedExpression;
const CLOCK = { now: () => 0, random: () => 0, uuid: () => '', advance: () => {} };

export function decimals(write: (line: string) => void): void {
  write('nanoseconds of processor time an operation, best of 15 in turns; × is how many times as long others take');
  for (const kind of KINDS) {
    const price: SqlType = { kind: 'DECIMAL', precision: kind.precision, scale: 4 };
    const quantity: SqlType = { kind: 'DECIMAL', precision: kind.quantityPrecision, scale: 2 };
    const double: SqlType = { kind: 'DOUBLE' };
    const rows = kind.prices.map((text, i): Value[] => [Decimal.parse(text)!, Decimal.parse(kind.quantities[i]!)!]);
    const doubles = kind.prices.map((text, i): Value[] => [Number(text), Number(kind.quantities[i]!)]);
    const rivals = kind.prices.map((text, i) => [new Rival(text), new Rival(kind.quantities[i]!)] as const);

    const each = (evaluate: (values: readonly Value[]) => unknown, over: readonly Value[][]) => () => {
      let kept: unknown;
      for (let i = 0; i < over.length; i++) kept = evaluate(over[i]!);
      return kept;
    };
    inUnits({ write, name: kind.name, price, quantity, rows, doubles, rivals });
    alone(write, kind.name, rows as [Decimal, Decimal][], doubles as [number, number][], rivals);
    const expression = (operator: '+' | '*', size: typeof sumSize) => [
      each(
        compileAll([operation(operator, { kind: 'DECIMAL', ...size(price, quantity) }, price, quantity)], CLOCK),
        rows,
      ),
      each(compileAll([operation(operator, double, double, double)], CLOCK), doubles),
    ];
    report(write, `${kind.name}: price * quantity, of values`, [
      ...expression('*', productSize),
      () => {
        let kept: unknown;
        for (const [a, b] of rivals) kept = a.times(b);
        return kept;
      },
    ]);
    report(write, `${kind.name}: price + quantity, of values`, [
      ...expression('+', sumSize),
      () => {
        let kept: unknown;
        for (const [a, b] of rivals) kept = a.plus(b);
        return kept;
      },
    ]);
    if (kind.precision + kind.quantityPrecision <= 15)
      report(write, `${kind.name}: 15 operators, of values`, longer(price, quantity, rows, doubles, rivals));
    const compared = (type: [SqlType, SqlType]) =>
      compileTest(
        {
          op: 'compare',
          operator: '<',
          left: column(0, type[0]),
          right: column(1, type[1]),
          type: { kind: 'BOOLEAN' },
          span,
        } as TypedExpression,
        CLOCK,
      );
    report(write, `${kind.name}: price < quantity, of values`, [
      each(compared([price, quantity]), rows),
      each(compared([double, double]), doubles),
      () => {
        let kept: unknown;
        for (const [a, b] of rivals) kept = a.lt(b);
        return kept;
      },
    ]);
    report(write, `${kind.name}: SUM(price), of values`, [
      summed(price, { kind: 'DECIMAL', ...sumAggregateSize(price) }, rows),
      summed(double, double, doubles),
      () => {
        let sum = new Rival(0);
        for (const [a] of rivals) sum = sum.plus(a);
        return sum;
      },
      () => {
        let sum = 0;
        for (let i = 0; i < doubles.length; i++) sum += doubles[i]![0] as number;
        return sum;
      },
    ]);
  }
}

type RivalPair = readonly [InstanceType<typeof Rival>, InstanceType<typeof Rival>];

/** a * b + c * d + …, of 16 columns: in one expression nothing is made in between. */
function longer(
  price: Extract<SqlType, { kind: 'DECIMAL' }>,
  quantity: Extract<SqlType, { kind: 'DECIMAL' }>,
  rows: readonly Value[][],
  doubles: readonly Value[][],
  rivals: readonly RivalPair[],
): (() => unknown)[] {
  const TERMS = 8;
  const grown = (
    left: SqlType,
    right: SqlType,
    product: SqlType,
    sum: (before: SqlType) => SqlType,
  ): TypedExpression => {
    const term = (i: number): TypedExpression => ({
      op: 'arithmetic',
      operator: '*',
      left: column(2 * i, left),
      right: column(2 * i + 1, right),
      type: product,
      span,
    });
    let whole = term(0);
    for (let i = 1; i < TERMS; i++)
      whole = { op: 'arithmetic', operator: '+', left: whole, right: term(i), type: sum(whole.type), span };
    return whole;
  };
  const product = productSize(price, quantity);
  /** Pairs of the rows behind it in the same row. */
  const wide = <T>(pairs: readonly (readonly T[])[]): T[][] =>
    pairs.map((_, i) => Array.from({ length: TERMS }, (_each, k) => pairs[(i + k) % pairs.length]!).flat());
  const wideRivals = wide(rivals);
  const double: SqlType = { kind: 'DOUBLE' };
  const run = (expression: TypedExpression, over: readonly Value[][]) => {
    const evaluate = compileAll([expression], CLOCK);
    return () => {
      let kept: unknown;
      for (let i = 0; i < over.length; i++) kept = evaluate(over[i]!);
      return kept;
    };
  };
  return [
    run(
      grown(price, quantity, { kind: 'DECIMAL', ...product }, before =>
        before.kind === 'DECIMAL' ? { kind: 'DECIMAL', ...sumSize(before, product) } : before,
      ),
      wide(rows),
    ),
    run(
      grown(double, double, double, () => double),
      wide(doubles),
    ),
    () => {
      let kept: unknown;
      for (const numbers of wideRivals) {
        let sum = numbers[0]!.times(numbers[1]!);
        for (let i = 1; i < TERMS; i++) sum = sum.plus(numbers[2 * i]!.times(numbers[2 * i + 1]!));
        kept = sum;
      }
      return kept;
    },
  ];
}

/** The numbers without a query around them: what comes out is kept in an array, of sums the last one. */
function alone(
  write: (line: string) => void,
  name: string,
  rows: readonly [Decimal, Decimal][],
  doubles: readonly [number, number][],
  rivals: readonly RivalPair[],
): void {
  const kept: Decimal[] = [];
  const keptDoubles = new Float64Array(ROWS);
  const keptRivals: InstanceType<typeof Rival>[] = [];
  const column = rows.map(([price]) => price);
  const pairs = Float64Array.from(doubles.flat());
  report(write, `${name}: a × b alone`, [
    () => {
      for (let i = 0; i < rows.length; i++) kept[i] = rows[i]![0].multiply(rows[i]![1]);
      return kept;
    },
    () => {
      for (let i = 0; i < ROWS; i++) keptDoubles[i] = pairs[2 * i]! * pairs[2 * i + 1]!;
      return keptDoubles;
    },
    () => {
      for (let i = 0; i < rivals.length; i++) keptRivals[i] = rivals[i]![0].times(rivals[i]![1]);
      return keptRivals;
    },
  ]);
  report(write, `${name}: sum alone`, [
    () => {
      const sum = new UnitsSum();
      for (let i = 0; i < column.length; i++) sum.add(column[i]!.unscaled);
      return sum;
    },
    () => {
      let sum = 0;
      for (let i = 0; i < ROWS; i++) sum += pairs[2 * i]!;
      return sum;
    },
    () => {
      let sum = new Rival(0);
      for (let i = 0; i < rivals.length; i++) sum = sum.plus(rivals[i]![0]);
      return sum;
    },
  ]);
}

function summed(of: SqlType, type: SqlType, rows: readonly Value[][]): () => unknown {
  const call = { name: 'SUM', args: [column(0, of)], type, distinct: false, span } as unknown as AggregateCall;
  const [sum] = sumColumns([call], CLOCK)!;
  sum!.grow(1);
  const order = { time: 0, topic: '', partition: 0, offset: 0 };
  return () => {
    sum!.clear(0);
    for (let i = 0; i < rows.length; i++) {
      sum!.evaluate(rows[i]!);
      sum!.add(0, order);
    }
    return sum!.result(0);
  };
}
