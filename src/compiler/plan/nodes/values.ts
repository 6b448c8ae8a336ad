/** VALUES after FROM. */
import type { TypedExpression } from '../plan.ts';

/** These rows, constants each, at time 0, then the end. `append`. */
export interface ValuesNode {
  readonly node: 'values';
  readonly width: number;
  readonly rows: readonly (readonly TypedExpression[])[];
}
