/** Random DECIMAL columns and values of them, near the edges: of the safe integers, of 64 bits, of the column's own digits. */
import { Decimal as DecimalJs } from 'decimal.js';
import { wholeNumber } from '../whole-number.ts';

/** Far more digits than any exact result has; half-up as SQL rounds. */
export const Exact = DecimalJs.clone({
  precision: 200,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -999,
  toExpPos: 999,
});
export type Exact = InstanceType<typeof Exact>;

/** `npm test -- decimals --cases 1000000 --seed 7`: how many results are held against decimal.js, in each test. */
export const CASES = wholeNumber('DECIMALS_CASES', 60_000);
export const SEED = wholeNumber('DECIMALS_SEED', 1);

export interface Size {
  readonly precision: number;
  readonly scale: number;
}

export interface Draw {
  /** From 0 up to, not including, `below`. */
  whole(below: number): number;
  size(widest: number): Size;
  /** Plain notation of a number that a DECIMAL of this size holds. */
  text(size: Size): string;
}

/** The same for the same seed (mulberry32). */
export function drawing(seed: number): Draw {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  const digits = (count: number): string => Array.from({ length: count }, () => whole(10)).join('');

  function unscaled(precision: number): bigint {
    const limit = 10n ** BigInt(precision);
    const edges = [
      0n,
      1n,
      limit - 1n,
      limit / 2n,
      2n ** 53n - 1n,
      2n ** 53n,
      2n ** 53n + 1n,
      2n ** 63n - 1n,
      2n ** 63n,
      2n ** 64n,
    ];
    switch (whole(6)) {
      case 0:
        return edges[whole(edges.length)]! % limit;
      case 1:
        // Ends in fives and zeros: what rounding and trimming are about.
        return (BigInt(digits(Math.max(1, whole(precision) + 1))) * 10n + 5n) % limit;
      case 2:
        return (BigInt(digits(1 + whole(precision))) * 10n ** BigInt(whole(precision))) % limit;
      default:
        return BigInt(digits(1 + whole(precision)));
    }
  }

  return {
    whole,
    size(widest) {
      const common = [5, 9, 10, 15, 16, 18, 19, 20, 38].filter(precision => precision <= widest);
      const precision = whole(2) === 0 ? common[whole(common.length)]! : 1 + whole(widest);
      return { precision, scale: whole(Math.min(precision, 20) + 1) };
    },
    text({ precision, scale }) {
      const n = unscaled(precision);
      const padded = String(n).padStart(scale + 1, '0');
      const point = padded.length - scale;
      const sign = n !== 0n && whole(2) === 0 ? '-' : '';
      return `${sign}${padded.slice(0, point)}${scale > 0 ? `.${padded.slice(point)}` : ''}`;
    },
  };
}

/** Plain notation without zeros at the end, as our own text has it. */
export const plain = (n: Exact): string => n.toFixed();
