/** The clauses of a SELECT whose expressions have queries in them. */
import type { BoundQuery } from '../../../../language/names/bound.ts';
import { contains, type TypedExpression } from '../../../../language/names/typed-expression.ts';
import { conjunctsOf } from '../../../../language/rules/sql/walk.ts';
import type { PlanNode } from '../../plan.ts';
import type { BuildContext } from '../context.ts';
import { type Applied, applied } from './applied.ts';
import { allOf } from './simplified.ts';

interface Step {
  readonly node: PlanNode;
  readonly query: BoundQuery;
}

/** WHERE and HAVING: first what needs no query. */
export function filtered(rows: PlanNode, condition: TypedExpression, context: BuildContext): PlanNode {
  if (!contains(condition, isQuery)) return { node: 'filter', input: rows, predicate: condition };
  const conditions = conjunctsOf(condition);
  const plain = allOf(conditions.filter(one => !contains(one, isQuery)));
  const apply = applied(plain ? { node: 'filter', input: rows, predicate: plain } : rows, context);
  const predicate = apply.placed(allOf(conditions.filter(one => contains(one, isQuery)))!);
  return { node: 'filter', input: apply.node, predicate };
}

/** What rows are grouped by, and what is aggregated of them. */
export function beforeGrouping(rows: PlanNode, query: BoundQuery, context: BuildContext): Step {
  const { aggregation } = query;
  if (!aggregation) return { node: rows, query };
  const apply = applied(rows, context);
  const { placed } = apply;
  const placedKeys = aggregation.keys.map(key => ({ ...key, expression: placed(key.expression) }));
  const calls = aggregation.calls.map(call => ({
    ...call,
    args: call.args.map(placed),
    filter: call.filter && placed(call.filter),
    ...(call.orderBy ? { orderBy: sortKeys(call.orderBy, apply) } : {}),
  }));
  return step(rows, query, apply, { ...query, aggregation: { ...aggregation, keys: placedKeys, calls } });
}

/** The select list and ORDER BY. */
export function inItems(rows: PlanNode, query: BoundQuery, context: BuildContext): Step {
  if (![...query.items, ...query.orderBy].some(({ expression }) => contains(expression, isQuery)))
    return { node: rows, query };
  const apply = applied(rows, context);
  const items = query.items.map(item => ({ ...item, expression: apply.placed(item.expression) }));
  return step(rows, query, apply, { ...query, items, orderBy: sortKeys(query.orderBy, apply) });
}

const isQuery = ({ op }: TypedExpression): boolean => op === 'subquery';

const sortKeys = (keys: BoundQuery['orderBy'], { placed }: Applied): BoundQuery['orderBy'] =>
  keys.map(key => ({ ...key, expression: placed(key.expression) }));

/** Where there was no query the clause stays the object it was. */
const step = (rows: PlanNode, query: BoundQuery, apply: Applied, after: BoundQuery): Step =>
  apply.node === rows ? { node: rows, query } : { node: apply.node, query: after };
