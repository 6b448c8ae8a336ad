/**
 * How far the watermark must be held back: to the first row at which a match may end that is not out yet. While an attempt goes
 * on, matches that begin behind its first row and end at rows that are there would come out if it failed.
 */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import type { Conditions } from './conditions.ts';
import { type Partition, sizeOf } from './partition.ts';
import { loopRoom, reach, type Standing, type Step } from './program.ts';

/** All matches that begin at a row or behind it, followed together; those that may be none count too. */
export interface Possible {
  /** The next row to look at. */
  at: number;
  standing: Standing[];
  /** The first row at which one ends. */
  end: number | undefined;
}

/** The least time of a row that may come out although the watermark has passed it; Infinity: none. Of a partition that waits. */
export type HoldOf = (partition: Partition) => number;

export function holding({ allRows }: NodeOf<'match'>, steps: readonly Step[], { of: conditions }: Conditions): HoldOf {
  const room = loopRoom(steps);

  function follow(possible: Possible, partition: Partition, until: number): void {
    const rowAt = (i: number) => partition.entries[i - partition.gone];
    while (possible.at < until && possible.end === undefined) {
      const row = possible.at++;
      const known = new Set<number>();
      const isNew = ({ step, loops }: Standing): boolean => {
        const number = step * room + loops;
        if (known.has(number)) return false;
        known.add(number);
        return true;
      };
      const next: Standing[] = [];
      // A match that is empty is at the row before which it ends.
      let ends = reach(steps, { step: 0, loops: 0 }, isNew, one => possible.standing.push(one));
      known.clear();
      for (const { step, loops } of possible.standing) {
        const take = steps[step]!;
        if (ends || take.op !== 'take') continue;
        const condition = conditions[take.variable];
        const place = { rowAt, row, path: undefined, mapped: [], number: 0 };
        if (condition?.local && !condition.fits(place)) continue;
        ends = reach(steps, { step: step + 1, loops: loops | take.loops }, isNew, one => next.push(one));
      }
      possible.standing = next;
      if (ends) possible.end = row;
    }
  }

  return partition => {
    const { attempt, start, gone, entries } = partition;
    const timeOf = (i: number): number => entries[i - gone]?.time ?? Infinity;
    if (!attempt) return Infinity;
    if (allRows) return timeOf(start);
    const { at, found } = attempt;
    let { possible } = partition;
    if (!possible || possible.at <= start || (possible.end !== undefined && possible.end <= start)) {
      possible = { at: start + 1, standing: [], end: undefined };
      partition.possible = possible;
    }
    follow(possible, partition, at);
    return Math.min(
      found ? timeOf(Math.max(start, found.end - 1)) : Infinity,
      possible.end === undefined ? Infinity : timeOf(possible.end),
      at < sizeOf(partition) ? timeOf(at) : Infinity,
    );
  };
}
