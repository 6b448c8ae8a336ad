/** A join: of two streams, or of a relation with the elements of its own collections. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import { contains, type TypedExpression } from '../../../../language/names/typed-expression.ts';
import { intervalOf } from '../../../../language/rules/sql/interval-join.ts';
import { conjunctsOf } from '../../../../language/rules/sql/walk.ts';
import type { BuiltInput, InputBuilder } from '../input.ts';
import { buildInput } from '../inputs.ts';
import { type Layout, rebase } from '../rebase.ts';
import { unnested } from './unnest.ts';

type Join = Extract<BoundInput, { readonly kind: 'join' }>;

export const join: InputBuilder<'join'> = (input, query, context) => {
  const { left, right, join: kind, condition } = input;
  const leftSide = buildInput(left, query, context);
  if (right.kind === 'unnest') return unnested(leftSide, right, query, { condition, outer: kind === 'LEFT' });
  return joined(input, query, leftSide, buildInput(right, query, context));
};

function joined(input: Join, query: BoundQuery, left: BuiltInput, right: BuiltInput): BuiltInput {
  const { join: kind, condition, graceMs, withinMs } = input;
  const layout = [...left.layout, ...right.layout];
  const equal = conjunctsOf(condition).flatMap(one => equality(one, left.layout, right.layout));
  const { lowerMs, upperMs } = intervalOf(input, query) ?? { lowerMs: -Infinity, upperMs: Infinity };
  // Conditions speak of the times of relations; a row that joins several has the latest of theirs. And they count below
  // the millisecond.
  const slack = withinMs === undefined ? 1 : 0;
  const lower = lowerMs - spanOf(input.left, query) - slack;
  const upper = upperMs + spanOf(input.right, query) + slack;
  return {
    node: {
      node: 'join',
      inputs: [left.node, right.node],
      join: kind === 'CROSS' ? 'INNER' : kind,
      leftKeys: equal.map(pair => rebase(pair.left, left.layout)),
      rightKeys: equal.map(pair => rebase(pair.right, right.layout)),
      condition: condition && rebase(condition, layout),
      lowerMs: withinMs === undefined ? finite(lower) : -withinMs,
      upperMs: withinMs === undefined ? finite(upper) : withinMs,
      exact: withinMs !== undefined,
      graceMs,
      widths: [left.layout.length, right.layout.length],
    },
    layout,
  };
}

const finite = (ms: number): number | null => (Number.isFinite(ms) ? ms : null);

/** How far the times of the relations of an input may be apart in one of its rows. */
function spanOf(input: BoundInput, query: BoundQuery): number {
  if (input.kind !== 'join') return 0;
  const { lowerMs, upperMs } = intervalOf(input, query) ?? { lowerMs: -Infinity, upperMs: Infinity };
  return Math.max(Math.abs(lowerMs), Math.abs(upperMs)) + spanOf(input.left, query) + spanOf(input.right, query);
}

/** `a = b` of one value from each side. Values of different types are compared, and not looked up. */
function equality(
  condition: TypedExpression,
  left: Layout,
  right: Layout,
): readonly { readonly left: TypedExpression; readonly right: TypedExpression }[] {
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
