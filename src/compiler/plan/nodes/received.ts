/** The rows of a stage before, through a topic of the job's own. */
import type { Changes, FailureRules, PlanColumn, TypedExpression } from '../plan.ts';

/**
 * Rows that a query which `sends` has put out, exactly as they were: values, time, lateness, place, key, headers. They are spread
 * over the topic's partitions by what `key` says of them, whose names and types are `declared`. Its watermark is the least of what
 * all tasks of the stage before have told in its partition; none before each has told one.
 */
export interface ReceivedNode {
  readonly node: 'received';
  readonly topic: string;
  /** How many columns the rows have. */
  readonly width: number;
  readonly key: readonly TypedExpression[];
  readonly declared: readonly PlanColumn[];
  readonly changes: Changes;
  /** By topic that the rows go back to: what becomes of those that fail; topics of which nothing is said are left out. */
  readonly failures?: Readonly<Record<string, FailureRules>>;
}
