/** Things that wait until the watermark has passed the time from which they count. */

import { type Keep, keepThings } from './entries/kept.ts';

export interface ByTime<Thing> {
  add(thing: Thing, at: number): void;
  /** Those before this time, in the order of time; of one time as `compare` says, else as they came. Infinity: all. */
  passed(ms: number): { readonly thing: Thing; readonly at: number }[];
}

interface Held<Thing> {
  readonly thing: Thing;
  readonly at: number;
}

export function byTime<Thing>(keep: Keep, compare: (a: Thing, b: Thing) => number = () => 0): ByTime<Thing> {
  let held: Held<Thing>[] = [];
  let first = Infinity;
  function take(one: Held<Thing>): Held<Thing> {
    held.push(one);
    first = Math.min(first, one.at);
    return one;
  }
  const entries = keepThings<Held<Thing>, Held<Thing>>(keep, { read: one => one, restore: take });
  return {
    add: (thing, at) => entries.add(take({ thing, at })),
    passed(ms) {
      if (first >= ms && ms !== Infinity) return [];
      const some = ms === Infinity ? held : held.filter(({ at }) => at < ms);
      held = ms === Infinity ? [] : held.filter(({ at }) => at >= ms);
      first = held.reduce((least, { at }) => Math.min(least, at), Infinity);
      for (const one of some) entries.remove(one);
      return some.sort((a, b) => a.at - b.at || compare(a.thing, b.thing));
    },
  };
}
