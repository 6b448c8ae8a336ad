/** What can be joined with a table, and how: its rows are looked up, they do not come out by themselves. */
import type { BoundInput } from '../../names/bound.ts';
import { defineRule, type Report } from '../define.ts';
import { isEndless } from './boundedness.ts';
import type { StatementSubject } from './check.ts';
import { CUSTOMERS, ORDERS } from './examples.ts';
import { changesToTheEnd, kindOfInput, kindOfQuery } from './result-kind.ts';
import { type JoinInput, joinsOf, queriesOf } from './walk.ts';

export const tableJoin = defineRule<StatementSubject>({
  id: 'sql/table-join',
  severity: 'error',
  title: 'A stream looks its rows up in a table',
  why: "A row of a stream is joined with the rows that a table has at the row's time. When a row of the table has found no row of the stream is never known, since the next may come at any time: it cannot come out with NULLs, so the side of the stream is the outer one. Flink and ksqlDB refuse such joins as well. `FOR SYSTEM_TIME AS OF` names another time than the row's own, so it stands after the TABLE that a stream is joined with. The elements of a collection are of one row each: UNNEST is joined by INNER, LEFT or CROSS JOIN.",
  bad: `${CUSTOMERS}${ORDERS}CREATE STREAM named AS\nSELECT o.order_id, c.name FROM orders o FULL JOIN customers c ON o.customer_id = c.customer_id;\n`,
  good: `${CUSTOMERS}${ORDERS}CREATE STREAM named AS\nSELECT o.order_id, c.name FROM orders o LEFT JOIN customers c ON o.customer_id = c.customer_id;\n`,
  check: (subject, report) => {
    const endless = isEndless(subject);
    for (const { query } of queriesOf(subject.bound)) {
      const joins = joinsOf(query.input);
      for (const join of joins) checkJoin(join, endless, report);
      const joined = new Set(joins.flatMap(({ left, right }) => [left, right]));
      const places = joins.length === 0 ? [query.input] : [...joined].filter(one => one.kind !== 'join');
      for (const one of places)
        checkAsOf(
          one,
          joins.find(({ right }) => right === one),
          report,
        );
    }
  },
});

function checkJoin({ join, left, right, span }: JoinInput, endless: 'yes' | 'no' | 'undecided', report: Report): void {
  if (join !== 'RIGHT' && join !== 'FULL' && join !== 'LEFT') return;
  if (right.kind === 'unnest') {
    if (join !== 'LEFT')
      report(span, {
        message: `${join} JOIN UNNEST: an element has no row but the one it is of`,
        help: 'write LEFT JOIN UNNEST for rows without elements, else CROSS JOIN UNNEST',
      });
    return;
  }
  const [outer, other] = kindOfInput(left) === 'stream' ? ([right, left] as const) : ([left, right] as const);
  if (join === (outer === right ? 'LEFT' : 'RIGHT')) return;
  if (kindOfInput(outer) !== 'changing' || kindOfInput(other) !== 'stream') return;
  // Of groups that are final at the end of their input it is known then.
  const settles = !changesToTheEnd(outer);
  if (endless === 'no' && settles) return;
  report(span, {
    message: `a ${join} JOIN puts out rows of ${outer === right ? 'the table on its right' : 'the table on its left'} without a partner, and a row of the stream may still come for any of them`,
    ...(endless === 'undecided' && settles ? { severity: 'warning' } : {}),
    help:
      outer === right
        ? 'write LEFT JOIN: each row of the stream, with NULLs where the table has none'
        : 'write RIGHT JOIN: each row of the stream, with NULLs where the table has none',
  });
}

/** @param join that it is the right side of */
function checkAsOf(input: BoundInput, join: JoinInput | undefined, report: Report): void {
  if ((input.kind !== 'relation' && input.kind !== 'query') || !input.asOf) return;
  const isTable = input.kind === 'relation' ? input.relation.kind === 'table' : kindOfQuery(input.query) === 'changing';
  if (!isTable)
    report(input.span, {
      message: `'${input.relation.name}' is a stream: only a TABLE has a state as of a time`,
      help: 'declare it by CREATE TABLE with a PRIMARY KEY',
    });
  else if (!join || kindOfInput(join.left) !== 'stream')
    report(input.span, {
      message: 'a table is read as of the times of the rows of a stream: this is joined with none',
      help: 'write stream JOIN table FOR SYSTEM_TIME AS OF stream.time ON …',
    });
}
