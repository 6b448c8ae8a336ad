/** LIMIT: the first rows, then no more. */
import { type Keep, keepValue } from '../state/entries/kept.ts';
import type { Operator, Row } from './row.ts';

export interface LimitOperator extends Operator {
  /** Whether it has let through all it may. */
  done(): boolean;
}

/** A deletion does not count. */
export function limit(count: number, next: Operator, keep?: Keep): LimitOperator {
  let left = count;
  keepValue(
    keep,
    () => left,
    kept => {
      left = kept;
    },
  );
  return {
    done: () => left <= 0,
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        if (left <= 0) break;
        if (!row.deleted) left--;
        out.push(row);
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}
