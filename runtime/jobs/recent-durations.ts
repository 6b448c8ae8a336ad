/** How long things took in the last minute: percentiles within 5 %, the greatest exactly. */

/** Buckets per doubling of the duration: a bound is 9 % above the one before, its middle within 5 % of all in it. */
const PER_DOUBLING = 8;
/** The first bucket's upper bound, in milliseconds. */
const LEAST_MS = 0.01;
/** Up to LEAST_MS × 2^(BUCKETS / PER_DOUBLING): 3 hours. What takes longer is in the last one. */
const BUCKETS = 30 * PER_DOUBLING;
const SLOT_MS = 5000;
const SLOTS = 13;

interface Slot {
  /** Number since time 0. */
  readonly number: number;
  readonly weights: Float64Array;
  total: number;
  greatest: number;
}

export interface RecentDurations {
  /** `weight`: of how many things. */
  add(ms: number, weight: number, now: number): void;
  /** In milliseconds; `part` of 0 to 1; 0 when there was nothing. */
  percentile(part: number, now: number): number;
  greatest(now: number): number;
}

/** Times in milliseconds of a clock that does not go back. */
export function recentDurations(): RecentDurations {
  let slots: Slot[] = [];

  function recent(now: number): readonly Slot[] {
    const first = Math.floor(now / SLOT_MS) - SLOTS + 1;
    if (slots.length > 0 && slots[0]!.number < first) slots = slots.filter(({ number }) => number >= first);
    return slots;
  }

  return {
    add(ms, weight, now) {
      const number = Math.floor(now / SLOT_MS);
      recent(now);
      let slot = slots.at(-1);
      if (slot?.number !== number) {
        slot = { number, weights: new Float64Array(BUCKETS), total: 0, greatest: 0 };
        slots.push(slot);
      }
      slot.weights[bucketOf(ms)]! += weight;
      slot.total += weight;
      if (ms > slot.greatest) slot.greatest = ms;
    },
    percentile(part, now) {
      const within = recent(now);
      const wanted = part * within.reduce((sum, { total }) => sum + total, 0);
      if (wanted === 0) return 0;
      let reached = 0;
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        for (const { weights } of within) reached += weights[bucket]!;
        if (reached >= wanted) return Math.min(middleOf(bucket), this.greatest(now));
      }
      return this.greatest(now);
    },
    greatest: now => recent(now).reduce((most, { greatest }) => Math.max(most, greatest), 0),
  };
}

const bucketOf = (ms: number): number =>
  ms <= LEAST_MS ? 0 : Math.min(BUCKETS - 1, Math.ceil(Math.log2(ms / LEAST_MS) * PER_DOUBLING));

const middleOf = (bucket: number): number => LEAST_MS * 2 ** ((bucket - 0.5) / PER_DOUBLING);
