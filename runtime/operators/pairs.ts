/** Upserts as pairs: the row that was there before, as a deletion, then the row that is there now. */
import { hashKey } from '../../src/language/types/compare.ts';
import type { Keep } from '../state/entries/kept.ts';
import { keptMap } from '../state/memory/kept-map.ts';
import type { Operator, Row } from './row.ts';

/** What is taken back keeps its place; its time and whether it is late are those of the row that takes it back. */
export function pairs(next: Operator, keep?: Keep): Operator {
  const { standing, touch } = keptMap<string | number, Row>(keep);
  return {
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        const key = hashKey(row.key);
        const before = standing.get(key);
        touch(key);
        if (before) out.push({ ...before, time: row.time, was: before.time, late: row.late, deleted: true });
        if (row.deleted) standing.delete(key);
        else {
          standing.set(key, row);
          out.push(row);
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}
