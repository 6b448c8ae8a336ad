/** A named window is declared: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const unknownWindow = describeRule({
  id: 'sql/unknown-window',
  severity: 'error',
  title: 'A named window is declared',
  why: '`OVER w` needs `WINDOW w AS (…)` in the same query.',
  bad: `${TRADES}SELECT SUM(price) OVER v AS total FROM trades WINDOW w AS (PARTITION BY ticker ORDER BY ts ROWS BETWEEN 9 PRECEDING AND CURRENT ROW);
`,
  good: `${TRADES}SELECT SUM(price) OVER w AS total FROM trades WINDOW w AS (PARTITION BY ticker ORDER BY ts ROWS BETWEEN 9 PRECEDING AND CURRENT ROW);
`,
});
