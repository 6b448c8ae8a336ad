/** The rows of another query of the plan. */
import type { Changes, PlanColumn } from '../plan.ts';

/**
 * Rows that another query of this plan puts out, columns looked up by name in its output. `changes` is what is read of
 * them: of a stream (`append`) deletions are left out.
 */
export interface ReferenceNode {
  readonly node: 'reference';
  readonly query: string;
  readonly changes: Changes;
  readonly columns: readonly PlanColumn[];
}
