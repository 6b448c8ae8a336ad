/** Computes what does not depend on the row: once, for the editor's rules and for the compiler alike. */
import { mapOperands, operandsOf, type TypedExpression } from '../names/typed-expression.ts';
import { literalText, literalValue } from '../types/literal.ts';
import { BOOLEAN, type SqlType, sameType } from '../types/sql-type.ts';
import { RecordError, type Value } from '../types/value.ts';
import { compute } from './compute.ts';

type Literal = Extract<TypedExpression, { readonly op: 'literal' }>;

/**
 * The same value for every row, with as much as possible already computed. What would fail stays as it is: it is the
 * record's error then, in the rows that come to it.
 *
 * @param failed told of each part that fails whatever the row, innermost first
 */
export function fold(
  expression: TypedExpression,
  failed: (part: TypedExpression, error: RecordError) => void = () => undefined,
): TypedExpression {
  const inner = mapOperands(expression, operand => fold(operand, failed));
  switch (inner.op) {
    case 'and':
    case 'or':
      return foldJunction(inner);
    case 'case':
      return foldCase(inner);
    default:
      break;
  }
  const operands = operandsOf(inner);
  if (operands.length === 0 && inner.op !== 'call') return inner;
  const values = operands.map(knownValue);
  if (!values.every(value => value !== undefined)) return inner;
  try {
    const value = compute(inner, values);
    return value === undefined || !hasLiteral(value, inner.type)
      ? inner
      : { op: 'literal', type: inner.type, text: value === null ? null : literalText(value), span: inner.span };
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    failed(inner, error);
    return inner;
  }
}

/** Whether it is written out or folded. A NULL of type ANY is none: it stands for something that was reported. */
export const isConstant = (expression: TypedExpression): expression is Literal =>
  expression.op === 'literal' && expression.type.kind !== 'ANY';

/** Types whose values have a literal form, and say what they are by themselves. */
const WITH_LITERAL: ReadonlySet<SqlType['kind']> = new Set([
  'BOOLEAN',
  'BIGINT',
  'DOUBLE',
  'DECIMAL',
  'STRING',
  'DATE',
  'TIME',
  'TIMESTAMP',
  'INTERVAL',
]);

const hasLiteral = (value: Value | undefined, type: SqlType): boolean =>
  (type.kind === 'NULL' && value === null) || WITH_LITERAL.has(type.kind);

/** The value of a folded expression: of a literal, and of what has no literal form (an array, a map) when its parts are known. */
function knownValue(folded: TypedExpression): Value | undefined {
  if (isConstant(folded)) return literalValue(folded.type, folded.text);
  if (hasLiteral(undefined, folded.type)) return undefined;
  const values = operandsOf(folded).map(knownValue);
  if ((values.length === 0 && folded.op === 'column') || !values.every(value => value !== undefined)) return undefined;
  try {
    return compute(folded, values);
  } catch (error) {
    if (error instanceof RecordError) return undefined;
    throw error;
  }
}

/** TRUE or FALSE; null for NULL; undefined for what is no constant condition. */
export function truthOf(expression: TypedExpression): boolean | null | undefined {
  if (!isConstant(expression)) return undefined;
  if (expression.text === null) return null;
  return expression.type.kind === 'BOOLEAN' ? expression.text === 'TRUE' : undefined;
}

/** Parts are computed from left to right up to the one that decides: those before it may fail, those after it never run. */
function foldJunction(junction: Extract<TypedExpression, { readonly op: 'and' | 'or' }>): TypedExpression {
  const decisive = junction.op === 'or';
  const parts: TypedExpression[] = [];
  for (const part of junction.parts) {
    const truth = truthOf(part);
    if (truth === !decisive) continue;
    parts.push(part);
    if (truth === decisive) break;
  }
  const { type, span } = junction;
  const constant = (truth: boolean | null): TypedExpression => ({
    op: 'literal',
    type: BOOLEAN,
    text: truth === null ? null : truth ? 'TRUE' : 'FALSE',
    span,
  });
  const [first] = parts;
  if (!first) return constant(!decisive);
  if (truthOf(first) === decisive) return constant(decisive);
  if (parts.every(part => truthOf(part) === null)) return constant(null);
  // A NULL leaves open what the constant behind it decides, and cannot fail.
  if (parts.every(isConstant)) return constant(decisive);
  if (parts.length === 1 && first.type.kind === 'BOOLEAN') return { ...first, span };
  return { ...junction, parts, type, span };
}

/** Branches that are never taken are left out; behind one that always is nothing is looked at. */
function foldCase(choice: Extract<TypedExpression, { readonly op: 'case' }>): TypedExpression {
  const branches: { readonly when: TypedExpression; readonly then: TypedExpression }[] = [];
  let { otherwise } = choice;
  for (const branch of choice.branches) {
    const truth = truthOf(branch.when);
    if (truth === false || truth === null) continue;
    if (truth === true) {
      otherwise = branch.then;
      break;
    }
    branches.push(branch);
  }
  if (branches.length > 0) return { ...choice, branches, otherwise };
  const { type, span } = choice;
  if (!otherwise) return { op: 'literal', type, text: null, span };
  return sameType(otherwise.type, type) ? { ...otherwise, span } : { ...choice, branches: [], otherwise };
}
