/** NVL2, ZEROIFNULL and NULLIFZERO. */
import { castValue } from '../../types/coerce.ts';
import { equalOperands } from '../../types/compare.ts';
import { BIGINT } from '../../types/sql-type.ts';
import type { Value } from '../../types/value.ts';
import { type Argument, defineScalar } from '../define.ts';

export const nvl2 = defineScalar<[Value, Value, Value]>('NVL2(value ANY, present T, absent T) → T', {
  category: 'conditional',
  nulls: 'handled',
  doc: '`present` when the value is not NULL, `absent` when it is. Both are computed: write `CASE WHEN value IS NOT NULL THEN … ELSE … END` when one of them could fail.',
  examples: [
    [`NVL2(1, 'yes', 'no')`, `'yes'`],
    [`NVL2(NULL, 'yes', 'no')`, `'no'`],
  ],
  evaluate: ([value, present, absent]) => (value === null ? absent : present),
});

const numberType = ([x]: readonly Argument[]) => (x && x.type.kind !== 'NULL' ? x.type : BIGINT);

export const zeroIfNull = defineScalar<[Value]>('ZEROIFNULL(x NUMERIC) → NUMERIC', {
  category: 'conditional',
  nulls: 'handled',
  returns: numberType,
  doc: 'The number, or 0 in its type when it is NULL.',
  examples: [
    ['ZEROIFNULL(1.50)', '1.50'],
    ['ZEROIFNULL(NULL)', '0'],
  ],
  evaluate: ([x], { returns }) => x ?? castValue(0, returns),
});

export const nullIfZero = defineScalar<[Value]>('NULLIFZERO(x NUMERIC) → NUMERIC', {
  category: 'conditional',
  returns: numberType,
  doc: 'The number, or NULL when it is 0; the usual guard of a division: `x / NULLIFZERO(y)`.',
  examples: [
    ['NULLIFZERO(2)', '2'],
    ['NULLIFZERO(0.00)', 'NULL'],
    ['NULLIFZERO(NULL)', 'NULL'],
  ],
  evaluate: ([x]) => (equalOperands(x, 0) ? null : x),
});
