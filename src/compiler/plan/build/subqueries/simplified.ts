/** A query inside an expression, in the form that is taken apart: without what says nothing about its answer. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import type { TypedExpression } from '../../../../language/names/typed-expression.ts';
import { conjunctsOf } from '../../../../language/rules/sql/walk.ts';
import { usesOuter } from './refers-out.ts';

export type Test = Extract<TypedExpression, { readonly op: 'subquery' }>['test'];

/** `test`: what is asked of it; undefined: all its rows are wanted (LATERAL). */
export function simplified(query: BoundQuery, test: Test | undefined): BoundQuery {
  const plain = conditionsInWhere(query);
  const { limit, aggregation, unions } = plain;
  // Without LIMIT an order is about nothing.
  const ordered: BoundQuery = limit === undefined ? { ...plain, orderBy: [] } : plain;
  if (limit === 0) return ordered;
  // An aggregate of everything is one row.
  if (isWhole(plain)) return { ...plain, distinct: false, orderBy: [], limit: undefined };
  if (test !== 'exists' || unions.length > 0) return ordered;
  const without: BoundQuery = { ...plain, distinct: false, orderBy: [], limit: undefined };
  return aggregation || plain.items.some(item => usesOver(item.expression)) ? without : { ...without, items: [] };
}

/** Whether it is an aggregate without GROUP BY: one row, also of no rows. Of a UNION its first branch. */
export const isOneRow = ({ aggregation }: BoundQuery): boolean =>
  aggregation !== undefined && aggregation.keys.length === 0 && !aggregation.window;

/** The same of all of it. */
export const isWhole = (query: BoundQuery): boolean => isOneRow(query) && query.unions.length === 0;

const usesOver = ({ op }: TypedExpression): boolean => op === 'over';

/** Conditions on the row around it out of the ON of inner joins, where they mean the same in WHERE. */
function conditionsInWhere(written: BoundQuery): BoundQuery {
  const unions = written.unions.map(branch => ({ ...branch, query: conditionsInWhere(branch.query) }));
  const query = unions.length === 0 ? written : { ...written, unions };
  const moved: TypedExpression[] = [];
  const without = (input: BoundInput): BoundInput => {
    if (input.kind !== 'join' || (input.join !== 'INNER' && input.join !== 'CROSS')) return input;
    const [left, right] = [without(input.left), without(input.right)];
    const conditions = conjunctsOf(input.condition);
    moved.push(...conditions.filter(usesOuter));
    return { ...input, left, right, condition: allOf(conditions.filter(one => !usesOuter(one))) };
  };
  const input = without(query.input);
  return moved.length === 0 ? query : { ...query, input, where: allOf([...conjunctsOf(query.where), ...moved]) };
}

export function allOf(conditions: readonly TypedExpression[]): TypedExpression | undefined {
  const [first] = conditions;
  if (!first || conditions.length === 1) return first;
  return { op: 'and', parts: conditions, type: { kind: 'BOOLEAN' }, span: first.span };
}
