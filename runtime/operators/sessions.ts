/**
 * GROUP BY over keys and sessions: rows of one key no further apart than the gap belong together (exactly the gap, too), so
 * a row may lengthen a session or make one of several. A session's rows are kept until it closes: what it has become when
 * sessions were merged, or a row was taken back, is computed of them.
 */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { PlanNode } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import { compileAll } from '../expressions/compile.ts';
import { accumulators, type RowArguments } from '../state/accumulators.ts';
import { deadlines } from '../state/deadlines.ts';
import { type Group, groupHash } from '../state/groups.ts';
import { pacing } from '../state/pacing.ts';
import { type Bounds, groupRow } from './group-row.ts';
import { heldMs, lateTelling } from './late-rows.ts';
import { placement } from './placement.ts';
import { RefusedRows } from './refused-rows.ts';
import { type Operator, type Row, recordError, type Scope } from './row.ts';

type Node = Extract<PlanNode, { node: 'aggregate' }>;

interface Kept {
  readonly time: number;
  readonly row: Row;
  readonly args: RowArguments;
}

interface Session {
  readonly hash: string | number;
  start: number;
  /** Time of its last row. */
  last: number;
  readonly rows: Kept[];
  group: Group;
  /** The bounds under which readers know it. */
  shown: Bounds | undefined;
  /** FINAL: whether it has come out, and what becomes of it comes out at once. */
  out: boolean;
  /** Whether another one has taken its place. */
  gone: boolean;
}

