/** A selected column is grouped by or aggregated: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const ungroupedColumn = describeRule({
  id: 'sql/ungrouped-column',
  severity: 'error',
  title: 'A selected column is grouped by or aggregated',
  why: 'A group is many rows and comes out as one, so a column that is neither has no single value. Group by it, or say which of its values is meant: `MAX`, `LAST_VALUE`. MySQL without ONLY_FULL_GROUP_BY takes any of them.',
  bad: `${TRADES}SELECT ticker, price, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW TUMBLING(1m);
`,
  good: `${TRADES}SELECT ticker, MAX(price) AS price, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW TUMBLING(1m);
`,
});
