/** Bounded inputs: outer rows wait until all inner ones are there. */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import type { Site } from '../construct.ts';
import { inputs } from '../inputs.ts';
import { RefusedRows } from '../refused-rows.ts';
import { type Operator, type Row, recordError } from '../row.ts';
import { belonging, INNER, innerRows, OUTER, takesBack } from './belonging.ts';

export function appliedAtEnd(node: NodeOf<'apply'>, { scope, next }: Site): readonly Operator[] {
  const inner = belonging(node, scope);
  const innerSide = innerRows(node, inner, scope);
  const takes = takesBack(node, OUTER);
  const refused = new RefusedRows(scope.keep);
  const waiting: Row[] = [];
  let complete = false;

  function put(batch: readonly Row[]): void {
    const out: Row[] = [];
    for (const row of batch) {
      if (row.deleted && (!takes || refused.took(row))) continue;
      try {
        for (const one of inner.of(inner.outerKey(row), row)) out.push(one);
      } catch (error) {
        scope.problem(row, recordError(error));
        if (takes) refused.add(row);
      }
    }
    if (out.length > 0) next.rows(out);
  }

  function completed(): void {
    if (complete) return;
    complete = true;
    put(waiting.splice(0));
  }

  return inputs(
    2,
    {
      rows(side, batch) {
        if (side === INNER) for (const row of batch) innerSide.take(row);
        else if (complete) put(batch);
        else for (const row of batch) waiting.push(row);
      },
      sideWatermark(side, ms) {
        if (side === INNER && ms === Infinity) completed();
      },
      watermark(ms) {
        if (complete) next.watermark(ms);
      },
      end() {
        completed();
        next.end();
      },
    },
    scope.keep,
  );
}
