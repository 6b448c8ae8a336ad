/** DISTINCT: each different row once, as long as there is one. */
import type { Value } from '../../src/language/types/value.ts';
import { groupHash } from '../state/groups.ts';
import type { Operator, Row } from './row.ts';

/** `names` of the columns, which together become the key; undefined: rows keep theirs. */
export function distinct(names: readonly string[] | undefined, next: Operator): Operator {
  /** How many rows there are of these values. */
  const counts = new Map<string | number, number>();
  const keyed = (row: Row): Row => (names ? { ...row, key: keyOf(names, row.values) } : row);
  return {
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        const hash = groupHash(row.values);
        const before = counts.get(hash) ?? 0;
        if (row.deleted) {
          if (before === 1) {
            counts.delete(hash);
            out.push(keyed(row));
          } else if (before > 1) counts.set(hash, before - 1);
          continue;
        }
        counts.set(hash, before + 1);
        if (before === 0) out.push(keyed(row));
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}

const keyOf = (names: readonly string[], values: readonly Value[]): Value =>
  values.length === 1 ? values[0]! : new Map(names.map((name, i) => [name, values[i]!]));
