/** Plain numbers in text to units of a DECIMAL of up to 18 digits, without anything made in between. */

const WORD = 2 ** 32;
const PART = 2 ** -32;
const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
const MOST_DIGITS = 18;
/** What the first number takes of the digits; the second takes the rest. */
const FIRST = 9;

/** In limbs of 32 bits; `high` has the sign, and is NaN where there is no such number. */
export const units = { low: 0, high: 0 };

/**
 * `-?digits(.digits)?` as JSON writes it, with no more digits of a fraction than `scale`. NaN for anything else, and past 18 digits.
 * @param most 10^precision
 */
export function unitsOfText(bytes: Uint8Array, from: number, to: number, scale: number, most: number): void {
  const negative = bytes[from] === 0x2d;
  const start = negative ? from + 1 : from;
  let first = 0;
  let second = 0;
  let digits = 0;
  let point = -1;
  units.high = Number.NaN;
  for (let at = start; at < to; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit >= 0 && digit <= 9) {
      if (digits < FIRST) first = first * 10 + digit;
      else second = second * 10 + digit;
      if (++digits > MOST_DIGITS) return;
    } else if (digit === -2 && point < 0) point = at;
    else return;
  }
  const whole = (point < 0 ? to : point) - start;
  if (whole === 0 || (whole > 1 && bytes[start] === 0x30) || point === to - 1) return;
  const shift = scale - (point < 0 ? 0 : to - point - 1);
  const behind = digits > FIRST ? digits - FIRST : 0;
  if (shift < 0 || shift + behind > 15) return;
  scaledUnits(first, shift + behind, most);
  // Below 10^18, as a double it may be off, which `most` does not mind: no power of ten lies between.
  const low = units.low + second * POWERS[shift]!;
  const over = Math.floor(low * PART);
  units.low = low - over * WORD;
  units.high += over;
  if (negative) negate();
}

/** n × 10^shift. @param n safe and not negative @param shift up to 15 @param most 10^precision, of up to 18 digits: else NaN */
export function scaledUnits(n: number, shift: number, most: number): void {
  const power = POWERS[shift]!;
  const rounded = n * power;
  const low = Math.imul(n | 0, power | 0) >>> 0;
  units.low = low;
  units.high = rounded < most ? Math.floor((rounded - low) * PART + 0.5) : Number.NaN;
}

export function negate(): void {
  const { low } = units;
  units.low = low === 0 ? 0 : WORD - low;
  units.high = 0 - units.high - (low === 0 ? 0 : 1);
}
