/** ABS and SIGN. */
import { toNumeric } from '../../types/coerce.ts';
import { Decimal } from '../../types/decimal.ts';
import { absInt64 } from '../../types/int64.ts';
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const abs = defineScalar<[Exclude<Value, null>]>('ABS(x NUMERIC) → NUMERIC', {
  category: 'math',
  doc: 'The number without its sign, in its own type. A record error for the least BIGINT, which has no positive counterpart.',
  examples: [
    ['ABS(-5)', '5'],
    ['ABS(-0.50)', '0.5'],
    ['ABS(NULL)', 'NULL'],
  ],
  evaluate: ([x]) => {
    if (typeof x === 'number') return Math.abs(x);
    const n = toNumeric(x);
    return n instanceof Decimal ? n.abs() : absInt64(n);
  },
});

export const sign = defineScalar<[Exclude<Value, null>]>('SIGN(x NUMERIC) → BIGINT', {
  category: 'math',
  doc: '1 for a positive number, -1 for a negative one, 0 for zero.',
  examples: [
    ['SIGN(-0.01)', '-1'],
    ['SIGN(0)', '0'],
    ['SIGN(3e0)', '1'],
  ],
  evaluate: ([x]) => {
    const n = toNumeric(x);
    return n instanceof Decimal ? n.sign() : n > 0 ? 1 : n < 0 ? -1 : 0;
  },
});
