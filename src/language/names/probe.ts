/** A made-up name in a statement: where it is read, binding tells what could have stood there. Completion asks this way. */
import type { ExpressionContext } from './expression/context.ts';
import type { QueryContext } from './query/context.ts';

export interface Probe {
  /** Written nowhere else. */
  readonly name: string;
  /** It stands for a column, a relation in front of a dot, or a field. The scope may still grow: what is needed is copied. */
  inExpression(context: ExpressionContext): void;
  /** It stands for a relation. */
  inFrom(context: QueryContext): void;
}
