/** A JOIN says which rows belong together: found while binding. */
import { describeRule } from '../define.ts';
import { ORDERS, PAYMENTS } from './examples.ts';

export const joinCondition = describeRule({
  id: 'sql/join-condition',
  severity: 'error',
  title: 'A JOIN says which rows belong together',
  why: 'Without ON or USING each row would meet every other. Where that is meant, CROSS JOIN says it, and takes no condition.',
  bad: `${ORDERS}${PAYMENTS}SELECT o.amount FROM orders o JOIN payments p WITHIN 1h;
`,
  good: `${ORDERS}${PAYMENTS}SELECT o.amount FROM orders o JOIN payments p ON o.order_id = p.order_id WITHIN 1h;
`,
});
