/** A WINDOW has something to aggregate: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const windowWithoutAggregate = describeRule({
  id: 'sql/window-without-aggregate',
  severity: 'warning',
  title: 'A WINDOW has something to aggregate',
  why: 'Nothing is grouped or aggregated, so each row comes out once for each window it falls in, with that window’s bounds: several times in a sliding one. That is a way to number windows, and mostly a GROUP BY that was forgotten.',
  bad: `${TRADES}SELECT ticker, price FROM trades WINDOW TUMBLING(1m);
`,
  good: `${TRADES}SELECT ticker, MAX(price) AS price FROM trades GROUP BY ticker WINDOW TUMBLING(1m);
`,
});
