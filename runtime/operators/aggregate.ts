/** GROUP BY over keys, and windows that are known from the time alone. */

import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { PlanNode } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll } from '../expressions/compile.ts';
import { accumulators, type RowArguments } from '../state/accumulators.ts';
import { keepByPair, keepValue } from '../state/entries/kept.ts';
import { forgetting } from '../state/forgetting.ts';
import { groupStore } from '../state/group-store.ts';
import type { Group } from '../state/groups.ts';
import { groupHash } from '../state/groups.ts';
import { pacing } from '../state/pacing.ts';
import { type Windows, windowsOf } from '../state/windows.ts';
import { groupRow } from './group-row.ts';
import { heldMs, lateTelling } from './late-rows.ts';
import { isOneChange } from './one-change.ts';
import { placement } from './placement.ts';
import { RefusedRows } from './refused-rows.ts';
import type { Operator, Row, Scope } from './row.ts';
import { NO_ROW, recordError } from './row.ts';

type Node = Extract<PlanNode, { node: 'aggregate' }>;

interface Taken {
  readonly group: Group;
  /** Of its window. */
  readonly id: number;
  readonly hash: string | number;
}

/** So many groups are put back before it is counted what they take. */
const RESTORED = 1000;

/** Where all groups stand when there are no windows. */
const NO_WINDOW = 0;
const WHOLE: Windows = { first: () => NO_WINDOW, next: () => Number.NaN, start: () => -Infinity, end: () => Infinity };

