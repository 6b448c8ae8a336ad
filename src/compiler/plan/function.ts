/** A function of a user in a plan: its text goes with the plan, so that a pod needs nothing else. */
import type { SqlType } from '../../language/types/sql-type.ts';

export interface PlanFunction {
  /** As declared; calls find it whatever their case. */
  readonly name: string;
  readonly aggregate: boolean;
  readonly parameters: readonly { readonly name: string; readonly type: SqlType }[];
  readonly returns: SqlType;
  /** JavaScript: the body of a function of the parameters, or an expression; of an aggregate the functions init, add, result … */
  readonly body: string;
  /** Line of the SQL file where the body begins, from 1. */
  readonly line: number;
}
