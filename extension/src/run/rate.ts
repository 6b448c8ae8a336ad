/** How many rows a second arrive now: over the last two seconds, not since the start. */

/** Milliseconds. */
const SPAN = 2000;

export interface Rate {
  /** @param now milliseconds of any clock that never goes back */
  at(now: number, total: number): number;
}

export function rate(): Rate {
  const samples: { readonly now: number; readonly total: number }[] = [];
  return {
    at(now, total) {
      samples.push({ now, total });
      while (samples.length > 2 && samples[1]!.now <= now - SPAN) samples.shift();
      const { now: then, total: before } = samples[0]!;
      return now === then ? 0 : ((total - before) * 1000) / (now - then);
    },
  };
}
