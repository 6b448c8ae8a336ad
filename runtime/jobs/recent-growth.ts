/** How fast a sum grew in the last minute. */

const MINUTE_MS = 60_000;
const SAMPLE_MS = 5000;

export interface RecentGrowth {
  /** Tells the sum as it is now; it never falls. Called at least every few seconds. */
  sample(sum: number, now: number): void;
  /** Per millisecond, over the last minute or, before that has passed, since the start. */
  perMs(sum: number, now: number): number;
}

/** Times in milliseconds of a clock that does not go back. @param start when the sum was 0 */
export function recentGrowth(start: number): RecentGrowth {
  /** Ascending; the first one at least a minute old once there is such a one. */
  const samples = [{ at: start, sum: 0 }];
  return {
    sample(sum, now) {
      if (now - samples.at(-1)!.at < SAMPLE_MS) return;
      samples.push({ at: now, sum });
      while (samples[1]!.at <= now - MINUTE_MS) samples.shift();
    },
    perMs(sum, now) {
      const from = now - MINUTE_MS;
      const i = samples.findLastIndex(({ at }) => at <= from);
      if (i < 0) return now > start ? (sum - samples[0]!.sum) / (now - start) : 0;
      const before = samples[i]!;
      const after = samples[i + 1] ?? { at: now, sum };
      // Between two samples the sum is taken to have grown evenly.
      const base = before.sum + ((after.sum - before.sum) * (from - before.at)) / (after.at - before.at);
      return (sum - base) / MINUTE_MS;
    },
  };
}
