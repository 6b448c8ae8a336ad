/** What is done to whole results and cannot run yet: DISTINCT, UNION, orders. */
import type { LaterCheck } from './check.ts';

export const laterRows: LaterCheck = ({ distinct, items, unions, orderBy }) => {
  const first = items[0];
  return [
    ...(distinct && first ? [{ span: first.span, what: 'SELECT DISTINCT', help: 'GROUP BY the columns' }] : []),
    ...unions.map(({ query }) => ({ span: query.items[0]?.span ?? { start: 0, end: 0 }, what: 'UNION' })),
    ...orderBy.filter(key => key.nullsFirst).map(key => ({ span: key.expression.span, what: 'NULLS FIRST' })),
  ];
};
