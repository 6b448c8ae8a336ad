/** Integers past the safe ones that fit 64 bits, in and out of bigints without bigint arithmetic, which costs ten times as much. */

const LONG = new BigInt64Array(1);
const LOW = new Uint32Array(LONG.buffer);
const HIGH = new Int32Array(LONG.buffer);
/** Which of the two halves of 32 bits comes first depends on the machine. */
const [LOW_AT, HIGH_AT] = lowFirst() ? [0, 1] : [1, 0];

/** 2^32. */
export const WORD = 2 ** 32;
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

/** A sum of many integers in limbs of 32 bits, of which the last has the sign; carried when they become long. */
export class WideSum {
  private low = 0;
  private high = 0;
  private higher = 0;
  private highest = 0;

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

  /**
   * An integer of two to four limbs.
   * @param below those below the last, from the lowest, each in [0, 2^32)
   * @param last less than 2^52 either way
   */
  addLimbs(below: Float64Array, count: number, last: number): void {
    this.low += below[0]!;
    if (count === 2) this.high += last;
    else {
      this.high += below[1]!;
      if (count === 3) this.higher += last;
      else {
        this.higher += below[2]!;
        this.highest += last;
      }
    }
    this.carry();
  }

  /** Whether one more of up to 37 digits can be added and be exact, and have no more than 38 digits. */
  get roomy(): boolean {
    return this.highest < ROOM && this.highest > -ROOM;
  }

  get total(): bigint {
    return [this.higher, this.high, this.low].reduce(
      (total, limb) => total * BigInt(WORD) + BigInt(limb),
      BigInt(this.highest),
    );
  }

  private carry(): void {
    if (this.low >= MOST) {
      const over = Math.floor(this.low / WORD);
      this.high += over;
      this.low -= over * WORD;
    }
    if (this.high >= MOST || this.high <= -MOST) {
      const over = Math.floor(this.high / WORD);
      this.higher += over;
      this.high -= over * WORD;
    }
    if (this.higher >= MOST || this.higher <= -MOST) {
      const over = Math.floor(this.higher / WORD);
      this.highest += over;
      this.higher -= over * WORD;
    }
  }
}

/** Of the limb of 2^96: below 2^124 with it, and 10^38 is more than 2^126. */
const ROOM = 2 ** 27;

/** 2^52: what is added to less stays a safe integer. */
const MOST = 2 ** 52;

/** Whether it fits 64 bits. */
export const fits64 = (n: bigint): boolean => BigInt.asIntN(64, n) === n;
