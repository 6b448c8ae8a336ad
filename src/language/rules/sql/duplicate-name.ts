/** A name is declared once: found among all files. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const duplicateName = describeRule({
  id: 'sql/duplicate-name',
  severity: 'error',
  title: 'A name is declared once',
  why: 'The files of a workspace see each other, so a stream, table, function or job has one definition among all of them. Which of two is read would depend on the order in which they are run. CREATE … IF NOT EXISTS and CREATE OR REPLACE may stand beside another definition.',
  bad: `${TRADES}CREATE STREAM trades AS SELECT 1 AS one;
`,
  good: `${TRADES}CREATE STREAM tickers AS SELECT ticker FROM trades;
`,
});