/** Of rows that are changes a deletion takes its row back from the group it went into; of a stream it says nothing. */
export function aggregate(
  { input, keys, calls, window, placedBy, emit, everyMs, ttlMs }: Node,
  scope: Scope,
  next: Operator,
): Operator {
  if (window?.kind === 'session') throw new Error('sessions have an operator of their own');
  const retracts = changesOf(input) === 'retract';
  const keysOf = compileAll(
    keys.map(({ expression }) => expression),
    scope.clock,
  );
  const names = keys.map(({ name }) => name);
  const sums = accumulators(calls, scope.clock, retracts);
  /** When the next of the open windows is to come out or to go. */
  let nextClose = Infinity;
  let reached = -Infinity;
  /** The watermark, with windows or without. */
  let passed = -Infinity;
  let handedOn = -Infinity;
  let finished = false;
  let restored = 0;
  /** Rows that could not be added, which will be taken back like others. */
  const refused = new RefusedRows(scope.keep);
  /** The groups from which the row before a change was taken back, until the row after has come. */
  let awaiting: readonly Taken[] = [];
  const pace = pacing<Taken>(everyMs);
  /** By window. Until a group is forgotten it is held by when that is. */
  const open = groupStore(scope.keep, group => ttlMs !== undefined || pace.waiting(group) !== undefined);
  const kept = forgetting<Taken>(
    ttlMs,
    ({ group }) => group.last.time,
    ({ group, id, hash }) => {
      if (open.find(id, hash) !== group) return;
      open.delete(id, hash);
      entries.touch(id, hash);
    },
  );

  const grace = window?.graceMs ?? 0;
  const held = window ? heldMs(window) : 0;
  /** Whether a window that has come out may come out again. */
  const revises = emit === 'FINAL' && held > grace;
  const movesOn = window?.late?.strategy === 'include_in_next_window';
  const tellLate = window && lateTelling(window, scope);
  const windows = window ? windowsOf(window) : WHOLE;
  const timeOf = placement(placedBy, scope);
  const fireOf = (id: number) => windows.end(id) + grace;
  const closeOf = (id: number) => windows.end(id) + held;
  const isOut = (id: number) => revises && reached >= fireOf(id);

  keepValue(
    scope.keep,
    () => ({ reached, handedOn, passed }),
    value => {
      ({ reached, handedOn, passed } = value);
      pace.pass(passed);
    },
  );
  const entries = keepByPair(scope.keep?.memory ? scope.keep.memory.keep : scope.keep, {
    read(id: number, hash: string | number) {
      const group = open.read(id, hash);
      return group && { group, waits: pace.waiting(group) !== undefined };
    },
    restore(id, hash, { group, waits }: { readonly group: Group; readonly waits: boolean }) {
      open.set(id, hash, group);
      if (window) nextClose = Math.min(nextClose, fireOf(id) > reached ? fireOf(id) : closeOf(id));
      kept.keep({ group, id, hash });
      if (waits) pace.wait(group, { group, id, hash });
      if (++restored % RESTORED === 0) scope.keep?.memory?.settle();
    },
  });

  const emitted = (group: Group, id: number, late: number): Row =>
    groupRow({
      names,
      group,
      results: sums.results(group),
      bounds: window && { start: windows.start(id), end: windows.end(id) },
      late,
      deleted: isEmpty(group),
    });

  /** Without keys and windows there is always one row, of no rows too. */
  const isEmpty = (group: Group) => group.rows === 0 && (keys.length > 0 || window !== undefined);

  /** The groups that took the row, in the order of their windows. Throws RecordError, and no group has taken it. */
  function take(row: Row): readonly Taken[] {
    const time = timeOf(row);
    const taken: Taken[] = [];
    let key: readonly Value[] | undefined;
    let args: RowArguments = [];
    let hash: string | number = '';
    let missed = 0;
    let id = windows.first(time);
    while (!Number.isNaN(id)) {
      if (window && row.late >= closeOf(id)) {
        missed++;
        id = windows.next(id, time);
        // The earliest window that is open to its partition.
        if (movesOn && Number.isNaN(id) && taken.length === 0) id = windows.first(row.late - grace);
        continue;
      }
      if (!key) {
        key = keysOf(row.values);
        args = sums.evaluate(row.values);
        hash = groupHash(key);
      }
      try {
        const group = takeInto(id, row, key, args, hash);
        if (group) taken.push({ group, id, hash });
      } catch (error) {
        // What cannot take a row back cannot fail in one window after another took it, but for an overflow: then that counts.
        if (retracts)
          for (const { group } of taken) {
            sums.remove(group, args, row);
            group.rows--;
          }
        throw error;
      }
      id = windows.next(id, time);
    }
    if (missed > 0 && !movesOn) tellLate!(row, missed, taken.length > 0);
    return taken;
  }

  function takeInto(
    id: number,
    row: Row,
    key: readonly Value[],
    args: RowArguments,
    hash: string | number,
  ): Group | undefined {
    const found = open.find(id, hash);
    const isForgotten = ttlMs !== undefined && found && kept.isForgotten({ group: found, id, hash }, row.late);
    const known = isForgotten ? undefined : found;
    entries.touch(id, hash);
    if (row.deleted) {
      // A group that has begun anew has nothing of what was before.
      if (!known || (known.since !== undefined && (row.was ?? row.time) < known.since)) return undefined;
      sums.remove(known, args, row);
      known.rows--;
      // What is left is so from now on.
      if (row.time > known.last.time) known.last = { ...known.last, time: row.time };
      if (emit === 'FINAL' && isEmpty(known) && !isOut(id)) open.delete(id, hash);
      return known;
    }
    const group: Group = known ?? { ...sums.init(), keys: key, rows: 0, last: row };
    sums.add(group, args, row);
    group.rows++;
    if (!known) {
      if (ttlMs !== undefined) {
        group.since = row.time;
        kept.keep({ group, id, hash });
      }
      if (window && open.isEmpty(id)) nextClose = Math.min(nextClose, isOut(id) ? closeOf(id) : fireOf(id));
      open.set(id, hash, group);
    } else if (compareRows(row, group.last) > 0) group.last = row;
    return group;
  }

  /** What has become of a group. */
  function put(taken: Taken, row: Row, late: number, out: Row[]): void {
    const { group, id, hash } = taken;
    pace.spoke(group);
    entries.touch(id, hash);
    try {
      out.push(emitted(group, id, late));
    } catch (error) {
      scope.problem(row, recordError(error));
    }
    if (isEmpty(group)) open.delete(id, hash);
  }

  /** At once, with EMIT EVERY once in an interval; with FINAL what has come out already. */
  function update(taken: Taken, row: Row, out: Row[]): void {
    if (emit === 'FINAL' ? isOut(taken.id) : !pace.holds(taken.group, row.time, taken))
      put(taken, row, row.late - held, out);
  }

  /** EMIT EVERY: what was held back in intervals that the watermark has passed. */
  function flush(watermark: number): void {
    const out: Row[] = [];
    for (const taken of pace.due(watermark)) put(taken, taken.group.last, handedOn, out);
    if (out.length > 0) next.rows(out);
  }

  function results(id: number, out: Row[]): void {
    for (const [, group] of open.groups(id)) {
      try {
        out.push(emitted(group, id, handedOn));
      } catch (error) {
        scope.problem(group.last, recordError(error));
      }
    }
  }

  /** Windows that the watermark has passed, in the order of their ends. */
  function close(watermark: number): void {
    const ids = [...open.ids()].filter(id => fireOf(id) <= watermark).sort((a, b) => a - b);
    const out: Row[] = [];
    for (const id of ids) {
      if (emit === 'FINAL') {
        if (fireOf(id) > reached) results(id, out);
      } else if (closeOf(id) <= watermark && !pace.isIdle())
        for (const [, group] of open.groups(id)) {
          const taken = pace.waiting(group);
          if (taken) put(taken, group.last, handedOn, out);
        }
      if (closeOf(id) > watermark) continue;
      for (const [hash] of open.groups(id)) entries.touch(id, hash);
      open.drop(id);
    }
    nextClose = Infinity;
    for (const id of open.ids()) nextClose = Math.min(nextClose, fireOf(id) > watermark ? fireOf(id) : closeOf(id));
    if (out.length > 0) next.rows(out);
  }

  /** FINAL without a window: the end of the input is the one moment to speak. */
  function finish(): void {
    if (finished) return;
    finished = true;
    if (keys.length === 0 && scope.bounded && open.isEmpty(NO_WINDOW))
      open.set(NO_WINDOW, '', { ...sums.init(), keys: [], rows: 0, last: NO_ROW });
    const out: Row[] = [];
    results(NO_WINDOW, out);
    for (const [hash] of open.groups(NO_WINDOW)) entries.touch(NO_WINDOW, hash);
    open.drop(NO_WINDOW);
    if (out.length > 0) next.rows(out);
  }

  return {
    rows(batch) {
      const out: Row[] = [];
      for (const [i, row] of batch.entries()) {
        if (row.deleted && (!retracts || refused.took(row))) continue;
        let taken: readonly Taken[] = [];
        try {
          taken = take(row);
        } catch (error) {
          scope.problem(row, recordError(error));
          if (retracts) refused.add(row);
        }
        if (emit === 'FINAL' && !revises) continue;
        for (const before of awaiting) if (!taken.some(({ group }) => group === before.group)) update(before, row, out);
        // Before and after of one change are one update of their group.
        if (isOneChange(row, batch[i + 1])) awaiting = taken;
        else {
          awaiting = [];
          for (const one of taken) update(one, row, out);
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark(ms) {
      passed = ms;
      pace.pass(ms);
      if (!pace.isIdle()) flush(ms);
      kept.pass(ms);
      if (window) {
        if (ms >= nextClose) close(ms);
        reached = ms;
      } else if (emit === 'FINAL') {
        if (ms !== Infinity) return;
        finish();
      }
      handedOn = ms - held;
      next.watermark(handedOn);
    },
    end() {
      if (!pace.isIdle()) flush(Infinity);
      if (!window && emit === 'FINAL') finish();
      next.end();
    },
  };
}
