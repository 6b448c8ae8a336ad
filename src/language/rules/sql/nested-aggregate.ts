/** An aggregate does not stand inside another: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const nestedAggregate = describeRule({
  id: 'sql/nested-aggregate',
  severity: 'error',
  title: 'An aggregate does not stand inside another',
  why: 'The inner one leaves one value a group, and there is nothing left for the outer one to go over. Compute the inner one in a query of its own. Oracle nests them, and then drops the grouping; other engines refuse.',
  bad: `${TRADES}SELECT SUM(MAX(price)) AS total FROM trades WINDOW TUMBLING(1m);
`,
  good: `${TRADES}SELECT SUM(top) AS total FROM (SELECT ticker, MAX(price) AS top FROM trades GROUP BY ticker WINDOW TUMBLING(1m)) AS tops WINDOW TUMBLING(1h);
`,
});
