/** Rows of our engine, of DuckDB and of plain TypeScript, brought to the same texts. */
import assert from 'node:assert/strict';

/** A value by column, as JSON or DuckDB's JSON has it. */
export type Row = Readonly<Record<string, unknown>>;

/** Fails unless both are the same rows, each as often, in any order. `inexact`: the columns that are DOUBLE. */
export function assertSameRows(actual: readonly Row[], expected: readonly Row[], inexact: readonly string[]): void {
  const left = counted(expected, inexact);
  const only: string[] = [];
  for (const row of actual) {
    const text = textOf(row, inexact);
    const count = left.get(text) ?? 0;
    if (count === 0) only.push(text);
    else left.set(text, count - 1);
  }
  const missing = [...left].flatMap(([text, count]) => Array<string>(count).fill(text));
  // The first of them say enough: all would be thousands of lines.
  assert.deepEqual(
    { tooMany: only.length, missing: missing.length, first: only.toSorted().slice(0, 3) },
    { tooMany: 0, missing: 0, first: [] },
    `missing ${missing.toSorted().slice(0, 3).join('\n')}`,
  );
}

function counted(rows: readonly Row[], inexact: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const text = textOf(row, inexact);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

const textOf = (row: Row, inexact: readonly string[]): string =>
  JSON.stringify(
    Object.entries(row)
      .map(([name, value]) => [name, inexact.includes(name) ? rounded(value) : plain(value)])
      .sort(([a], [b]) => (a! < b! ? -1 : 1)),
  );

/** Sums of doubles differ in their last bits by the order in which they were added. */
const rounded = (value: unknown): string => (value === null ? 'NULL' : Number(value).toPrecision(12));

function plain(value: unknown): string {
  if (value === null) return 'NULL';
  const text = String(value);
  // DuckDB's way to write a time.
  if (/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/.test(text))
    return new Date(`${text.replace(' ', 'T').replace(/Z$/, '')}Z`).toISOString();
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
}
