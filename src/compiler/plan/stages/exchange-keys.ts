/** By which columns of its inputs the rows that meet in an operator can be brought together. */
import type { PlanColumn, PlanNode, TypedExpression } from '../plan.ts';
import { isExact } from '../tasks/key-columns.ts';

export interface ExchangeKey {
  /** Positions in the rows. */
  readonly columns: readonly number[];
  readonly declared: readonly PlanColumn[];
}

/** For each input of the node. Undefined: there are none, or not of types whose equal values are the same bytes. */
export function exchangeKeys(node: PlanNode): readonly ExchangeKey[] | undefined {
  switch (node.node) {
    case 'aggregate':
      return single(node.keys.map(({ expression }) => expression));
    case 'over':
      return single(node.partitionBy);
    case 'match':
    case 'top':
      return single(node.partitionBy.map(({ expression }) => expression));
    case 'distinct': {
      // All columns are what it goes by; of what types they are the SELECT says.
      const { input } = node;
      if (input.node !== 'project') return undefined;
      const columns = input.items
        .filter((_, at) => at !== input.eventTime)
        .flatMap(({ name, spread, expression: { type } }, index) =>
          !spread && isExact(type) ? [{ index, name, type }] : [],
        );
      return columns.length === 0 ? undefined : [keyOf(columns)];
    }
    case 'join':
    case 'table-join': {
      const pairs = node.leftKeys.flatMap((left, i) => {
        const right = node.rightKeys[i]!;
        return isColumn(left) && isColumn(right) && left.type.kind === right.type.kind ? [[left, right] as const] : [];
      });
      if (pairs.length === 0) return undefined;
      return [keyOf(pairs.map(([left]) => left)), keyOf(pairs.map(([, right]) => right))];
    }
    default:
      return undefined;
  }
}

type Column = Extract<TypedExpression, { readonly op: 'column' }>;

const isColumn = (expression: TypedExpression): expression is Column =>
  expression.op === 'column' && isExact(expression.type);

function single(expressions: readonly TypedExpression[]): readonly ExchangeKey[] | undefined {
  const columns = expressions.filter(isColumn);
  return columns.length === 0 ? undefined : [keyOf(columns)];
}

const keyOf = (columns: readonly Pick<Column, 'index' | 'name' | 'type'>[]): ExchangeKey => ({
  columns: columns.map(({ index }) => index),
  declared: columns.map(({ name, type }) => ({
    name,
    type,
    origin: { kind: 'field', required: false, keyFallback: false },
  })),
});
