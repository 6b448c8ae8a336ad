/** The first rows of each partition, kept current: what a change moves is taken back and put out under its new number. */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll } from '../expressions/compile.ts';
import { compareBy, tieBreak } from '../state/compare-by.ts';
import { keepByKey } from '../state/entries/kept.ts';
import { forgetting } from '../state/forgetting.ts';
import { groupHash } from '../state/groups.ts';
import { numberedKey } from '../state/numbered-key.ts';
import { RefusedRows } from './refused-rows.ts';
import { type Operator, type Row, recordError, type Scope } from './row.ts';

interface Placed {
  readonly row: Row;
  readonly by: readonly Value[];
}

interface Partition {
  readonly keys: readonly Value[];
  readonly rows: Placed[];
  readonly hash: string | number;
  /** Greatest time of what touched it. */
  touched: number;
  /** By number: what was put out, and for which row. */
  readonly shown: { readonly of: Placed; readonly row: Row }[];
}

interface KeptPartition extends Omit<Partition, 'shown'> {
  readonly shown: readonly Row[];
}

export function top(
  { input, partitionBy, orderBy, latestFirst, count, name, ttlMs }: NodeOf<'top'>,
  scope: Scope,
  next: Operator,
): Operator {
  const retracts = changesOf(input) === 'retract';
  const keysOf = compileAll(
    partitionBy.map(({ expression }) => expression),
    scope.clock,
  );
  const sortOf = compileAll(
    orderBy.map(({ expression }) => expression),
    scope.clock,
  );
  const compareKeys = compareBy(orderBy);
  const compareEqual = tieBreak(latestFirst);
  const compare = (a: Placed, b: Placed): number => compareKeys(a.by, b.by) || compareEqual(a.row, b.row);
  const partitions = new Map<string | number, Partition>();
  const refused = new RefusedRows(scope.keep);
  const kept = forgetting<Partition>(
    ttlMs,
    one => one.touched,
    one => {
      if (partitions.get(one.hash) !== one) return;
      partitions.delete(one.hash);
      entries.touch(one.hash);
    },
  );
  const entries = keepByKey(scope.keep, {
    read(hash: string | number): KeptPartition | undefined {
      const partition = partitions.get(hash);
      // Between two changes what is shown is of the first rows, one by one.
      return partition && { ...partition, shown: partition.shown.map(({ row }) => row) };
    },
    restore(hash, { shown, ...rest }: KeptPartition) {
      const partition: Partition = { ...rest, shown: shown.map((row, i) => ({ of: rest.rows[i]!, row })) };
      partitions.set(hash, partition);
      kept.keep(partition);
    },
  });

  function take(row: Row): Partition | undefined {
    const keys = keysOf(row.values);
    const hash = groupHash(keys);
    let partition = partitions.get(hash);
    if (partition && kept.isForgotten(partition, row.late)) partition = undefined;
    if (partition && row.time > partition.touched) {
      partition.touched = row.time;
      if (ttlMs !== undefined) entries.touch(hash);
    }
    if (row.deleted) {
      if (!partition) return undefined;
      const wanted = groupHash(row.values);
      const at = partition.rows.findIndex(one => groupHash(one.row.values) === wanted);
      if (at < 0) return undefined;
      partition.rows.splice(at, 1);
      entries.touch(hash);
      if (partition.rows.length === 0) partitions.delete(hash);
      return partition;
    }
    const placed: Placed = { row, by: sortOf(row.values) };
    if (!partition) {
      partition = { keys, hash, rows: [], shown: [], touched: row.time };
      partitions.set(hash, partition);
      kept.keep(partition);
    }
    const { rows } = partition;
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(rows[middle]!, placed) <= 0) low = middle + 1;
      else high = middle;
    }
    if (low >= count && !retracts) return undefined;
    entries.touch(hash);
    rows.splice(low, 0, placed);
    if (!retracts && rows.length > count) rows.pop();
    return partition;
  }

  const keyOf = numberedKey(
    partitionBy.map(one => one.name),
    name,
  );

  /** What is other than was put out. */
  function show({ keys, rows, shown }: Partition, { time, late }: Row, out: Row[]): void {
    for (let i = 0; i < Math.min(count, Math.max(rows.length, shown.length)); i++) {
      const [before, now] = [shown[i], rows[i]];
      if (before?.of === now) continue;
      if (before)
        out.push({ ...before.row, deleted: true, time: Math.max(before.row.time, time), was: before.row.time, late });
      if (!now) continue;
      const values = now.row.values.concat(i + 1);
      const row = { ...now.row, values, key: keyOf(keys, i + 1), time: Math.max(now.row.time, time), late };
      shown[i] = { of: now, row };
      out.push(row);
    }
    shown.length = Math.min(count, rows.length);
  }

  return {
    rows(batch) {
      const out: Row[] = [];
      const touched = new Set<Partition>();
      for (const [i, row] of batch.entries()) {
        if (row.deleted && (!retracts || refused.took(row))) continue;
        try {
          const partition = take(row);
          if (partition) touched.add(partition);
        } catch (error) {
          scope.problem(row, recordError(error));
          if (retracts) refused.add(row);
        }
        // Before and after of one change are one change.
        if (row.deleted && batch[i + 1]?.deleted === false) continue;
        for (const partition of touched) show(partition, row, out);
        touched.clear();
      }
      if (out.length > 0) next.rows(out);
    },
    watermark(ms) {
      kept.pass(ms);
      next.watermark(ms);
    },
    end: () => next.end(),
  };
}
