/** SELECT DISTINCT and UNION. */
import type { PlanNode } from '../plan.ts';

/**
 * Each different row once, NULL equal to NULL: of an input that appends the first that comes, `append`; of one that retracts
 * a row as long as there is one, `retract`. `names` of the columns: all of them together become the key; undefined where
 * they are not known and rows keep their key.
 */
export interface DistinctNode {
  readonly node: 'distinct';
  readonly input: PlanNode;
  readonly names: readonly string[] | undefined;
  /** What nothing touched for so many milliseconds of event time is forgotten, and begins anew; absent: never. */
  readonly ttlMs?: number;
}
