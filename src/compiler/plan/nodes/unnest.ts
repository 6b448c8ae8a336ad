/** UNNEST and EXPLODE. */
import type { PlanNode, TypedExpression } from '../plan.ts';

/**
 * One row for each element of a collection: the input's columns, then those of the element (`fields` of a STRUCT by name,
 * undefined: the element itself, or key and value of a MAP), then with `ordinality` its number from 1. `columns`: which of
 * these are put out, by position. `outer`: a row without elements, or none for which `condition` (over the row put out)
 * is TRUE, comes out once with NULLs. Rows keep their key. Its input gives `append` or `retract`; the same.
 */
export interface UnnestNode {
  readonly node: 'unnest';
  readonly input: PlanNode;
  readonly collection: TypedExpression;
  readonly fields: readonly string[] | undefined;
  readonly ordinality: boolean;
  readonly columns: readonly number[];
  readonly condition: TypedExpression | undefined;
  readonly outer: boolean;
}
