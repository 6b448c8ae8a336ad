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
import { isOneChange } from './one-change.ts';
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
  { input, partitionBy, orderBy, latestFirst, count, ties, name, ttlMs }: NodeOf<'top'>,
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

  /** The partition that is other than before, and from which of its rows on. */
  function take(row: Row): { readonly partition: Partition; readonly from: number } | undefined {
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
      return { partition, from: at };
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
    if (low >= count && !retracts && !ties) return undefined;
    entries.touch(hash);
    rows.splice(low, 0, placed);
    return { partition, from: low };
  }

  /** Of the row at `i`, when those before it are shown. */
  function numberOf({ rows, shown }: Partition, i: number): number {
    if (!ties || i === 0) return i + 1;
    const before = shown[i - 1]!.row.values.at(-1) as number;
    if (compareKeys(rows[i - 1]!.by, rows[i]!.by) === 0) return before;
    return ties === 'RANK' ? i + 1 : before + 1;
  }

  const keyOf = numberedKey(
    partitionBy.map(one => one.name),
    ties ? '_row' : name,
  );

  /** What is other than was put out, of rows from `from` on. */
  function show(partition: Partition, from: number, { time, late }: Row, out: Row[]): void {
    const { keys, rows, shown } = partition;
    let reached = Math.min(from, shown.length);
    for (let i = reached; i < Math.max(rows.length, shown.length); i++) {
      const before = shown[i];
      const number = i < rows.length && reached === i ? numberOf(partition, i) : Infinity;
      const now = number <= count ? rows[i] : undefined;
      if (now) reached = i + 1;
      else if (!before) break;
      if (before?.of === now && before?.row.values.at(-1) === number) continue;
      if (before)
        out.push({ ...before.row, deleted: true, time: Math.max(before.row.time, time), was: before.row.time, late });
      if (!now) continue;
      const values = now.row.values.concat(number);
      const row = { ...now.row, values, key: keyOf(keys, i + 1), time: Math.max(now.row.time, time), late };
      shown[i] = { of: now, row };
      out.push(row);
    }
    shown.length = reached;
    if (!retracts) rows.length = reached;
  }

  return {
    rows(batch) {
      const out: Row[] = [];
      const touched = new Map<Partition, number>();
      for (const [i, row] of batch.entries()) {
        if (row.deleted && (!retracts || refused.took(row))) continue;
        try {
          const taken = take(row);
          if (taken) touched.set(taken.partition, Math.min(taken.from, touched.get(taken.partition) ?? Infinity));
        } catch (error) {
          scope.problem(row, recordError(error));
          if (retracts) refused.add(row);
        }
        // Before and after of one change are one change.
        if (isOneChange(row, batch[i + 1])) continue;
        for (const [partition, from] of touched) show(partition, from, row, out);
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
