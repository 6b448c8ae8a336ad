/** What was and what is, so that what takes the place of a row follows it at once. */
import { hashKey } from '../../src/language/types/compare.ts';
import type { Row } from './row.ts';

/** Each row that goes, followed by the next that comes under its key; then what comes under other keys. */
export function inTurn(gone: readonly Row[], come: readonly Row[]): readonly Row[] {
  if (gone.length === 0) return come;
  if (come.length === 0) return gone;
  if (gone.length === 1 && come.length === 1) return [gone[0]!, come[0]!];
  const byKey = Map.groupBy(come, row => hashKey(row.key));
  const placed = new Set<Row>();
  const out: Row[] = [];
  for (const row of gone) {
    out.push(row);
    const after = byKey.get(hashKey(row.key))?.shift();
    if (!after) continue;
    placed.add(after);
    out.push(after);
  }
  return out.concat(come.filter(row => !placed.has(row)));
}
