/** NOT IN is never true where a NULL is among the values. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundQuery } from '../../names/bound.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import type { Fix } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import { defineRule, type Report } from '../define.ts';
import { isListed } from './beside.ts';
import type { StatementSubject } from './check.ts';
import { CUSTOMERS, ORDERS } from './examples.ts';
import { nullabilityOf } from './nullable.ts';
import { textAt } from './statement-text.ts';
import { nodesIn } from './syntax-nodes.ts';
import { eachPart, expressionsOf, queriesOf } from './walk.ts';
import { withCondition } from './with-condition.ts';

const example = (where: string): string =>
  `${CUSTOMERS}${ORDERS}SELECT name FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM orders${where});\n`;

export const notInNull = defineRule<StatementSubject>({
  id: 'sql/not-in-null',
  severity: 'warning',
  title: 'There is no NULL among the values of NOT IN',
  why: 'A comparison with NULL is neither true nor false, so `x NOT IN (…)` with a NULL among the values is never true: one row with a NULL empties the result, in every SQL engine. Leave the NULLs out, declare the column NOT NULL where it is, or write NOT EXISTS, which looks for a match.',
  bad: example(''),
  good: example(' WHERE customer_id IS NOT NULL'),
  check: ({ bound, syntax }, report) => {
    for (const { query } of queriesOf(bound))
      for (const { expression } of expressionsOf(query))
        eachPart(expression, part => {
          if (part.op === 'not') {
            inList(part.operand, syntax, report);
            if (part.operand.op === 'subquery' && part.operand.test === 'in')
              inQuery(part.operand.query, syntax, report);
          } else if (part.op === 'subquery' && part.test === 'all' && part.operator === '<>')
            inQuery(part.query, syntax, report);
        });
  },
});

function inList(list: TypedExpression, statement: ast.Statement, report: Report): void {
  if (list.op !== 'or' || !list.parts.every(isListed)) return;
  for (const part of list.parts)
    if (part.op === 'compare' && part.right.type.kind === 'NULL')
      report(part.right, {
        message: 'with a NULL in its list NOT IN is never true',
        help: 'leave it out, and ask by IS NOT NULL if that was meant',
        ...fixOfList(part.right.span, statement),
      });
}

function fixOfList(at: Span, statement: ast.Statement): { readonly fixes?: readonly Fix[] } {
  for (const { values } of nodesIn(statement, 'InList')) {
    const places = values.map(value => spanOf(value));
    const index = places.findIndex(one => one.start === at.start && one.end === at.end);
    const [before, after] = [places[index - 1], places[index + 1]];
    if (index < 0 || places.length < 2) continue;
    const span = before ? { start: before.end, end: at.end } : { start: at.start, end: after?.start ?? at.end };
    if (!textAt(statement, span).includes('--'))
      return { fixes: [{ title: 'Leave NULL out', edits: [{ span, text: '' }] }] };
  }
  return {};
}

function inQuery(query: BoundQuery, statement: ast.Statement, report: Report): void {
  const [item] = query.items;
  if (!item || nullabilityOf(item.expression, query, query.aggregation !== undefined) !== 'declared') return;
  const column = textAt(statement, item.expression.span);
  const simple = query.unions.length === 0 && !query.syntax.inner && query.limit === undefined && !query.window;
  const edits = simple ? withCondition(query.syntax, `${column} IS NOT NULL`, false) : undefined;
  report(item, {
    message: `'${item.name}' may be NULL: with one such row NOT IN is never true`,
    help: `add WHERE ${column} IS NOT NULL, write NOT EXISTS, or declare it NOT NULL`,
    ...(edits ? { fixes: [{ title: 'Leave NULLs out', edits }] } : {}),
  });
}
