/** What attempts that are decided say to later ones, so that no row is gone through again and again. */
import type { Attempt, Way } from './attempt.ts';
import type { Situation } from './situations.ts';

/** By row the situations before it from which nothing leads to a match. */
export type DeadEnds = Map<number, Set<Situation>>;

/** The ways of an attempt by row, for one that comes to stand where it stood. Both go on alike, but for the time they have. */
export interface Trail {
  /** By row what its ways stood at before it, the preferred first. Rows ascend. */
  readonly layers: Map<number, readonly Situation[]>;
  /** Where it ended, and the ways that were left there. */
  readonly at: number;
  readonly ways: readonly Way[];
  /** The last end of a match that it found; −1: none. */
  readonly found: number;
}

export interface Known {
  readonly dead: DeadEnds;
  trail: Trail | undefined;
}

/** Of an attempt that is decided, whose situations are not its own alone. */
export function learn({ at, found, joined, layers, left, limited, start }: Attempt, known: Known): void {
  known.trail = { layers, at, ways: left, found: found?.end ?? -1 };
  if (limited) return;
  // Of a match only what is behind it failed.
  const fail = (from: number, to: number): void => {
    for (let row = Math.max(from, (found?.end ?? -1) + 1); row <= to; row++) {
      const situations = layers.get(row) ?? [];
      if (situations.length === 0) continue;
      const there = known.dead.get(row);
      if (!there) known.dead.set(row, new Set(situations));
      else for (const one of situations) there.add(one);
    }
  };
  fail(start + 1, joined?.from ?? at);
  if (joined) fail(joined.to + 1, at);
}
