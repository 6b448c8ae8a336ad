/**
 * The sessions that are open, by key. Which rows belong together depends on what each partition holds, and not on how the
 * partitions take turns: a row that is on time by itself joins those no further away than the gap that its own partition
 * had not closed, and that would not have been closed to it had it come first. A row that is late by itself makes no
 * session and joins none to another: one that on-time rows make may take it.
 */
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { Bounds } from '../operators/group-row.ts';
import type { Row } from '../operators/row.ts';
import type { Accumulators, RowArguments } from './accumulators.ts';
import { type Group, groupHash } from './groups.ts';

/** A row that a session holds. Times in milliseconds. */
export interface Kept {
  readonly time: number;
  readonly row: Row;
  readonly args: RowArguments;
}

export interface Session {
  readonly hash: string | number;
  /** Time of its first row. */
  start: number;
  /** Time of its first row that is on time by itself. */
  first: number;
  /** Time of its last row. */
  last: number;
  readonly rows: Kept[];
  readonly group: Group;
  /** The bounds under which readers know it. */
  shown: Bounds | undefined;
  /** FINAL: whether it has come out, and what becomes of it comes out at once. */
  out: boolean;
  /** Whether another one has taken its place, or it has closed. */
  gone: boolean;
}

export interface Sessions {
  /** Whether a row of its time that its partition has brought this late is late by itself. */
  isLate(kept: Kept): boolean;
  /** Takes a row that is on time: the session it is in, and those that are no more. Throws RecordError. */
  take(
    kept: Kept,
    hash: Session['hash'],
    key: Group['keys'],
  ): { readonly session: Session; readonly merged: readonly Session[] };
  /** The session that might take a late row: of those that do not end before it the first, if it is in or near it. */
  near(kept: Kept, hash: Session['hash']): Session | undefined;
  /** Whether the session, as it is now, is one that a late row is in time for. */
  isInTime(session: Session, kept: Kept): boolean;
  /** Puts a late row into a session. Throws RecordError. */
  add(session: Session, kept: Kept): void;
  /** Takes a row back: without it its session may be shorter, several, or none. Undefined: no session has it. */
  takeBack(
    row: Row,
    time: number,
    hash: Session['hash'],
  ): { readonly left: readonly Session[]; readonly gone: Session } | undefined;
  /** It has closed. */
  forget(session: Session): void;
  /** Those of a key. */
  ofKey(hash: Session['hash']): readonly Session[];
  /** Puts back what `ofKey` gave. */
  restore(hash: Session['hash'], sessions: readonly Session[]): void;
}

/** `held`: how long rows still count after the end; milliseconds. `opened` is told of each session that comes into being. */
export function sessionsByKey(
  gap: number,
  held: number,
  sums: Accumulators,
  opened: (session: Session) => void,
): Sessions {
  /** In no order; those of one key never overlap. */
  const open = new Map<Session['hash'], Session[]>();
  const isLate = ({ time, row }: Kept): boolean => row.late >= time + gap + held;

  function addTo(group: Group, { row, args }: Kept): void {
    sums.add(group, args, row);
    group.rows++;
    if (compareRows(row, group.last) > 0) group.last = row;
  }

  function make(hash: Session['hash'], keys: Group['keys'], rows: Kept[]): Session {
    const group: Group = { ...sums.init(), keys, rows: 0, last: rows[0]!.row };
    let [start, first, last] = [Infinity, Infinity, -Infinity];
    for (const kept of rows) {
      addTo(group, kept);
      start = Math.min(start, kept.time);
      last = Math.max(last, kept.time);
      if (!isLate(kept)) first = Math.min(first, kept.time);
    }
    const session: Session = {
      hash,
      start,
      first: first === Infinity ? start : first,
      last,
      rows,
      group,
      shown: undefined,
      out: false,
      gone: false,
    };
    opened(session);
    return session;
  }

  function replace(hash: Session['hash'], gone: readonly Session[], made: readonly Session[]): void {
    for (const session of gone) session.gone = true;
    const left = [...(open.get(hash) ?? []).filter(session => !session.gone), ...made];
    if (left.length > 0) open.set(hash, left);
    else open.delete(hash);
  }

  /** Whether an on-time row of the session would have found one of this time, which is before them all, still open. */
  const isOpenTo = ({ rows }: Session, time: number): boolean =>
    rows.some(kept => kept.time - time <= gap && !isLate(kept) && kept.row.late <= time + gap + held);

  /** Whether a row of this time stands in it, or in front of it and no further away than the gap. */
  const isNear = (session: Session, time: number): boolean =>
    time >= session.first || (session.first - time <= gap && isOpenTo(session, time));

  function joins(session: Session, { time, row }: Kept): boolean {
    if (time > session.last) return time - session.last <= gap && row.late <= session.last + gap + held;
    return isNear(session, time);
  }

  return {
    isLate,
    take(kept, hash, key) {
      const { time } = kept;
      const all = open.get(hash) ?? [];
      const joined = all.filter(session => joins(session, kept));
      const start = joined.reduce((least, session) => Math.min(least, session.first), time);
      const last = joined.reduce((most, session) => Math.max(most, session.last), time);
      // What stands between rows that belong together belongs to them.
      const touched = all.filter(session => session.first <= last && session.last >= start);
      const [only, ...others] = touched;
      if (!only || others.length > 0) {
        const session = make(hash, key, [...touched.flatMap(({ rows }) => rows), kept]);
        replace(hash, touched, [session]);
        return { session, merged: touched };
      }
      addTo(only.group, kept);
      only.rows.push(kept);
      only.start = Math.min(only.start, time);
      only.first = start;
      only.last = last;
      return { session: only, merged: [] };
    },
    near({ time }, hash) {
      const next = (open.get(hash) ?? [])
        .filter(({ last }) => last >= time)
        .reduce<Session | undefined>((least, one) => (least && least.first <= one.first ? least : one), undefined);
      return next && isNear(next, time) ? next : undefined;
    },
    isInTime: ({ last }, { row }) => row.late < last + gap + held,
    add(session, kept) {
      addTo(session.group, kept);
      session.rows.push(kept);
      session.start = Math.min(session.start, kept.time);
    },
    takeBack(row, time, hash) {
      const wanted = groupHash(row.values as readonly Value[]);
      const isIt = (kept: Kept): boolean => kept.time === time && groupHash(kept.row.values) === wanted;
      const gone = (open.get(hash) ?? []).find(
        ({ start, last, rows }) => start <= time && time <= last && rows.some(isIt),
      );
      if (!gone) return undefined;
      const rows = gone.rows.toSpliced(gone.rows.findIndex(isIt), 1).toSorted((a, b) => a.time - b.time);
      const runs: Kept[][] = [];
      for (const kept of rows) {
        const run = runs.at(-1);
        if (run && kept.time - run.at(-1)!.time <= gap) run.push(kept);
        else runs.push([kept]);
      }
      const left = runs.map(run => make(hash, gone.group.keys, run));
      replace(hash, [gone], left);
      return { left, gone };
    },
    forget: session => replace(session.hash, [session], []),
    ofKey: hash => open.get(hash) ?? [],
    restore(hash, sessions) {
      open.set(hash, [...sessions]);
      for (const session of sessions) opened(session);
    },
  };
}
