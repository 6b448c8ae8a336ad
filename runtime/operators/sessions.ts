/**
 * Sessions: rows of one key no further apart than the gap belong together (exactly the gap, too), so a row may lengthen a
 * session or make one of several. Their groups come out, or the rows themselves. A session's rows are kept until it closes:
 * what it has become when sessions were merged, or a row was taken back, is computed of them.
 */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { NodeOf, PlanNode } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import { Timestamp } from '../../src/language/types/temporal.ts';
import { compileAll } from '../expressions/compile.ts';
import { accumulators } from '../state/accumulators.ts';
import { deadlines } from '../state/deadlines.ts';
import { keepByKey, keepThings, keepValue } from '../state/entries/kept.ts';
import { groupHash } from '../state/groups.ts';
import { pacing } from '../state/pacing.ts';
import { type Kept, type Session, sessionsByKey } from '../state/sessions.ts';
import { type Bounds, groupRow } from './group-row.ts';
import { heldMs, lateTelling } from './late-rows.ts';
import { placement } from './placement.ts';
import { RefusedRows } from './refused-rows.ts';
import { type Operator, type Row, recordError, type Scope } from './row.ts';

type Node = Extract<PlanNode, { node: 'aggregate' }>;

/** A row that is late by itself: a session may take it. */
interface Doubtful {
  readonly kept: Kept;
  readonly hash: Session['hash'];
  decided: boolean;
  /** Whether it was asked for when it should be known which session is near it: now it waits for that to close. */
  asked: boolean;
}

type KeptSessions = readonly { readonly session: Session; readonly waits: boolean }[];

export const sessions = (node: Node, scope: Scope, next: Operator): Operator =>
  sessionsOf({ ...node, retracts: changesOf(node.input) === 'retract', each: false }, scope, next);

/** Without aggregates: the rows themselves, with the bounds of their session, once nothing can become of it any more. */
export const sessionRows = (
  { input, window, placedBy, partitionBy }: NodeOf<'window'>,
  scope: Scope,
  next: Operator,
): Operator =>
  sessionsOf(
    {
      keys: partitionBy ? [{ name: '', expression: partitionBy }] : [],
      calls: [],
      window,
      ...(placedBy ? { placedBy } : {}),
      emit: 'FINAL',
      retracts: changesOf(input) === 'retract',
      each: true,
    },
    scope,
    next,
  );

interface Spec extends Omit<Node, 'node' | 'input'> {
  readonly retracts: boolean;
  /** Whether its rows come out instead of what they come to. */
  readonly each: boolean;
}

