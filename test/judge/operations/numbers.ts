/** Arithmetic and mathematical functions. */
import { BIGINT, DOUBLE, decimal, type Expr, type Kind, type Type, typeText } from '../tree.ts';
import { type Grow, type Made, MOST, type Operation, type Print } from './operation.ts';

interface Size {
  readonly precision: number;
  readonly scale: number;
}

/** A BIGINT beside a DECIMAL counts as DECIMAL(19, 0), in both engines. */
const sizeOf = (type: Type): Size => (type.kind === 'DECIMAL' ? type : { precision: 19, scale: 0 });

const fits = ({ precision, scale }: Size): Type | undefined =>
  precision <= 38 && scale <= 18 ? decimal(precision, scale) : undefined;

const sumSize = (a: Size, b: Size): Size => {
  const scale = Math.max(a.scale, b.scale);
  return { precision: Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale };
};

const within = (bound: number): boolean => bound <= MOST;

/** DuckDB keeps fewer digits in some results: it is told the type that DIALECT.md §4 gives. */
const typed =
  (print: Print): Print =>
  (args, expr) =>
    expr.type.kind === 'DECIMAL' || expr.type.kind === 'BIGINT'
      ? `CAST(${print(args, expr)} AS ${typeText(expr.type)})`
      : print(args, expr);

/** DuckDB computes two DECIMALs of up to 18 digits in 64 bits, which may not do: the first is made wider. */
const wide =
  (print: Print, digits: (result: Size, a: Size, b: Size) => number): Print =>
  ([a, b], expr) => {
    const [left, right] = expr.args.map(arg => sizeOf(arg.type)) as [Size, Size];
    if (expr.type.kind !== 'DECIMAL') return print([a!, b!], expr);
    return print([`CAST(${a} AS DECIMAL(${digits(expr.type, left, right)}, ${left.scale}))`, b!], expr);
  };

const infix =
  (operator: string): Print =>
  ([a, b]) =>
    `(${a} ${operator} ${b})`;
const call =
  (name: string): Print =>
  args =>
    `${name}(${args.join(', ')})`;

function sum(name: '+' | '-', gives: 'BIGINT' | 'DOUBLE' | 'DECIMAL'): Operation {
  return {
    name: `${gives} ${name}`,
    gives,
    build(grow) {
      const args = operands(grow, gives);
      const bound = args[0]!.bound + args[1]!.bound;
      return madeOf(gives, args, bound, sumSize);
    },
    ferris: infix(name),
    duck: typed(wide(infix(name), (result, a) => result.precision - result.scale + a.scale)),
  };
}

/** Of a DECIMAL at least one is a DECIMAL, of a DOUBLE at least one a DOUBLE. */
function operands({ draw, any, kindIn }: Grow, gives: Kind): Expr[] {
  if (gives === 'BIGINT') return [any('BIGINT'), any('BIGINT')];
  const other = kindIn(gives === 'DECIMAL' ? ['DECIMAL', 'DECIMAL', 'BIGINT'] : ['DOUBLE', 'BIGINT', 'DECIMAL']);
  const args = [any(gives), any(other)];
  return draw.oneIn(2) ? args : args.toReversed();
}

function madeOf(
  gives: 'BIGINT' | 'DOUBLE' | 'DECIMAL',
  args: readonly Expr[],
  bound: number,
  size: (a: Size, b: Size) => Size,
): Made | undefined {
  if (gives !== 'DECIMAL') return within(bound) ? { args, type: { kind: gives }, bound } : undefined;
  const type = fits(size(sizeOf(args[0]!.type), sizeOf(args[1]!.type)));
  return type && { args, type, bound };
}

function product(gives: 'BIGINT' | 'DOUBLE' | 'DECIMAL'): Operation {
  return {
    name: `${gives} *`,
    gives,
    build(grow) {
      const args = operands(grow, gives);
      return madeOf(gives, args, args[0]!.bound * args[1]!.bound, (a, b) => ({
        precision: a.precision + b.precision + 1,
        scale: a.scale + b.scale,
      }));
    },
    ferris: infix('*'),
    duck: typed(wide(infix('*'), (_, a, b) => Math.max(a.precision, Math.min(20, 38 - b.precision)))),
  };
}

