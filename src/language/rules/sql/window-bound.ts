/** A window’s bounds are asked for where there is a window: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const windowBound = describeRule({
  id: 'sql/window-bound',
  severity: 'error',
  title: 'A window’s bounds are asked for where there is a window',
  why: 'WINDOW_START and its kind tell where the window of a row begins and ends. Without WINDOW there is none, and in WHERE the row is in no window yet. `TUMBLE_START` in a query of sessions still gives the bound, with a warning.',
  bad: `${TRADES}SELECT ticker, WINDOW_START() AS since FROM trades;
`,
  good: `${TRADES}SELECT ticker, WINDOW_START() AS since, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW TUMBLING(1m);
`,
});
