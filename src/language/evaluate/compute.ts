/** One operation over values that are known: what generated code does at run time, for constants. */
import { regularExpression } from '../functions/string/regexp.ts';
import { functionTable, isVolatile } from '../functions/table.ts';
import type { ArithmeticOperator, ComparisonOperator, TypedExpression } from '../names/typed-expression.ts';
import * as arithmetic from '../types/arithmetic.ts';
import { castValue } from '../types/coerce.ts';
import { compareOperands } from '../types/compare.ts';
import type { Decimal } from '../types/decimal.ts';
import { likeMatcher } from '../types/like.ts';
import { collectionOf, double, elementOf, fieldOf, safeCast, same, truth } from '../types/operations.ts';
import { isNumeric } from '../types/sql-type.ts';
import type { Int64, Value } from '../types/value.ts';
import { textOf } from '../types/value-text.ts';

type Numeric = Int64 | Decimal;

/**
 * The value of an operation over these operands; undefined for one that is not a function of its operands alone, and for
 * those that decide which operand is computed (AND, OR, CASE). Throws RecordError.
 */
export function compute(expression: TypedExpression, values: readonly Value[]): Value | undefined {
  const [a, b] = values as [Value, Value];
  switch (expression.op) {
    case 'arithmetic':
      return a === null || b === null ? null : arithmeticOf(expression, a, b);
    case 'negate':
      return a !== null && expression.operand.type.kind === 'DOUBLE' ? -(a as number) : arithmetic.negate(a);
    case 'concat':
      return values.includes(null) ? null : values.map(value => textOf(value as Exclude<Value, null>)).join('');
    case 'compare':
      return a === null || b === null ? null : COMPARISONS[expression.operator](compareOperands(a, b));
    case 'distinct':
      return same(a, b) === expression.negated;
    case 'not': {
      const condition = truth(a);
      return condition === null ? null : !condition;
    }
    case 'is': {
      const wanted = { NULL: null, TRUE: true, FALSE: false }[expression.test];
      return ((wanted === null ? a : truth(a)) === wanted) !== expression.negated;
    }
    case 'like':
      return a === null || b === null ? null : like(expression.kind, a, b);
    case 'cast':
      return expression.safe ? safeCast(a, expression.type) : castValue(a, expression.type);
    case 'call':
      return call(expression, values);
    case 'collection':
      return collectionOf(expression.type, values);
    case 'field':
      return fieldOf(a, expression.name);
    case 'element':
      return elementOf(a, b, expression.base.type.kind === 'ARRAY' ? 1 : 0);
    default:
      return undefined;
  }
}

const COMPARISONS: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  '=': order => order === 0,
  '<>': order => order !== 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};

const OF_BIGINT = {
  '+': arithmetic.addBigint,
  '-': arithmetic.subtractBigint,
  '*': arithmetic.multiplyBigint,
  '/': arithmetic.divideBigint,
  '%': arithmetic.moduloBigint,
} satisfies Record<ArithmeticOperator, unknown>;
const OF_DOUBLE = {
  '+': arithmetic.addDouble,
  '-': arithmetic.subtractDouble,
  '*': arithmetic.multiplyDouble,
  '/': arithmetic.divideDouble,
  '%': arithmetic.moduloDouble,
} satisfies Record<ArithmeticOperator, unknown>;
const OF_DECIMAL = {
  '+': arithmetic.addDecimal,
  '-': arithmetic.subtractDecimal,
  '*': arithmetic.multiplyDecimal,
  '/': arithmetic.divideDecimal,
  '%': arithmetic.moduloDecimal,
} satisfies Record<ArithmeticOperator, unknown>;
const OF_ANY = {
  '+': arithmetic.add,
  '-': arithmetic.subtract,
  '*': arithmetic.multiply,
  '/': arithmetic.divide,
  '%': arithmetic.modulo,
} satisfies Record<ArithmeticOperator, unknown>;

/** By the operands' types: 2.0 + 3.0 of DOUBLEs is no sum of integers. */
function arithmeticOf(
  { operator, left, right, type }: Extract<TypedExpression, { readonly op: 'arithmetic' }>,
  a: Exclude<Value, null>,
  b: Exclude<Value, null>,
): Value {
  if (!isNumeric(left.type) || !isNumeric(right.type)) return OF_ANY[operator](a, b);
  const [x, y] = [a as Numeric, b as Numeric];
  if (left.type.kind === 'BIGINT' && right.type.kind === 'BIGINT' && (type.kind === 'BIGINT' || operator === '/'))
    return OF_BIGINT[operator](x as Int64, y as Int64);
  if (type.kind === 'DOUBLE') return OF_DOUBLE[operator](double(x), double(y));
  if (type.kind === 'DECIMAL') return OF_DECIMAL[operator](x, y, type.precision, type.scale);
  return OF_ANY[operator](a, b);
}

function like(kind: 'LIKE' | 'ILIKE' | 'REGEXP', text: Exclude<Value, null>, pattern: Exclude<Value, null>): boolean {
  const by = textOf(pattern);
  return kind === 'REGEXP' ? regularExpression(by).test(textOf(text)) : likeMatcher(by, kind === 'ILIKE')(textOf(text));
}

function call({ name, type }: Extract<TypedExpression, { readonly op: 'call' }>, values: readonly Value[]) {
  const entry = functionTable.get(name.toUpperCase());
  if (entry?.kind !== 'scalar' || entry.category === 'record' || isVolatile(entry, values.length)) return undefined;
  if (entry.nulls === 'propagate' && values.includes(null)) return null;
  const never = (): never => {
    throw new Error(`${entry.name} is folded but asks for a port`);
  };
  return entry.evaluate(values, { now: never, random: never, uuid: never, returns: type });
}
