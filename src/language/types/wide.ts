/** Integers past the safe ones that fit 64 bits, in and out of bigints without bigint arithmetic, which costs ten times as much. */

const LONG = new BigInt64Array(1);
const LOW = new Uint32Array(LONG.buffer);
const HIGH = new Int32Array(LONG.buffer);
/** Which of the two halves of 32 bits comes first depends on the machine. */
const [LOW_AT, HIGH_AT] = lowFirst() ? [0, 1] : [1, 0];

/** 2^32. */
const WORD = 2 ** 32;
/** 2^63 as a double: products below it fit 64 bits. */
export const BEYOND_64 = 2 ** 63;

function lowFirst(): boolean {
  LONG[0] = 1n;
  return LOW[0] === 1;
}

/** a × b of safe integers, exactly. @param rounded a × b as a double, less than 2^63 either way */
export function product64(a: number, b: number, rounded: number): bigint {
  const low = Math.imul(a | 0, b | 0) >>> 0;
  LOW[LOW_AT] = low;
  // What rounding took is far less than half of 2^32.
  HIGH[HIGH_AT] = Math.round((rounded - low) / WORD);
  return LONG[0]!;
}

/** A sum of many integers of 64 bits as `high` × 2^32 + `low`. */
export class WideSum {
  private high = 0;
  private low = 0;

  /** @param n a safe integer */
  addNumber(n: number): void {
    const high = Math.floor(n / WORD);
    this.high += high;
    this.low += n - high * WORD;
    this.carry();
  }

  /** @param n of 64 bits, not checked */
  add(n: number | bigint): void {
    if (typeof n === 'number') this.addNumber(n);
    else {
      LONG[0] = n;
      this.high += HIGH[HIGH_AT]!;
      this.low += LOW[LOW_AT]!;
      this.carry();
    }
  }

  /** Whether one more can be added and be exact. */
  get roomy(): boolean {
    return this.high < MOST && this.high > -MOST;
  }

  get total(): bigint {
    return BigInt(this.high) * BigInt(WORD) + BigInt(this.low);
  }

  private carry(): void {
    if (this.low < MOST) return;
    const over = Math.floor(this.low / WORD);
    this.high += over;
    this.low -= over * WORD;
  }
}

/** 2^52: what is added to less stays a safe integer. */
const MOST = 2 ** 52;

/** Whether it fits 64 bits. */
export const fits64 = (n: bigint): boolean => BigInt.asIntN(64, n) === n;
