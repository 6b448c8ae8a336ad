/** A frame begins before it ends, and is measured in what it is ordered by: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const frame = describeRule({
  id: 'sql/frame',
  severity: 'error',
  title: 'A frame begins before it ends, and is measured in what it is ordered by',
  why: '`ROWS` counts rows, `RANGE` measures along the ORDER BY of OVER: a duration along a time, a number along a number. A frame that ends before it begins holds no row.',
  bad: `${TRADES}SELECT AVG(price) OVER (PARTITION BY ticker ORDER BY ts ROWS BETWEEN CURRENT ROW AND 5 PRECEDING) AS mean FROM trades;
`,
  good: `${TRADES}SELECT AVG(price) OVER (PARTITION BY ticker ORDER BY ts ROWS BETWEEN 5 PRECEDING AND CURRENT ROW) AS mean FROM trades;
`,
});
