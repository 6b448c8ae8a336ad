/** A join of two streams, within bounds on their times. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import { intervalOf } from '../../../../language/rules/sql/interval-join.ts';
import type { BuiltInput } from '../input.ts';
import { rebase } from '../rebase.ts';
import type { Join, JoinSides } from './join-as-of.ts';
import { conditionOf } from './join-conditions.ts';

export function joinedStreams(input: Join, query: BoundQuery, { left, right }: JoinSides): BuiltInput {
  const { join: kind, condition, graceMs, withinMs } = input;
  const layout = [...left.layout, ...right.layout];
  const isInner = kind === 'INNER' || kind === 'CROSS';
  const { equal } = conditionOf(condition, isInner ? query.where : undefined, left.layout, right.layout);
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
