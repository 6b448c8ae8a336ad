/** A clause stands once: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const duplicateClause = describeRule({
  id: 'sql/duplicate-clause',
  severity: 'error',
  title: 'A clause stands once',
  why: 'Two WHERE or two GROUP BY in one query: which of them holds? Only WITH may stand several times; its blocks add up.',
  bad: `${TRADES}SELECT ticker FROM trades WHERE price > 1 WHERE volume > 1;
`,
  good: `${TRADES}SELECT ticker FROM trades WHERE price > 1 AND volume > 1;
`,
});
