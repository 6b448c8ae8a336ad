/** Rows and what takes them back, as upserts and deletions by key. */
import { hashKey } from '../../src/language/types/compare.ts';
import type { Keep } from '../state/entries/kept.ts';
import { groupHash } from '../state/groups.ts';
import { keptMap } from '../state/memory/kept-map.ts';
import type { Operator, Row } from './row.ts';

export function upserts(next: Operator, keep?: Keep): Operator {
  /** By key, in the order they came; never an empty list. The last one is what readers see. */
  const { standing, touch } = keptMap<string | number, Row[]>(keep);

  /** What readers must be told when this row is taken back; `replaced`: a row of its key comes at once. */
  function takeBack(key: string | number, row: Row, replaced: boolean): Row | undefined {
    const rows = standing.get(key);
    if (!rows) return undefined;
    const values = groupHash(row.values);
    // Of what is computed anew for each row (NOW) the row before cannot be told: the oldest goes.
    const at = Math.max(
      0,
      rows.findLastIndex(other => groupHash(other.values) === values),
    );
    const seen = at === rows.length - 1;
    rows.splice(at, 1);
    const last = rows.at(-1);
    if (!last) standing.delete(key);
    if (replaced || !seen) return undefined;
    return last ? { ...last, time: Math.max(last.time, row.time), late: row.late } : row;
  }

  return {
    rows(batch) {
      const out: Row[] = [];
      for (const [i, row] of batch.entries()) {
        const key = hashKey(row.key);
        touch(key);
        if (row.deleted) {
          const after = batch[i + 1];
          const told = takeBack(key, row, after?.deleted === false && hashKey(after.key) === key);
          if (told) out.push(told);
          continue;
        }
        const rows = standing.get(key);
        if (rows) rows.push(row);
        else standing.set(key, [row]);
        out.push(row);
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}
