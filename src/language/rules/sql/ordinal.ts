/** A number in GROUP BY or ORDER BY is a place in the select list: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const ordinal = describeRule({
  id: 'sql/ordinal',
  severity: 'error',
  title: 'A number in GROUP BY or ORDER BY is a place in the select list',
  why: '`ORDER BY 2` means the second column. There is no such column here.',
  bad: `${TRADES}SELECT ticker, COUNT(*) AS n FROM trades GROUP BY 1 WINDOW TUMBLING(1m) ORDER BY 3;
`,
  good: `${TRADES}SELECT ticker, COUNT(*) AS n FROM trades GROUP BY 1 WINDOW TUMBLING(1m) ORDER BY 2;
`,
});
