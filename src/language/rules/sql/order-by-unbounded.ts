/** Rows are put in order where they end: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const orderByUnbounded = describeRule({
  id: 'sql/order-by-unbounded',
  severity: 'error',
  title: 'Rows are put in order where they end',
  why: 'To write the first row of an order, all rows must be known: a stream never has them all. An order by the event time is the one that rows come in anyway, and within a WINDOW the rows of the window are ordered when it closes. Flink refuses it likewise; ksqlDB has no ORDER BY.',
  bad: `${TRADES}CREATE STREAM dear AS SELECT ticker, price FROM trades ORDER BY price;
`,
  good: `${TRADES}CREATE STREAM dear AS SELECT ticker, MAX(price) AS price FROM trades GROUP BY ticker WINDOW TUMBLING(1m) ORDER BY price;
`,
});
