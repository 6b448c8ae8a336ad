/** NULL is tested by IS NULL: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const nullComparison = describeRule({
  id: 'sql/null-comparison',
  severity: 'warning',
  title: 'NULL is tested by IS NULL',
  why: 'A comparison with NULL is NULL whatever stands beside it, and a condition that is NULL keeps no row. `IS NULL`, `IS NOT NULL` and `IS [NOT] DISTINCT FROM` are the tests that know it.',
  bad: `${TRADES}SELECT ticker FROM trades WHERE volume = NULL;
`,
  good: `${TRADES}SELECT ticker FROM trades WHERE volume IS NULL;
`,
});
