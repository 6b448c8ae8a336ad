/** What a join's condition says: which values of both sides are equal, and what else. */
import { contains, type TypedExpression } from '../../../../language/names/typed-expression.ts';
import { conjunctsOf } from '../../../../language/rules/sql/walk.ts';
import { type Layout, rebase } from '../rebase.ts';

/** `a = b` of one value from each side, over the columns of the query. */
export interface Equality {
  readonly left: TypedExpression;
  readonly right: TypedExpression;
}

export interface JoinCondition {
  readonly equal: readonly Equality[];
  /** What the equalities do not say, over the joined row. */
  readonly rest: TypedExpression | undefined;
}

/** `where` may find partners as ON does where neither side stands without one; the filter stays what it is. */
export function conditionOf(
  condition: TypedExpression | undefined,
  where: TypedExpression | undefined,
  left: Layout,
  right: Layout,
): JoinCondition {
  const found = (one: TypedExpression): readonly Equality[] => equality(one, left, right);
  const parts = conjunctsOf(condition);
  const others = parts.filter(one => found(one).length === 0);
  const rest = others.length > 1 ? { ...others[0]!, op: 'and' as const, parts: others } : others[0];
  return {
    equal: [...parts, ...conjunctsOf(where)].flatMap(found),
    rest: rest && rebase(rest, [...left, ...right]),
  };
}

/** Values of different types are compared, and not looked up. */
function equality(condition: TypedExpression, left: Layout, right: Layout): readonly Equality[] {
  if (condition.op !== 'compare' || condition.operator !== '=') return [];
  const { left: a, right: b } = condition;
  if (a.type.kind !== b.type.kind || a.type.kind === 'ANY') return [];
  if (isOf(a, left) && isOf(b, right)) return [{ left: a, right: b }];
  return isOf(b, left) && isOf(a, right) ? [{ left: b, right: a }] : [];
}

/** Whether it is about columns of a side, and of no other. */
const isOf = (expression: TypedExpression, side: Layout): boolean =>
  contains(expression, one => one.op === 'column') &&
  !contains(expression, one => one.op === 'column' && !side.includes(one.index));
