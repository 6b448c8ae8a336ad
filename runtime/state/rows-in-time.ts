/** What rows stood at a time, of rows and what takes them back. */
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import type { Row } from '../operators/row.ts';
import { deadlines } from './deadlines.ts';
import { type Keep, keepThings } from './entries/kept.ts';
import { groupHash } from './groups.ts';
import { countsFrom, type TableInTime } from './table-versions.ts';

interface Change {
  readonly from: number;
  /** How many more rows there are from then on. */
  readonly more: number;
}

/** Rows of the same values. */
interface Alike {
  readonly id: string | number;
  readonly row: Row;
  /** What it is joined on. */
  readonly hash: string | number;
  changes: Change[];
}

/** Of `retract` or `append`. */
export function rowsInTime(keep?: Keep): TableInTime {
  const byHash = new Map<string | number, Map<string | number, Alike>>();
  const due = deadlines<Alike>();
  let size = 0;
  const entries = keepThings<Alike, Alike>(keep, {
    read: one => one,
    restore(alike) {
      file(alike);
      size += alike.changes.length;
      for (const { from, more } of alike.changes) if (more < 0) due.add(from, alike);
      return alike;
    },
  });

  function file(alike: Alike): void {
    const rows = byHash.get(alike.hash);
    if (rows) rows.set(alike.id, alike);
    else byHash.set(alike.hash, new Map([[alike.id, alike]]));
  }

  const countAt = ({ changes }: Alike, time: number): number =>
    changes.reduce((count, { from, more }) => (from <= time ? count + more : count), 0);
  return {
    get size() {
      return size;
    },
    add(row, hash) {
      if (hash === undefined) return;
      const id = groupHash(row.values);
      let alike = byHash.get(hash)?.get(id);
      if (!alike) {
        alike = { id, row, hash, changes: [] };
        file(alike);
      }
      const from = countsFrom(row);
      alike.changes.push({ from, more: row.deleted ? -1 : 1 });
      size++;
      entries.touch(alike);
      if (row.deleted) due.add(from, alike);
    },
    at(time, hash) {
      const found: Row[] = [];
      for (const alike of byHash.get(hash)?.values() ?? [])
        for (let count = countAt(alike, time); count > 0; count--) found.push(alike.row);
      return found.length > 1 ? found.sort(compareRows) : found;
    },
    forget(before) {
      while (due.next() <= before) {
        const alike = due.pop();
        if (!alike) return;
        const count = countAt(alike, before);
        const later = alike.changes.filter(({ from }) => from > before);
        const kept = count === 0 ? later : [{ from: -Infinity, more: count }, ...later];
        size += kept.length - alike.changes.length;
        const rows = byHash.get(alike.hash);
        if (rows?.get(alike.id) !== alike) continue;
        alike.changes = kept;
        entries.touch(alike);
        if (kept.length > 0) continue;
        entries.remove(alike);
        rows.delete(alike.id);
        if (rows.size === 0) byHash.delete(alike.hash);
      }
    },
  };
}
