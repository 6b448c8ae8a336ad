/** What a graph's steps are called after and go by: expressions as they were written, keys of joins, frames. */
import type { BoundInput, BoundQuery } from '../../language/names/bound.ts';
import { contains, mapOperands, type TypedExpression } from '../../language/names/typed-expression.ts';
import { expressionText } from './expression.ts';

/** An expression over a group's row with the aggregates in it as they are written. */
export function ungrouped(expression: TypedExpression, { aggregation }: BoundQuery): TypedExpression {
  if (!aggregation) return expression;
  const { keys, calls } = aggregation;
  const restored = (one: TypedExpression): TypedExpression => {
    if (one.op !== 'column') return mapOperands(one, restored);
    const key = keys[one.index];
    if (key) return key.expression;
    const call = calls[one.index - keys.length];
    return call ? { op: 'aggregate', ...call, span: one.span } : one;
  };
  return restored(expression);
}

/** An item of a select list; a column under its own name is that name alone. */
export const columnText = (name: string, expression: TypedExpression): string => {
  const text = expressionText(expression);
  return text === name ? name : `${text} AS ${name}`;
};

/** As many names as a title has room for. */
export const shortList = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/** The places among the relations of FROM that an input stands for. */
export const leavesIn = (input: BoundInput): ReadonlySet<number> =>
  new Set(
    input.kind === 'join' ? [...leavesIn(input.left), ...leavesIn(input.right)] : 'leaf' in input ? [input.leaf] : [],
  );

type Column = Extract<TypedExpression, { readonly op: 'column' }>;

/** Columns of the two sides that must be equal. */
export function equalPairs(condition: TypedExpression): readonly (readonly [Column, Column])[] {
  if (condition.op === 'and') return condition.parts.flatMap(equalPairs);
  if (condition.op !== 'compare' || condition.operator !== '=') return [];
  const { left, right } = condition;
  return left.op === 'column' && right.op === 'column' ? [[left, right]] : [];
}

type Over = Extract<TypedExpression, { readonly op: 'over' }>;

/** The frames in an expression, in the order they are written. */
export function oversIn(expression: TypedExpression): readonly Over[] {
  const found: Over[] = [];
  contains(expression, one => {
    if (one.op === 'over') found.push(one);
    return false;
  });
  return found;
}
