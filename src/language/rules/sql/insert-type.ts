/** What is inserted fits the column it goes to: found while binding. */
import { describeRule } from '../define.ts';
import { ALERTS, TRADES } from './examples.ts';

export const insertType = describeRule({
  id: 'sql/insert-type',
  severity: 'error',
  title: 'What is inserted fits the column it goes to',
  why: 'No value of this type can be stored in that column, so every record would fail. Numbers and times convert by themselves; a CAST says what else is meant.',
  bad: `${TRADES}${ALERTS}INSERT INTO alerts SELECT ticker, CAST(ts AS DATE) AS day FROM trades;
`,
  good: `${TRADES}${ALERTS}INSERT INTO alerts SELECT ticker, price FROM trades;
`,
});
