/** A join: of two streams, of a stream with a table, of tables, or of a relation with the elements of its own collections. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import { intervalOf, isBounded } from '../../../../language/rules/sql/interval-join.ts';
import { changesToTheEnd, kindOfInput } from '../../../../language/rules/sql/result-kind.ts';
import { changesOf } from '../../changes.ts';
import { standing } from '../changes.ts';
import type { BuildContext } from '../context.ts';
import type { BuiltInput, InputBuilder } from '../input.ts';
import { buildInput } from '../inputs.ts';
import { type Join, type JoinSides, joinedAsOf } from './join-as-of.ts';
import { joinedStreams } from './join-streams.ts';
import { joinedTables } from './join-tables.ts';
import { unnested } from './unnest.ts';

export const join: InputBuilder<'join'> = (input, query, context) => {
  const { left, right, join: kind, condition } = input;
  const build = (side: BoundInput, other: BoundInput): BuiltInput =>
    buildInput(side, query, isComputedInTime(side, other, context) ? { ...context, inTime: true } : context);
  const leftSide = build(left, right);
  if (right.kind === 'unnest') return unnested(leftSide, right, query, { condition, outer: kind === 'LEFT' });
  return joined(input, query, { left: leftSide, right: build(right, left) }, context);
};

/** What a query computes of rows in the order of their times is what it was at each time. A table's versions are anyway. */
const isComputedInTime = (side: BoundInput, other: BoundInput, { bounded }: BuildContext): boolean =>
  (side.kind === 'query' || side.kind === 'join') &&
  kindOfInput(side) === 'changing' &&
  kindOfInput(other) === 'stream' &&
  (!bounded || changesToTheEnd(side));

function joined(input: Join, query: BoundQuery, sides: JoinSides, context: BuildContext): BuiltInput {
  const { left, right } = sides;
  const [first, second] = [isStream(input.left, left), isStream(input.right, right)];
  const interval = intervalOf(input, query);
  const isOfTimes = context.bounded || (interval !== undefined && isBounded(interval));
  const isTable = (side: BoundInput, built: BuiltInput): boolean =>
    isLookedAt(side, built) || (!isOfTimes && grows(side));
  if (first && isTable(input.right, right)) {
    if (input.join !== 'RIGHT' && input.join !== 'FULL') return joinedAsOf(input, query, sides, 0);
  } else if (second && isTable(input.left, left)) {
    if (input.join !== 'LEFT' && input.join !== 'FULL') return joinedAsOf(input, query, sides, 1);
  } else if (
    changesOf(left.node) !== 'append' ||
    changesOf(right.node) !== 'append' ||
    (!isOfTimes && grows(input.left))
  )
    return joinedTables(input, query, sides, context);
  // Rows of a table that stand without a partner are asked for only at the end of bounded inputs.
  return joinedStreams(input, query, { left: final(left), right: final(right) });
}

const final = ({ node, layout }: BuiltInput): BuiltInput => ({ node: standing(node), layout });

const isStream = (input: BoundInput, { node }: BuiltInput): boolean =>
  kindOfInput(input) === 'stream' && changesOf(node) === 'append';

/** What is looked at as of the time of a stream's row. */
const isLookedAt = (input: BoundInput, { node }: BuiltInput): boolean =>
  (kindOfInput(input) !== 'stream' && changesOf(node) !== 'append') || isConstant(input);

/** First rows along the time of a stream: a table to which rows come, and none leave. Bounded by times they are a stream. */
const grows = (input: BoundInput): boolean => input.kind === 'query' && kindOfInput(input) === 'changing';

/** Rows that the query itself has: they were always there. */
function isConstant(input: BoundInput): boolean {
  switch (input.kind) {
    case 'one-row':
    case 'values':
      return true;
    case 'query':
      return [input.query, ...input.query.unions.map(union => union.query)].every(query => isConstant(query.input));
    case 'join':
      return isConstant(input.left) && isConstant(input.right);
    default:
      return false;
  }
}
