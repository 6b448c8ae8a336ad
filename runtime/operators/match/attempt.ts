/**
 * The search for the best match that begins at a row. All ways to go on are followed together, row by row, in the order in
 * which they are preferred; those that can no longer become different are one. So the time it takes is that of the rows by
 * the steps of the pattern, as long as conditions look at nothing but the row and its neighbours.
 */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import type { Conditions } from './conditions.ts';
import { type Mapped, noRows, onPath, type Path, type RowAt, type Tracked, withRow } from './mapped.ts';
import { loopRoom, reach, type Standing, type Step } from './program.ts';

/** Where a way stands and what it depends on of the rows so far. */
export type Situation = number | string;

/** By row the situations before it from which nothing leads to a match. */
export type DeadEnds = Map<number, Set<Situation>>;

/** What a way has taken. */
interface Taken {
  readonly path: Path | undefined;
  readonly mapped: readonly Mapped[];
}

/** A way that waits for a row to take. */
interface Way extends Standing, Taken {}

export interface Found {
  /** Undefined: the match is empty. */
  readonly path: Path | undefined;
  /** The row behind its last. */
  readonly end: number;
}

export interface Attempt {
  readonly start: number;
  /** The next row to look at. */
  at: number;
  /** The preferred first. None: it is decided. */
  ways: readonly Way[];
  /** A match that is taken when no way before it leads to one. */
  found: Found | undefined;
  /** Whether a way ended because the time was up. */
  limited: boolean;
  /** Which match of its partition it may become. */
  readonly number: number;
  readonly roots: Path[];
  readonly seen: DeadEnds;
}

export interface Search {
  begin(start: number, number: number, dead: DeadEnds): Attempt;
  /** Takes the next row. */
  step(attempt: Attempt, rowAt: RowAt, dead: DeadEnds): void;
  /** What the failure of an attempt says to later ones; of a match only what is behind it. */
  learn(attempt: Attempt, dead: DeadEnds): void;
}

export function search(
  { variables, withinMs = Infinity }: NodeOf<'match'>,
  steps: readonly Step[],
  { of: conditions, tracking }: Conditions,
): Search {
  const { sets, named } = tracking;
  /** Whether later attempts may stand where this one did: aggregates and names are those of one attempt. */
  const learns = !named && sets.every(({ aggregates }) => aggregates.length === 0);
  /** By variable. */
  const setsOf = variables.map((_, variable) =>
    sets.flatMap(({ of }, i) => (of === undefined || of.includes(variable) ? [i] : [])),
  );
  const room = loopRoom(steps);

  /** What conditions on rows to come may see of the rows so far. */
  function seenOf(mapped: readonly Mapped[], path: Path | undefined): string {
    let text = named ? `${path?.id}` : '';
    for (let i = 0; i < sets.length; i++) text += textOf(mapped[i]!, sets[i]!);
    return text;
  }

  /** Goes on without a row; true when the match is found: other ways are not preferred then. */
  function spread(attempt: Attempt, from: Standing, { path, mapped }: Taken, ways: Way[], dead: DeadEnds): boolean {
    const { at, seen } = attempt;
    let known = seen.get(at);
    if (!known) {
      known = new Set();
      seen.set(at, known);
    }
    const here = known;
    const ends = dead.get(at);
    const suffix = sets.length === 0 && !named ? undefined : seenOf(mapped, path);
    const found = reach(
      steps,
      from,
      ({ step, loops }) => {
        const number = step * room + loops;
        const situation = suffix === undefined ? number : `${number}${suffix}`;
        if (here.has(situation) || ends?.has(situation)) return false;
        here.add(situation);
        return true;
      },
      ({ step, loops }) => ways.push({ step, loops, path, mapped }),
    );
    if (found) attempt.found = { path, end: at };
    return found;
  }

  return {
    begin(start, number, dead) {
      const attempt: Attempt = {
        start,
        at: start,
        ways: [],
        found: undefined,
        limited: false,
        number,
        roots: [],
        seen: new Map(),
      };
      const ways: Way[] = [];
      spread(attempt, { step: 0, loops: 0 }, { path: undefined, mapped: sets.map(noRows) }, ways, dead);
      attempt.ways = ways;
      return attempt;
    },
    step(attempt, rowAt, dead) {
      const row = attempt.at;
      if (rowAt(row)!.time - rowAt(attempt.start)!.time >= withinMs) {
        attempt.ways = [];
        attempt.limited = true;
        return;
      }
      attempt.at++;
      const ways: Way[] = [];
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
        if (spread(attempt, { step: way.step + 1, loops: way.loops | take.loops }, { path, mapped }, ways, dead)) break;
      }
      attempt.ways = ways;
    },
    learn({ seen, found, limited }, dead) {
      if (limited || !learns) return;
      for (const [row, situations] of seen) {
        if (found && row <= found.end) continue;
        const known = dead.get(row);
        if (!known) dead.set(row, situations);
        else for (const one of situations) known.add(one);
      }
    },
  };
}

function textOf(mapped: Mapped, { lasts, firsts, aggregates }: Tracked): string {
  if (aggregates.length > 0) return `|${mapped.id}`;
  let text = '|';
  let one: Mapped | undefined = mapped;
  for (let i = 0; i < lasts && one; i++) {
    text += `${one.row},`;
    one = one.before;
  }
  if (firsts > 0) text += `;${mapped.firsts.join()}`;
  return text;
}
