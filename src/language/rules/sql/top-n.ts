/** The Top-N form: `SELECT … FROM (SELECT …, ROW_NUMBER() OVER (…) AS rn FROM t) WHERE rn <= n`. */
import { fold, isConstant } from '../../evaluate/fold.ts';
import type { BoundQuery } from '../../names/bound.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import { conjunctsOf } from './walk.ts';

export const RANKS: ReadonlySet<string> = new Set(['ROW_NUMBER', 'RANK', 'DENSE_RANK']);

/** Whether a query keeps the first rows of a rank that its input computes. */
export const isTopN = (query: BoundQuery): boolean => ranksKept(query).length > 0;

/** The ranks of the query inside of which this one keeps the first so many. */
export function ranksKept(query: BoundQuery): readonly TypedExpression[] {
  const { input } = query;
  if (input.kind !== 'query') return [];
  return columnsKept(query).flatMap(name => {
    const item = input.query.items.find(one => one.name === name);
    return item?.expression.op === 'over' && RANKS.has(item.expression.name) ? [item.expression] : [];
  });
}

/** The columns of which WHERE keeps the values up to a constant. */
export function columnsKept({ where, columns }: BoundQuery): readonly string[] {
  return conjunctsOf(where).flatMap(condition => {
    if (condition.op !== 'compare') return [];
    const { left, right, operator } = condition;
    const column =
      left.op === 'column' && (operator === '<=' || operator === '<' || operator === '=') && isConstant(fold(right))
        ? left
        : right.op === 'column' && (operator === '>=' || operator === '>' || operator === '=') && isConstant(fold(left))
          ? right
          : undefined;
    const name = column && columns[column.index]?.name;
    return name === undefined ? [] : [name];
  });
}
