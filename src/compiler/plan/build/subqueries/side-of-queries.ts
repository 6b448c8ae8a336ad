/** Which side of a join the queries in its ON are about. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import { operandsOf, type TypedExpression } from '../../../../language/names/typed-expression.ts';
import { eachPart, leavesOf } from '../../../../language/rules/sql/walk.ts';

type Join = Extract<BoundInput, { readonly kind: 'join' }>;

/** The left one where they are about none; undefined where they are about both. */
export function sideOfQueries({ condition, left, right }: Join, query: BoundQuery): 'left' | 'right' | undefined {
  const used = new Set<number>();
  const note = (expression: TypedExpression): void => {
    if (expression.op === 'column') used.add(query.columns[expression.index]?.leaf ?? -1);
  };
  if (condition)
    eachPart(condition, part => {
      if (part.op === 'subquery') for (const operand of operandsOf(part)) eachPart(operand, note);
    });
  const within = (input: BoundInput): boolean => {
    const leaves = leavesOf(input);
    return [...used].every(leaf => leaves.has(leaf));
  };
  return within(left) ? 'left' : within(right) ? 'right' : undefined;
}
