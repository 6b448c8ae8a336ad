/** A function is one that there is: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const unknownFunction = describeRule({
  id: 'sql/unknown-function',
  severity: 'error',
  title: 'A function is one that there is',
  why: 'Neither the language nor a CREATE FUNCTION of the workspace has a function of that name. The message names the nearest one.',
  bad: `${TRADES}SELECT UPER(ticker) AS name FROM trades;
`,
  good: `${TRADES}SELECT UPPER(ticker) AS name FROM trades;
`,
});
