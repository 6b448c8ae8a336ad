/** What the jobs must have written, computed from the rows alone, and how it differs from what they have. */
import assert from 'node:assert/strict';
import { LATENESS, type OUTPUTS, SIZES } from './jobs.ts';
import type { Row } from './records.ts';

type Output = (typeof OUTPUTS)[number];
export type Written = Readonly<Record<string, unknown>>;

/**
 * By output the rows as text, in any order. Of `sums` only how many there are of each region and the last total: rows of one region
 * come from several partitions, in no order that is said.
 */
export function expected(rows: readonly Row[]): Readonly<Record<Output, readonly string[]>> {
  const source = rows.filter(({ topic }) => topic === 'source');
  return {
    plain: source.map(({ id, amount }) => `${id} ${amount * 2}`),
    windows: windowed(source, ({ item }) => item, SIZES.windows, LATENESS.grace, true),
    totals: running(source, ({ item }) => item).map(({ key, n, total, last }) => `${key} ${n} ${total} ${last}`),
    pairs: pairs(rows),
    regions: windowed(source, ({ region }) => region, SIZES.regions, 0, false),
    sums: summed(running(source, ({ region }) => region)),
  };
}

/** What an output holds, in the same form; rows of one key in the order in which they were written. */
export function found(output: Output, rows: readonly Written[]): readonly string[] {
  switch (output) {
    case 'plain':
      return rows.map(({ id, twice }) => `${id} ${twice}`);
    case 'windows':
      return rows.map(({ item, until, n, total }) => windowText(item, Date.parse(String(until)), n, total));
    case 'regions':
      return rows.map(({ region, until, n, total }) => windowText(region, Date.parse(String(until)), n, total));
    case 'totals':
      return rows.map(({ item, n, total, last }) => `${item} ${n} ${total} ${last}`);
    case 'pairs':
      return rows.map(({ question, answer }) => `${question} ${answer}`);
    case 'sums':
      return summed(rows.map(({ region, n, total }) => ({ key: String(region), n: Number(n), total: Number(total) })));
  }
}

/** Throws and says which rows are missing, wrong or there twice. */
export function mustBe(output: Output, is: readonly string[], shouldBe: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const row of shouldBe) counts.set(row, (counts.get(row) ?? 0) + 1);
  for (const row of is) counts.set(row, (counts.get(row) ?? 0) - 1);
  const differ = [...counts].filter(([, count]) => count !== 0);
  const some = differ.slice(0, 20).map(([row, count]) => `${count > 0 ? 'missing' : 'too many'}: ${row}`);
  assert.ok(
    differ.length === 0,
    `${output}: ${is.length} rows instead of ${shouldBe.length}, ${differ.length} differ\n  ${some.join('\n  ')}`,
  );
}

const windowText = (key: unknown, end: number, n: unknown, total: unknown): string => `${key} ${end} ${n} ${total}`;

/** Of those that have closed by now. @param alone every partition is a task, with a watermark of its own */
function windowed(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  size: number,
  grace: number,
  alone: boolean,
): readonly string[] {
  const watermarks = new Map<number, number>();
  const windows = new Map<string, { key: string; end: number; n: number; total: number; partition: number }>();
  for (const row of rows) {
    const watermark = watermarks.get(row.partition) ?? Number.NEGATIVE_INFINITY;
    const key = keyOf(row);
    const end = Math.floor(row.at / size) * size + size;
    if (watermark < end + grace) {
      const name = `${key} ${end}`;
      const window = windows.get(name) ?? { key, end, n: 0, total: 0, partition: row.partition };
      window.n++;
      window.total += row.amount;
      windows.set(name, window);
    }
    watermarks.set(row.partition, Math.max(watermark, row.at - LATENESS.source));
  }
  const least = Math.min(...watermarks.values());
  return [...windows.values()]
    .filter(({ end, partition }) => (alone ? watermarks.get(partition)! : least) >= end + grace)
    .map(({ key, end, n, total }) => windowText(key, end, n, total));
}

interface Running {
  readonly key: string;
  readonly n: number;
  readonly total: number;
}

function running(rows: readonly Row[], keyOf: (row: Row) => string): readonly (Running & { readonly last: number })[] {
  const sums = new Map<string, Running>();
  return rows.map(row => {
    const key = keyOf(row);
    const before = sums.get(key) ?? { key, n: 0, total: 0 };
    const now = { key, n: before.n + 1, total: before.total + row.amount };
    sums.set(key, now);
    return { ...now, last: row.id };
  });
}

/** One row a change, numbered without a gap, and the last total. */
function summed(changes: readonly Running[]): readonly string[] {
  const last = new Map<string, Running>();
  const numbers = changes.map(change => {
    last.set(change.key, change);
    return `${change.key} ${change.n}`;
  });
  return [...numbers, ...[...last.values()].map(({ key, n, total }) => `${key} at last ${n} ${total}`)];
}

/** Questions with each answer to the same item that is near, or with none once that is sure. */
function pairs(rows: readonly Row[]): readonly string[] {
  const answers = Map.groupBy(
    rows.filter(({ topic }) => topic === 'answered'),
    ({ item }) => item,
  );
  const watermarks = new Map<string, number>();
  for (const { topic, partition, at } of rows) {
    const name = `${topic} ${partition}`;
    watermarks.set(name, Math.max(watermarks.get(name) ?? 0, at));
  }
  return rows.flatMap(({ topic, partition, item, id, at }) => {
    if (topic !== 'asked') return [];
    const own = (answers.get(item) ?? []).filter(answer => Math.abs(answer.at - at) <= SIZES.within);
    if (own.length > 0) return own.map(answer => `${id} ${answer.id}`);
    const seen = ['asked', 'answered'].map(name => watermarks.get(`${name} ${partition}`) ?? 0);
    return Math.min(...seen) - LATENESS.questions > at + SIZES.within ? [`${id} null`] : [];
  });
}
