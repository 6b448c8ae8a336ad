/** By what the rows that meet in an operator can be brought together. */
import { isSteady } from '../../../language/rules/sql/steady.ts';
import type { PlanColumn, PlanNode, TypedExpression } from '../plan.ts';
import { isExact } from '../tasks/key-columns.ts';

export interface ExchangeKey {
  /** Over the rows. */
  readonly by: readonly TypedExpression[];
  readonly declared: readonly PlanColumn[];
}

interface Named {
  readonly name: string;
  readonly expression: TypedExpression;
}

/** For each input of the node. Undefined: there are none, or not of types whose equal values are the same bytes. */
export function exchangeKeys(node: PlanNode): readonly ExchangeKey[] | undefined {
  switch (node.node) {
    case 'aggregate':
      return single(node.keys);
    case 'over':
      return single(node.partitionBy.map(named));
    case 'match':
    case 'top':
      return single(node.partitionBy.map(({ expression }) => named(expression)));
    case 'distinct': {
      // All columns are what it goes by; of what types they are the SELECT says.
      const { input } = node;
      if (input.node !== 'project') return undefined;
      const columns = input.items
        .filter((_, at) => at !== input.eventTime)
        .flatMap(({ name, spread, expression: { type, span } }, index): readonly Named[] =>
          !spread && isExact(type) ? [{ name, expression: { op: 'column', index, name, type, span } }] : [],
        );
      return columns.length === 0 ? undefined : [keyOf(columns)];
    }
    case 'join':
    case 'table-join': {
      const pairs = node.leftKeys.flatMap((left, i) => {
        const right = node.rightKeys[i]!;
        const areAlike = isFit(left) && isFit(right) && left.type.kind === right.type.kind;
        return areAlike ? [{ left: named(left), right: named(right) }] : [];
      });
      const columns = pairs.filter(({ left, right }) => isColumn(left) && isColumn(right));
      const chosen = columns.length > 0 ? columns : pairs;
      if (chosen.length === 0) return undefined;
      return [keyOf(chosen.map(({ left }) => left)), keyOf(chosen.map(({ right }) => right))];
    }
    default:
      return undefined;
  }
}

const isColumn = ({ expression }: Named): boolean => expression.op === 'column';

/** What is sent by it comes together, and is so again when it is computed once more. */
const isFit = (expression: TypedExpression): boolean => isExact(expression.type) && isSteady(expression);

const named = (expression: TypedExpression, at = 0): Named => ({
  name: expression.op === 'column' ? expression.name : `key ${at + 1}`,
  expression,
});

/** Columns where there are any: they are known further on too. */
function single(all: readonly Named[]): readonly ExchangeKey[] | undefined {
  const fit = all.filter(({ expression }) => isFit(expression));
  const columns = fit.filter(isColumn);
  const chosen = columns.length > 0 ? columns : fit;
  return chosen.length === 0 ? undefined : [keyOf(chosen)];
}

const keyOf = (all: readonly Named[]): ExchangeKey => ({
  by: all.map(({ expression }) => expression),
  declared: all.map(({ name, expression: { type } }) => ({
    name,
    type,
    origin: { kind: 'field', required: false, keyFallback: false },
  })),
});
