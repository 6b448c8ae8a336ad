/** HAVING chooses among groups: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const having = describeRule({
  id: 'sql/having',
  severity: 'error',
  title: 'HAVING chooses among groups',
  why: 'Without GROUP BY, an aggregate or a WINDOW there are only rows, and WHERE chooses among rows. MySQL takes HAVING for WHERE there; most engines refuse it.',
  bad: `${TRADES}SELECT ticker FROM trades HAVING price > 10;
`,
  good: `${TRADES}SELECT ticker FROM trades WHERE price > 10;
`,
});
