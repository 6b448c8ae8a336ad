/** The clauses of a query stand in their usual order: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const clauseOrder = describeRule({
  id: 'sql/clause-order',
  severity: 'info',
  title: 'The clauses of a query stand in their usual order',
  why: 'Every order is understood, and all of them mean the same. One order is easier to read: FROM, WHERE, GROUP BY, WINDOW, HAVING, ORDER BY, LIMIT, EMIT, INTO, WITH. `ferris-sql format` writes it.',
  bad: `${TRADES}SELECT ticker, COUNT(*) AS n FROM trades WINDOW TUMBLING(1m) GROUP BY ticker;
`,
  good: `${TRADES}SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW TUMBLING(1m);
`,
});
