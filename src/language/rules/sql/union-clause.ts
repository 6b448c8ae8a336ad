/** ORDER BY, LIMIT, EMIT and INTO of a UNION stand behind its last branch: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const unionClause = describeRule({
  id: 'sql/union-clause',
  severity: 'error',
  title: 'ORDER BY, LIMIT, EMIT and INTO of a UNION stand behind its last branch',
  why: 'They speak of the whole result. In front of UNION it would be unclear whether the branch or the whole is meant; brackets around a branch make it a query with clauses of its own.',
  bad: `${TRADES}SELECT ticker FROM trades LIMIT 5 UNION ALL SELECT ticker FROM trades;
`,
  good: `${TRADES}(SELECT ticker FROM trades LIMIT 5) UNION ALL SELECT ticker FROM trades;
`,
});
