/**
 * What is kept by key and forgotten when nothing touched it for long enough (`state.ttl`), by event time: a row whose own
 * partition had passed that time before it finds nothing, and its key begins anew; as Flink, nothing is put out for it.
 */
import { deadlines } from './deadlines.ts';

export interface Forgetting<Thing> {
  /** Whether a row that came this late finds it forgotten. */
  isForgotten(thing: Thing, late: number): boolean;
  /** It is kept from now on. */
  keep(thing: Thing): void;
  /** Nothing of what has not been touched for long enough is needed any more. */
  pass(watermark: number): void;
}

/**
 * @param ttlMs undefined: nothing is ever forgotten
 * @param touchedAt the greatest time of what touched it, milliseconds
 */
export function forgetting<Thing>(
  ttlMs: number | undefined,
  touchedAt: (thing: Thing) => number,
  forget: (thing: Thing) => void,
): Forgetting<Thing> {
  if (ttlMs === undefined) return { isForgotten: () => false, keep: () => {}, pass: () => {} };
  const until = (thing: Thing): number => touchedAt(thing) + ttlMs;
  const due = deadlines<Thing>();
  return {
    isForgotten: (thing, late) => late >= until(thing),
    keep: thing => due.add(until(thing), thing),
    pass(watermark) {
      // At the end everything ends with the run.
      while (watermark !== Infinity && due.next() <= watermark) {
        const thing = due.pop()!;
        if (until(thing) <= watermark) forget(thing);
        else due.add(until(thing), thing);
      }
    },
  };
}
