/** The type of `a + b` and its kind, from the types of the operands. */
import { decimalSizeOf } from './coerce.ts';
import type { DecimalSize } from './decimal-rules.ts';
import { productSize, quotientSize, remainderSize, sumSize } from './decimal-rules.ts';
import type { SqlType } from './sql-type.ts';
import { ANY, BIGINT, DATE, DOUBLE, INTERVAL, isNumeric, NULL_TYPE } from './sql-type.ts';

type Operator = '+' | '-' | '*' | '/' | '%';

const SIZES: Readonly<Record<Operator, (a: DecimalSize, b: DecimalSize) => DecimalSize>> = {
  '+': sumSize,
  '-': sumSize,
  '*': productSize,
  '/': quotientSize,
  '%': remainderSize,
};

/**
 * Undefined when there is no such operation. ANY (and JSON) beside anything is ANY, except where one operand decides:
 * a DATE, TIME or TIMESTAMP plus or minus an INTERVAL. A string literal beside a number should be given its own type first.
 */
export function arithmeticType(operator: Operator, a: SqlType, b: SqlType): SqlType | undefined {
  const time = timeArithmetic(operator, a, b);
  if (time) return time;
  const open = isOpen(a) || isOpen(b);
  if (open && fitsOpen(a) && fitsOpen(b)) return ANY;
  if (a.kind === 'NULL' || b.kind === 'NULL') {
    const other = a.kind === 'NULL' ? b : a;
    if (other.kind === 'NULL') return NULL_TYPE;
    return isNumeric(other) ? arithmeticType(operator, other, other) : undefined;
  }
  if (!isNumeric(a) || !isNumeric(b)) return undefined;
  if (a.kind === 'DOUBLE' || b.kind === 'DOUBLE') return DOUBLE;
  if (a.kind === 'BIGINT' && b.kind === 'BIGINT') return operator === '/' ? DOUBLE : BIGINT;
  return { kind: 'DECIMAL', ...SIZES[operator](decimalSizeOf(a)!, decimalSizeOf(b)!) };
}

const isOpen = (type: SqlType): boolean => type.kind === 'ANY' || type.kind === 'JSON';

/** What an ANY may meet; the rest is decided by the record. */
const fitsOpen = (type: SqlType): boolean =>
  isOpen(type) ||
  isNumeric(type) ||
  type.kind === 'NULL' ||
  type.kind === 'STRING' ||
  type.kind === 'INTERVAL' ||
  type.kind === 'DATE';

function timeArithmetic(operator: Operator, a: SqlType, b: SqlType): SqlType | undefined {
  const isMoment = (type: SqlType) => type.kind === 'TIMESTAMP' || type.kind === 'DATE';
  const moves = (type: SqlType) => isMoment(type) || type.kind === 'TIME';
  const isCount = (type: SqlType) => type.kind === 'BIGINT';
  switch (operator) {
    case '+':
      if (a.kind === 'INTERVAL' && b.kind === 'INTERVAL') return INTERVAL;
      if (moves(a) && b.kind === 'INTERVAL') return a;
      if (a.kind === 'INTERVAL' && moves(b)) return b;
      if ((a.kind === 'DATE' && isCount(b)) || (isCount(a) && b.kind === 'DATE')) return DATE;
      // A schema-less time moved by an interval.
      return (isOpen(a) && b.kind === 'INTERVAL') || (a.kind === 'INTERVAL' && isOpen(b)) ? ANY : undefined;
    case '-':
      if (a.kind === 'INTERVAL' && b.kind === 'INTERVAL') return INTERVAL;
      if (moves(a) && b.kind === 'INTERVAL') return a;
      if (a.kind === 'DATE' && isCount(b)) return DATE;
      if (isMoment(a) && isMoment(b)) return INTERVAL;
      if ((a.kind === 'TIMESTAMP' && isOpen(b)) || (isOpen(a) && b.kind === 'TIMESTAMP')) return INTERVAL;
      return undefined;
    case '*':
      return (a.kind === 'INTERVAL' && isCount(b)) || (isCount(a) && b.kind === 'INTERVAL') ? INTERVAL : undefined;
    default:
      return undefined;
  }
}
