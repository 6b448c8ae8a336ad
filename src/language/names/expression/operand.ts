/** How parts of binding ask for their operands without importing each other in a circle. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { TypedExpression } from '../typed-expression.ts';
import type { ExpressionContext } from './context.ts';

/** Binds an operand, in the context of its expression unless another is given. */
export type BindOperand = (node: ast.Expression | undefined, within?: ExpressionContext) => TypedExpression;
