/**
 * The search for the best match that begins at a row. All ways to go on are followed together, row by row, in the order in
 * which they are preferred; those that can no longer become different are one. So the time it takes is that of the rows by
 * the steps of the pattern, as long as conditions look at nothing but the row and its neighbours.
 */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import type { Conditions } from './conditions.ts';
import { type DeadEnds, type Known, learn, type Trail } from './known.ts';
import { lastRows, type Mapped, noRows, onPath, type Path, type RowAt, withRow } from './mapped.ts';
import { reach, type Standing, type Step } from './program.ts';
import { type Situation, situations } from './situations.ts';

/** What a way has taken. */
interface Taken {
  readonly path: Path | undefined;
  readonly mapped: readonly Mapped[];
}

/** A way that waits for a row to take. */
export interface Way extends Standing, Taken {}

export interface Found {
  /** The row behind its last. At the first row the match is empty. */
  readonly end: number;
  /** Undefined: the match is empty, or its rows are to be looked up by `retrace`. */
  readonly path: Path | undefined;
}

export interface Attempt {
  readonly start: number;
  /** The next row to look at. */
  at: number;
  /** The preferred first. None: it is decided. */
  ways: readonly Way[];
  /** Those that were there when the time or the rows were up. */
  left: readonly Way[];
  /** A match that is taken when no way before it leads to one. */
  found: Found | undefined;
  /** Whether a way ended because the time was up. */
  limited: boolean;
  /** Which match of its partition it may become. */
  readonly number: number;
  readonly roots: Path[];
  /** Of the attempt before, until this one has gone its way. */
  readonly before: Trail | undefined;
  readonly layers: Trail['layers'];
  /** Where it joined the way of the attempt before, and where that one had ended: the rows between were not looked at again. */
  joined: { readonly from: number; readonly to: number } | undefined;
}

export interface Search {
  begin(start: number, number: number, known: Known): Attempt;
  /** Takes the next row. */
  step(attempt: Attempt, rowAt: RowAt, dead: DeadEnds): void;
  /** Ends it where it is. `limited`: more rows would have had to come sooner; else there are none. */
  stop(attempt: Attempt, limited: boolean): void;
  /** What an attempt that is decided says to later ones. */
  learn(attempt: Attempt, known: Known): void;
  /** The rows of the match that it found. */
  retrace(attempt: Attempt, rowAt: RowAt): Path | undefined;
}

export function search(
  { variables, withinMs = Infinity }: NodeOf<'match'>,
  steps: readonly Step[],
  { of: conditions, tracking }: Conditions,
): Search {
  const { sets, named } = tracking;
  const { independent, restOf, situationOf } = situations(steps, tracking);
  /** By variable. */
  const setsOf = variables.map((_, variable) =>
    sets.flatMap(({ of }, i) => (of === undefined || of.includes(variable) ? [i] : [])),
  );
  /** Collects the ways before a row. */
  interface Front {
    readonly ways: Way[];
    readonly situations: Situation[];
    readonly seen: Set<Situation>;
  }
  const newFront = (): Front => ({ ways: [], situations: [], seen: new Set() });

  /** Goes on without a row; true when the match is found: other ways are not preferred then. */
  function spread(attempt: Attempt, from: Standing, { path, mapped }: Taken, front: Front, dead: DeadEnds): boolean {
    const { at, joined } = attempt;
    const ends = dead.get(at);
    const rest = restOf(mapped, path);
    const found = reach(
      steps,
      from,
      standing => {
        const situation = situationOf(standing, rest);
        if (front.seen.has(situation) || ends?.has(situation)) return false;
        front.seen.add(situation);
        return true;
      },
      standing => {
        front.ways.push({ ...standing, path, mapped });
        front.situations.push(situationOf(standing, rest));
      },
    );
    if (found) attempt.found = { path: joined ? undefined : path, end: at };
    return found;
  }

  /** Where the attempt before stood at the same, this one goes on where that one ended. */
  function join(attempt: Attempt, situations: readonly Situation[]): boolean {
    const { at, before, joined } = attempt;
    if (!before || joined || at >= before.at) return false;
    const there = before.layers.get(at);
    if (there?.length !== situations.length || there.some((one, i) => one !== situations[i])) return false;
    attempt.joined = { from: at, to: before.at };
    attempt.at = before.at;
    // Its rows are let go: what is kept must not grow from attempt to attempt.
    attempt.ways = before.ways.map(way => ({
      ...way,
      path: undefined,
      mapped: way.mapped.map((one, i) => lastRows(one, sets[i]!.lasts)),
    }));
    if (before.found > at) attempt.found = { path: undefined, end: before.found };
    return true;
  }

  function begin(start: number, number: number, { dead, trail }: Known): Attempt {
    const attempt: Attempt = {
      start,
      at: start,
      ways: [],
      left: [],
      found: undefined,
      limited: false,
      number,
      roots: [],
      before: trail,
      layers: trail?.layers ?? new Map(),
      joined: undefined,
    };
    const front = newFront();
    spread(attempt, { step: 0, loops: 0 }, { path: undefined, mapped: sets.map(noRows) }, front, dead);
    attempt.ways = front.ways;
    return attempt;
  }

  function stop(attempt: Attempt, limited: boolean): void {
    attempt.left = attempt.ways;
    attempt.ways = [];
    attempt.limited ||= limited;
  }

  function step(attempt: Attempt, rowAt: RowAt, dead: DeadEnds): void {
    const row = attempt.at;
    if (rowAt(row)!.time - rowAt(attempt.start)!.time >= withinMs) {
      stop(attempt, true);
      return;
    }
    attempt.at++;
    const front = newFront();
    /** By variable, of conditions that depend on the row alone. */
    const known: (boolean | undefined)[] = [];
    for (const way of attempt.ways) {
      const take = steps[way.step]!;
      if (take.op !== 'take') continue;
      const { variable, excluded } = take;
      const condition = conditions[variable];
      const mine = setsOf[variable]!;
      let { mapped } = way;
      if (mine.length > 0) {
        const more = mapped.slice();
        for (const set of mine) more[set] = withRow(mapped[set]!, row, variable, sets[set]!);
        mapped = more;
      }
      const path = onPath(way.path, attempt.roots, named, row, variable, excluded);
      let fits = condition?.local ? known[variable] : condition === undefined;
      if (fits === undefined || (!fits && condition && !condition.local)) {
        fits = condition!.fits({ rowAt, row, path, mapped, number: attempt.number });
        known[variable] = fits;
      }
      if (!fits) continue;
      if (spread(attempt, { step: way.step + 1, loops: way.loops | take.loops }, { path, mapped }, front, dead)) break;
    }
    attempt.ways = front.ways;
    if (!independent || join(attempt, front.situations)) return;
    attempt.layers.set(attempt.at, front.situations);
  }

  return {
    begin,
    step,
    stop,
    learn: (attempt, known) => independent && learn(attempt, known),
    retrace({ start, found, number }, rowAt) {
      if (!found || found.path || found.end === start) return found?.path;
      const nothing: Known = { dead: new Map(), trail: undefined };
      const again = begin(start, number, nothing);
      while (again.at < found.end) step(again, rowAt, nothing.dead);
      return again.found!.path;
    },
  };
}
