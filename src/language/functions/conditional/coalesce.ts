/** COALESCE and IFNULL. The binder turns both into CASE, so that arguments past the chosen one are never evaluated. */
import type { Value } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

const firstPresent = (values: readonly Value[]): Value => values.find(value => value !== null) ?? null;

export const coalesce = defineScalar('COALESCE(value T, …) → T', {
  category: 'conditional',
  nulls: 'handled',
  doc: 'The first of its arguments that is not NULL, in the type they have in common; NULL when all are.',
  examples: [
    ['COALESCE(NULL, 2, 3)', '2'],
    [`COALESCE(NULL, 'none')`, `'none'`],
    ['COALESCE(NULL, NULL)', 'NULL'],
  ],
  evaluate: firstPresent,
});

export const ifnull = defineScalar('IFNULL(value T, otherwise T) → T', {
  category: 'conditional',
  aliases: ['NVL'],
  nulls: 'handled',
  doc: 'The value, or `otherwise` when it is NULL.',
  examples: [
    ['IFNULL(NULL, 0)', '0'],
    ['IFNULL(1, 0)', '1'],
  ],
  evaluate: firstPresent,
});
