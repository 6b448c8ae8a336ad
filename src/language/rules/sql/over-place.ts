/** A function with OVER stands where rows are put out: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const overPlace = describeRule({
  id: 'sql/over-place',
  severity: 'error',
  title: 'A function with OVER stands where rows are put out',
  why: 'OVER is computed when WHERE, GROUP BY and HAVING are done, so it cannot stand in them. A query around this one sees its column. Snowflake and BigQuery have QUALIFY for it.',
  bad: `${TRADES}SELECT ticker FROM trades WHERE AVG(price) OVER (PARTITION BY ticker ORDER BY ts ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) > 10;
`,
  good: `${TRADES}SELECT ticker FROM (SELECT ticker, AVG(price) OVER (PARTITION BY ticker ORDER BY ts ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS mean FROM trades) AS means WHERE mean > 10;
`,
});
