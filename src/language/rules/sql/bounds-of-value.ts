/** Comparisons of one thing with constants: which of them exclude each other, and which say nothing new. */
import type { ComparisonOperator } from '../../names/typed-expression.ts';
import { compareOperands } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';

/** `thing operator value`; the value is never NULL. */
export interface Bound {
  readonly operator: ComparisonOperator;
  readonly value: Value;
}

const HOLDS: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  '=': order => order === 0,
  '<>': order => order !== 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};

export const FLIPPED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

export const NEGATED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

const isUpper = (operator: ComparisonOperator): boolean => operator === '<' || operator === '<=';
const isLower = (operator: ComparisonOperator): boolean => operator === '>' || operator === '>=';

/** Whether no value meets both. */
export function exclude(a: Bound, b: Bound): boolean {
  if (a.operator === '=') return !HOLDS[b.operator](compareOperands(a.value, b.value));
  if (b.operator === '=') return exclude(b, a);
  if (isLower(a.operator) && isUpper(b.operator)) return exclude(b, a);
  if (!isUpper(a.operator) || !isLower(b.operator)) return false;
  const order = compareOperands(a.value, b.value);
  return order < 0 || (order === 0 && (a.operator === '<' || b.operator === '>'));
}

/** Whether every value that meets `a` meets `b`. */
export function implies(a: Bound, b: Bound): boolean {
  const order = compareOperands(a.value, b.value);
  if (a.operator === '=') return HOLDS[b.operator](order);
  if (a.operator === '<>') return b.operator === '<>' && order === 0;
  if (b.operator === '=') return false;
  const strict = a.operator === '<' || a.operator === '>';
  // Upper and lower bounds are the same seen from either side.
  const below = isUpper(a.operator) ? order : -order;
  if (b.operator !== '<>' && isUpper(a.operator) !== isUpper(b.operator)) return false;
  return b.operator === '<=' || b.operator === '>=' ? below <= 0 : below < 0 || (below === 0 && strict);
}
