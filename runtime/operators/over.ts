/** OVER: rows take their places in their partitions and come out when all that their values depend on is there. */
import type { OverNode } from '../../src/compiler/plan/nodes/over.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import type { Timestamp } from '../../src/language/types/temporal.ts';
import type { RecordError, Value } from '../../src/language/types/value.ts';
import { compileAll, compileTest } from '../expressions/compile.ts';
import { arrivals } from '../state/arrivals.ts';
import { compareBy, tieBreak } from '../state/compare-by.ts';
import { deadlines } from '../state/deadlines.ts';
import { keepThings, keepValue } from '../state/entries/kept.ts';
import { groupHash } from '../state/groups.ts';
import { numberedKey } from '../state/numbered-key.ts';
import { rememberedMs } from '../state/over/forgotten.ts';
import { overFunction } from '../state/over/functions.ts';
import { type Entry, entryAt, type Partition, sizeOf } from '../state/over/partition.ts';
import type { Site } from './construct.ts';
import { type Operator, type Row, recordError } from './row.ts';

/** A row that has no place yet. */
interface Arrived extends Entry {
  readonly hash: string | number;
  /** It takes its place when the watermark is behind this. */
  readonly due: number;
}

interface KeptPartition {
  readonly partition: Partition;
  /** Whether rows of its key come into it; no: it waits to come out. */
  readonly isCurrent: boolean;
}

