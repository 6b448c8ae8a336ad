/** INSERT gives as many columns as its target takes: found while binding. */
import { describeRule } from '../define.ts';
import { ALERTS, TRADES } from './examples.ts';

export const insertColumns = describeRule({
  id: 'sql/insert-columns',
  severity: 'error',
  title: 'INSERT gives as many columns as its target takes',
  why: 'Columns go to their target by position. With one too few or too many, all behind the gap would go to the wrong place. Of INSERT INTO t (a, b) the columns that are not named become NULL, so those that may not be NULL are named.',
  bad: `${TRADES}${ALERTS}INSERT INTO alerts SELECT ticker FROM trades;
`,
  good: `${TRADES}${ALERTS}INSERT INTO alerts SELECT ticker, price FROM trades;
`,
});
