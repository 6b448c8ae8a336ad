/** ORDER BY: all rows, at the end of the input. */
import type { PlanNode } from '../../src/compiler/plan/plan.ts';
import { compareValues } from '../../src/language/types/compare.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll } from '../expressions/compile.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

type Node = Extract<PlanNode, { node: 'sort' }>;

interface Held {
  readonly row: Row;
  readonly by: readonly Value[];
}

/** Rows that are equal stay in the order they came in. NULLs are last in both directions. Deletions have no place in it. */
export function sort({ by }: Node, scope: Scope, next: Operator): Operator {
  const evaluate = compileAll(
    by.map(({ expression }) => expression),
    scope.clock,
  );
  const directions = by.map(({ descending }) => (descending ? -1 : 1));
  let held: Held[] = [];

  function compare(a: Held, b: Held): number {
    for (let i = 0; i < directions.length; i++) {
      const x = a.by[i]!;
      const y = b.by[i]!;
      if (x === null || y === null) {
        if (x !== y) return x === null ? 1 : -1;
        continue;
      }
      const order = compareValues(x, y);
      if (order !== 0) return order * directions[i]!;
    }
    return 0;
  }

  function flush(): void {
    const sorted = held.sort(compare).map(({ row }) => row);
    held = [];
    if (sorted.length > 0) next.rows(sorted);
  }

  return {
    rows(batch) {
      for (const row of batch) {
        if (row.deleted) continue;
        try {
          held.push({ row, by: evaluate(row.values) });
        } catch (error) {
          scope.problem(row, recordError(error));
        }
      }
    },
    watermark(ms) {
      // Until the end every row is still to come.
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
