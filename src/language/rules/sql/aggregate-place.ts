/** An aggregate stands where there are groups: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const aggregatePlace = describeRule({
  id: 'sql/aggregate-place',
  severity: 'error',
  title: 'An aggregate stands where there are groups',
  why: 'WHERE, ON and GROUP BY look at one row at a time, before there are groups: `COUNT(*)` has nothing to count there. HAVING and the select list come after grouping. All SQL engines refuse this; ksqlDB and Flink only when the statement is run.',
  bad: `${TRADES}SELECT ticker FROM trades WHERE COUNT(*) > 1 GROUP BY ticker WINDOW TUMBLING(1m);
`,
  good: `${TRADES}SELECT ticker FROM trades GROUP BY ticker WINDOW TUMBLING(1m) HAVING COUNT(*) > 1;
`,
});
