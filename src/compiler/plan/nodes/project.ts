/** The items of a SELECT. */
import type { PlanNode, TypedExpression } from '../plan.ts';

/**
 * Computes the output columns. `eventTime`: position of the item that sets the row's time and is not written. `key`:
 * positions of PRIMARY KEY items; empty: the row keeps its key. Changes as its input.
 */
export interface ProjectNode {
  readonly node: 'project';
  readonly input: PlanNode;
  readonly items: readonly {
    readonly name: string;
    readonly expression: TypedExpression;
    readonly spread: boolean;
  }[];
  readonly eventTime: number | undefined;
  readonly key: readonly number[];
}