const remainder = (gives: 'BIGINT' | 'DECIMAL', name: '%' | 'MOD'): Operation => ({
  name: `${gives} ${name}`,
  gives,
  build(grow) {
    const args = operands(grow, gives);
    return madeOf(gives, args, Math.min(args[0]!.bound, args[1]!.bound), (a, b) => {
      const scale = Math.max(a.scale, b.scale);
      return { precision: Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale };
    });
  },
  ferris: ([a, b]) => (name === '%' ? `(${a} % NULLIF(${b}, 0))` : `MOD(${a}, NULLIF(${b}, 0))`),
  duck: typed(([a, b]) => `(${a} % NULLIF(${b}, 0))`),
});

/** As `unscaled`, `half_up` and `decimal_text` of duck.ts compute it: DuckDB's own division of decimals is of doubles. */
const decimalQuotient: Operation = {
  name: 'DECIMAL /',
  gives: 'DECIMAL',
  build({ any }) {
    const args = [any('DECIMAL'), any('DECIMAL')];
    const a = sizeOf(args[0]!.type);
    const b = sizeOf(args[1]!.type);
    const scale = Math.max(6, a.scale + b.precision + 1);
    const precision = a.precision - a.scale + b.scale + scale;
    // The numerator must fit DuckDB's 128 bits.
    if (precision > 38 || a.precision + scale + b.scale - a.scale > 36) return undefined;
    return { args, type: decimal(precision, scale), bound: 0 };
  },
  ferris: ([a, b]) => `(${a} / NULLIF(${b}, 0))`,
  duck([a, b], { args, type }) {
    const [left, right, result] = [args[0]!.type, args[1]!.type, type].map(sizeOf) as [Size, Size, Size];
    const shift = 10n ** BigInt(result.scale + right.scale - left.scale);
    return `CAST(decimal_text(half_up(unscaled(${a}) * ${shift}::HUGEINT, NULLIF(unscaled(${b}), 0)), ${result.scale}) AS ${typeText(type)})`;
  },
};

const doubleQuotient: Operation = {
  name: 'DOUBLE /',
  gives: 'DOUBLE',
  build({ draw, any }) {
    const args = draw
      .pick<readonly [Kind, Kind]>([
        ['DOUBLE', 'DOUBLE'],
        ['BIGINT', 'BIGINT'],
        ['DOUBLE', 'BIGINT'],
        ['BIGINT', 'DOUBLE'],
      ])
      .map(kind => any(kind));
    // Divided by as little as an eighth; what is smaller may come of a quotient of quotients.
    const bound = args[0]!.bound * 1e6;
    return within(bound) ? { args, type: DOUBLE, bound } : undefined;
  },
  ferris: ([a, b]) => `(${a} / NULLIF(${b}, 0))`,
};

const negative = (gives: 'BIGINT' | 'DOUBLE' | 'DECIMAL'): Operation => ({
  name: `negative ${gives}`,
  gives,
  build({ any }) {
    const a = any(gives);
    return within(a.bound) || gives === 'DECIMAL' ? { args: [a], type: a.type, bound: a.bound } : undefined;
  },
  ferris: ([a]) => `(- ${a})`,
});

const ofSame = (name: 'ABS', gives: 'BIGINT' | 'DOUBLE' | 'DECIMAL'): Operation => ({
  ...negative(gives),
  name: `${name} ${gives}`,
  ferris: call(name),
});

/** To a number of digits: DECIMAL by both engines' half-up; DOUBLE only to whole numbers, where no text decides. */
const rounding = (name: 'ROUND' | 'FLOOR' | 'CEIL' | 'TRUNC', gives: 'DOUBLE' | 'DECIMAL'): Operation => ({
  name: `${name} ${gives}`,
  gives,
  build({ draw, exact }) {
    const a = exact(gives);
    const digits = a.type.kind === 'DECIMAL' && name === 'ROUND' ? draw.int(0, 3) : 0;
    if (a.type.kind !== 'DECIMAL') return { args: [a], type: DOUBLE, bound: a.bound + 1 };
    const { precision, scale } = a.type;
    if (digits >= scale) return { args: [a], type: a.type, text: String(digits) };
    const type = decimal(Math.min(38, 1 + precision - scale + digits), digits);
    return { args: [a], type, text: String(digits) };
  },
  ferris: ([a], { text }) => (name === 'ROUND' && text ? `ROUND(${a}, ${text})` : `${name}(${a})`),
  duck: typed(([a], { args, text }) => {
    const [{ type }] = args as [Expr];
    // One whole digit more, for 9.9.
    const wide = type.kind === 'DECIMAL' ? `CAST(${a} AS DECIMAL(38, ${type.scale}))` : a;
    return name === 'ROUND' && text ? `ROUND(${wide}, ${text})` : `${name}(${wide})`;
  }),
});

