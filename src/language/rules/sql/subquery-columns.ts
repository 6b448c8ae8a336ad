/** A query that stands for a value gives one column: found while binding. */
import { describeRule } from '../define.ts';
import { ALERTS, TRADES } from './examples.ts';

export const subqueryColumns = describeRule({
  id: 'sql/subquery-columns',
  severity: 'error',
  title: 'A query that stands for a value gives one column',
  why: '`(SELECT …)` as a value, and the query behind IN, ANY and ALL, is compared as one value. EXISTS is the test that takes any columns.',
  bad: `${TRADES}${ALERTS}SELECT ticker FROM trades WHERE ticker IN (SELECT ticker, price FROM alerts);
`,
  good: `${TRADES}${ALERTS}SELECT ticker FROM trades WHERE ticker IN (SELECT ticker FROM alerts);
`,
});
