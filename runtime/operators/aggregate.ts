/** GROUP BY over keys, and windows that are known from the time alone. */

import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { PlanNode } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll } from '../expressions/compile.ts';
import { accumulators, type RowArguments } from '../state/accumulators.ts';
import type { Group, Groups } from '../state/groups.ts';
import { groupHash } from '../state/groups.ts';
import { type Windows, windowsOf } from '../state/windows.ts';
import { groupRow, NO_ROW } from './group-row.ts';
import { placement } from './placement.ts';
import { RefusedRows } from './refused-rows.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

type Node = Extract<PlanNode, { node: 'aggregate' }>;

interface Taken {
  readonly group: Group;
  /** Of its window. */
  readonly id: number;
  readonly hash: string | number;
}

/** Where all groups stand when there are no windows. */
const NO_WINDOW = 0;
const WHOLE: Windows = { first: () => NO_WINDOW, next: () => Number.NaN, start: () => -Infinity, end: () => Infinity };

/** Of rows that are changes a deletion takes its row back from the group it went into; of a stream it says nothing. */
export function aggregate(
  { input, keys, calls, window, placedBy, emit, everyMs }: Node,
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
  /** By window. */
  const open = new Map<number, Groups>();
  /** Least end + grace of the open windows. */
  let nextClose = Infinity;
  let handedOn = -Infinity;
  let finished = false;
  /** Rows that could not be added, which will be taken back like others. */
  const refused = new RefusedRows();
  /** The groups from which the row before a change was taken back, until the row after has come. */
  let awaiting: readonly Taken[] = [];
  /** EMIT EVERY: groups that have put out something in this interval already, and have changed since. */
  const pending = new Map<Group, Taken>();

  const grace = window?.graceMs ?? 0;
  const windows = window ? windowsOf(window) : WHOLE;
  const timeOf = placement(placedBy, scope);
  const closeOf = (id: number) => windows.end(id) + grace;

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
    for (let id = windows.first(time); !Number.isNaN(id); id = windows.next(id, time)) {
      if (window && row.late >= closeOf(id)) {
        scope.late(1);
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
    }
    return taken;
  }

  function takeInto(
    id: number,
    row: Row,
    key: readonly Value[],
    args: RowArguments,
    hash: string | number,
  ): Group | undefined {
    const groups = open.get(id);
    const known = groups?.get(hash);
    if (row.deleted) {
      if (!known) return undefined;
      sums.remove(known, args, row);
      known.rows--;
      // What is left is so from now on.
      if (row.time > known.last.time) known.last = { ...known.last, time: row.time };
      if (emit === 'FINAL' && isEmpty(known)) groups!.delete(hash);
      return known;
    }
    const group: Group = known ?? { ...sums.init(), keys: key, rows: 0, last: row };
    sums.add(group, args, row);
    group.rows++;
    if (!known) {
      if (groups) groups.set(hash, group);
      else {
        open.set(id, new Map([[hash, group]]));
        if (window) nextClose = Math.min(nextClose, closeOf(id));
      }
    } else if (compareRows(row, group.last) > 0) group.last = row;
    return group;
  }

  /** EMIT CHANGES: what has become of a group. */
  function put(taken: Taken, row: Row, late: number, out: Row[]): void {
    const { group, id, hash } = taken;
    pending.delete(group);
    try {
      out.push(emitted(group, id, late));
    } catch (error) {
      scope.problem(row, recordError(error));
    }
    if (isEmpty(group)) open.get(id)?.delete(hash);
  }

  /** At once, or with EMIT EVERY once in an interval. */
  function update(taken: Taken, row: Row, out: Row[]): void {
    const { group } = taken;
    if (everyMs !== undefined) {
      const interval = Math.floor(row.time / everyMs);
      if (group.interval !== undefined && interval <= group.interval) {
        pending.set(group, taken);
        return;
      }
      group.interval = interval;
    }
    put(taken, row, row.late - grace, out);
  }

  /** EMIT EVERY: what was held back in intervals that the watermark has passed. */
  function flush(watermark: number): void {
    const out: Row[] = [];
    for (const taken of pending.values())
      if (watermark === Infinity || (taken.group.interval! + 1) * everyMs! <= watermark)
        put(taken, taken.group.last, handedOn, out);
    if (out.length > 0) next.rows(out);
  }

  function results(groups: Groups, id: number, out: Row[]): void {
    for (const group of groups.values()) {
      try {
        out.push(emitted(group, id, handedOn));
      } catch (error) {
        scope.problem(group.last, recordError(error));
      }
    }
  }

  /** Windows that the watermark has passed, in the order of their ends. */
  function close(watermark: number): void {
    const ids = [...open.keys()].filter(id => closeOf(id) <= watermark).sort((a, b) => a - b);
    const out: Row[] = [];
    for (const id of ids) {
      const groups = open.get(id)!;
      if (emit === 'FINAL') results(groups, id, out);
      else if (pending.size > 0)
        for (const group of groups.values()) {
          const taken = pending.get(group);
          if (taken) put(taken, group.last, handedOn, out);
        }
      open.delete(id);
    }
    nextClose = Infinity;
    for (const id of open.keys()) nextClose = Math.min(nextClose, closeOf(id));
    if (out.length > 0) next.rows(out);
  }

  /** FINAL without a window: the end of the input is the one moment to speak. */
  function finish(): void {
    if (finished) return;
    finished = true;
    const groups: Groups = open.get(NO_WINDOW) ?? new Map();
    if (keys.length === 0 && scope.bounded && groups.size === 0)
      groups.set('', { ...sums.init(), keys: [], rows: 0, last: NO_ROW });
    const out: Row[] = [];
    results(groups, NO_WINDOW, out);
    open.clear();
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
        if (emit === 'FINAL') continue;
        for (const before of awaiting) if (!taken.some(({ group }) => group === before.group)) update(before, row, out);
        // Before and after of one change are one update of their group.
        if (row.deleted && batch[i + 1]?.deleted === false) awaiting = taken;
        else {
          awaiting = [];
          for (const one of taken) update(one, row, out);
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark(ms) {
      if (pending.size > 0) flush(ms);
      if (window) {
        if (ms >= nextClose) close(ms);
      } else if (emit === 'FINAL') {
        if (ms !== Infinity) return;
        finish();
      }
      handedOn = ms - grace;
      next.watermark(handedOn);
    },
    end() {
      if (pending.size > 0) flush(Infinity);
      if (!window && emit === 'FINAL') finish();
      next.end();
    },
  };
}
