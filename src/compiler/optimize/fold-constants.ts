/** Computes what does not depend on the row once, when compiling. What would fail stays: it is the record's error then. */
import { functionTable, isVolatile } from '../../language/functions/table.ts';
import { mapOperands, operandsOf, type TypedExpression } from '../../language/names/typed-expression.ts';
import { add, divide, multiply, negate, subtract } from '../../language/types/arithmetic.ts';
import { castValue } from '../../language/types/coerce.ts';
import { literalText, literalValue } from '../../language/types/literal.ts';
import { RecordError, type Value } from '../../language/types/value.ts';
import type { PlanNode, PlanQuery } from '../plan/plan.ts';

export function foldConstants(query: PlanQuery): PlanQuery {
  return { ...query, root: foldNode(query.root) };
}

function foldNode(node: PlanNode): PlanNode {
  switch (node.node) {
    case 'scan':
    case 'reference':
    case 'one-row':
      return node;
    case 'filter':
      return { ...node, input: foldNode(node.input), predicate: fold(node.predicate) };
    case 'aggregate':
      return {
        ...node,
        input: foldNode(node.input),
        keys: node.keys.map(key => ({ ...key, expression: fold(key.expression) })),
        calls: node.calls.map(call => ({
          ...call,
          args: call.args.map(fold),
          filter: call.filter && fold(call.filter),
        })),
      };
    case 'project':
      return {
        ...node,
        input: foldNode(node.input),
        items: node.items.map(item => ({ ...item, expression: fold(item.expression) })),
      };
    case 'sort':
      return {
        ...node,
        input: foldNode(node.input),
        by: node.by.map(one => ({ ...one, expression: fold(one.expression) })),
      };
    case 'event-time':
    case 'limit':
      return { ...node, input: foldNode(node.input) };
  }
}

/** The same value for every row, with as much as possible already computed. */
export function fold(expression: TypedExpression): TypedExpression {
  const inner = mapOperands(expression, fold);
  if (!operandsOf(inner).length || !operandsOf(inner).every(one => one.op === 'literal')) return inner;
  const values = operandsOf(inner).map(one => (one.op === 'literal' ? literalValue(one.type, one.text) : null));
  try {
    const value = compute(inner, values);
    if (value === undefined || typeof value === 'object') {
      // Values that have no literal form (arrays, maps) are left to the run.
      if (
        value === undefined ||
        (value !== null && (Array.isArray(value) || value instanceof Map || value instanceof Uint8Array))
      )
        return inner;
    }
    return { op: 'literal', type: inner.type, text: value === null ? null : literalText(value), span: inner.span };
  } catch (error) {
    if (error instanceof RecordError) return inner;
    throw error;
  }
}

/** Undefined for what is not folded. */
function compute(expression: TypedExpression, values: readonly Value[]): Value | undefined {
  const [a, b] = values as [Value, Value];
  switch (expression.op) {
    case 'arithmetic': {
      const operation = { '+': add, '-': subtract, '*': multiply, '/': divide }[expression.operator as '+'];
      // The result of typed decimals has the type's scale: the cast gives it that.
      return operation && castOrNull(operation(a, b), expression);
    }
    case 'negate':
      return negate(a);
    case 'cast':
      return castOrNull(a, expression);
    case 'call': {
      const entry = functionTable.get(expression.name);
      if (entry?.kind !== 'scalar' || isVolatile(entry, values.length)) return undefined;
      if (entry.nulls === 'propagate' && values.includes(null)) return null;
      const never = (): never => {
        throw new Error(`${entry.name} is folded but asks for a port`);
      };
      return entry.evaluate(values, { now: never, random: never, uuid: never, returns: expression.type });
    }
    default:
      return undefined;
  }
}

const castOrNull = (value: Value, { type }: TypedExpression): Value => (value === null ? null : castValue(value, type));
