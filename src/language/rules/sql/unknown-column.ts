/** A column is one that there is: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const unknownColumn = describeRule({
  id: 'sql/unknown-column',
  severity: 'error',
  title: 'A column is one that there is',
  why: 'No relation of the query has a column of that name. Where columns are declared, a name that is none of them would be NULL in every row.',
  bad: `${TRADES}SELECT prise FROM trades;
`,
  good: `${TRADES}SELECT price FROM trades;
`,
});