export function over(node: OverNode, { scope, next }: Site): Operator {
  const { partitionBy, orderBy, latestFirst, calls, at, whole, window, inOrder, ttlMs = Infinity } = node;
  const { clock } = scope;
  const together = window?.together === true;
  const hashOf = compileAll([...partitionBy], clock);
  const keysOf = compileAll(
    orderBy.map(({ expression }) => expression),
    clock,
  );
  const argsOf = calls.map(({ args, filter }) => {
    const [values, wanted] = [compileAll([...args], clock), filter && compileTest(filter, clock)];
    return (row: readonly Value[]) => (wanted && !wanted(row) ? undefined : values(row));
  });
  /** The partition whose rows come out. */
  let current: Partition | undefined;
  const refuse = (error: RecordError, i: number): void => scope.problem(entryAt(current!, i).row, error);
  const functions = calls.map((call, index) => overFunction(call, index, node, clock, refuse));
  /** Whether rows become ready by the watermark alone. */
  const byTime = calls.some(
    ({ frame }) => frame?.unit === 'RANGE' && 'ms' in frame.end && frame.end.at === 'following',
  );

  /** How long a row is in any frame, where time alone says that, and no longer than is asked for; milliseconds. */
  const remembered = at === 'watermark' && !whole ? Math.min(ttlMs, Math.max(...calls.map(rememberedMs))) : Infinity;
  const forgotten = deadlines<Partition>();

  const compareKeys = compareBy(inOrder ? orderBy : []);
  const compareEqual = tieBreak(latestFirst);
  const compareTimes = (a: Arrived, b: Arrived): number => (at === 'end' ? 0 : a.due - b.due);
  const compare = (a: Arrived, b: Arrived): number =>
    compareTimes(a, b) || compareKeys(a.keys, b.keys) || compareEqual(a.row, b.row);
  const dueOf = (row: Row): number => {
    if (at === 'end') return Infinity;
    if (together) return -Infinity;
    return window ? (row.values[window.end] as Timestamp).millis + window.graceMs - 1 : row.time;
  };
  /** With windows rows come out this much behind the watermark. */
  const held = window && !together ? window.longestMs + window.graceMs : 0;

  const arrived = arrivals<Arrived>(compare, scope.keep);
  const partitions = new Map<string | number, Partition>();
  /** Of rows that have their place and wait for others. */
  const waiting = new Set<Partition>();
  const waitingTimes = deadlines<{ readonly partition: Partition; readonly i: number }>();
  let handedOn = -Infinity;
  let finished = false;
  keepValue(
    scope.keep,
    () => handedOn,
    value => {
      handedOn = value;
    },
  );
  const entries = keepThings<Partition, KeptPartition>(scope.keep, {
    read: partition => ({ partition, isCurrent: partitions.get(partition.hash) === partition }),
    restore({ partition, isCurrent }) {
      if (isCurrent) partitions.set(partition.hash, partition);
      if (remembered !== Infinity) forgotten.add(partition.last + remembered, partition);
      if (partition.next < sizeOf(partition)) waiting.add(partition);
      partition.noted = partition.next;
      note(partition);
      return partition;
    },
  });
  /** What becomes of it is kept, as long as anything can. */
  function changed(partition: Partition): void {
    if (partitions.get(partition.hash) === partition || waiting.has(partition)) entries.touch(partition);
    else entries.remove(partition);
  }

  function take(row: Row): void {
    const due = dueOf(row);
    if (row.late > due && !together) {
      scope.late(1);
      return;
    }
    const { values } = row;
    const args = argsOf.map(of => of(values));
    arrived.add({ row, due, hash: groupHash(hashOf(values)), keys: keysOf(values), args, failed: false });
  }

  const numbered = node.key && numberedKey(node.key.partition, node.key.name);
  const keyOf = ({ key, values }: Row, called: readonly Value[]): Value =>
    numbered ? numbered(hashOf(values), called[node.key!.call]!) : key;

  /** Rows that are due take their places; the partitions they are in. */
  function place(watermark: number): Set<Partition> {
    const touched = new Set<Partition>();
    const passed = arrived.passed(watermark);
    for (const { hash, row, keys, args } of passed) {
      let partition = partitions.get(hash);
      let left: Partition | undefined;
      if (partition && row.time > partition.last + ttlMs) {
        partition.whole = true;
        left = partition;
        partition = undefined;
      }
      if (!partition) {
        const states = functions.map(one => one.init());
        partition = { hash, entries: [], gone: 0, next: 0, noted: 0, whole, passed: -Infinity, last: row.time, states };
        partitions.set(hash, partition);
        if (left) changed(left);
        if (remembered !== Infinity) forgotten.add(row.time + remembered, partition);
      }
      partition.entries.push({ row, keys, args, failed: false });
      partition.last = row.time;
      touched.add(partition);
    }
    if (whole) for (const { hash } of passed) partitions.delete(hash);
    return touched;
  }

  /** The rows of a partition that are ready. */
  function advance(partition: Partition, rows: Row[]): void {
    current = partition;
    const { states } = partition;
    while (partition.next < sizeOf(partition)) {
      const i = partition.next;
      const entry = entryAt(partition, i);
      if (!isReady(partition, i)) break;
      partition.next++;
      const { row } = entry;
      try {
        const values = functions.map((one, index) => one.value(partition, states[index], i));
        if (!entry.failed)
          rows.push({ ...row, key: keyOf(row, values), values: row.values.concat(values), late: row.late - held });
      } catch (error) {
        if (!entry.failed) scope.problem(row, recordError(error));
      }
      const needed = Math.min(...functions.map((one, index) => one.needs(partition, states[index], i + 1)));
      // Cut in pieces: each cut moves what is left.
      if (needed - partition.gone > 32 + partition.entries.length / 2) {
        partition.entries.splice(0, needed - partition.gone);
        partition.gone = needed;
      }
    }
    if (partition.next < sizeOf(partition)) waiting.add(partition);
    else waiting.delete(partition);
  }

  function isReady(partition: Partition, i: number): boolean {
    return functions.every(one => one.ready(partition, i));
  }

  function flush(watermark: number): void {
    const closes = watermark === Infinity;
    const touched = place(watermark);
    const rows: Row[] = [];
    for (const partition of byTime || closes ? new Set([...waiting, ...touched]) : touched) {
      partition.passed = watermark - 1;
      partition.whole ||= closes;
      const before = partition.next;
      advance(partition, rows);
      note(partition);
      if (touched.has(partition) || partition.next > before) changed(partition);
    }
    if (rows.length > 0) next.rows(rows.sort(compareRows));
  }

  /** Partitions that no frame reaches any more. */
  function forget(watermark: number): void {
    const rows: Row[] = [];
    while (forgotten.next() < watermark) {
      const one = forgotten.pop()!;
      const until = one.last + remembered;
      if (until >= watermark) {
        forgotten.add(until, one);
        continue;
      }
      // What waits for rows after it waits no longer.
      one.whole = true;
      advance(one, rows);
      if (partitions.get(one.hash) === one) partitions.delete(one.hash);
      changed(one);
    }
    if (rows.length > 0) next.rows(rows.sort(compareRows));
  }

  /** The times of rows that wait hold the watermark back. */
  function note(partition: Partition): void {
    for (let i = Math.max(partition.noted, partition.next); i < sizeOf(partition); i++)
      waitingTimes.add(entryAt(partition, i).row.time, { partition, i });
    partition.noted = sizeOf(partition);
  }

  /** The least time of a row that waits. */
  function earliest(): number {
    for (;;) {
      const time = waitingTimes.next();
      if (time === Infinity) return Infinity;
      const one = waitingTimes.pop()!;
      if (one.i < one.partition.next) continue;
      waitingTimes.add(time, one);
      return time;
    }
  }

  function finish(): void {
    if (finished) return;
    finished = true;
    flush(Infinity);
    partitions.clear();
  }

  return {
    rows(batch) {
      for (const row of batch) {
        if (row.deleted) continue;
        try {
          take(row);
        } catch (error) {
          scope.problem(row, recordError(error));
        }
      }
      if (together) flush(-Number.MAX_VALUE);
    },
    watermark(ms) {
      if (ms === Infinity) finish();
      else if (at === 'end') return;
      else {
        flush(ms);
        forget(ms);
      }
      const now = ms === Infinity ? Infinity : Math.min(ms - held, earliest());
      if (now <= handedOn) return;
      handedOn = now;
      next.watermark(now);
    },
    end() {
      finish();
      next.end();
    },
  };
}
