/** A column name means one column: found while binding. */
import { describeRule } from '../define.ts';
import { ORDERS, PAYMENTS } from './examples.ts';

export const ambiguousColumn = describeRule({
  id: 'sql/ambiguous-column',
  severity: 'error',
  title: 'A column name means one column',
  why: 'Two relations of the query have a column of that name. Which one is meant decides what is computed, so it is not guessed. Write the relation in front of it.',
  bad: `${ORDERS}${PAYMENTS}SELECT order_id FROM orders o JOIN payments p ON o.order_id = p.order_id WITHIN 1h;
`,
  good: `${ORDERS}${PAYMENTS}SELECT o.order_id FROM orders o JOIN payments p ON o.order_id = p.order_id WITHIN 1h;
`,
});
