/** Things that wait until the watermark has passed the time from which they count. */

export interface ByTime<Thing> {
  add(thing: Thing, at: number): void;
  /** Those before this time, in the order of time; of one time as `compare` says, else as they came. Infinity: all. */
  passed(ms: number): { readonly thing: Thing; readonly at: number }[];
}

export function byTime<Thing>(compare: (a: Thing, b: Thing) => number = () => 0): ByTime<Thing> {
  let held: { readonly thing: Thing; readonly at: number }[] = [];
  let first = Infinity;
  return {
    add(thing, at) {
      held.push({ thing, at });
      first = Math.min(first, at);
    },
    passed(ms) {
      if (first >= ms && ms !== Infinity) return [];
      const some = ms === Infinity ? held : held.filter(({ at }) => at < ms);
      held = ms === Infinity ? [] : held.filter(({ at }) => at >= ms);
      first = held.reduce((least, { at }) => Math.min(least, at), Infinity);
      return some.sort((a, b) => a.at - b.at || compare(a.thing, b.thing));
    },
  };
}
