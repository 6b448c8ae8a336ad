/** Numbers that look random and are the same for the same seed, so that two runs measure the same text. */

export interface Random {
  /** A whole number, 0 to `below` - 1. */
  whole(below: number): number;
  /** One of a list. */
  of<T>(list: readonly T[]): T;
  /** True this often, out of 100. */
  percent(often: number): boolean;
}

/** Mulberry32: 32 bits of state, a period of 2^32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  return { whole, of: list => list[whole(list.length)]!, percent: often => whole(100) < often };
}
