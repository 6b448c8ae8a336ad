/** A join of results that change, kept current: what tells its rows apart follows from what the condition says of keys. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import { nameOf } from '../../../../language/names/text-of.ts';
import { leavesOf } from '../../../../language/rules/sql/walk.ts';
import { changesOf } from '../../changes.ts';
import type { NodeOf } from '../../plan.ts';
import { retracting } from '../changes.ts';
import type { BuildContext } from '../context.ts';
import { isTableCall } from '../explode.ts';
import type { BuiltInput } from '../input.ts';
import { rebase } from '../rebase.ts';
import type { Join, JoinSides } from './join-as-of.ts';
import { conditionOf, type Equality, type JoinCondition } from './join-conditions.ts';

export function joinedTables(
  input: Join,
  query: BoundQuery,
  { left, right }: JoinSides,
  { inTime = false }: BuildContext,
): BuiltInput {
  const { join: written, withinMs } = input;
  const join = written === 'CROSS' ? 'INNER' : written;
  const found = conditionOf(input.condition, join === 'INNER' ? query.where : undefined, left.layout, right.layout);
  const key = keyOf({ ...input, join }, query, found, { left, right });
  return {
    node: {
      node: 'table-join',
      inputs: [retracting(left.node), retracting(right.node)],
      join,
      leftKeys: found.equal.map(pair => rebase(pair.left, left.layout)),
      rightKeys: found.equal.map(pair => rebase(pair.right, right.layout)),
      condition: found.rest,
      within: withinMs === undefined ? undefined : { lowerMs: -withinMs, upperMs: withinMs },
      inTime,
      key,
      widths: [left.layout.length, right.layout.length],
    },
    layout: [...left.layout, ...right.layout],
    unique:
      key === 'left'
        ? uniqueIn(input.left, query, left)
        : key === 'right'
          ? uniqueIn(input.right, query, right)
          : undefined,
  };
}

/**
 * Of a side whose rows have one partner at most on the other the key stays a key. Where a row of either side may stand
 * alone, keys of both could be the same by chance, unless they are what is joined on. As Flink derives it.
 */
function keyOf(
  { join, left, right, withinMs }: Join,
  query: BoundQuery,
  { equal, rest }: JoinCondition,
  sides: JoinSides,
): NodeOf<'table-join'>['key'] {
  const [ofLeft, ofRight] = [uniqueIn(left, query, sides.left), uniqueIn(right, query, sides.right)];
  const oneRight = isCovered(ofRight, columnsOf(equal, 'right'));
  const oneLeft = isCovered(ofLeft, columnsOf(equal, 'left'));
  if (join !== 'RIGHT' && join !== 'FULL' && oneRight && isKeyed(ofLeft, sides.left)) return 'left';
  if (join !== 'LEFT' && join !== 'FULL' && oneLeft && isKeyed(ofRight, sides.right)) return 'right';
  const isByKeys =
    oneLeft &&
    oneRight &&
    !rest &&
    withinMs === undefined &&
    columnsOf(equal, 'left').every(column => column !== undefined && ofLeft?.includes(column)) &&
    columnsOf(equal, 'right').every(column => column !== undefined && ofRight?.includes(column));
  if (join === 'FULL' && isByKeys && isKeyed(ofLeft, sides.left) && isKeyed(ofRight, sides.right)) return 'either';
  return namesOf(left, right, query);
}

/** Whether the key of its rows is that of one row only. */
const isKeyed = (unique: readonly number[] | undefined, { node }: BuiltInput): boolean =>
  unique !== undefined || changesOf(node) === 'upsert';

const columnsOf = (equal: readonly Equality[], side: keyof Equality): readonly (number | undefined)[] =>
  equal.map(pair => (pair[side].op === 'column' ? pair[side].index : undefined));

const isCovered = (unique: readonly number[] | undefined, columns: readonly (number | undefined)[]): boolean =>
  unique?.every(column => columns.includes(column)) ?? false;

/** The columns of which no two rows have the same values; none where there is one row at most. Undefined: not known. */
function uniqueIn(input: BoundInput, query: BoundQuery, built: BuiltInput): readonly number[] | undefined {
  if (input.kind === 'join') return built.unique;
  if (input.kind !== 'relation' && input.kind !== 'query') return undefined;
  const { relation, leaf } = input;
  const isOne = input.kind === 'query' && input.query.aggregation?.keys.length === 0 && !input.query.window;
  if (!isOne && (relation.windowed || relation.primaryKey.length === 0)) return undefined;
  if (input.kind === 'query' ? !hasKey(input.query) : relation.kind !== 'table') return undefined;
  const found = relation.primaryKey.map(name =>
    query.columns.findIndex(column => column.leaf === leaf && column.name === name),
  );
  return found.includes(-1) ? undefined : found;
}

/** Whether what a query calls its key is that of one of its rows only. */
function hasKey(query: BoundQuery): boolean {
  if (query.unions.length > 0 || query.window) return false;
  if (query.items.some(item => item.primaryKey || isTableCall(item.expression))) return false;
  if (query.distinct || query.aggregation) return true;
  const { input } = query;
  return input.kind === 'query' ? hasKey(input.query) : input.kind === 'relation' && input.relation.kind === 'table';
}

/** What the query calls both sides. */
function namesOf(left: BoundInput, right: BoundInput, { syntax }: BoundQuery): readonly [string, string] {
  const relations = [syntax.from, ...syntax.joins.map(join => join.relation)];
  const name = (side: BoundInput): string =>
    [...leavesOf(side).values()]
      .map(({ leaf, relation }) => {
        const alias = relations[leaf]?.alias;
        return alias === undefined ? relation.name : nameOf(alias);
      })
      .join('_');
  const [one, other] = [name(left), name(right)];
  return one === '' || other === '' || one === other ? ['left', 'right'] : [one, other];
}
