/** Choices out of fast-check's seeded numbers. */
import type { Random } from 'fast-check';

export interface Draw {
  /** Both ends included. */
  int(least: number, most: number): number;
  /** True once in so many. */
  oneIn(times: number): boolean;
  pick<T>(all: readonly T[]): T;
  /** So many different ones, in their order. */
  some<T>(all: readonly T[], count: number): T[];
}

export function drawOf(random: Random): Draw {
  const int = (least: number, most: number) => random.nextInt(least, most);
  return {
    int,
    oneIn: times => int(1, times) === 1,
    pick: all => all[int(0, all.length - 1)]!,
    some(all, count) {
      const left = [...all.keys()];
      const taken: number[] = [];
      while (taken.length < count && left.length > 0) taken.push(left.splice(int(0, left.length - 1), 1)[0]!);
      return taken.toSorted((a, b) => a - b).map(i => all[i]!);
    },
  };
}
