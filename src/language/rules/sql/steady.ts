/** Whether an expression gives the same value each time it is computed for a record. */
import { functionTable, isVolatile } from '../../functions/table.ts';
import { isUnknown } from '../../names/expression/basics.ts';
import { operandsOf, type TypedExpression } from '../../names/typed-expression.ts';

/** Not the clock, chance, a function of the user's own, a query inside, or what could not be bound: nothing is known of those. */
export function isSteady(expression: TypedExpression): boolean {
  if (expression.op === 'subquery' || isUnknown(expression)) return false;
  if (expression.op === 'call') {
    const entry = functionTable.get(expression.name.toUpperCase());
    if (!entry || isVolatile(entry, expression.args.length)) return false;
  }
  return operandsOf(expression).every(isSteady);
}
