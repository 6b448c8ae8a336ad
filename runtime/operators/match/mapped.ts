/**
 * The rows of a match so far, and those of some of its variables. Chains whose tails are shared, so that attempts that go on
 * in several ways keep what they have in common once.
 */
import type { MatchedRows } from '../../../src/compiler/plan/nodes/match.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { type Accumulators, copyState, type GroupState } from '../../state/accumulators.ts';
import type { Row } from '../row.ts';

/** The rows of a partition by their numbers, from 0; undefined: not there (any more). */
export type RowAt = (i: number) => Row | undefined;

/** A row that fits a variable, after those before it. */
export interface Path {
  readonly row: number;
  readonly variable: number;
  readonly excluded: boolean;
  readonly before: Path | undefined;
  readonly id: number;
  /** Where equal paths are one: those that go on from this one. */
  readonly after: Path[] | undefined;
}

/** The rows of some variables so far. */
export interface Mapped {
  readonly id: number;
  /** How many, and the last of them; −1 where there is none. */
  readonly count: number;
  readonly row: number;
  readonly variable: number;
  readonly before: Mapped | undefined;
  /** As many of the first as are asked for. */
  readonly firsts: readonly number[];
  /** By aggregate; computed when asked for. */
  readonly states: (GroupState | undefined)[];
  /** What it became with one more row, so that the same rows are the same chain. */
  after: Mapped | undefined;
}

/** What is asked of the rows of some variables. */
export interface Tracked {
  readonly of: MatchedRows;
  /** How many of the last and of the first are looked at. */
  lasts: number;
  firsts: number;
  readonly aggregates: Accumulators[];
  /** Whether aggregates look at which variable a row fits. */
  named: boolean;
}

let ids = 0;

export const noRows = (): Mapped => ({
  id: ids++,
  count: 0,
  row: -1,
  variable: -1,
  before: undefined,
  firsts: [],
  states: [],
  after: undefined,
});

export function withRow(mapped: Mapped, row: number, variable: number, tracked: Tracked): Mapped {
  const known = mapped.after;
  if (known && known.row === row && (known.variable === variable || !tracked.named)) return known;
  const firsts = mapped.firsts.length < tracked.firsts ? [...mapped.firsts, row] : mapped.firsts;
  const next: Mapped = {
    id: ids++,
    count: mapped.count + 1,
    row,
    variable,
    before: mapped,
    firsts,
    states: [],
    after: undefined,
  };
  mapped.after = next;
  return next;
}

/** @param shared whether equal paths are to be one */
export function onPath(
  before: Path | undefined,
  root: Path[],
  shared: boolean,
  row: number,
  variable: number,
  excluded: boolean,
): Path {
  const siblings = before ? before.after : root;
  if (shared)
    for (const one of siblings!)
      if (one.row === row && one.variable === variable && one.excluded === excluded) return one;
  const path: Path = { row, variable, excluded, before, id: ids++, after: shared ? [] : undefined };
  if (shared) siblings!.push(path);
  return path;
}

/** The `offset`-th from the last; −1 where there is none. */
export function lastOf(mapped: Mapped, offset: number): number {
  let one: Mapped | undefined = mapped;
  for (let i = 0; i < offset && one; i++) one = one.before;
  return one?.row ?? -1;
}

/** The same without the rows before the last `count`. */
export function lastRows(mapped: Mapped, count: number): Mapped {
  const before = count > 1 && mapped.before ? lastRows(mapped.before, count - 1) : undefined;
  return { ...mapped, before, after: undefined };
}

/** The variable that a row of the path fits; −1: it is not on it. */
export function variableAt(path: Path | undefined, row: number): number {
  let one = path;
  while (one && one.row > row) one = one.before;
  return one?.row === row ? one.variable : -1;
}

/** The value of an aggregate over these rows. Throws RecordError. @param index of `tracked.aggregates` */
export function aggregated(
  mapped: Mapped,
  index: number,
  tracked: Tracked,
  rowAt: RowAt,
  nameOf: (variable: number) => Value,
): Value {
  const accumulators = tracked.aggregates[index]!;
  return accumulators.results(stateOf(mapped, index, accumulators, rowAt, nameOf))[0]!;
}

function stateOf(
  mapped: Mapped,
  index: number,
  accumulators: Accumulators,
  rowAt: RowAt,
  nameOf: (variable: number) => Value,
): GroupState {
  const added: Mapped[] = [];
  let known: Mapped | undefined = mapped;
  while (known && known.count > 0 && known.states[index] === undefined) {
    added.push(known);
    known = known.before;
  }
  const before = known?.states[index];
  if (added.length === 0 && before) return before;
  const state = before ? copyState(before) : accumulators.init();
  for (const one of added.toReversed()) {
    const args = accumulators.evaluate([...rowAt(one.row)!.values, nameOf(one.variable)]);
    accumulators.add(state, args, { time: one.row, topic: '', partition: 0, offset: one.row });
  }
  mapped.states[index] = state;
  return state;
}
