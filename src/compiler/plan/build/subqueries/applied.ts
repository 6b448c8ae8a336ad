/** Queries inside the expressions of a clause → columns that are appended to the rows that the clause is about. */
import { Identities } from '../../../../language/names/identity.ts';
import { contains, mapOperands, type TypedExpression } from '../../../../language/names/typed-expression.ts';
import type { Given } from '../../nodes/apply.ts';
import type { PlanNode } from '../../plan.ts';
import { widthOf } from '../../width.ts';
import type { BuildContext } from '../context.ts';
import { timing } from './at.ts';
import { innerOf } from './inner.ts';

type Subquery = Extract<TypedExpression, { readonly op: 'subquery' }>;

export interface Applied {
  /** The rows with a column for each query in the expressions so far. */
  readonly node: PlanNode;
  /** The expression with columns in the place of its queries; those about values of OVER stay, as OVER does. */
  placed(expression: TypedExpression): TypedExpression;
}

export function applied(rows: PlanNode, context: BuildContext): Applied {
  const identities = new Identities();
  const columns = new Map<number, number>();
  let node = rows;
  function placed(expression: TypedExpression): TypedExpression {
    if (expression.op !== 'subquery') return mapOperands(expression, placed);
    if (contains(expression, isOver)) return expression;
    const identity = identities.of(expression);
    const inner = mapOperands(expression, placed) as Subquery;
    let index = columns.get(identity);
    if (index === undefined) {
      node = withAnswer(node, inner, context);
      index = widthOf(node) - 1;
      columns.set(identity, index);
    }
    const { type, span } = expression;
    return { op: 'column', index, name: `_query_${index}`, answer: true, type, span };
  }
  return {
    get node() {
      return node;
    },
    placed,
  };
}

const isOver = ({ op }: TypedExpression): boolean => op === 'over';

/** The rows, and what the query says of each as their last column. */
function withAnswer(rows: PlanNode, subquery: Subquery, context: BuildContext): PlanNode {
  const { query, captured, test } = subquery;
  const { node, innerKeys, outerKeys, nullsEqual, otherwise, outer } = innerOf(query, captured, test, rows, context);
  const inputs = timing(node, outer, context);
  return {
    node: 'apply',
    inputs: [inputs.inner, inputs.outer],
    innerKeys,
    outerKeys,
    nullsEqual,
    otherwise,
    gives: givenOf(subquery),
    at: inputs.at,
    widths: [widthOf(node), widthOf(outer)],
  };
}

function givenOf({ test, operator, operand, query }: Subquery): Given {
  switch (test) {
    case 'value':
      return { kind: 'value', column: 0 };
    case 'exists':
      return { kind: 'exists' };
    case 'in':
    case 'any':
    case 'all': {
      const { type } = query.items[0]!.expression;
      return { kind: test === 'all' ? 'all' : 'any', column: 0, type, operator: operator ?? '=', operand: operand! };
    }
  }
}
