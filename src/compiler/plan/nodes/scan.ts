/** The records of a topic. */
import type { FailureRules, RelationColumn } from '../../../language/names/bound.ts';
import type { FileSource } from '../../../language/names/file-place.ts';
import type { RecordFormats } from '../../../language/names/record-format.ts';
import type { PlanColumn } from '../plan.ts';

/**
 * Reads a topic's records; decodes only these columns. Rows get the record's timestamp as their time and its key.
 * `append` of a stream; `upsert` of a table, where a NULL value is a deletion; `retract` of records that say what they are
 * in the header `ferris-op`.
 */
export interface ScanNode {
  readonly node: 'scan';
  readonly source: string;
  readonly topic: string;
  /** The files that they are in; absent: they are in a topic. */
  readonly file?: FileSource;
  /** How its records are encoded; absent: JSON, keys as they are. */
  readonly formats?: RecordFormats;
  /** All columns that are declared, where the format may need them. */
  readonly declared?: readonly RelationColumn[];
  readonly kind: 'stream' | 'table';
  readonly columns: readonly PlanColumn[];
  /** Whether its records are changes. */
  readonly retracts?: boolean;
  /** Declared: what its records are partitioned by; of a table also what records without a key are filed under. */
  readonly primaryKey?: readonly PlanColumn[];
  /** What becomes of its records that fail, where a query says nothing of its own; absent: counted and named. */
  readonly failure?: FailureRules;
}
