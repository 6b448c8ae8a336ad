/** Records of a topic of changes: one that takes a row back becomes a deletion of that row, at the place that row has. */

import type { PlanColumn } from '../../src/compiler/plan/plan.ts';
import { hashKey } from '../../src/language/types/compare.ts';
import type { Keep } from '../state/entries/kept.ts';
import { groupHash } from '../state/groups.ts';
import { keptMap } from '../state/memory/kept-map.ts';
import type { Row } from './row.ts';

/**
 * Gives each row as what it is; undefined for one that takes back what was never read.
 * @param apart names of columns that say something of the record rather than of the row, as its place does
 */
export function takenBack(
  columns: readonly PlanColumn[],
  keep?: Keep,
  apart: ReadonlySet<string> = NONE,
): (row: Row, back: boolean) => Row | undefined {
  const telling = columns.flatMap(({ name, origin }, i) => (origin.kind === 'system' || apart.has(name) ? [] : [i]));
  /** Rows that stand, by key and values. */
  const { standing, touch } = keptMap<string, Row[]>(keep);
  return (row, back) => {
    const hash = `${hashKey(row.key)}\0${groupHash(telling.map(i => row.values[i]!))}`;
    const rows = standing.get(hash);
    touch(hash);
    if (!back) {
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

const NONE: ReadonlySet<string> = new Set();
