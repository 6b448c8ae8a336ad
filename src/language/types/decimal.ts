/** Exact decimal numbers: an integer and how many of its digits are a fraction. */
import type { Int64 } from './value.ts';
import { RecordError } from './value.ts';
import { BEYOND_64, product64 } from './wide.ts';

/** 10^0 … 10^15, all safe integers. */
const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
const BIG_POWERS: bigint[] = [1n];
/** What has at most 38 digits is between these two, and so on: -10^n and 10^n, made once. */
const BOUNDS = Array.from({ length: 39 }, (_, digits) => ({ above: bigPower(digits), below: -bigPower(digits) }));
const SAFE_ABOVE = BigInt(Number.MAX_SAFE_INTEGER);
const SAFE_BELOW = -SAFE_ABOVE;

function bigPower(exponent: number): bigint {
  for (let n = BIG_POWERS.length; n <= exponent; n++) BIG_POWERS.push(BIG_POWERS[n - 1]! * 10n);
  return BIG_POWERS[exponent]!;
}

/** More digits than this, written in full, are not read: a record must not be able to ask for a megabyte of zeros. */
const LONGEST = 1000;

const isSafe = (n: number): boolean => n <= Number.MAX_SAFE_INTEGER && n >= -Number.MAX_SAFE_INTEGER;

/** `value` = unscaled × 10^-scale, with scale ≥ 0. Immutable; 1.5 and 1.50 are equal and written alike. */
export class Decimal {
  static readonly ZERO = new Decimal(0, 0);

  /** A number while it is a safe integer, else a bigint of any size. */
  readonly unscaled: Int64;
  readonly scale: number;

