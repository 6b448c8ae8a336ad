/** UNNEST and EXPLODE. */
import type { PlanNode, TypedExpression } from '../plan.ts';

/**
 * One row for each element of a collection: the input's columns, then those of the element (`fields` of a STRUCT by name,
 * undefined: the element itself, or key and value of a MAP), then with `ordinality` its number from 1. `columns`: which of
 * these are put out, by position. `beside`: collections that are gone through in step, one column of each put out after
 * those; the longest of all says how many rows there are, the others give NULL beyond their end. `outer`: a row without elements, or none for which `condition` (over the row put out)
 * is TRUE, comes out once with NULLs. Its input gives `append` or `retract`; the same. Rows of what appends keep their key; of
 * what changes it becomes `_key` and, as no two rows have the same, `_element`, the number from 1 (NULL where there is none).
 */
export interface UnnestNode {
  readonly node: 'unnest';
  readonly input: PlanNode;
  readonly collection: TypedExpression;
  readonly fields: readonly string[] | undefined;
  readonly ordinality: boolean;
  readonly columns: readonly number[];
  readonly beside: readonly BesideCollection[];
  readonly condition: TypedExpression | undefined;
  readonly outer: boolean;
}

export interface BesideCollection {
  readonly collection: TypedExpression;
  /** Of a MAP: 0 its keys, 1 its values; of an array 0. */
  readonly column: number;
}
