/** ORDER BY: all rows at the end of the input, or those that the watermark has passed. */
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll } from '../expressions/compile.ts';
import { compareBy } from '../state/compare-by.ts';
import { keepThings } from '../state/entries/kept.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

interface Held {
  readonly row: Row;
  readonly by: readonly Value[];
}

export function sort({ by, at }: NodeOf<'sort'>, scope: Scope, next: Operator): Operator {
  const evaluate = compileAll(
    by.map(({ expression }) => expression),
    scope.clock,
  );
  const compareKeys = compareBy(by);
  const compare = (a: Held, b: Held): number =>
    (at === 'watermark' ? a.row.time - b.row.time : 0) || compareKeys(a.by, b.by) || compareRows(a.row, b.row);
  let held: Held[] = [];
  /** Least time of the rows held. */
  let first = Infinity;
  const entries = keepThings<Held, Held>(scope.keep, {
    read: one => one,
    restore(one) {
      held.push(one);
      first = Math.min(first, one.row.time);
      return one;
    },
  });

  /** Those before this time. */
  function flush(ms: number): void {
    if (first >= ms) return;
    const passed = ms === Infinity ? held : held.filter(({ row }) => row.time < ms);
    held = ms === Infinity ? [] : held.filter(({ row }) => row.time >= ms);
    first = held.reduce((least, { row }) => Math.min(least, row.time), Infinity);
    for (const one of passed) entries.remove(one);
    next.rows(passed.sort(compare).map(({ row }) => row));
  }

  return {
    rows(batch) {
      for (const row of batch) {
        try {
          const one = { row, by: evaluate(row.values) };
          held.push(one);
          entries.add(one);
          first = Math.min(first, row.time);
        } catch (error) {
          scope.problem(row, recordError(error));
        }
      }
    },
    watermark(ms) {
      // Until the end every row is still to come, if all of them are to be in order.
      if (at === 'end' && ms !== Infinity) return;
      flush(ms);
      next.watermark(ms);
    },
    end() {
      flush(Infinity);
      next.end();
    },
  };
}
