/** The branches of a UNION have the same columns: found while binding. */
import { describeRule } from '../define.ts';
import { ALERTS, TRADES } from './examples.ts';

export const unionColumns = describeRule({
  id: 'sql/union-columns',
  severity: 'error',
  title: 'The branches of a UNION have the same columns',
  why: 'Rows of all branches go to one output, column by column in their order. So each branch has as many of them, of types that have something in common.',
  bad: `${TRADES}${ALERTS}SELECT ticker, price FROM trades UNION ALL SELECT ticker FROM alerts;
`,
  good: `${TRADES}${ALERTS}SELECT ticker, price FROM trades UNION ALL SELECT ticker, price FROM alerts;
`,
});
