/** ORDER BY: all rows, at the end of the input. */
import type { PlanNode } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll } from '../expressions/compile.ts';
import { compareBy } from '../state/compare-by.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

type Node = Extract<PlanNode, { node: 'sort' }>;

interface Held {
  readonly row: Row;
  readonly by: readonly Value[];
}

/** Rows that are equal stay in the order they came in. Deletions have no place in it. */
export function sort({ by }: Node, scope: Scope, next: Operator): Operator {
  const evaluate = compileAll(
    by.map(({ expression }) => expression),
    scope.clock,
  );
  const compare = compareBy(by);
  let held: Held[] = [];

  function flush(): void {
    const sorted = held.sort((a, b) => compare(a.by, b.by)).map(({ row }) => row);
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
