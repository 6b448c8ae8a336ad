/** What expressions of a match read of the rows around: values at other rows of it, and aggregates over its rows. */
import type { MatchExpression, MatchedRows, MatchRead } from '../../../src/compiler/plan/nodes/match.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { accumulators } from '../../state/accumulators.ts';
import type { Clock } from '../../time/clock.ts';
import { aggregated, lastOf, type Mapped, type Path, type RowAt, type Tracked, variableAt } from './mapped.ts';

/** Where an expression is evaluated. */
export interface Place {
  readonly rowAt: RowAt;
  /** The row it is about; −1: of no row, the match is empty. */
  readonly row: number;
  /** Up to that row. */
  readonly path: Path | undefined;
  /** By `Tracked`. */
  readonly mapped: readonly Mapped[];
  /** Which match of the partition it is, from 1. */
  readonly number: number;
}

/** The values that are read, by position. `whole` is the place at the end of the match. Throws RecordError. */
export type Reads = (here: Place, whole: Place) => Value[];

type RowRead = Extract<MatchRead, { readonly read: 'row' }>;

/** Whether a read of a condition depends on the row that is looked at alone, whatever came before it in the match. */
export const isLocal = (read: MatchRead, variable: number): boolean =>
  read.read === 'row' &&
  read.place === 'last' &&
  read.offset === 0 &&
  (read.of === undefined || read.of.includes(variable)) &&
  (read.what !== 'variable' || read.shift === 0);

/** The sets of rows that expressions look at, each once. */
export class Tracking {
  readonly sets: Tracked[] = [];
  /** How many rows before and behind rows of the match are looked at. */
  before = 0;
  behind = 0;
  /** Whether which variable a row before fits is looked at. */
  named = false;
  readonly #names: readonly string[];

  /** @param names of the variables */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** @param variable of a condition; undefined: of a measure */
  add({ reads }: MatchExpression, variable: number | undefined, clock: Clock): Reads {
    const made = reads.map(read => this.#one(read, variable, clock));
    return (here, whole) => made.map(one => one(here, whole));
  }

  #one(read: MatchRead, variable: number | undefined, clock: Clock): (here: Place, whole: Place) => Value {
    if (read.read === 'number') return here => here.number;
    if (read.read === 'aggregate') {
      const set = this.#set(read.of);
      const tracked = this.sets[set]!;
      const index = tracked.aggregates.push(accumulators([read.call], clock)) - 1;
      const names = this.#names;
      tracked.named ||= read.named;
      return (here, whole) => {
        const { mapped, rowAt } = read.final ? whole : here;
        return aggregated(mapped[set]!, index, tracked, rowAt, one => names[one] ?? null);
      };
    }
    this.before = Math.max(this.before, -read.shift);
    this.behind = Math.max(this.behind, read.shift);
    const rowOf = this.#rowOf(read, variable);
    const { what, shift } = read;
    if (what === 'variable') {
      if (variable !== undefined && !isLocal(read, variable)) this.named = true;
      const names = this.#names;
      return (here, whole) => {
        const place = read.final ? whole : here;
        const row = rowOf(place);
        return row < 0 ? null : (names[variableAt(place.path, row + shift)] ?? null);
      };
    }
    return (here, whole) => {
      const place = read.final ? whole : here;
      const row = rowOf(place);
      const there = row < 0 ? undefined : place.rowAt(row + shift);
      if (what === 'exists') return there !== undefined;
      return there ? there.values[what]! : null;
    };
  }

  #rowOf(read: RowRead, variable: number | undefined): (place: Place) => number {
    const { of, place: end, offset } = read;
    if (variable !== undefined && isLocal({ ...read, what: 'exists' }, variable)) return ({ row }) => row;
    const set = this.#set(of);
    const tracked = this.sets[set]!;
    if (end === 'last') {
      tracked.lasts = Math.max(tracked.lasts, offset + 1);
      return ({ mapped }) => lastOf(mapped[set]!, offset);
    }
    tracked.firsts = Math.max(tracked.firsts, offset + 1);
    return ({ mapped }) => mapped[set]!.firsts[offset] ?? -1;
  }

  #set(of: MatchedRows): number {
    const known = this.sets.findIndex(one => String(one.of) === String(of));
    if (known >= 0) return known;
    return this.sets.push({ of, lasts: 0, firsts: 0, aggregates: [], named: false }) - 1;
  }
}
