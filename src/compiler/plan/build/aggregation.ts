/** GROUP BY → an aggregate. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';
import { retracting } from './changes.ts';

export function aggregated(input: PlanNode, query: BoundQuery, output: 'FINAL' | 'CHANGES'): PlanNode {
  const { aggregation, window: placed, emit } = query;
  if (!aggregation) return input;
  const { keys, calls, window } = aggregation;
  return {
    node: 'aggregate',
    input: retracting(input),
    keys,
    calls,
    window,
    ...(placed?.time ? { placedBy: placed.time } : {}),
    emit: output,
    ...(emit?.mode === 'EVERY' ? { everyMs: emit.everyMs } : {}),
  };
}
