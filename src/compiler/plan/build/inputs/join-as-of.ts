/** A join of a stream with a table: as it was at the time of the stream's rows. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import type { TypedExpression } from '../../../../language/names/typed-expression.ts';
import type { BuiltInput } from '../input.ts';
import { rebase } from '../rebase.ts';
import { conditionOf } from './join-conditions.ts';

export type Join = Extract<BoundInput, { readonly kind: 'join' }>;

export interface JoinSides {
  readonly left: BuiltInput;
  readonly right: BuiltInput;
}

/** @param stream which of the sides is the stream */
export function joinedAsOf(input: Join, query: BoundQuery, sides: JoinSides, stream: 0 | 1): BuiltInput {
  const { left, right } = sides;
  const { join: kind, condition, graceMs, withinMs } = input;
  const outer = kind === 'LEFT' || kind === 'RIGHT';
  const { equal, rest } = conditionOf(condition, outer ? undefined : query.where, left.layout, right.layout);
  const leftKeys = equal.map(pair => rebase(pair.left, left.layout));
  const rightKeys = equal.map(pair => rebase(pair.right, right.layout));
  const asOf = asOfTable(stream === 0 ? input.right : input.left);
  const streamInput = stream === 0 ? input.left : input.right;
  return {
    node: {
      node: 'as-of-join',
      inputs: [left.node, right.node],
      stream,
      outer,
      streamKeys: stream === 0 ? leftKeys : rightKeys,
      tableKeys: stream === 0 ? rightKeys : leftKeys,
      condition: rest,
      asOf:
        asOf && !isOwnTime(asOf, streamInput, query) ? rebase(asOf, (stream === 0 ? left : right).layout) : undefined,
      withinMs,
      graceMs,
      widths: [left.layout.length, right.layout.length],
    },
    layout: [...left.layout, ...right.layout],
  };
}

const asOfTable = (input: BoundInput): TypedExpression | undefined =>
  input.kind === 'relation' || input.kind === 'query' ? input.asOf : undefined;

/** Whether it is the time that the stream's rows have anyway. */
function isOwnTime(asOf: TypedExpression, stream: BoundInput, { columns }: BoundQuery): boolean {
  if (asOf.op !== 'column' || (stream.kind !== 'relation' && stream.kind !== 'query')) return false;
  const { leaf, name } = columns[asOf.index]!;
  const time = stream.time ?? stream.relation.time;
  return leaf === stream.leaf && (name === '_event_time' || name === time.column);
}
