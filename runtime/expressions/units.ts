/**
 * Decimal arithmetic in units of the last digit: a tree of + - * over columns of DECIMAL and BIGINT, whose scales are known
 * from their types, is computed in plain numbers, with no Decimal made in between. Where one of them is no safe integer (or
 * is NULL, or has another scale than its type), NaN stands for it, and the general way is taken.
 */
import type { TypedExpression } from '../../src/compiler/plan/plan.ts';
import * as arithmetic from '../../src/language/types/arithmetic.ts';
import { castValue, decimalSizeOf } from '../../src/language/types/coerce.ts';
import type { Decimal } from '../../src/language/types/decimal.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';

/** Where the code goes. */
export interface Lines {
  /** Adds the lines that compute it; the name of what then holds it. */
  value(e: TypedExpression): string;
  constant(value: unknown): string;
  keep(code: string): string;
}

export interface Units {
  /** Of a variable with a safe integer, or NaN. */
  readonly name: string;
  /** How many digits of it are a fraction. */
  readonly scale: number;
  /** It is no larger, either way; a safe integer. */
  readonly most: number;
  /** The value the general way, for when none of `leaves` is NULL. */
  readonly exact: string;
  /** Names of variables that hold values. */
  readonly leaves: readonly string[];
}

/** Undefined: it is no such tree. */
export function unitsOf(e: TypedExpression, lines: Lines): Units | undefined {
  const size = decimalSizeOf(e.type);
  if (!size) return undefined;
  if (e.op === 'arithmetic' && isPlain(e)) return operation(e, lines);
  if (e.op === 'negate' && e.type.kind === 'DECIMAL' && e.operand.type.kind === 'DECIMAL') {
    const of = unitsOf(e.operand, lines);
    return (
      of && {
        ...of,
        name: lines.keep(`-${of.name}`),
        exact: `${lines.constant(arithmetic.negateDecimal)}(${of.exact})`,
      }
    );
  }
  if (e.op === 'cast' && !e.safe && widens(e.operand.type, e.type)) return cast(e.operand, e.type, lines);
  return leaf(e, size.scale, lines);
}

/** Whether units are worth it: otherwise the value is simply there. */
export const isTree = (e: TypedExpression): boolean => e.op === 'arithmetic' && isPlain(e);

type Arithmetic = Extract<TypedExpression, { op: 'arithmetic' }>;

const OPERATIONS = {
  '+': arithmetic.addDecimal,
  '-': arithmetic.subtractDecimal,
  '*': arithmetic.multiplyDecimal,
};

/** A DECIMAL of decimals and integers, nothing of which is rounded off. */
export function isPlain({ operator, left, right, type }: Arithmetic): boolean {
  if (operator === '/' || operator === '%' || type.kind !== 'DECIMAL') return false;
  const a = decimalSizeOf(left.type);
  const b = decimalSizeOf(right.type);
  if (!a || !b) return false;
  return type.scale === (operator === '*' ? a.scale + b.scale : Math.max(a.scale, b.scale));
}

function operation({ operator, left, right, type }: Arithmetic, lines: Lines): Units | undefined {
  if (type.kind !== 'DECIMAL' || operator === '/' || operator === '%') return undefined;
  const a = unitsOf(left, lines);
  const b = a && unitsOf(right, lines);
  if (!b) return undefined;
  const { precision, scale } = type;
  const [x, y] = operator === '*' ? [a, b] : [atScale(a, scale, lines), atScale(b, scale, lines)];
  const name = lines.keep(`${x.name} ${operator} ${y.name}`);
  return {
    ...bounded(name, operator === '*' ? x.most * y.most : x.most + y.most, mostOf(precision), lines),
    scale,
    exact: `${lines.constant(OPERATIONS[operator])}(${a.exact}, ${b.exact}, ${Number(precision)}, ${Number(scale)})`,
    leaves: [...a.leaves, ...b.leaves],
  };
}

/** To a DECIMAL with at least as many digits of fraction. */
const widens = (from: SqlType, to: SqlType): boolean =>
  to.kind === 'DECIMAL' && (decimalSizeOf(from)?.scale ?? Number.POSITIVE_INFINITY) <= to.scale;

function cast(operand: TypedExpression, type: SqlType, lines: Lines): Units | undefined {
  const of = unitsOf(operand, lines);
  if (!of || type.kind !== 'DECIMAL') return undefined;
  const { name, most } = atScale(of, type.scale, lines);
  return {
    ...bounded(name, most, mostOf(type.precision), lines),
    scale: type.scale,
    exact: `${lines.constant(castValue)}(${of.exact}, ${lines.constant(type)})`,
    leaves: of.leaves,
  };
}

function leaf(e: TypedExpression, scale: number, lines: Lines): Units | undefined {
  const value = lines.value(e);
  if (value === 'null') return undefined;
  const whole = e.type.kind === 'BIGINT';
  const digits = Number(scale);
  const name = lines.keep(
    whole
      ? `typeof ${value} === 'number' ? ${value} : NaN`
      : `${value} === null || typeof ${value}.unscaled !== 'number' ? NaN : ${value}.scale === ${digits} ? ${value}.unscaled : ${lines.constant(unitsAt)}(${value}, ${digits})`,
  );
  const most = e.type.kind === 'DECIMAL' ? mostOf(e.type.precision) : Number.MAX_SAFE_INTEGER;
  return { ...bounded(name, Number.MAX_SAFE_INTEGER, most, lines), scale, exact: value, leaves: [value] };
}

/** NaN when it is no safe integer at this scale. */
function unitsAt(value: Decimal, scale: number): number {
  if (value.scale > scale) return Number.NaN;
  const { unscaled } = value.rescale(scale);
  return typeof unscaled === 'number' ? unscaled : Number.NaN;
}

interface Bounded {
  readonly name: string;
  readonly most: number;
}

/** More digits of fraction, or NaN. */
function atScale(units: Units, wanted: number, lines: Lines): Bounded {
  const shift = wanted - units.scale;
  if (shift === 0) return units;
  // Past 10^15 nothing but 0 would be left, and that the general way knows too.
  if (shift > 15) return { name: 'NaN', most: 0 };
  const power = 10 ** shift;
  return bounded(lines.keep(`${units.name} * ${power}`), units.most * power, Number.MAX_SAFE_INTEGER, lines);
}

/** What is larger than `allowed` becomes NaN; nothing is asked where it cannot be. */
function bounded(name: string, most: number, allowed: number, lines: Lines): Bounded {
  if (most <= allowed) return { name, most };
  return { name: lines.keep(`${name} <= ${allowed} && ${name} >= ${-allowed} ? ${name} : NaN`), most: allowed };
}

/** Of a type: what leaves it is for the general way to refuse. */
const mostOf = (precision: number): number => (precision > 15 ? Number.MAX_SAFE_INTEGER : 10 ** precision - 1);

/** Both at one scale: their names. */
export function aligned(a: Units, b: Units, lines: Lines): readonly [string, string] {
  const scale = Math.max(a.scale, b.scale);
  return [atScale(a, scale, lines).name, atScale(b, scale, lines).name];
}

/** The general way, NULL where a leaf is. */
export const orNull = (leaves: readonly string[], exact: string): string =>
  `(${[...new Set(leaves)].map(leaf => `${leaf} === null`).join(' || ')} ? null : ${exact})`;
