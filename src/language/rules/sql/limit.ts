/** LIMIT takes a whole number: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const limit = describeRule({
  id: 'sql/limit',
  severity: 'error',
  title: 'LIMIT takes a whole number',
  why: 'How many rows come out is written as a number. A part of the rows, or a number out of the data, is no LIMIT.',
  bad: `${TRADES}SELECT ticker FROM trades LIMIT 2.5;
`,
  good: `${TRADES}SELECT ticker FROM trades LIMIT 2;
`,
});
