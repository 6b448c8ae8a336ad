/** The bound of an outer join stands in ON: in WHERE it drops the rows without a partner. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundQuery } from '../../names/bound.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import type { Fix } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import { defineRule } from '../define.ts';
import type { StatementSubject } from './check.ts';
import { ORDERS, PAYMENTS } from './examples.ts';
import { timeConditionsInWhere } from './interval-join.ts';
import { clauseSpan, spaceBefore, textAt } from './statement-text.ts';
import { type JoinInput, joinsOf, queriesOf } from './walk.ts';

const BOUND = "p.paid_at BETWEEN o.ordered_at AND o.ordered_at + INTERVAL '1' HOUR";

export const whereInterval = defineRule<StatementSubject>({
  id: 'sql/where-interval',
  severity: 'warning',
  title: 'What an outer join asks of both times stands in ON',
  why: 'A row without a partner has NULL for the other side’s time, and WHERE drops it: the LEFT JOIN gives what an inner JOIN would. In ON the bound decides which rows are partners, and a row without one still comes out. So it is in every SQL engine.',
  bad: `${ORDERS}${PAYMENTS}SELECT o.order_id, p.paid FROM orders o LEFT JOIN payments p ON o.order_id = p.order_id\nWHERE ${BOUND};\n`,
  good: `${ORDERS}${PAYMENTS}SELECT o.order_id, p.paid FROM orders o LEFT JOIN payments p ON o.order_id = p.order_id AND ${BOUND};\n`,
  check: ({ bound, syntax }, report) => {
    for (const { query } of queriesOf(bound))
      for (const join of joinsOf(query.input)) {
        if (join.join === 'INNER' || join.join === 'CROSS') continue;
        const inWhere = timeConditionsInWhere(join, query);
        const [first] = inWhere;
        if (!first) continue;
        report(
          { start: first.span.start, end: inWhere.at(-1)!.span.end },
          {
            message: `this drops the rows without a partner, so the ${join.join} JOIN becomes an inner one`,
            help: 'move it to ON, or write JOIN',
            ...fixOf(inWhere, join, query, syntax),
          },
        );
      }
  },
});

/** Takes the conditions out of WHERE and puts them behind ON, as they are written. */
function fixOf(
  moving: readonly TypedExpression[],
  join: JoinInput,
  query: BoundQuery,
  statement: ast.Statement,
): { readonly fixes?: readonly Fix[] } {
  const textOf = (span: Span) => textAt(statement, span);
  const on = query.syntax.joins.find(one => spanOf(one).start === join.span.start)?.condition;
  const clause = clauseSpan(query, 'WhereClause');
  const where = query.syntax.clauses.find(one => one.$type === 'WhereClause')?.condition;
  if (!on || !clause || !where) return {};
  const parts = (where.$type === 'Conjunction' ? where.parts : [where]).map(part => spanOf(part));
  const goes = parts.filter(part => moving.some(one => one.span.start >= part.start && one.span.end <= part.end));
  // A part that says more than what is moved stays whole.
  if (moving.some(one => !goes.some(part => part.start === one.span.start && part.end === one.span.end))) return {};
  const stays = parts.filter(part => !goes.includes(part));
  const condition = spanOf(on);
  const loose = on.$type === 'Disjunction';
  return {
    fixes: [
      {
        title: 'Move it to ON',
        edits: [
          ...(loose ? [{ span: { start: condition.start, end: condition.start }, text: '(' }] : []),
          {
            span: { start: condition.end, end: condition.end },
            text: `${loose ? ')' : ''}${goes.map(part => ` AND ${textOf(part)}`).join('')}`,
          },
          stays.length === 0
            ? { span: { start: spaceBefore(statement, clause.start), end: clause.end }, text: '' }
            : { span: spanOf(where), text: stays.map(textOf).join(' AND ') },
        ],
      },
    ],
  };
}
