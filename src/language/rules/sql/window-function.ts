/** LAG, RANK and their kind look along an OVER: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const windowFunction = describeRule({
  id: 'sql/window-function',
  severity: 'error',
  title: 'LAG, RANK and their kind look along an OVER',
  why: 'They compare a row with those around it: OVER says which ones, and in which order. A function of one row takes no OVER.',
  bad: `${TRADES}SELECT UPPER(ticker) OVER (PARTITION BY ticker ORDER BY ts) AS name FROM trades;
`,
  good: `${TRADES}SELECT UPPER(ticker) AS name FROM trades;
`,
});
