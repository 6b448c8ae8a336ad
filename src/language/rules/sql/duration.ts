/** A duration is an amount with a unit: found while binding. */
import { describeRule } from '../define.ts';
import { ORDERS, PAYMENTS } from './examples.ts';

export const duration = describeRule({
  id: 'sql/duration',
  severity: 'error',
  title: 'A duration is an amount with a unit',
  why: "WITHIN, GRACE, EMIT EVERY and windows take a length of time: `5s`, `10m`, `1h`, `INTERVAL '5' MINUTE`. A bare number says no unit: Kafka would read milliseconds, people mostly mean seconds. Months and years have no fixed length.",
  bad: `${ORDERS}${PAYMENTS}SELECT o.amount FROM orders o JOIN payments p ON o.order_id = p.order_id WITHIN 5m GRACE 10;
`,
  good: `${ORDERS}${PAYMENTS}SELECT o.amount FROM orders o JOIN payments p ON o.order_id = p.order_id WITHIN 5m GRACE 10s;
`,
});
