/** Rows that wait until the watermark has passed them, to go on in their order. */

export interface Arrivals<One> {
  add(one: One): void;
  /** Takes out those that are due before the watermark, in order; Infinity: all. */
  passed(watermark: number): readonly One[];
}

/** @param compare which of two that are due goes first */
export function arrivals<One extends { readonly due: number }>(compare: (a: One, b: One) => number): Arrivals<One> {
  let waiting: One[] = [];
  let first = Infinity;
  return {
    add(one) {
      waiting.push(one);
      first = Math.min(first, one.due);
    },
    passed(watermark) {
      if (first >= watermark && watermark !== Infinity) return [];
      const passed = watermark === Infinity ? waiting : waiting.filter(({ due }) => due < watermark);
      waiting = watermark === Infinity ? [] : waiting.filter(({ due }) => due >= watermark);
      first = waiting.reduce((least, { due }) => Math.min(least, due), Infinity);
      return passed.sort(compare);
    },
  };
}
