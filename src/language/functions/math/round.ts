/** ROUND, TRUNC, CEIL and FLOOR. */
import { finite, fitDecimal, toNumeric } from '../../types/coerce.ts';
import { Decimal } from '../../types/decimal.ts';
import { MAX_PRECISION, roundSize, wholeSize } from '../../types/decimal-rules.ts';
import { int64 } from '../../types/int64.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { ANY } from '../../types/sql-type.ts';
import type { Int64, Value } from '../../types/value.ts';
import { type Argument, defineScalar } from '../define.ts';

type Numeral = Exclude<Value, null>;

/** The type of the number; a DECIMAL loses the digits of fraction that are rounded off, when their count is a literal. */
function roundedType([x, digits]: readonly Argument[]): SqlType {
  const type = x?.type ?? ANY;
  if (type.kind !== 'DECIMAL') return type;
  const count = digits ? digits.literal : 0;
  if (typeof count === 'number') return { kind: 'DECIMAL', ...roundSize(type, count) };
  return { kind: 'DECIMAL', precision: Math.min(MAX_PRECISION, type.precision + 1), scale: type.scale };
}

const wholeType = ([x]: readonly Argument[]): SqlType =>
  x?.type.kind === 'DECIMAL' ? { kind: 'DECIMAL', ...wholeSize(x.type) } : (x?.type ?? ANY);

/** No number of this language has more digits on either side. */
const clampDigits = (digits: Int64): number => Math.max(-400, Math.min(400, Number(digits)));

type Rounding = (value: Decimal, scale: number) => Decimal;

const halfUp: Rounding = (value, scale) => value.rescale(scale);

const towardsZero: Rounding = (value, scale) => {
  if (value.scale <= scale) return value;
  const cut = 10n ** BigInt(value.scale - scale);
  return Decimal.of(BigInt(value.unscaled) / cut, scale);
};

/** Digits left of the point when `digits` is negative. */
function roundDecimal(value: Decimal, digits: number, rounding: Rounding): Decimal {
  if (digits >= 0) return value.scale <= digits ? value : rounding(value, digits);
  const shifted = rounding(Decimal.of(value.unscaled, value.scale - digits), 0);
  return shifted.unscaled === 0 ? Decimal.ZERO : Decimal.of(BigInt(shifted.unscaled) * 10n ** BigInt(-digits), 0);
}

function roundNumber(x: Numeral, digits: Int64, rounding: Rounding): Value {
  const n = toNumeric(x);
  const count = clampDigits(digits);
  if (n instanceof Decimal) return fitDecimal(roundDecimal(n, count, rounding), MAX_PRECISION, Math.max(0, count));
  if (typeof n === 'bigint' || Number.isSafeInteger(n)) {
    if (count >= 0) return typeof n === 'number' ? n + 0 : n;
    const { unscaled } = roundDecimal(Decimal.of(n, 0), count, rounding);
    return typeof unscaled === 'number' ? unscaled : int64(unscaled);
  }
  // By the shortest text of the double: 2.675 is taken for what it says, not for 2.67499999999999982….
  const exact = Decimal.fromNumber(finite(n))!;
  return exact.scale <= count ? n : roundDecimal(exact, count, rounding).toNumber();
}

export const round = defineScalar<[Numeral, Int64?]>('ROUND(x NUMERIC [, digits BIGINT]) → NUMERIC', {
  category: 'math',
  returns: roundedType,
  doc: 'The number rounded to so many digits after the point (0 unless given; left of the point when negative), half away from zero. In its own type: a DECIMAL(p, s) becomes a DECIMAL of that many digits of fraction.',
  examples: [
    ['ROUND(2.345, 2)', '2.35'],
    ['ROUND(-2.5)', '-3'],
    ['ROUND(1250, -2)', '1300'],
    ['ROUND(2.675e0, 2)', '2.68e0'],
    ['ROUND(NULL, 2)', 'NULL'],
  ],
  evaluate: ([x, digits = 0]) => roundNumber(x, digits, halfUp),
});

export const trunc = defineScalar<[Numeral, Int64?]>('TRUNC(x NUMERIC [, digits BIGINT]) → NUMERIC', {
  category: 'math',
  aliases: ['TRUNCATE'],
  returns: roundedType,
  doc: 'The number cut after so many digits of fraction (0 unless given; left of the point when negative), without rounding, in its own type.',
  examples: [
    ['TRUNC(2.349, 2)', '2.34'],
    ['TRUNC(-2.9)', '-2'],
    ['TRUNC(1299, -2)', '1200'],
  ],
  evaluate: ([x, digits = 0]) => roundNumber(x, digits, towardsZero),
});

/** Rounded towards zero, then one on where `bump` says so of what was cut. */
function wholeNumber(x: Numeral, bump: -1 | 1): Value {
  const n = toNumeric(x);
  if (typeof n === 'number') return (bump > 0 ? Math.ceil(n) : Math.floor(n)) + 0;
  if (typeof n === 'bigint') return n;
  const whole = towardsZero(n, 0);
  return whole.compare(n) * bump < 0 ? whole.add(Decimal.of(bump, 0)) : whole;
}

export const ceil = defineScalar<[Numeral]>('CEIL(x NUMERIC) → NUMERIC', {
  category: 'math',
  aliases: ['CEILING'],
  returns: wholeType,
  doc: 'The least whole number that is not less, in the type of the number.',
  examples: [
    ['CEIL(1.2)', '2'],
    ['CEIL(-1.2)', '-1'],
    ['CEIL(3)', '3'],
  ],
  evaluate: ([x]) => wholeNumber(x, 1),
});

export const floor = defineScalar<[Numeral]>('FLOOR(x NUMERIC) → NUMERIC', {
  category: 'math',
  returns: wholeType,
  doc: 'The greatest whole number that is not greater, in the type of the number.',
  examples: [
    ['FLOOR(1.8)', '1'],
    ['FLOOR(-1.2)', '-2'],
    ['FLOOR(-1.5e0)', '-2e0'],
  ],
  evaluate: ([x]) => wholeNumber(x, -1),
});
