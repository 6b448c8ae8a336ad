/** NULLIF. */
import { equalOperands } from '../../types/compare.ts';
import { ANY } from '../../types/sql-type.ts';
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const nullif = defineScalar<[Value, Value]>('NULLIF(value T, other T) → T', {
  category: 'conditional',
  nulls: 'handled',
  returns: ([value]) => value?.type ?? ANY,
  doc: 'The value, or NULL when it equals `other`; the usual guard of a division: `x / NULLIF(y, 0)`.',
  examples: [
    ['NULLIF(0, 0)', 'NULL'],
    ['NULLIF(5, 0)', '5'],
    ['NULLIF(5, NULL)', '5'],
    ['NULLIF(NULL, 5)', 'NULL'],
  ],
  evaluate: ([value, other]) => (value !== null && other !== null && equalOperands(value, other) ? null : value),
});
