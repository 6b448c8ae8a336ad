/** GROUP BY → an aggregate. */
import type { BoundQuery, BoundWindow } from '../../../language/names/bound.ts';
import type { PlanNode } from '../plan.ts';
import { retracting } from './changes.ts';

export function aggregated(input: PlanNode, { aggregation }: BoundQuery, emit: 'FINAL' | 'CHANGES'): PlanNode {
  if (!aggregation) return input;
  const { keys, calls, window } = aggregation;
  return { node: 'aggregate', input: retracting(input), keys, calls, window: window && tumbling(window), emit };
}

function tumbling(window: BoundWindow): BoundWindow & { readonly kind: 'tumbling' } {
  if (window.kind !== 'tumbling') throw new Error(`a ${window.kind} window has no operator`);
  return window;
}
