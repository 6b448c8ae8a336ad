/** LEAST and GREATEST of the arguments of one row. */
import { compareValues } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const least = defineScalar('LEAST(value T, …) → T', {
  category: 'math',
  doc: 'The least of its arguments, in the type they have in common; NULL if any of them is (as in Flink).',
  examples: [
    ['LEAST(3, 1, 2)', '1'],
    ['LEAST(1, 0.5)', '0.5'],
    [`LEAST('b', 'a')`, `'a'`],
    ['LEAST(1, NULL)', 'NULL'],
  ],
  evaluate: (values: readonly Value[]) => values.reduce((a, b) => (compareValues(b, a) < 0 ? b : a)),
});

export const greatest = defineScalar('GREATEST(value T, …) → T', {
  category: 'math',
  doc: 'The greatest of its arguments, in the type they have in common; NULL if any of them is (as in Flink).',
  examples: [
    ['GREATEST(3, 1, 2)', '3'],
    ['GREATEST(1, 0.5)', '1'],
    [`GREATEST(DATE '2023-12-31', DATE '2024-01-01')`, `DATE '2024-01-01'`],
    ['GREATEST(1, NULL)', 'NULL'],
  ],
  evaluate: (values: readonly Value[]) => values.reduce((a, b) => (compareValues(b, a) > 0 ? b : a)),
});
