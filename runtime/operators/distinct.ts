/** DISTINCT: each different row once, as long as there is one. */
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { Keep } from '../state/entries/kept.ts';
import { forgetting } from '../state/forgetting.ts';
import { groupHash } from '../state/groups.ts';
import { keptMap } from '../state/memory/kept-map.ts';
import type { Operator, Row } from './row.ts';

interface Standing {
  readonly hash: string | number;
  /** How many rows there are of these values. */
  count: number;
  /** Greatest time of those. */
  touched: number;
}

/** `names` of the columns, which together become the key; undefined: rows keep theirs. */
export function distinct(
  { names, ttlMs }: Pick<NodeOf<'distinct'>, 'names' | 'ttlMs'>,
  next: Operator,
  keep?: Keep,
): Operator {
  const kept = forgetting<Standing>(
    ttlMs,
    one => one.touched,
    one => {
      if (standing.get(one.hash) !== one) return;
      standing.delete(one.hash);
      touch(one.hash);
    },
  );
  // What is to be forgotten is held by when that is.
  const { standing, touch } = keptMap<string | number, Standing>(keep, one => kept.keep(one), ttlMs === undefined);
  const keyed = (row: Row): Row => (names ? { ...row, key: keyOf(names, row.values) } : row);
  return {
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        const hash = groupHash(row.values);
        const found = standing.get(hash);
        const before = found && !kept.isForgotten(found, row.late) ? found : undefined;
        if (row.deleted) {
          if (!before) continue;
          touch(hash);
          before.count--;
          if (before.count > 0) continue;
          standing.delete(hash);
          out.push(keyed(row));
        } else if (before) {
          touch(hash);
          before.count++;
          if (row.time > before.touched) before.touched = row.time;
        } else {
          const one: Standing = { hash, count: 1, touched: row.time };
          standing.set(hash, one);
          kept.keep(one);
          touch(hash);
          out.push(keyed(row));
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark(ms) {
      kept.pass(ms);
      next.watermark(ms);
    },
    end: () => next.end(),
  };
}

const keyOf = (names: readonly string[], values: readonly Value[]): Value =>
  values.length === 1 ? values[0]! : new Map(names.map((name, i) => [name, values[i]!]));