  private constructor(unscaled: Int64, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** `unscaled` is an integer (a number must be a safe one), `scale` ≥ 0. */
  static of(unscaled: Int64, scale: number): Decimal {
    if (typeof unscaled === 'number') return new Decimal(unscaled === 0 ? 0 : unscaled, scale);
    const wide = unscaled > SAFE_ABOVE || unscaled < SAFE_BELOW;
    return new Decimal(wide ? unscaled : Number(unscaled), scale);
  }

  /** As `of`, of a number known to be a safe integer. */
  static ofUnits(units: number, scale: number): Decimal {
    return new Decimal(units + 0, scale);
  }

  /** `-12.50`, `.5`, `1e-3`; the scale is that of the text. Undefined when it is no number or absurdly long. */
  static parse(text: string): Decimal | undefined {
    const length = text.length;
    let at = 0;
    const first = text.charCodeAt(0);
    if (first === MINUS || first === PLUS) at = 1;
    const start = at;
    let point = -1;
    let small = 0;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code >= ZERO && code <= NINE) small = small * 10 + (code - ZERO);
      else if (code === POINT && point < 0) point = at;
      else break;
    }
    const digits = at - start - (point < 0 ? 0 : 1);
    if (digits === 0 || digits > LONGEST) return undefined;
    let scale = point < 0 ? 0 : at - point - 1;
    let unscaled: Int64 = small;
    if (digits > 15)
      unscaled = BigInt(point < 0 ? text.slice(start, at) : text.slice(start, point) + text.slice(point + 1, at));
    if (at < length) {
      const exponent = EXPONENT.exec(text.slice(at));
      if (!exponent) return undefined;
      scale -= Number(exponent[1]);
      if (!(Math.abs(scale) <= LONGEST)) return unscaled ? undefined : Decimal.ZERO;
      if (scale < 0) {
        unscaled = BigInt(unscaled) * bigPower(-scale);
        scale = 0;
      }
    }
    return Decimal.of(first === MINUS ? -unscaled : unscaled, scale);
  }

  /**
   * The decimal a double stands for: a whole one exactly, any other by its shortest text (0.1 is 0.1, and not
   * 0.1000000000000000055…). Undefined for NaN and the infinities.
   */
  static fromNumber(value: number): Decimal | undefined {
    if (Number.isSafeInteger(value)) return Decimal.of(value, 0);
    if (Number.isInteger(value)) return Decimal.of(BigInt(value), 0);
    return Number.isFinite(value) ? Decimal.parse(String(value)) : undefined;
  }

  add(other: Decimal): Decimal {
    const a = this.unscaled;
    const b = other.unscaled;
    if (typeof a === 'number' && typeof b === 'number') {
      if (this.scale === other.scale) {
        const sum = a + b;
        if (isSafe(sum)) return new Decimal(sum, this.scale);
      } else {
        const shift = this.scale - other.scale;
        const left = shift < 0 ? scaled(a, -shift) : a;
        const right = shift > 0 ? scaled(b, shift) : b;
        const sum = left + right;
        if (isSafe(left) && isSafe(right) && isSafe(sum)) return new Decimal(sum, shift > 0 ? this.scale : other.scale);
      }
    }
    const scale = this.scale > other.scale ? this.scale : other.scale;
    return Decimal.of(this.bigAt(scale) + other.bigAt(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  /** Exact: the scales add up. */
  multiply(other: Decimal): Decimal {
    const scale = this.scale + other.scale;
    const a = this.unscaled;
    const b = other.unscaled;
    if (typeof a === 'number') {
      if (typeof b === 'number') {
        const product = a * b;
        if (isSafe(product)) return new Decimal(product + 0, scale);
        const whole = product < BEYOND_64 && product > -BEYOND_64 ? product64(a, b, product) : BigInt(a) * BigInt(b);
        return new Decimal(whole, scale);
      }
      return a === 0 ? new Decimal(0, scale) : new Decimal(BigInt(a) * b, scale);
    }
    if (typeof b === 'number') return b === 0 ? new Decimal(0, scale) : new Decimal(a * BigInt(b), scale);
    return new Decimal(a * b, scale);
  }

  /** Rounded half-up (away from zero) to `scale` digits of fraction. Throws RecordError on a zero divisor. */
  divide(other: Decimal, scale: number): Decimal {
    if (other.unscaled === 0) throw divisionByZero();
    const shift = scale + other.scale - this.scale;
    const top = shift > 0 ? times(this.unscaled, shift) : this.unscaled;
    const bottom = shift < 0 ? times(other.unscaled, -shift) : other.unscaled;
    return Decimal.of(divideHalfUp(top, bottom), scale);
  }

  /** What is left of this after the other has been taken from it as often as it goes; signed as this. */
  remainder(other: Decimal): Decimal {
    if (other.unscaled === 0) throw divisionByZero();
    if (this.scale === other.scale && typeof this.unscaled === 'number' && typeof other.unscaled === 'number')
      return Decimal.of(this.unscaled % other.unscaled, this.scale);
    const scale = Math.max(this.scale, other.scale);
    return Decimal.of(this.bigAt(scale) % other.bigAt(scale), scale);
  }

  negate(): Decimal {
    return this.unscaled === 0 ? this : new Decimal(-this.unscaled, this.scale);
  }

  abs(): Decimal {
    return this.unscaled < 0 ? this.negate() : this;
  }

  /** -1, 0 or 1. */
  sign(): -1 | 0 | 1 {
    return this.unscaled === 0 ? 0 : this.unscaled < 0 ? -1 : 1;
  }

  /** Negative, 0 or positive, by value: 1.5 and 1.50 compare as 0. */
  compare(other: Decimal): number {
    const a = this.unscaled;
    const b = other.unscaled;
    if (this.scale === other.scale) return a < b ? -1 : a > b ? 1 : 0;
    const side = this.sign();
    if (side !== other.sign()) return side - other.sign();
    const shift = this.scale - other.scale;
    const left = shift < 0 ? times(a, -shift) : a;
    const right = shift > 0 ? times(b, shift) : b;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /** With exactly `scale` digits of fraction, rounded half-up (away from zero): 2.5 becomes 3 and -2.5 becomes -3. */
  rescale(scale: number): Decimal {
    const shift = scale - this.scale;
    if (shift === 0) return this;
    return Decimal.of(shift > 0 ? times(this.unscaled, shift) : divideHalfUp(this.unscaled, tenTo(-shift)), scale);
  }

  /** The whole number towards zero. */
  truncate(): Int64 {
    if (this.scale === 0) return this.unscaled;
    const whole = BigInt(this.unscaled) / bigPower(this.scale);
    const small = Number(whole);
    return isSafe(small) ? small : whole;
  }

  /** Whether it can be written in `precision` digits, those of the fraction included. */
  fits(precision: number): boolean {
    const { unscaled } = this;
    if (typeof unscaled === 'bigint') {
      const { above, below } = BOUNDS[precision] ?? { above: bigPower(precision), below: -bigPower(precision) };
      return unscaled < above && unscaled > below;
    }
    return precision > 15 || (unscaled < POWERS[precision]! && unscaled > -POWERS[precision]!);
  }

  /** The least precision it fits in: its digits without leading zeros, and at least its scale. */
  precision(): number {
    const { unscaled } = this;
    const digits = String(unscaled < 0 ? -unscaled : unscaled).length;
    return Math.max(digits, this.scale);
  }

  /** The same value without zeros at the end of its fraction. */
  trimmed(): Decimal {
    let { unscaled, scale } = this;
    if (typeof unscaled === 'bigint') {
      while (scale > 0 && unscaled % 10n === 0n) {
        unscaled /= 10n;
        scale--;
      }
    } else {
      while (scale > 0 && unscaled % 10 === 0) {
        unscaled /= 10;
        scale--;
      }
    }
    return scale === this.scale ? this : Decimal.of(unscaled, scale);
  }

  /** The nearest double. */
  toNumber(): number {
    if (this.scale === 0) return Number(this.unscaled);
    // Both operands are exact, so one division rounds once.
    if (typeof this.unscaled === 'number' && this.scale <= 15) return this.unscaled / POWERS[this.scale]!;
    return Number(this.toFixedString());
  }

  /** Plain notation without zeros at the end of the fraction: `12.5`, `-0.001`, `100`. */
  toString(): string {
    if (this.scale === 0) return String(this.unscaled);
    const text = this.toFixedString();
    let end = text.length;
    while (text.charCodeAt(end - 1) === ZERO) end--;
    return text.slice(0, text.charCodeAt(end - 1) === POINT ? end - 1 : end);
  }

  /** Plain notation with all `scale` digits of the fraction: `12.50`. */
  toFixedString(): string {
    const { unscaled, scale } = this;
    if (scale === 0) return String(unscaled);
    const negative = unscaled < 0;
    const digits = String(negative ? -unscaled : unscaled).padStart(scale + 1, '0');
    const point = digits.length - scale;
    return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  private bigAt(scale: number): bigint {
    const big = typeof this.unscaled === 'bigint' ? this.unscaled : BigInt(this.unscaled);
    return scale === this.scale ? big : big * bigPower(scale - this.scale);
  }
}

const ZERO = 48;
const NINE = 57;
const POINT = 46;
const MINUS = 45;
const PLUS = 43;
const EXPONENT = /^[eE]([+-]?\d{1,9})$/;

const divisionByZero = () =>
  new RecordError('division_by_zero', 'Division by zero: guard the divisor, as in x / NULLIF(y, 0)');

/** Not exact, and not safe either, when it does not fit. */
const scaled = (n: number, exponent: number): number =>
  exponent > 15 ? (n === 0 ? 0 : Number.POSITIVE_INFINITY) : n * POWERS[exponent]!;

const tenTo = (exponent: number): Int64 => (exponent <= 15 ? POWERS[exponent]! : bigPower(exponent));

function times(n: Int64, exponent: number): Int64 {
  if (typeof n === 'number') {
    const product = scaled(n, exponent);
    if (isSafe(product)) return product;
  }
  return BigInt(n) * bigPower(exponent);
}

function divideHalfUp(top: Int64, bottom: Int64): Int64 {
  if (typeof top === 'number' && typeof bottom === 'number') {
    const rest = top % bottom;
    const whole = (top - rest) / bottom;
    // 2 |rest| ≥ |bottom| without leaving the safe integers.
    const up = Math.abs(rest) >= Math.abs(bottom) - Math.abs(rest);
    return up ? whole + (top < 0 === bottom < 0 ? 1 : -1) : whole;
  }
  const a = BigInt(top);
  const b = BigInt(bottom);
  const rest = a % b;
  const whole = a / b;
  const up = 2n * (rest < 0n ? -rest : rest) >= (b < 0n ? -b : b);
  return up ? whole + (a < 0n === b < 0n ? 1n : -1n) : whole;
}
