/** Which rows are in sight: of the log or the table, filtered and ordered, a slice of work at a time. */
import type { Changes } from './changes.ts';
import type { Entry } from './entry.ts';
import type { Filter } from './filter.ts';
import { type Order, ordered } from './order.ts';

export type Mode = 'table' | 'changelog';

export interface Sight {
  readonly rows: readonly Entry[];
  /** Whether rows are where they came in: new ones come at the end. */
  readonly isLog: boolean;
  /** Rows lost at the front since `rows` was last asked for, where it is a log. */
  takeLost(): number;
  set(choice: Partial<Choice>): void;
  readonly choice: Choice;
  /** There are new rows. */
  stale(): void;
  /** Works until `deadline` at most (milliseconds of `performance.now()`); true when there is something new to draw. */
  work(deadline: number): boolean;
  /** Whether `work` has something to do. */
  readonly busy: boolean;
}

export interface Choice {
  readonly mode: Mode;
  readonly filter: Filter | undefined;
  readonly order: Order | undefined;
  /** Rows stand still; what comes meanwhile is kept. */
  readonly paused: boolean;
}

/** Rows that are looked at between two looks at the clock. */
const SLICE = 256;
/** Sorting a long list takes a while: it is not done again before this many times as long has passed. */
const REST = 6;

export function sight(changes: Changes, initial: Choice): Sight {
  let choice = initial;
  let rows: readonly Entry[] = [];
  let isStale = true;
  let atWork: Generator<undefined, readonly Entry[]> | undefined;
  let restUntil = 0;
  let cost = 0;
  let lost = 0;
  /** What was there when the view was made to stand still. */
  let frozen: Readonly<Record<Mode, readonly Entry[]>> | undefined;
  const isPlainLog = (): boolean => choice.mode === 'changelog' && !choice.filter && !choice.order;
  const sourceOf = (mode: Mode): readonly Entry[] =>
    frozen?.[mode] ?? (mode === 'table' ? changes.latest() : changes.log);

  function* compute(): Generator<undefined, readonly Entry[]> {
    const { mode, filter, order } = choice;
    let passed: readonly Entry[] = sourceOf(mode);
    if (filter) {
      const found: Entry[] = [];
      for (const [i, entry] of [...passed].entries()) {
        if (filter.passes(entry)) found.push(entry);
        if (i % SLICE === SLICE - 1) yield;
      }
      passed = found;
    }
    return order ? ordered(passed, order) : passed;
  }

  return {
    get rows() {
      return rows;
    },
    get isLog() {
      return choice.mode === 'changelog' && !choice.order;
    },
    get choice() {
      return choice;
    },
    get busy() {
      return isStale || atWork !== undefined;
    },
    takeLost() {
      if (frozen) return 0;
      const since = isPlainLog() ? changes.lost - lost : 0;
      lost = changes.lost;
      return since;
    },
    set(more) {
      choice = { ...choice, ...more };
      if (!choice.paused) frozen = undefined;
      else frozen ??= { changelog: [...changes.log], table: changes.latest() };
      atWork = undefined;
      restUntil = 0;
      isStale = true;
    },
    stale() {
      if (!frozen) isStale = true;
    },
    work(deadline) {
      if (isPlainLog()) {
        const news = isStale;
        rows = sourceOf('changelog');
        isStale = false;
        return news;
      }
      if (!atWork) {
        if (!isStale || performance.now() < restUntil) return false;
        isStale = false;
        atWork = compute();
        cost = 0;
      }
      const started = performance.now();
      let news = false;
      do {
        const { done, value } = atWork.next();
        if (!done) continue;
        rows = value;
        atWork = undefined;
        news = true;
      } while (atWork && performance.now() < deadline);
      cost += performance.now() - started;
      if (news) restUntil = performance.now() + cost * REST;
      return news;
    },
  };
}
