/** `inner = outer` in a query's WHERE: what its rows are found by. */
import { contains, mapOperands, type TypedExpression } from '../../../../language/names/typed-expression.ts';
import { conjunctsOf } from '../../../../language/rules/sql/walk.ts';
import { usesOuter } from './refers-out.ts';

export interface Equality {
  readonly condition: TypedExpression;
  /** Over the query's input row. */
  readonly inner: TypedExpression;
  /** Of the row around it alone. */
  readonly outer: TypedExpression;
}

/** Values of different types are compared, and not looked up. */
export function equalitiesOf(where: TypedExpression | undefined): readonly Equality[] {
  return conjunctsOf(where).flatMap((condition): Equality[] => {
    if (condition.op !== 'compare' || condition.operator !== '=') return [];
    const { left, right } = condition;
    if (left.type.kind !== right.type.kind || left.type.kind === 'ANY' || left.type.kind === 'JSON') return [];
    if (isInner(left) && isOuterOnly(right)) return [{ condition, inner: left, outer: right }];
    return isInner(right) && isOuterOnly(left) ? [{ condition, inner: right, outer: left }] : [];
  });
}

const usesColumn = (expression: TypedExpression): boolean => contains(expression, one => one.op === 'column');
const usesQuery = (expression: TypedExpression): boolean => contains(expression, one => one.op === 'subquery');
const isInner = (expression: TypedExpression): boolean =>
  usesColumn(expression) && !usesOuter(expression) && !usesQuery(expression);
const isOuterOnly = (expression: TypedExpression): boolean =>
  usesOuter(expression) && !usesColumn(expression) && !usesQuery(expression);

/** With what is captured in the place of what refers to it. */
export const withOuter = (expression: TypedExpression, values: readonly TypedExpression[]): TypedExpression =>
  expression.op === 'outer'
    ? { ...values[expression.index]!, span: expression.span }
    : mapOperands(expression, operand => withOuter(operand, values));
