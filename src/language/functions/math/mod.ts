/** MOD: the operator % as a function. */
import { modulo, moduloDecimal } from '../../types/arithmetic.ts';
import { arithmeticType } from '../../types/arithmetic-type.ts';
import type { Decimal } from '../../types/decimal.ts';
import { ANY } from '../../types/sql-type.ts';
import type { Int64, Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const mod = defineScalar<[Exclude<Value, null>, Exclude<Value, null>]>('MOD(x NUMERIC, y NUMERIC) → NUMERIC', {
  category: 'math',
  returns: ([x, y]) => arithmeticType('%', x!.type, y!.type) ?? ANY,
  doc: 'What is left of x when y has been taken from it as often as it goes, with the sign of x; the same as `x % y`. A record error when y is 0.',
  examples: [
    ['MOD(7, 3)', '1'],
    ['MOD(-7, 3)', '-1'],
    ['MOD(7.5, 2)', '1.5'],
  ],
  evaluate: ([x, y], { returns }) =>
    returns.kind === 'DECIMAL'
      ? moduloDecimal(x as Int64 | Decimal, y as Int64 | Decimal, returns.precision, returns.scale)
      : modulo(x, y),
});
