/** Whether a column can be NULL, as far as its declaration and the queries between tell. */
import type { BoundInput, BoundQuery } from '../../names/bound.ts';
import { contains, type TypedExpression } from '../../names/typed-expression.ts';
import { joinsOf, type Leaf, leavesOf } from './walk.ts';

/**
 * `never`: declared NOT NULL, and on no side of an outer join that may be missing. `declared`: a declared column that
 * says nothing of it. Undefined: not known.
 */
export type Nullability = 'never' | 'declared' | undefined;

/** @param grouped whether the expression is over the group's row instead of the input's */
export function nullabilityOf(expression: TypedExpression, query: BoundQuery, grouped: boolean): Nullability {
  if (expression.op !== 'column') return undefined;
  if (grouped) {
    const { keys, calls } = query.aggregation ?? { keys: [], calls: [] };
    const key = keys[expression.index]?.expression;
    const own = key && nullabilityOf(key, query, false);
    if (key) return query.having && own !== 'never' ? undefined : own;
    return calls[expression.index - keys.length]?.name === 'COUNT' ? 'never' : undefined;
  }
  const column = query.columns[expression.index];
  const leaf = column && leavesOf(query.input).get(column.leaf);
  if (!column || !leaf || column.origin.kind !== 'field') return undefined;
  const own =
    leaf.kind === 'query'
      ? ofItem(column.name, leaf.query)
      : leaf.kind !== 'relation'
        ? undefined
        : column.origin.required
          ? 'never'
          : leaf.relation.origin.kind === 'source' && isDeclared(column.name, leaf)
            ? 'declared'
            : undefined;
  if (own === 'never') return isOptional(column.leaf, query.input) ? undefined : own;
  return isAsked(expression.index, query) ? undefined : own;
}

/** Whether some condition asks about a column: what passes it may be without NULL. */
const isAsked = (index: number, { where, input }: BoundQuery): boolean =>
  [where, ...joinsOf(input).map(join => join.condition)].some(
    condition => condition !== undefined && contains(condition, part => part.op === 'column' && part.index === index),
  );

/** A key and a time are never NULL, whatever is declared. */
const isDeclared = (name: string, { relation, time }: Extract<Leaf, { readonly kind: 'relation' }>): boolean =>
  relation.columns.some(one => one.name === name) &&
  !relation.primaryKey.includes(name) &&
  (time ?? relation.time).column !== name;

function ofItem(name: string, query: BoundQuery): Nullability {
  const item = query.items.find(one => one.name === name);
  if (!item || query.unions.length > 0) return undefined;
  return nullabilityOf(item.expression, query, query.aggregation !== undefined);
}

/** Whether an outer join may have no row of this relation. */
function isOptional(leaf: number, input: BoundInput): boolean {
  if (input.kind !== 'join') return false;
  const inLeft = leavesOf(input.left).has(leaf);
  const padded = input.join === 'FULL' || input.join === (inLeft ? 'RIGHT' : 'LEFT');
  return padded || isOptional(leaf, inLeft ? input.left : input.right);
}
