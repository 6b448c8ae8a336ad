/** A relation has one event time in a query: found while binding. */
import { describeRule } from '../define.ts';

export const twoTimes = describeRule({
  id: 'sql/two-times',
  severity: 'error',
  title: 'A relation has one event time in a query',
  why: 'Two windows or frames of one query run along different columns of the same relation. Rows pass in one order only, and lateness is judged by one time. Compute one of them in a query of its own.',
  bad: `CREATE STREAM orders (id BIGINT, ordered_at TIMESTAMP, paid_at TIMESTAMP, price DOUBLE);
SELECT AVG(price) OVER (ORDER BY ordered_at ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS a,
       AVG(price) OVER (ORDER BY paid_at ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS b
FROM orders;
`,
  good: `CREATE STREAM orders (id BIGINT, ordered_at TIMESTAMP, paid_at TIMESTAMP, price DOUBLE, WATERMARK FOR ordered_at AS ordered_at);
SELECT AVG(price) OVER (ORDER BY ordered_at ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS a,
       MAX(price) OVER (ORDER BY ordered_at ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS b
FROM orders;
`,
});
