/**
 * The running sum behind SUM and AVG, over numbers of any type. Integers and decimals are added exactly, doubles with
 * Neumaier's compensation: the rounding errors are summed up beside the sum, so that the order in which rows arrive
 * changes at most the last digit.
 */
import { toNumeric } from '../../types/coerce.ts';
import { Decimal } from '../../types/decimal.ts';
import type { Int64, Value } from '../../types/value.ts';

export interface ExactSum {
  count: number;
  /** Of the integers and decimals: `unscaled` × 10^-`scale`. */
  unscaled: Int64;
  scale: number;
  /** Whether there was a DECIMAL among them. */
  decimals: boolean;
  /** The most digits of fraction of any of them, zeros at the end not counted; kept only past 6, where AVG needs it. */
  fraction: number;
  /** How many DOUBLEs there were, their sum, and what rounding took from it. */
  doubles: number;
  double: number;
  lost: number;
}

export const emptySum = (): ExactSum => ({
  count: 0,
  unscaled: 0,
  scale: 0,
  decimals: false,
  fraction: 6,
  doubles: 0,
  double: 0,
  lost: 0,
});

/** `as` is the argument's declared type where it has one: a DOUBLE of 3 must not be taken for an integer. */
export function addTo(sum: ExactSum, value: Exclude<Value, null>, as: 'DOUBLE' | 'ANY'): ExactSum {
  const n = typeof value === 'number' ? value : toNumeric(value);
  if (n instanceof Decimal) addDecimal(sum, n);
  else if (typeof n === 'bigint' || (as === 'ANY' && Number.isSafeInteger(n))) addInteger(sum, n);
  else addDouble(sum, n);
  sum.count++;
  return sum;
}

/** Takes back an integer or a decimal that was added, exactly. */
export function takeFrom(sum: ExactSum, value: Exclude<Value, null>): ExactSum {
  const n = typeof value === 'number' ? value : toNumeric(value);
  if (n instanceof Decimal) addDecimal(sum, n.negate());
  else addInteger(sum, -n);
  sum.count--;
  return sum;
}

/** Integers and decimals together, without the doubles. */
export const exactPart = (sum: ExactSum): Decimal => Decimal.of(sum.unscaled, sum.scale);

/** Everything, as a double. */
export function asDouble(sum: ExactSum): number {
  // An infinite or NaN sum has a compensation of NaN.
  const doubles = Number.isFinite(sum.double) ? sum.double + sum.lost : sum.double;
  return sum.unscaled === 0 ? doubles : doubles + exactPart(sum).toNumber();
}

function addInteger(sum: ExactSum, n: Int64): void {
  if (sum.scale === 0 && typeof n === 'number' && typeof sum.unscaled === 'number') {
    const total = sum.unscaled + n;
    if (Number.isSafeInteger(total)) {
      sum.unscaled = total;
      return;
    }
  }
  keep(sum, exactPart(sum).add(Decimal.of(n, 0)));
}

function addDecimal(sum: ExactSum, n: Decimal): void {
  sum.decimals = true;
  if (n.scale > sum.fraction) sum.fraction = Math.max(sum.fraction, n.trimmed().scale);
  if (sum.scale === n.scale && typeof n.unscaled === 'number' && typeof sum.unscaled === 'number') {
    const total = sum.unscaled + n.unscaled;
    if (Number.isSafeInteger(total)) {
      sum.unscaled = total;
      return;
    }
  }
  keep(sum, exactPart(sum).add(n));
}

function keep(sum: ExactSum, total: Decimal): void {
  sum.unscaled = total.unscaled;
  sum.scale = total.scale;
}

function addDouble(sum: ExactSum, n: number): void {
  const total = sum.double + n;
  sum.lost += Math.abs(sum.double) >= Math.abs(n) ? sum.double - total + n : n - total + sum.double;
  sum.double = total;
  sum.doubles++;
}
