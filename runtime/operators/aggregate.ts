/** GROUP BY over keys and tumbling windows. */

import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { PlanNode } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import { Timestamp } from '../../src/language/types/temporal.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll } from '../expressions/compile.ts';
import { accumulators } from '../state/accumulators.ts';
import type { Group, Groups } from '../state/groups.ts';
import { groupHash } from '../state/groups.ts';
import { RefusedRows } from './refused-rows.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

type Node = Extract<PlanNode, { node: 'aggregate' }>;

interface Taken {
  readonly group: Group;
  /** Of its window. */
  readonly start: number;
  readonly hash: string | number;
}

/** Where all groups stand when there are no windows. */
const NO_WINDOW = 0;

/** Of rows that are changes a deletion takes its row back from the group it went into; of a stream it says nothing. */
export function aggregate({ input, keys, calls, window, emit }: Node, scope: Scope, next: Operator): Operator {
  const retracts = changesOf(input) === 'retract';
  const keysOf = compileAll(
    keys.map(({ expression }) => expression),
    scope.clock,
  );
  const names = keys.map(({ name }) => name);
  const sums = accumulators(calls, scope.clock, retracts);
  /** By window start. */
  const open = new Map<number, Groups>();
  /** Least end + grace of the open windows. */
  let nextClose = Infinity;
  let handedOn = -Infinity;
  let finished = false;
  /** Rows that could not be added, which will be taken back like others. */
  const refused = new RefusedRows();
  /** The group from which the row before a change was taken back, until the row after has come. */
  let awaiting: Taken | undefined;

  const grace = window?.graceMs ?? 0;
  const closeOf = (start: number) => start + window!.sizeMs + grace;

  function emitted(group: Group, start: number, late: number): Row {
    const { last } = group;
    const values: Value[] = group.keys.concat(sums.results(group));
    if (window) values.push(Timestamp.ofMillis(start), Timestamp.ofMillis(start + window.sizeMs));
    return {
      values,
      time: window ? start + window.sizeMs - 1 : last.time,
      late,
      topic: last.topic,
      partition: last.partition,
      offset: last.offset,
      key: outputKey(names, group.keys, values, window !== undefined),
      headers: last.headers,
      deleted: isEmpty(group),
    };
  }

  /** Without keys and windows there is always one row, of no rows too. */
  const isEmpty = (group: Group) => group.rows === 0 && (keys.length > 0 || window !== undefined);

  /** The group that took the row; undefined when it was too late. Throws RecordError, and no group has taken it. */
  function take(row: Row): Taken | undefined {
    const start = window ? Math.floor(row.time / window.sizeMs) * window.sizeMs : NO_WINDOW;
    if (window && row.late >= closeOf(start)) {
      scope.late(1);
      return undefined;
    }
    const key = keysOf(row.values);
    const args = sums.evaluate(row.values);
    const hash = groupHash(key);
    const groups = open.get(start);
    const known = groups?.get(hash);
    if (row.deleted) {
      if (!known) return undefined;
      sums.remove(known, args, row);
      known.rows--;
      if (emit === 'FINAL' && isEmpty(known)) groups!.delete(hash);
      return { group: known, start, hash };
    }
    const group: Group = known ?? { ...sums.init(), keys: key, rows: 0, last: row };
    sums.add(group, args, row);
    group.rows++;
    if (!known) {
      if (groups) groups.set(hash, group);
      else {
        open.set(start, new Map([[hash, group]]));
        if (window) nextClose = Math.min(nextClose, closeOf(start));
      }
    } else if (compareRows(row, group.last) > 0) group.last = row;
    return { group, start, hash };
  }

  /** EMIT CHANGES: what has become of a group. */
  function put({ group, start, hash }: Taken, row: Row, out: Row[]): void {
    try {
      out.push(emitted(group, start, row.late - grace));
    } catch (error) {
      scope.problem(row, recordError(error));
    }
    if (isEmpty(group)) open.get(start)?.delete(hash);
  }

  function results(groups: Groups, start: number, out: Row[]): void {
    for (const group of groups.values()) {
      try {
        out.push(emitted(group, start, handedOn));
      } catch (error) {
        scope.problem(group.last, recordError(error));
      }
    }
  }

  /** Windows that the watermark has passed, in the order of their ends. */
  function close(watermark: number): void {
    const starts = [...open.keys()].filter(start => closeOf(start) <= watermark).sort((a, b) => a - b);
    const out: Row[] = [];
    for (const start of starts) {
      if (emit === 'FINAL') results(open.get(start)!, start, out);
      open.delete(start);
    }
    nextClose = Infinity;
    for (const start of open.keys()) nextClose = Math.min(nextClose, closeOf(start));
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
        let taken: Taken | undefined;
        try {
          taken = take(row);
        } catch (error) {
          scope.problem(row, recordError(error));
          if (retracts) refused.add(row);
        }
        if (emit === 'FINAL') continue;
        if (awaiting && awaiting.group !== taken?.group) put(awaiting, row, out);
        awaiting = undefined;
        if (!taken) continue;
        // Before and after of one change are one update of their group.
        if (row.deleted && batch[i + 1]?.deleted === false) awaiting = taken;
        else put(taken, row, out);
      }
      if (out.length > 0) next.rows(out);
    },
    watermark(ms) {
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
      if (!window && emit === 'FINAL') finish();
      next.end();
    },
  };
}

/** What the one group of an empty input goes back to. */
const NO_ROW: Row = {
  values: [],
  time: 0,
  late: -Infinity,
  topic: '',
  partition: 0,
  offset: 0,
  key: null,
  headers: [],
  deleted: false,
};

function outputKey(
  names: readonly string[],
  keys: readonly Value[],
  values: readonly Value[],
  windowed: boolean,
): Value {
  if (!windowed) {
    if (keys.length === 0) return null;
    if (keys.length === 1) return keys[0]!;
  }
  const key = new Map<string, Value>();
  for (let i = 0; i < names.length; i++) key.set(names[i]!, keys[i]!);
  if (windowed) key.set('_window_start', values.at(-2)!).set('_window_end', values.at(-1)!);
  return key;
}