function sessionsOf(
  { keys, calls, window, placedBy, emit, everyMs, retracts, each }: Spec,
  scope: Scope,
  next: Operator,
): Operator {
  if (window?.kind !== 'session') throw new Error('this is the operator of sessions');
  const { gapMs: gap, graceMs: grace } = window;
  const held = heldMs(window);
  /** Whether a session that has come out may come out again. */
  const revises = emit === 'FINAL' && held > grace && !each;
  const tellLate = lateTelling(window, scope);
  const keysOf = compileAll(
    keys.map(({ expression }) => expression),
    scope.clock,
  );
  const names = keys.map(({ name }) => name);
  const sums = accumulators(calls, scope.clock, retracts);
  const timeOf = placement(placedBy, scope);
  const closing = deadlines<Session>();
  /** Where only rows come out: by when the first of a session is. */
  const starting = deadlines<Session>();
  const pace = pacing<Session>(everyMs);
  /** By when it is known which session is near it. */
  const doubtful = deadlines<Doubtful>();
  const waiting = new Map<Session['hash'], Set<Doubtful>>();
  const refused = new RefusedRows(scope.keep);
  let handedOn = -Infinity;
  let reached = -Infinity;

  const boundsOf = ({ start, last }: Session): Bounds => ({ start, end: last + gap });
  /** A row exactly at its end still lengthens it: it closes when the watermark is past this. */
  const closeOf = ({ last }: Session): number => last + gap + held;
  const fireOf = ({ last }: Session): number => last + gap + (revises ? grace : held);

  const open = sessionsByKey(gap, held, sums, session => {
    closing.add(fireOf(session), session);
    if (each) starting.add(session.start, session);
  });

  keepValue(
    scope.keep,
    () => ({ handedOn, reached }),
    value => {
      ({ handedOn, reached } = value);
      pace.pass(reached);
    },
  );
  /** Of a key all its sessions: a row may make one of several, or several of one. */
  const entries = keepByKey(scope.keep, {
    read(hash: Session['hash']): KeptSessions | undefined {
      const all = open.ofKey(hash);
      if (all.length === 0) return undefined;
      return all.map(session => ({ session, waits: pace.waiting(session.group) !== undefined }));
    },
    restore(hash, kept: KeptSessions) {
      open.restore(
        hash,
        kept.map(({ session }) => session),
      );
      for (const { session, waits } of kept) if (waits) pace.wait(session.group, session);
    },
  });
  const doubts = keepThings<Doubtful, Doubtful>(scope.keep, {
    read: one => one,
    restore(one) {
      wait(one);
      return one;
    },
  });

  /** Throws RecordError. */
  function arrive(row: Row, out: Row[]): void {
    const key = keysOf(row.values);
    const kept: Kept = { time: timeOf(row), row, args: sums.evaluate(row.values) };
    const hash = groupHash(key);
    if (open.isLate(kept)) settle({ kept, hash, decided: false, asked: false }, out);
    else {
      entries.touch(hash);
      const { session, merged } = open.take(kept, hash, key);
      if (revises) session.out ||= fireOf(session) < reached || merged.some(one => one.out);
      changed(session, merged, row, out);
    }
  }

  function changed(session: Session, merged: readonly Session[], row: Row, out: Row[]): void {
    if (each) starting.add(session.start, session);
    if (emit === 'CHANGES' || session.out) update(session, merged, row, out);
  }

  /** Which session is near it depends on rows that other partitions may still bring, until the watermark has passed them. */
  const knownAt = ({ time }: Kept): number => time + 2 * gap + held;

  function settle(one: Doubtful, out: Row[]): void {
    const { kept, hash } = one;
    const session = open.near(kept, hash);
    const isKnown = reached >= knownAt(kept);
    if (session && open.isInTime(session, kept) && (isKnown || kept.time >= session.first)) decide(one, session, out);
    else if (isKnown && !session) decide(one, undefined, out);
    else if (!waiting.get(hash)?.has(one)) {
      wait(one);
      doubts.add(one);
    }
  }

  function wait(one: Doubtful): void {
    const others = waiting.get(one.hash);
    if (others) others.add(one);
    else waiting.set(one.hash, new Set([one]));
    if (!one.asked) doubtful.add(knownAt(one.kept), one);
  }

  /** `session` takes it, or undefined: it came too late. */
  function decide(one: Doubtful, session: Session | undefined, out: Row[]): void {
    const { kept, hash } = one;
    one.decided = true;
    doubts.remove(one);
    entries.touch(hash);
    const others = waiting.get(hash);
    others?.delete(one);
    if (others?.size === 0) waiting.delete(hash);
    if (!session) {
      tellLate(kept.row, 1, false);
      return;
    }
    try {
      open.add(session, kept);
      changed(session, [], kept.row, out);
    } catch (error) {
      scope.problem(kept.row, recordError(error));
      if (retracts) refused.add(kept.row);
    }
  }

  function due(): Doubtful | undefined {
    if (doubtful.next() > reached) return undefined;
    const one = doubtful.pop();
    if (one && !one.decided) {
      one.asked = true;
      doubts.touch(one);
    }
    return one;
  }

  /** Those of which it is known now. */
  function settleDue(): void {
    const out: Row[] = [];
    for (let one = due(); one; one = due()) if (!one.decided) settle(one, out);
    if (out.length > 0) next.rows(out);
  }

  /** What waited for this session: nothing becomes of it any more. */
  function settleAt(session: Session, out: Row[]): void {
    for (const one of waiting.get(session.hash) ?? []) {
      if (one.kept.time > session.last) continue;
      const isIn = open.near(one.kept, one.hash) === session && open.isInTime(session, one.kept);
      decide(one, isIn ? session : undefined, out);
    }
  }

  /** Whether the row waited to be decided; it is gone then. */
  function tookWaiting(row: Row, time: number, hash: Session['hash']): boolean {
    const wanted = groupHash(row.values);
    for (const one of waiting.get(hash) ?? [])
      if (one.kept.time === time && groupHash(one.kept.row.values) === wanted) {
        one.decided = true;
        doubts.remove(one);
        waiting.get(hash)!.delete(one);
        return true;
      }
    return false;
  }

  function takeBack(row: Row, out: Row[]): void {
    const [time, hash] = [timeOf(row), groupHash(keysOf(row.values))];
    if (tookWaiting(row, time, hash)) return;
    entries.touch(hash);
    const taken = open.takeBack(row, time, hash);
    if (!taken || (emit === 'FINAL' && !taken.gone.out)) return;
    const late = row.late - held;
    hide(taken.gone, late, out);
    for (const session of taken.left) {
      session.out = taken.gone.out;
      show(session, late, out);
    }
  }

  function hide(session: Session, late: number, out: Row[]): void {
    pace.spoke(session.group);
    entries.touch(session.hash);
    if (!session.shown) return;
    const { group, shown: bounds } = session;
    out.push(groupRow({ names, group, results: calls.map(() => null), bounds, late, deleted: true }));
    session.shown = undefined;
  }

  function show(session: Session, late: number, out: Row[]): void {
    const bounds = boundsOf(session);
    entries.touch(session.hash);
    if (session.shown && (session.shown.start !== bounds.start || session.shown.end !== bounds.end))
      hide(session, late, out);
    if (each) {
      tellRows(session, bounds, out);
      return;
    }
    const { group } = session;
    pace.spoke(group);
    try {
      out.push(groupRow({ names, group, results: sums.results(group), bounds, late, deleted: false }));
      session.shown = bounds;
    } catch (error) {
      scope.problem(group.last, recordError(error));
    }
  }

  /** They have been held back until now, and the watermark with them. */
  function tellRows({ rows, start }: Session, bounds: Bounds, out: Row[]): void {
    const ends = [Timestamp.ofMillis(bounds.start), Timestamp.ofMillis(bounds.end)];
    for (const row of rows.map(kept => kept.row).sort(compareRows))
      out.push({ ...row, values: row.values.concat(ends), late: Math.min(row.late, start) });
  }

  /** No row comes out any more that is before this. A late one may still come in front of a session by as much as the gap. */
  function heldBack(): number {
    const undecided = doubtful.next() - 2 * gap - held;
    for (;;) {
      const start = starting.next();
      if (start === Infinity) return undecided;
      const session = starting.pop()!;
      if (session.gone || session.start !== start) continue;
      starting.add(start, session);
      return Math.min(undecided, start - gap);
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
    const out: Row[] = [];
    while (closing.next() < watermark) {
      const session = closing.pop()!;
      if (session.gone) continue;
      if (fireOf(session) >= watermark) {
        closing.add(fireOf(session), session);
        continue;
      }
      const closes = closeOf(session) < watermark;
      entries.touch(session.hash);
      if (closes) settleAt(session, out);
      if (emit === 'CHANGES' ? closes && pace.waiting(session.group) : !session.out) {
        session.out = revises;
        fired.push(session);
      }
      if (closes) open.forget(session);
      else closing.add(closeOf(session), session);
    }
    fired.sort((a, b) => a.last - b.last || a.start - b.start || compareRows(a.group.last, b.group.last));
    for (const session of fired) show(session, handedOn, out);
    if (out.length > 0) next.rows(out);
  }

  return {
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        if (row.deleted && (!retracts || refused.took(row))) continue;
        try {
          if (row.deleted) takeBack(row, out);
          else arrive(row, out);
        } catch (error) {
          scope.problem(row, recordError(error));
          if (retracts) refused.add(row);
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark(ms) {
      reached = ms;
      settleDue();
      pace.pass(ms);
      if (!pace.isIdle()) flush(ms);
      close(ms);
      const now = each ? Math.min(ms === Infinity ? ms : ms - 2 * gap - held - 1, heldBack()) : ms - held - 1;
      if (now < handedOn) return;
      handedOn = now;
      next.watermark(handedOn);
    },
    end() {
      if (!pace.isIdle()) flush(Infinity);
      next.end();
    },
  };
}
