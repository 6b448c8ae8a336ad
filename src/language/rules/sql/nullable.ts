/** Whether a column can be NULL, as far as its declaration and the queries between tell. */
import type { BoundInput, BoundQuery } from '../../names/bound.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import { leavesOf } from './walk.ts';

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
    if (key) return nullabilityOf(key, query, false);
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
          : leaf.relation.origin.kind === 'source' && isDeclared(column.name, leaf.relation)
            ? 'declared'
            : undefined;
  return own === 'never' && isOptional(column.leaf, query.input) ? undefined : own;
}

const isDeclared = (
  name: string,
  {
    columns,
    primaryKey,
  }: { readonly columns: readonly { readonly name: string }[]; readonly primaryKey: readonly string[] },
): boolean => columns.some(one => one.name === name) && !primaryKey.includes(name);

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
