/** IF. The binder turns it into CASE, so that only one branch is evaluated. */
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const ifFunction = defineScalar<[boolean | null, Value, Value?]>(
  'IF(condition BOOLEAN, then T [, otherwise T]) → T',
  {
    category: 'conditional',
    aliases: ['IIF'],
    nulls: 'handled',
    doc: '`then` when the condition is true; `otherwise` (NULL unless given) when it is false or NULL.',
    examples: [
      [`IF(TRUE, 'yes', 'no')`, `'yes'`],
      [`IF(NULL, 'yes', 'no')`, `'no'`],
      ['IF(FALSE, 1)', 'NULL'],
    ],
    evaluate: ([condition, then, otherwise = null]) => (condition === true ? then : otherwise),
  },
);
