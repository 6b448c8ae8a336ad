/** Rows in the order of the time from which they count, once the watermark has passed it. */
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import { hashKey } from '../../src/language/types/compare.ts';
import { byTime } from '../state/by-time.ts';
import { keepByKey } from '../state/entries/kept.ts';
import type { Site } from './construct.ts';
import type { Operator, Row } from './row.ts';

export function inTime({ within, input }: NodeOf<'in-time'>, { scope, next, whenRead }: Site): Operator {
  const held = within === 'nothing' ? byTime<Row>(scope.keep, compareRows) : byTime<Row>(scope.keep);
  /** By key (or of all) the latest time from which a row counts. */
  const latest = new Map<string | number, number>();
  const entries = keepByKey(scope.keep, {
    read: (key: string | number) => latest.get(key),
    restore: (key, at: number) => void latest.set(key, at),
  });
  /** Whether nothing waits any more. */
  let isRead = false;

  function atOf(row: Row): number {
    const own = Math.max(row.time, row.late);
    if (within === 'nothing') return own;
    const key = within === 'keys' ? hashKey(row.key) : '';
    const at = Math.max(own, latest.get(key) ?? -Infinity);
    latest.set(key, at);
    entries.touch(key);
    return at;
  }

  function release(ms: number): void {
    const passed = held.passed(ms);
    if (passed.length > 0) next.rows(passed.map(({ thing }) => thing));
  }

  whenRead(input, () => {
    isRead = true;
    release(Infinity);
  });

  return {
    rows(batch) {
      for (const row of batch) held.add(row, atOf(row));
      if (isRead) release(Infinity);
    },
    watermark(ms) {
      release(ms);
      next.watermark(ms);
    },
    end() {
      release(Infinity);
      next.end();
    },
  };
}
