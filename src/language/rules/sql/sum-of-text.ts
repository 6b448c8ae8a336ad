/** Numbers are summed, not texts: found while binding. */
import { describeRule } from '../define.ts';

export const sumOfText = describeRule({
  id: 'sql/sum-of-text',
  severity: 'error',
  title: 'Numbers are summed, not texts',
  why: 'SUM, AVG and the like compute with their values, and a STRING is none to compute with. MySQL takes the digits a text begins with, and 0 where there are none. A CAST reads it exactly, and fails for what is no number.',
  bad: `CREATE STREAM bills (shop STRING, amount STRING);
SELECT shop, SUM(amount) AS total FROM bills GROUP BY shop WINDOW TUMBLING(1h);
`,
  good: `CREATE STREAM bills (shop STRING, amount STRING);
SELECT shop, SUM(CAST(amount AS DECIMAL(38, 10))) AS total FROM bills GROUP BY shop WINDOW TUMBLING(1h);
`,
});
