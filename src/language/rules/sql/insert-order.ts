/** Columns are inserted in the order of their target: found while binding. */
import { describeRule } from '../define.ts';

export const insertOrder = describeRule({
  id: 'sql/insert-order',
  severity: 'warning',
  title: 'Columns are inserted in the order of their target',
  why: 'INSERT matches columns by position, as everywhere in SQL, whatever they are called. Here a column goes to another one although the target has one of its own name: probably two have changed places.',
  bad: `CREATE STREAM legs (bid DOUBLE, ask DOUBLE);
CREATE STREAM quotes (bid DOUBLE, ask DOUBLE);
INSERT INTO quotes SELECT ask, bid FROM legs;
`,
  good: `CREATE STREAM legs (bid DOUBLE, ask DOUBLE);
CREATE STREAM quotes (bid DOUBLE, ask DOUBLE);
INSERT INTO quotes SELECT bid, ask FROM legs;
`,
});
