/** Rows of VALUES have as many values as there are columns: found while binding. */
import { describeRule } from '../define.ts';
import { ALERTS } from './examples.ts';

export const values = describeRule({
  id: 'sql/values',
  severity: 'error',
  title: 'Rows of VALUES have as many values as there are columns',
  why: 'Values go to columns by position. A row that is shorter or longer than the others has one in the wrong place.',
  bad: `${ALERTS}INSERT INTO alerts VALUES ('ACME', 1.5), ('INIT');
`,
  good: `${ALERTS}INSERT INTO alerts VALUES ('ACME', 1.5), ('INIT', 2.5);
`,
});
