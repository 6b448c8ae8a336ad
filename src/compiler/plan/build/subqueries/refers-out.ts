/** Whether a query uses values of the row around it. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import { contains, type TypedExpression } from '../../../../language/names/typed-expression.ts';
import { expressionsOf } from '../../../../language/rules/sql/walk.ts';

const isOuter = ({ op }: TypedExpression): boolean => op === 'outer';
export const usesOuter = (expression: TypedExpression): boolean => contains(expression, isOuter);

/** Itself, or the queries that it reads or is united with. What queries in its expressions use, these have captured. */
export const refersOut = (query: BoundQuery): boolean =>
  expressionsOf(query).some(({ expression }) => usesOuter(expression)) ||
  inputRefersOut(query.input) ||
  query.unions.some(branch => refersOut(branch.query));

/** Whether a query after FROM does. */
export function inputRefersOut(input: BoundInput): boolean {
  switch (input.kind) {
    case 'query':
      // What a LATERAL query refers to is of its own FROM, or captured from there.
      return input.captured ? input.captured.some(usesOuter) : refersOut(input.query);
    case 'join':
      return inputRefersOut(input.left) || inputRefersOut(input.right);
    case 'match':
      return inputRefersOut(input.input);
    default:
      return false;
  }
}
