/** The records of a topic. */
import type { FailureRules } from '../../../language/names/bound.ts';
import type { PlanColumn } from '../plan.ts';

/**
 * Reads a topic's JSON records; decodes only these columns. Rows get the record's timestamp as their time and its key.
 * `append` of a stream; `upsert` of a table, where a NULL value is a deletion; `retract` of records that say what they are
 * in the header `ferris-op`.
 */
export interface ScanNode {
  readonly node: 'scan';
  readonly source: string;
  readonly topic: string;
  readonly format: 'json';
  readonly kind: 'stream' | 'table';
  readonly columns: readonly PlanColumn[];
  /** Whether its records are changes. */
  readonly retracts?: boolean;
  /** Of a table: what its records without a key are filed under. */
  readonly primaryKey?: readonly PlanColumn[];
  /** What becomes of its records that fail, where a query says nothing of its own; absent: counted and named. */
  readonly failure?: FailureRules;
}
