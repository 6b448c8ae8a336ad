/** How a run went over its time, for charts: dense while it is short, thinner the longer it is. */
import type { Progress } from './output.ts';

/** One moment of a run. */
export interface Sample {
  /** Seconds since its start. */
  readonly at: number;
  /** Records read and rows put out since the start. */
  readonly in: number;
  readonly out: number;
  /** Of latency, in milliseconds; see Progress. */
  readonly slowest: number | null;
  readonly p99: number;
}

export interface Samples {
  readonly all: readonly Sample[];
  add(progress: Progress): void;
}

/** More than a chart has pixels is of no use. */
const MOST = 1200;

export function samples(): Samples {
  let all: Sample[] = [];
  /** Seconds from one to the next at least. */
  let apart = 0;
  return {
    get all() {
      return all;
    },
    add({ in: read, out, latency, elapsed }) {
      const at = elapsed / 1000;
      const before = all.at(-1);
      if (before && at - before.at < apart) return;
      all = [...all, { at, in: read, out, slowest: latency.now, p99: latency.p99 }];
      if (all.length <= MOST) return;
      all = all.filter((_, i) => i % 2 === 0);
      apart = (at / MOST) * 1.5;
    },
  };
}
