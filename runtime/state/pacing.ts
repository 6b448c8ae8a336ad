/** EMIT EVERY: at most one update of a group in each interval of event time, the last one when the watermark has passed it. */
import type { Group } from './groups.ts';

export interface Pacing<Thing> {
  /** Whether a change at this time has to wait; what is to be put out then is kept, in place of what was. */
  holds(group: Group, time: number, thing: Thing): boolean;
  /** What waits of the group. */
  waiting(group: Group): Thing | undefined;
  /** Something has come out of the group: nothing of it waits. */
  spoke(group: Group): void;
  /** The watermark has risen to this: a change in an interval before it waits for nothing. */
  pass(watermark: number): void;
  /** What waited for intervals that the watermark has passed. */
  due(watermark: number): readonly Thing[];
  /** What waited is to wait again. */
  wait(group: Group, thing: Thing): void;
  /** Whether nothing waits. */
  isIdle(): boolean;
}

/** `everyMs` undefined: nothing ever waits. */
export function pacing<Thing>(everyMs: number | undefined): Pacing<Thing> {
  const pending = new Map<Group, Thing>();
  let passed = Number.NEGATIVE_INFINITY;
  const isOver = (interval: number, watermark: number): boolean => (interval + 1) * everyMs! <= watermark;
  return {
    holds(group, time, thing) {
      if (everyMs === undefined) return false;
      const interval = Math.floor(time / everyMs);
      if (group.interval !== undefined && interval <= group.interval) {
        if (isOver(group.interval, passed)) return false;
        pending.set(group, thing);
        return true;
      }
      group.interval = interval;
      return false;
    },
    waiting: group => pending.get(group),
    spoke: group => pending.delete(group),
    pass(watermark) {
      passed = watermark;
    },
    due(watermark) {
      const things: Thing[] = [];
      for (const [group, thing] of pending) if (isOver(group.interval!, watermark)) things.push(thing);
      return things;
    },
    wait: (group, thing) => void pending.set(group, thing),
    isIdle: () => pending.size === 0,
  };
}