export function sessions(
  { input, keys, calls, window, placedBy, emit, everyMs }: Node,
  scope: Scope,
  next: Operator,
): Operator {
  if (window?.kind !== 'session') throw new Error('this is the operator of sessions');
  const { gapMs: gap, graceMs: grace } = window;
  const held = heldMs(window);
  /** Whether a session that has come out may come out again. */
  const revises = emit === 'FINAL' && held > grace;
  const tellLate = lateTelling(window, scope);
  const retracts = changesOf(input) === 'retract';
  const keysOf = compileAll(
    keys.map(({ expression }) => expression),
    scope.clock,
  );
  const names = keys.map(({ name }) => name);
  const sums = accumulators(calls, scope.clock, retracts);
  const timeOf = placement(placedBy, scope);
  /** By key, in no order; those of one key never overlap. */
  const open = new Map<string | number, Session[]>();
  const closing = deadlines<Session>();
  const pace = pacing<Session>(everyMs);
  /** Rows that are late by themselves, and in time if a session takes them: by when that is known. */
  const doubtful = deadlines<Row>();
  const refused = new RefusedRows();
  let handedOn = -Infinity;
  let reached = -Infinity;

  const boundsOf = ({ start, last }: Session): Bounds => ({ start, end: last + gap });
  /** A row exactly at its end still lengthens it: it closes when the watermark is past this. */
  const closeOf = ({ last }: Session): number => last + gap + held;
  const fireOf = ({ last }: Session): number => last + gap + grace;

  function groupOf(key: Group['keys'], rows: readonly Kept[]): Group {
    const [first] = rows;
    const group: Group = { ...sums.init(), keys: key, rows: 0, last: first!.row };
    for (const kept of rows) addTo(group, kept);
    return group;
  }

  function addTo(group: Group, { row, args }: Kept): void {
    sums.add(group, args, row);
    group.rows++;
    if (compareRows(row, group.last) > 0) group.last = row;
  }

  /**
   * Whether it has to wait: which session could take it depends on rows that other partitions may still bring, until the
   * watermark has passed what would be its own end. Throws RecordError.
   */
  function waits(row: Row): boolean {
    const end = timeOf(row) + gap + held;
    if (row.late < end || reached >= end) return false;
    doubtful.add(end, row);
    return true;
  }

  const due = (watermark: number): Row | undefined => (doubtful.next() <= watermark ? doubtful.pop() : undefined);

  /** Those of which it is known now, in their order. */
  function decide(watermark: number): void {
    const rows: Row[] = [];
    for (let row = due(watermark); row; row = due(watermark)) rows.push(row);
    if (rows.length === 0) return;
    const out: Row[] = [];
    for (const row of rows.sort(compareRows)) takeOrTell(row, out);
    if (out.length > 0) next.rows(out);
  }

  function takeOrTell(row: Row, out: Row[]): void {
    try {
      const taken = take(row);
      if (!taken) return;
      const { session, merged } = taken;
      if (revises) session.out ||= fireOf(session) < reached || merged.some(one => one.out);
      if (emit === 'CHANGES' || session.out) update(session, merged, row, out);
    } catch (error) {
      scope.problem(row, recordError(error));
      if (retracts) refused.add(row);
    }
  }

  /** The session that has taken the row, and those that are no more. Undefined: it came too late. Throws RecordError. */
  function take(row: Row): { readonly session: Session; readonly merged: readonly Session[] } | undefined {
    const time = timeOf(row);
    const key = keysOf(row.values);
    const kept: Kept = { time, row, args: sums.evaluate(row.values) };
    const hash = groupHash(key);
    const all = open.get(hash) ?? [];
    // What its own partition had closed already is closed to it, whether another partition still holds it open or not.
    const touched = all.filter(
      one => time >= one.start - gap && time <= one.last + gap && row.late <= closeOf(one) && isOpenTo(one, time),
    );
    const last = touched.reduce((sofar, one) => Math.max(sofar, one.last), time);
    if (row.late >= last + gap + held) {
      tellLate(row, 1, false);
      return undefined;
    }
    const [only, ...others] = touched;
    if (only && others.length === 0) {
      addTo(only.group, kept);
      only.rows.push(kept);
      only.start = Math.min(only.start, time);
      only.last = last;
      return { session: only, merged: [] };
    }
    const rows = [...touched.flatMap(one => one.rows), kept];
    const session = opened(hash, key, rows);
    for (const one of touched) one.gone = true;
    open.set(hash, [...all.filter(one => !one.gone), session]);
    return { session, merged: touched };
  }

  /** The same seen from the other side: whether a row of the session would have found one of this time still open. */
  const isOpenTo = ({ start, rows }: Session, time: number): boolean =>
    time >= start || rows.some(one => one.time - time <= gap && one.row.late <= time + gap + held);

  /** Throws RecordError. */
  function opened(hash: Session['hash'], key: Group['keys'], rows: Kept[]): Session {
    let [start, last] = [Infinity, -Infinity];
    for (const { time } of rows) {
      start = Math.min(start, time);
      last = Math.max(last, time);
    }
    const session: Session = {
      hash,
      start,
      last,
      rows,
      group: groupOf(key, rows),
      shown: undefined,
      out: false,
      gone: false,
    };
    closing.add(fireOf(session), session);
    return session;
  }

  /** Takes a row back: without it its session may be shorter, several, or none. */
  function takeBack(row: Row): { readonly left: readonly Session[]; readonly gone: Session } | undefined {
    const time = timeOf(row);
    const hash = groupHash(keysOf(row.values));
    const all = open.get(hash) ?? [];
    const wanted = groupHash(row.values);
    const isIt = (kept: Kept): boolean => kept.time === time && groupHash(kept.row.values) === wanted;
    const session = all.find(one => one.start <= time && time <= one.last && one.rows.some(isIt));
    if (!session) return undefined;
    const rows = session.rows.toSpliced(session.rows.findIndex(isIt), 1).toSorted((a, b) => a.time - b.time);
    const runs: Kept[][] = [];
    for (const kept of rows) {
      const run = runs.at(-1);
      if (run && kept.time - run.at(-1)!.time <= gap) run.push(kept);
      else runs.push([kept]);
    }
    session.gone = true;
    const left = runs.map(run => opened(hash, session.group.keys, run));
    open.set(hash, [...all.filter(one => one !== session), ...left]);
    return { left, gone: session };
  }

  function hide(session: Session, late: number, out: Row[]): void {
    pace.spoke(session.group);
    if (!session.shown) return;
    const { group, shown: bounds } = session;
    out.push(groupRow({ names, group, results: calls.map(() => null), bounds, late, deleted: true }));
    session.shown = undefined;
  }

  function show(session: Session, late: number, out: Row[]): void {
    const bounds = boundsOf(session);
    if (session.shown && (session.shown.start !== bounds.start || session.shown.end !== bounds.end))
      hide(session, late, out);
    const { group } = session;
    pace.spoke(group);
    try {
      out.push(groupRow({ names, group, results: sums.results(group), bounds, late, deleted: false }));
      session.shown = bounds;
    } catch (error) {
      scope.problem(group.last, recordError(error));
    }
  }

  /** EMIT CHANGES at once, EMIT EVERY once in an interval. */
  function update(session: Session, merged: readonly Session[], row: Row, out: Row[]): void {
    const late = row.late - held;
    for (const one of merged) {
      const { interval } = one.group;
      if (interval !== undefined)
        session.group.interval = Math.max(interval, session.group.interval ?? Number.NEGATIVE_INFINITY);
      hide(one, late, out);
    }
    if (!pace.holds(session.group, row.time, session)) show(session, late, out);
  }

  function flush(watermark: number): void {
    const out: Row[] = [];
    for (const session of pace.due(watermark)) show(session, handedOn, out);
    if (out.length > 0) next.rows(out);
  }

  function close(watermark: number): void {
    const fired: Session[] = [];
    while (closing.next() < watermark) {
      const session = closing.pop()!;
      if (session.gone) continue;
      if (fireOf(session) >= watermark) {
        closing.add(fireOf(session), session);
        continue;
      }
      if (emit === 'CHANGES' ? closeOf(session) < watermark && pace.waiting(session.group) : !session.out) {
        session.out = revises;
        fired.push(session);
      }
      if (closeOf(session) >= watermark) closing.add(closeOf(session), session);
      else forget(session);
    }
    const out: Row[] = [];
    fired.sort((a, b) => a.last - b.last || a.start - b.start || compareRows(a.group.last, b.group.last));
    for (const session of fired) show(session, handedOn, out);
    if (out.length > 0) next.rows(out);
  }

  function forget(session: Session): void {
    const left = open.get(session.hash)!.filter(one => one !== session);
    if (left.length > 0) open.set(session.hash, left);
    else open.delete(session.hash);
  }

  return {
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        if (row.deleted && (!retracts || refused.took(row))) continue;
        try {
          if (row.deleted) {
            const taken = takeBack(row);
            if (!taken || (emit === 'FINAL' && !taken.gone.out)) continue;
            hide(taken.gone, row.late - held, out);
            for (const session of taken.left) {
              session.out = taken.gone.out;
              show(session, row.late - held, out);
            }
          } else if (!waits(row)) takeOrTell(row, out);
        } catch (error) {
          scope.problem(row, recordError(error));
          if (retracts) refused.add(row);
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark(ms) {
      decide(ms);
      reached = ms;
      if (!pace.isIdle()) flush(ms);
      close(ms);
      handedOn = ms - held - 1;
      next.watermark(handedOn);
    },
    end() {
      if (!pace.isIdle()) flush(Infinity);
      next.end();
    },
  };
}
