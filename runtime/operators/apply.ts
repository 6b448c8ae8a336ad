/** Queries inside expressions and LATERAL ones: each outer row with what the inner rows that belong to it say of it. */
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import { belonging, takesBack } from './belonging.ts';
import type { Site } from './construct.ts';
import { inputs } from './inputs.ts';
import { RefusedRows } from './refused-rows.ts';
import { type Operator, type Row, recordError } from './row.ts';

const INNER = 0;
const OUTER = 1;

export function apply(node: NodeOf<'apply'>, site: Site): readonly Operator[] {
  switch (node.at) {
    case 'end':
      return atEnd(node, site);
    case 'time':
    case 'now':
      throw new Error(`a query inside an expression has no operator for '${node.at}'`);
  }
}

/** Outer rows wait until all inner ones are there. */
function atEnd(node: NodeOf<'apply'>, { scope, next }: Site): readonly Operator[] {
  const inner = belonging(node, scope);
  const waiting: Row[] = [];
  const refused = new RefusedRows();
  const takes = takesBack(node, OUTER);
  let complete = false;

  function take(row: Row): void {
    if (row.deleted) return;
    try {
      const key = inner.innerKey(row);
      if (key !== undefined) inner.take(key, row);
    } catch (error) {
      scope.problem(row, recordError(error));
    }
  }

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

  return inputs(2, {
    rows(side, batch) {
      if (side === INNER) for (const row of batch) take(row);
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
  });
}
