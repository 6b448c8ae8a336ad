/** A topic is not changed in place: found while binding. */
import { describeRule } from '../define.ts';
import { CUSTOMERS } from './examples.ts';

export const cannotRun = describeRule({
  id: 'sql/cannot-run',
  severity: 'error',
  title: 'A topic is not changed in place',
  why: 'UPDATE and DELETE are read so that the editor can say what to do instead. What a topic holds is never changed: a new record with the same key takes the place of the old one in a TABLE, and one with a NULL value deletes it.',
  bad: `${CUSTOMERS}UPDATE customers SET name = 'Ada' WHERE customer_id = 1;
`,
  good: `${CUSTOMERS}INSERT INTO customers VALUES (1, 'Ada', 'UK');
`,
});
