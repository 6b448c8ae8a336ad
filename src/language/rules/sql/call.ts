/** A function is called with what it takes: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const call = describeRule({
  id: 'sql/call',
  severity: 'error',
  title: 'A function is called with what it takes',
  why: 'Too few or too many arguments, or one of a type that the function cannot take, would fail for every row. The page of the function says what it takes; hover over its name shows it.',
  bad: `${TRADES}SELECT ABS(price, 2) AS size FROM trades;
`,
  good: `${TRADES}SELECT ROUND(ABS(price), 2) AS size FROM trades;
`,
});
