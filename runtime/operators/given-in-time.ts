/** Rows of two inputs in the order of the times from which they count. */

import { deadlines } from '../state/deadlines.ts';
import { type Keep, keepThings, keepValue } from '../state/entries/kept.ts';
import { countsFrom } from '../state/table-versions.ts';
import type { Row } from './row.ts';

export interface Given {
  /** Of which input. */
  readonly of: 0 | 1;
  readonly row: Row;
}

export interface InTime {
  /** Rows of an input come in the order of these times already. */
  add(of: 0 | 1, rows: readonly Row[]): void;
  /** Hands on those before this time; Infinity: all. */
  release(ms: number): void;
}

interface Held extends Given {
  readonly at: number;
  readonly place: number;
}

export function givenInTime(handOn: (rows: readonly Given[]) => void, keep: Keep): InTime {
  const held = deadlines<Held>();
  let latest: [number, number] = [-Infinity, -Infinity];
  let places = 0;
  keepValue(
    keep,
    () => ({ latest, places }),
    value => ({ latest, places } = value),
  );
  const entries = keepThings<Held, Held>(keep, {
    read: one => one,
    restore(one) {
      held.add(one.at, one);
      return one;
    },
  });
  return {
    add(of, rows) {
      for (const row of rows) {
        latest[of] = Math.max(countsFrom(row), latest[of]);
        const one = { of, row, at: latest[of], place: places++ };
        held.add(one.at, one);
        entries.add(one);
      }
    },
    release(ms) {
      const due: Held[] = [];
      while (held.next() < ms) due.push(held.pop()!);
      if (due.length === 0) return;
      for (const one of due) entries.remove(one);
      // What came first goes first: a change is what was and then what is.
      handOn(due.sort((a, b) => (a.at === b.at ? a.place - b.place : a.at - b.at)));
    },
  };
}
