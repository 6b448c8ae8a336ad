/** A query runs along the declared event time: found while binding. */
import { describeRule } from '../define.ts';

export const otherTime = describeRule({
  id: 'sql/other-time',
  severity: 'info',
  title: 'A query runs along the declared event time',
  why: 'A window or a frame names another column than the one declared as event time. This query is then timed by that column, with the bound on disorder that was declared for the other one: if that is too small, rows come late. Declare the column in WATERMARK FOR where it is the time that matters.',
  bad: `CREATE STREAM orders (id BIGINT, ordered_at TIMESTAMP, paid_at TIMESTAMP, WATERMARK FOR ordered_at AS ordered_at - INTERVAL '5' SECOND);
SELECT COUNT(*) AS n FROM orders WINDOW TUMBLING(paid_at, 1m);
`,
  good: `CREATE STREAM orders (id BIGINT, ordered_at TIMESTAMP, paid_at TIMESTAMP, WATERMARK FOR paid_at AS paid_at - INTERVAL '5' SECOND);
SELECT COUNT(*) AS n FROM orders WINDOW TUMBLING(paid_at, 1m);
`,
});
