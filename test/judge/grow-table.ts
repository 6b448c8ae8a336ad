/** Tables: columns of every shared type, rows with duplicates, skew, NULLs, and times out of order within the watermark. */
import type { Draw } from './draw.ts';
import { BIGINT, type Column, DISORDER_MS, DOUBLE, decimal, type Row, STRING, type Table, TIMESTAMP } from './tree.ts';
import { boundOf, literalText, typeOf, WIDE_BOUND } from './values.ts';

const USUAL = [BIGINT, STRING, decimal(10, 2), DOUBLE];
const STARTS = [1_700_000_000_000, 1_700_000_000_000, -20_000, 1_709_251_190_000];

/** As SQL writes it. */
export const timestampText = (millis: number): string => new Date(millis).toISOString().replace('T', ' ').slice(0, -1);

/** `keyed`: a TABLE whose key is its first column of data; `deletes`: some of its rows are deletions. */
export function growTable(draw: Draw, name: string, keyed = false, deletes = false): Table {
  const columns: Column[] = [
    { name: 'id', type: BIGINT, bound: 1000 },
    { name: 'ts', type: TIMESTAMP, bound: 0 },
  ];
  const fills: (() => string | null)[] = [];
  const count = draw.int(3, 7);
  for (let i = 1; i <= count; i++) {
    // These come first: most operations take one of them.
    const type = USUAL[i - 1] ?? typeOf(draw);
    const wide = type.kind === 'BIGINT' && draw.oneIn(5);
    columns.push({ name: `c${i}`, type, bound: wide ? WIDE_BOUND : boundOf(type) });
    fills.push(fillOf(draw, () => literalText(draw, type, wide), keyed && i === 1));
  }
  const rows: Row[] = [];
  let latest = draw.pick(STARTS);
  for (let id = 0, count = draw.oneIn(12) ? 0 : draw.int(1, 40); id < count; id++) {
    const step = draw.int(0, 3) === 0 ? 0 : draw.int(0, 4000);
    const time = draw.oneIn(3) ? latest - draw.int(0, DISORDER_MS) : latest + step;
    latest = Math.max(latest, time);
    const gone = deletes && draw.oneIn(6);
    const data = fills.map((fill, i) => (gone && i > 0 ? null : fill()));
    rows.push([String(id), timestampText(time), ...data]);
  }
  return { name, columns, rows, ...(keyed ? { primaryKey: columns[2]!.name } : {}), ...(deletes ? { deletes } : {}) };
}

/** Values of a few, mostly the first of them; some NULL, seldom all. */
function fillOf(draw: Draw, value: () => string, key: boolean): () => string | null {
  const nulls = key ? 0 : draw.pick([0, 0, 10, 10, 40, 100]);
  const few = draw.oneIn(4) ? undefined : Array.from({ length: draw.int(1, 6) }, value);
  return () => {
    if (draw.int(1, 100) <= nulls) return null;
    if (!few) return value();
    return few[Math.min(draw.int(0, few.length - 1), draw.int(0, few.length - 1))]!;
  };
}
