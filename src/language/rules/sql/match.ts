/** The parts of MATCH_RECOGNIZE fit together: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const match = describeRule({
  id: 'sql/match',
  severity: 'error',
  title: 'The parts of MATCH_RECOGNIZE fit together',
  why: 'PATTERN names variables, DEFINE says when a row fits one, ORDER BY which row comes before which, AFTER MATCH SKIP where the search goes on. A variable that DEFINE leaves out fits any row, so a slip in its name matches too much instead of failing.',
  bad: `${TRADES}SELECT t.low FROM trades MATCH_RECOGNIZE (
  PARTITION BY ticker ORDER BY ts
  MEASURES LAST(down.price) AS low
  AFTER MATCH SKIP TO LAST up
  PATTERN (start down+) WITHIN INTERVAL '1' HOUR
  DEFINE down AS down.price < PREV(down.price)
) AS t;
`,
  good: `${TRADES}SELECT t.low FROM trades MATCH_RECOGNIZE (
  PARTITION BY ticker ORDER BY ts
  MEASURES LAST(down.price) AS low
  AFTER MATCH SKIP TO LAST down
  PATTERN (start down+) WITHIN INTERVAL '1' HOUR
  DEFINE down AS down.price < PREV(down.price)
) AS t;
`,
});
