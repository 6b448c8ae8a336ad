/** What stands when the input has ended: of changes the rows that were neither replaced nor taken back. */
import type { Changes } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import { hashKey } from '../../src/language/types/compare.ts';
import type { Keep } from '../state/entries/kept.ts';
import { groupHash } from '../state/groups.ts';
import { keptMap } from '../state/memory/kept-map.ts';
import type { Operator, Row } from './row.ts';

/** In the order of the rows. `changes`: of what comes in. */
export function current(changes: Changes, next: Operator, keep?: Keep): Operator {
  /** Of upserts one a key. */
  const { standing, touch } = keptMap<string | number, Row[]>(keep);
  const identity =
    changes === 'upsert' ? (row: Row) => hashKey(row.key) : (row: Row) => groupHash([row.key, ...row.values]);

  function take(row: Row): void {
    const id = identity(row);
    touch(id);
    const rows = standing.get(id);
    if (row.deleted) {
      rows?.pop();
      if (rows?.length === 0) standing.delete(id);
    } else if (changes === 'upsert' || !rows) standing.set(id, [row]);
    else rows.push(row);
  }

  function flush(): void {
    const rows = [...standing.values()].flat().sort(compareRows);
    for (const id of standing.keys()) touch(id);
    standing.clear();
    if (rows.length > 0) next.rows(rows);
  }

  return {
    rows(batch) {
      for (const row of batch) take(row);
    },
    watermark(ms) {
      // Until the end any row may still change.
      if (ms !== Infinity) return;
      flush();
      next.watermark(ms);
    },
    end() {
      flush();
      next.end();
    },
  };
}
