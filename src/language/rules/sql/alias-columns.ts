/** A list of names behind an alias names each column once: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const aliasColumns = describeRule({
  id: 'sql/alias-columns',
  severity: 'error',
  title: 'A list of names behind an alias names each column once',
  why: '`AS t(a, b)` gives the columns of a query, of VALUES or of UNNEST their names by position, so there are as many names as columns. The columns of a stream or table are renamed in the select list: what they are called is part of its declaration, and readers look for it there.',
  bad: `${TRADES}SELECT 1 AS one FROM (SELECT ticker, price FROM trades) AS t(a);
`,
  good: `${TRADES}SELECT 1 AS one FROM (SELECT ticker, price FROM trades) AS t(a, b);
`,
});
