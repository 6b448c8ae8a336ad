/** Relations of one query have different names: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const duplicateAlias = describeRule({
  id: 'sql/duplicate-alias',
  severity: 'error',
  title: 'Relations of one query have different names',
  why: '`t.price` would be a column of both. A relation that is joined with itself needs an alias for each part it plays.',
  bad: `${TRADES}SELECT trades.price FROM trades JOIN trades ON trades.ticker = trades.ticker WITHIN 1m;
`,
  good: `${TRADES}SELECT a.price FROM trades a JOIN trades b ON a.ticker = b.ticker WITHIN 1m;
`,
});
