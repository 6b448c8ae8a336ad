/** Things that come due, of which there are many: those of far times lie in piles unsorted, so that few are compared. */
import { type Deadlines, deadlines } from './deadlines.ts';

interface Pile<Thing> {
  readonly times: number[];
  readonly things: Thing[];
}

/** As `deadlines`. @param width of the times that lie in one pile: milliseconds, more than 0 */
export function calendar<Thing>(width: number): Deadlines<Thing> {
  /** All that is in piles up to `opened`. */
  const near = deadlines<Thing>();
  let nearby = 0;
  let opened = -Infinity;
  const far = new Map<number, Pile<Thing>>();
  const waiting = deadlines<number>();
  /** The pile that was added to last: others are rarer. */
  let latest = Number.NaN;
  let pile: Pile<Thing> = { times: [], things: [] };

  function pileOf(number: number): Pile<Thing> {
    const there = far.get(number);
    if (there) return there;
    const made: Pile<Thing> = { times: [], things: [] };
    far.set(number, made);
    waiting.add(number, number);
    return made;
  }

  /** There is something near, unless there is nothing. */
  function approach(): void {
    if (nearby > 0 || far.size === 0) return;
    opened = waiting.pop()!;
    const { times, things } = far.get(opened)!;
    far.delete(opened);
    latest = Number.NaN;
    for (let i = 0; i < times.length; i++) near.add(times[i]!, things[i]!);
    nearby = times.length;
  }

  return {
    add(at, thing) {
      const number = Math.floor(at / width);
      if (number <= opened) {
        near.add(at, thing);
        nearby++;
        return;
      }
      if (number !== latest) pile = pileOf(number);
      latest = number;
      pile.times.push(at);
      pile.things.push(thing);
    },
    next() {
      approach();
      return near.next();
    },
    pop() {
      approach();
      if (nearby > 0) nearby--;
      return near.pop();
    },
  };
}