/** A function of a DOUBLE, its argument brought to where it is defined and tame. */
const ofDouble = (name: string, text: (a: string) => string, bound: number): Operation => ({
  name,
  gives: 'DOUBLE',
  inexact: true,
  build({ any, kindIn }) {
    const a = any(kindIn(['DOUBLE', 'BIGINT']));
    return a.bound <= 1e6 ? { args: [a], type: DOUBLE, bound } : undefined;
  },
  ferris: ([a]) => text(a!),
});

const sign: Operation = {
  name: 'SIGN',
  gives: 'BIGINT',
  build: ({ kindIn, exact }) => ({
    args: [exact(kindIn(['BIGINT', 'DOUBLE', 'DECIMAL']))],
    type: BIGINT,
    bound: 1,
  }),
  ferris: call('SIGN'),
  duck: ([a]) => `CAST(SIGN(${a}) AS BIGINT)`,
};

/** Cuts the fraction (DIALECT.md §4, as Flink); DuckDB's CAST would round. */
const toBigint: Operation = {
  name: 'CAST AS BIGINT',
  gives: 'BIGINT',
  build({ kindIn, exact }) {
    const a = exact(kindIn(['DOUBLE', 'DECIMAL', 'BOOLEAN']));
    if (a.type.kind === 'BOOLEAN') return { args: [a], type: BIGINT, bound: 1 };
    if (a.type.kind === 'DOUBLE') return within(a.bound) ? { args: [a], type: BIGINT, bound: a.bound } : undefined;
    const { precision, scale } = sizeOf(a.type);
    const bound = 10 ** (precision - scale);
    return within(bound) ? { args: [a], type: BIGINT, bound } : undefined;
  },
  ferris: ([a]) => `CAST(${a} AS BIGINT)`,
  duck: ([a], { args }) => (args[0]!.type.kind === 'BOOLEAN' ? `CAST(${a} AS BIGINT)` : `CAST(TRUNC(${a}) AS BIGINT)`),
};

const toDouble: Operation = {
  name: 'CAST AS DOUBLE',
  gives: 'DOUBLE',
  build({ kindIn, any }) {
    const a = any(kindIn(['BIGINT', 'DECIMAL']));
    const bound = a.type.kind === 'DECIMAL' ? 10 ** (a.type.precision - a.type.scale) : a.bound;
    return within(bound) ? { args: [a], type: DOUBLE, bound } : undefined;
  },
  ferris: ([a]) => `CAST(${a} AS DOUBLE)`,
};

export const numberOperations: readonly Operation[] = [
  ...(['BIGINT', 'DOUBLE', 'DECIMAL'] as const).flatMap(kind => [
    sum('+', kind),
    sum('-', kind),
    product(kind),
    negative(kind),
    ofSame('ABS', kind),
  ]),
  remainder('BIGINT', '%'),
  remainder('BIGINT', 'MOD'),
  remainder('DECIMAL', '%'),
  decimalQuotient,
  doubleQuotient,
  ...(['ROUND', 'FLOOR', 'CEIL', 'TRUNC'] as const).flatMap(name => [
    rounding(name, 'DOUBLE'),
    rounding(name, 'DECIMAL'),
  ]),
  ofDouble('SQRT', a => `SQRT(ABS(${a}))`, 1e3),
  ofDouble('LN', a => `LN(ABS(${a}) + 1)`, 100),
  ofDouble('LOG10', a => `LOG10(ABS(${a}) + 1)`, 100),
  ofDouble('EXP', a => `EXP(${a} / 1000000)`, 10),
  ofDouble('POWER', a => `POWER(${a}, 2)`, 1e12),
  ofDouble('SIN', a => `SIN(${a})`, 1),
  ofDouble('COS', a => `COS(${a})`, 1),
  ofDouble('ATAN', a => `ATAN(${a})`, 2),
  ofDouble('CBRT', a => `CBRT(${a})`, 100),
  ofDouble('DEGREES', a => `DEGREES(${a})`, 1e8),
  sign,
  toBigint,
  toDouble,
];
