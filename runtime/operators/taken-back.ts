/** Records of a topic of changes: one that takes a row back becomes a deletion of that row, at the place that row has. */
import { hashKey } from '../../src/language/types/compare.ts';
import { type Keep, keepByKey } from '../state/entries/kept.ts';
import { groupHash } from '../state/groups.ts';
import { takesBack } from './change-headers.ts';
import type { Row } from './row.ts';

/** Gives each row as what it is; undefined for one that takes back what was never read. */
export function takenBack(keep?: Keep): (row: Row) => Row | undefined {
  /** Rows that stand, by key and values. */
  const standing = new Map<string, Row[]>();
  const entries = keepByKey(keep, {
    read: (hash: string) => standing.get(hash),
    restore: (hash, rows: Row[]) => void standing.set(hash, rows),
  });
  return row => {
    const hash = `${hashKey(row.key)}\0${groupHash(row.values)}`;
    const rows = standing.get(hash);
    entries.touch(hash);
    if (!takesBack(row.headers)) {
      if (rows) rows.push(row);
      else standing.set(hash, [row]);
      return row;
    }
    const before = rows?.pop();
    if (!before) return undefined;
    if (rows!.length === 0) standing.delete(hash);
    return { ...before, time: row.time, was: before.time, deleted: true };
  };
}
