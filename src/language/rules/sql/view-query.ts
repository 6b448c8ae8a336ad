/** A view is a query: found while binding. */
import { describeRule } from '../define.ts';

export const viewQuery = describeRule({
  id: 'sql/view-query',
  severity: 'error',
  title: 'A view is a query',
  why: 'A stream or table may be read from a topic; a view has nothing but its query.',
  bad: `CREATE VIEW dear (ticker STRING);
SELECT ticker FROM dear;
`,
  good: `CREATE STREAM dear (ticker STRING);
SELECT ticker FROM dear;
`,
});
