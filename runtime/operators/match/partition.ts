/** The search through a partition: from which row on, what is kept of its rows, and where it goes on after a match. */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import { RecordError, type Value } from '../../../src/language/types/value.ts';
import type { Row } from '../row.ts';
import type { Attempt, Search } from './attempt.ts';
import type { Known } from './known.ts';
import type { Path } from './mapped.ts';
import type { Possible } from './possible.ts';

/** Rows are told by their number in the partition, from 0. */
export interface Partition {
  /** By which it is found. */
  readonly hash: string | number;
  readonly keys: readonly Value[];
  readonly entries: Row[];
  /** How many rows in front of `entries` were let go. */
  gone: number;
  /** The row at which the attempt that goes on begins, or the next one will. */
  start: number;
  attempt: Attempt | undefined;
  /** How many matches there were. */
  number: number;
  /** Up to which row, not including it, rows were looked at or are part of a match. */
  covered: number;
  readonly known: Known;
  /** No row that comes out of it is before this time; milliseconds. */
  hold: number;
  /** What later attempts may find in the rows that are there. */
  possible: Possible | undefined;
}

export const newPartition = (hash: string | number, keys: readonly Value[]): Partition => ({
  hash,
  keys,
  entries: [],
  gone: 0,
  start: 0,
  attempt: undefined,
  number: 0,
  covered: 0,
  known: { dead: new Map(), trail: undefined },
  hold: Infinity,
  possible: undefined,
});

/** As plain data. What the attempt that goes on has found is found again from its first row on. */
export interface KeptPartition
  extends Pick<Partition, 'keys' | 'entries' | 'gone' | 'start' | 'number' | 'covered' | 'hold'> {
  /** The rows of `entries` of which it was told that they cannot be judged. */
  readonly refused: readonly number[];
}

export function keptOf(
  { keys, entries, gone, start, number, covered, hold }: Partition,
  isRefused: (row: Row) => boolean,
): KeptPartition {
  const refused = entries.flatMap((row, i) => (isRefused(row) ? [i] : []));
  return { keys, entries, gone, start, number, covered, hold, refused };
}

export const ofKept = (hash: Partition['hash'], { refused: _, ...kept }: KeptPartition): Partition => ({
  ...newPartition(hash, kept.keys),
  ...kept,
});

export const sizeOf = ({ entries, gone }: Partition): number => gone + entries.length;

/** What comes of the search, in the order in which it comes. */
export interface Outcome {
  /** `path`: from its last row; undefined: an empty match at the row `start`. */
  match(partition: Partition, start: number, path: Path | undefined): void;
  /** A row of no match. */
  unmatched(partition: Partition, row: number): void;
  refuse(row: Row, error: RecordError): void;
}

/** How many rows before and behind those of a match are looked at. */
export interface Margins {
  readonly before: number;
  readonly behind: number;
}

/** Goes on as far as is certain. @param watermark no row before it will come; Infinity: none at all */
export type Advance = (partition: Partition, watermark: number) => void;

export function advancing(
  node: NodeOf<'match'>,
  search: Search,
  { before, behind }: Margins,
  outcome: Outcome,
): Advance {
  const { withinMs = Infinity, skip } = node;

  function goOn(partition: Partition, attempt: Attempt, watermark: number): boolean {
    const closes = watermark === Infinity;
    const size = sizeOf(partition);
    const rowAt = (i: number) => partition.entries[i - partition.gone];
    const ends = rowAt(attempt.start)!.time + withinMs;
    while (attempt.ways.length > 0 && attempt.at < size) {
      const isOver = rowAt(attempt.at)!.time >= ends;
      if (!closes && !isOver && attempt.at + behind >= size) return false;
      search.step(attempt, rowAt, partition.known.dead);
    }
    if (attempt.ways.length === 0) return true;
    if (!closes && watermark < ends) return false;
    search.stop(attempt, !closes);
    return true;
  }

  function decide(partition: Partition, attempt: Attempt): void {
    const { start, found } = attempt;
    if (!found) {
      if (start >= partition.covered) outcome.unmatched(partition, start);
      partition.start = start + 1;
    } else if (found.end === start) {
      partition.number++;
      outcome.match(partition, start, undefined);
      partition.start = start + 1;
    } else {
      const path = search.retrace(attempt, i => partition.entries[i - partition.gone]);
      matched(partition, start, found.end, path!);
    }
    partition.covered = Math.max(partition.covered, partition.start);
  }

  function matched(partition: Partition, start: number, end: number, path: Path): void {
    const next = nextStart(start, end, path);
    if (typeof next === 'number') {
      partition.number++;
      outcome.match(partition, start, path);
    } else outcome.refuse(partition.entries[start - partition.gone]!, next);
    partition.start = typeof next === 'number' ? next : end;
    partition.covered = Math.max(partition.covered, end);
  }

  function nextStart(start: number, end: number, path: Path): number | RecordError {
    if (!('of' in skip)) return skip.to === 'NEXT ROW' ? start + 1 : end;
    let found: number | undefined;
    for (let one: Path | undefined = path; one; one = one.before) {
      if (!skip.of.includes(one.variable)) continue;
      found = one.row;
      if (skip.to === 'LAST') break;
    }
    if (found === undefined)
      return new RecordError(
        'argument',
        `AFTER MATCH SKIP TO ${skip.to} ${skip.variable}: the match that begins here has no such row`,
      );
    if (found === start)
      return new RecordError(
        'argument',
        `AFTER MATCH SKIP TO ${skip.to} ${skip.variable} leads back to the row at which the match began, so it would be found for ever`,
      );
    return found;
  }

  function letGo(partition: Partition): void {
    const { entries, gone, start } = partition;
    const { dead, trail } = partition.known;
    for (const row of trail?.layers.keys() ?? []) {
      if (row > start) break;
      trail!.layers.delete(row);
    }
    const needed = start - before;
    // Cut in pieces: each cut moves what is left.
    if (needed - gone <= 32 + entries.length / 2 && start < sizeOf(partition)) return;
    const cut = Math.max(0, Math.min(needed - gone, entries.length));
    entries.splice(0, cut);
    partition.gone += cut;
    for (const row of dead.keys()) if (row < start) dead.delete(row);
  }

  return (partition, watermark) => {
    while (partition.start < sizeOf(partition)) {
      partition.attempt ??= search.begin(partition.start, partition.number + 1, partition.known);
      if (!goOn(partition, partition.attempt, watermark)) break;
      search.learn(partition.attempt, partition.known);
      decide(partition, partition.attempt);
      partition.attempt = undefined;
      letGo(partition);
    }
  };
}
