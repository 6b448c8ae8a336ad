/** MATCH_RECOGNIZE: rows take their places in their partitions, and matches come out when they are certain. */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import { compareRows } from '../../../src/language/functions/aggregate/row-order.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { compileAll } from '../../expressions/compile.ts';
import { arrivals } from '../../state/arrivals.ts';
import { compareBy } from '../../state/compare-by.ts';
import { deadlines } from '../../state/deadlines.ts';
import { keepByKey, keepValue } from '../../state/entries/kept.ts';
import { groupHash } from '../../state/groups.ts';
import type { Site } from '../construct.ts';
import { type Operator, type Row, recordError } from '../row.ts';
import { search } from './attempt.ts';
import { conditionsOf } from './conditions.ts';
import { output } from './output.ts';
import { advancing, type KeptPartition, keptOf, newPartition, ofKept, type Partition, sizeOf } from './partition.ts';
import { holding } from './possible.ts';
import { programOf } from './program.ts';

/** A row that has no place yet. */
interface Arrived {
  readonly row: Row;
  /** It takes its place when the watermark is behind this. */
  readonly due: number;
  readonly hash: string | number;
  readonly partitionKeys: readonly Value[];
  readonly orderKeys: readonly Value[];
}

/** Rows that come out together. */
interface Batch {
  readonly rows: readonly Row[];
  /** By which they take their place among others. */
  readonly by: Row;
}

export function match(node: NodeOf<'match'>, { scope, next }: Site): Operator {
  const { partitionBy, orderBy, at, withinMs } = node;
  const { clock } = scope;
  const partitionKeysOf = compileAll(
    partitionBy.map(({ expression }) => expression),
    clock,
  );
  const orderKeysOf = compileAll(
    orderBy.map(({ expression }) => expression),
    clock,
  );
  const compareKeys = compareBy(orderBy);
  const waiting = arrivals<Arrived>((a, b) => {
    const times = at === 'end' ? 0 : a.due - b.due;
    return times || compareKeys(a.orderKeys, b.orderKeys) || compareRows(a.row, b.row);
  }, scope.keep);
  const partitions = new Map<string | number, Partition>();
  /** What comes out, until it is handed on. */
  let out: Batch[] = [];

  /** One row is refused once. */
  const refused = new WeakSet<Row>();
  const refuse = (row: Row, error: ReturnType<typeof recordError>): void => {
    if (refused.has(row)) return;
    refused.add(row);
    scope.problem(row, error);
  };
  const conditions = conditionsOf(node, clock, refuse);
  const results = output(node, scope);
  const steps = programOf(node.pattern, node.variables);
  const holdOf = holding(node, steps, conditions);
  /** The last row that came out of the partition now. */
  let last: Row | undefined;
  const put = (rows: readonly Row[]): void => {
    const row = rows.at(-1);
    if (!row) return;
    // Rows of one partition come out in the order in which they were found.
    if (!last || compareRows(last, row) < 0) last = row;
    out.push({ rows, by: last });
  };
  const margins = {
    before: Math.max(conditions.tracking.before, results.tracking.before),
    behind: Math.max(conditions.tracking.behind, results.tracking.behind),
  };
  const advance = advancing(node, search(node, steps, conditions), margins, {
    match: (partition, start, path) => put(results.ofMatch(partition, start, path)),
    unmatched: (partition, row) => put(results.ofUnmatched(partition, row)),
    refuse,
  });

  /** When attempts come to an end for want of time, and from when on partitions hold the watermark back. */
  const ends = deadlines<Partition>();
  const holds = deadlines<Partition>();
  /** Whether the number of a match counts on from those before. */
  const counts = node.measures.some(({ reads }) => reads.some(({ read }) => read === 'number'));
  let handedOn = -Infinity;
  let finished = false;
  keepValue(
    scope.keep,
    () => handedOn,
    value => {
      handedOn = value;
    },
  );
  const entries = keepByKey(scope.keep, {
    read: (hash: string | number) => {
      const partition = partitions.get(hash);
      return partition && keptOf(partition, row => refused.has(row));
    },
    restore(hash, kept: KeptPartition) {
      const partition = ofKept(hash, kept);
      partitions.set(hash, partition);
      for (const i of kept.refused) refused.add(kept.entries[i]!);
      const first = partition.entries[partition.start - partition.gone];
      if (first && withinMs !== undefined) ends.add(first.time + withinMs, partition);
      if (partition.hold < Infinity) holds.add(partition.hold, partition);
    },
  });

  function take(row: Row): void {
    const due = at === 'end' ? Infinity : row.time;
    if (row.late > due) {
      scope.late(1);
      return;
    }
    const { values } = row;
    const partitionKeys = partitionKeysOf(values);
    waiting.add({ row, due, hash: groupHash(partitionKeys), partitionKeys, orderKeys: orderKeysOf(values) });
  }

  function place(watermark: number): Set<Partition> {
    const touched = new Set<Partition>();
    for (const { row, hash, partitionKeys } of waiting.passed(watermark)) {
      let partition = partitions.get(hash);
      if (!partition) {
        partition = newPartition(hash, partitionKeys);
        partitions.set(hash, partition);
      }
      partition.entries.push(row);
      touched.add(partition);
    }
    return touched;
  }

  function flush(watermark: number): void {
    const passed = place(watermark);
    const touched = watermark === Infinity ? new Set(partitions.values()) : passed;
    while (ends.next() <= watermark && ends.next() < Infinity) touched.add(ends.pop()!);
    for (const partition of touched) {
      const before = partition.start;
      const known = partition.attempt;
      last = undefined;
      entries.touch(partition.hash);
      advance(partition, watermark);
      const { attempt, start } = partition;
      if (!attempt) {
        forget(partition);
        continue;
      }
      const begins = partition.entries[start - partition.gone]!.time;
      if (withinMs !== undefined && (attempt !== known || before !== start)) ends.add(begins + withinMs, partition);
      hold(partition, watermark === Infinity ? Infinity : holdOf(partition));
    }
    if (out.length > 0) next.rows(out.sort((a, b) => compareRows(a.by, b.by)).flatMap(({ rows }) => rows));
    out = [];
  }

  function hold(partition: Partition, time: number): void {
    if (partition.hold === time) return;
    partition.hold = time;
    if (time < Infinity) holds.add(time, partition);
  }

  /** What nothing that comes depends on. */
  function forget(partition: Partition): void {
    hold(partition, Infinity);
    if (sizeOf(partition) > partition.gone || counts) return;
    if (partitions.get(partition.hash) === partition) partitions.delete(partition.hash);
  }

  function earliest(): number {
    for (;;) {
      const time = holds.next();
      if (time === Infinity) return Infinity;
      const one = holds.pop()!;
      if (one.hold !== time) continue;
      holds.add(time, one);
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
    },
    watermark(ms) {
      if (ms === Infinity) finish();
      else if (at === 'end') return;
      else flush(ms);
      const now = ms === Infinity ? Infinity : Math.min(ms, earliest());
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
