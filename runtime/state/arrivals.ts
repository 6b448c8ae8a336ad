/** Rows that wait until the watermark has passed them, to go on in their order. */

import { type Keep, keepThings } from './entries/kept.ts';

export interface Arrivals<One> {
  add(one: One): void;
  /** Takes out those that are due before the watermark, in order; Infinity: all. */
  passed(watermark: number): readonly One[];
}

/** @param compare which of two that are due goes first */
export function arrivals<One extends { readonly due: number }>(
  compare: (a: One, b: One) => number,
  keep?: Keep,
): Arrivals<One> {
  let waiting: One[] = [];
  let first = Infinity;
  function take(one: One): One {
    waiting.push(one);
    first = Math.min(first, one.due);
    return one;
  }
  const entries = keepThings<One, One>(keep, { read: one => one, restore: take });
  return {
    add: one => entries.add(take(one)),
    passed(watermark) {
      if (first >= watermark && watermark !== Infinity) return [];
      const passed = watermark === Infinity ? waiting : waiting.filter(({ due }) => due < watermark);
      waiting = watermark === Infinity ? [] : waiting.filter(({ due }) => due >= watermark);
      first = waiting.reduce((least, { due }) => Math.min(least, due), Infinity);
      for (const one of passed) entries.remove(one);
      return passed.sort(compare);
    },
  };
}
