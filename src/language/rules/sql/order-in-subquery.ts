/** Only the outermost query has an order: one inside is forgotten. */
import type { BoundQuery } from '../../names/bound.ts';
import { contains } from '../../names/typed-expression.ts';
import { defineRule } from '../define.ts';
import { isEndless } from './boundedness.ts';
import type { StatementSubject } from './check.ts';
import { CUSTOMERS, ORDERS } from './examples.ts';
import { clauseSpan, spaceBefore } from './statement-text.ts';
import { expressionsOf, leavesOf, queriesOf } from './walk.ts';

const example = (order: string): string =>
  `${CUSTOMERS}${ORDERS}SELECT order_id, amount FROM orders\nWHERE customer_id IN (SELECT customer_id FROM customers${order});\n`;

export const orderInSubquery = defineRule<StatementSubject>({
  id: 'sql/order-in-subquery',
  severity: 'info',
  tag: 'unnecessary',
  title: 'A query inside another one is ordered for a LIMIT only',
  why: 'What a query reads is a set of rows: the order of a subquery or a CTE says nothing of the result’s, and sorting costs time. With LIMIT it chooses rows, and that stays. Flink and most engines leave such an ORDER BY out; SQL Server refuses it.',
  bad: example(' ORDER BY name'),
  good: example(''),
  check: (subject, report) => {
    const visited = queriesOf(subject.bound);
    for (const { query, role } of visited) {
      if (role === 'result' || query.orderBy.length === 0 || query.limit !== undefined) continue;
      // Rows come out in the order when the window closes.
      if (query.window && isEndless(subject) !== 'no') continue;
      if (visited.some(({ query: outer }) => readsInOrder(outer, query) || takesAsValue(outer, query))) continue;
      const span = clauseSpan(query, 'OrderByClause');
      if (!span) continue;
      report(span, {
        message: 'this order is forgotten: only that of the outermost query is kept',
        help: 'leave it out, move it to the outermost query, or add LIMIT to choose the first rows',
        fixes: [
          {
            title: 'Remove ORDER BY',
            edits: [{ span: { start: spaceBefore(subject.syntax, span.start), end: span.end }, text: '' }],
          },
        ],
      });
    }
  },
});

/** Whether a query cuts the rows of one inside off by LIMIT, or is nothing but brackets around it. */
const readsInOrder = (outer: BoundQuery, inner: BoundQuery): boolean =>
  (outer.limit !== undefined || outer.syntax.inner !== undefined) &&
  [...leavesOf(outer.input).values()].some(leaf => leaf.kind === 'query' && leaf.query === inner);

/** Of several rows that stand for one value, the order may say which. */
const takesAsValue = (outer: BoundQuery, inner: BoundQuery): boolean =>
  expressionsOf(outer).some(({ expression }) =>
    contains(expression, part => part.op === 'subquery' && part.test === 'value' && part.query === inner),
  );
