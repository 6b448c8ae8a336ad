/** The columns that a join compares have one type: else each side is cast row by row and neither keeps its partitions. */
import type { BoundQuery } from '../../names/bound.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import { commonType } from '../../types/coerce.ts';
import { type SqlType, typeText } from '../../types/sql-type.ts';
import { defineRule } from '../define.ts';
import type { StatementSubject } from './check.ts';
import { ORDERS } from './examples.ts';
import { textAt } from './statement-text.ts';
import { conjunctsOf, eachPart, type JoinInput, joinsOf, leavesOf, queriesOf } from './walk.ts';

const REFUNDS = (type: string) => `CREATE STREAM refunds (order_id ${type}, refunded DECIMAL(12, 2));\n`;
const QUERY = 'SELECT o.order_id, r.refunded FROM orders o JOIN refunds r ON o.order_id = r.order_id WITHIN 1d;\n';

export const joinKeyTypes = defineRule<StatementSubject>({
  id: 'sql/join-key-types',
  severity: 'warning',
  title: 'The keys of a join have one type',
  why: 'The rows meet by value, so the result is right. But the topics are partitioned by the bytes of their keys, and a BIGINT and a DOUBLE of the same value have different ones: both sides are written out once more. A DOUBLE has lost digits of large numbers besides. Types that cannot be compared at all are an error (`sql/operand-type`).',
  bad: `${ORDERS}${REFUNDS('DOUBLE')}${QUERY}`,
  good: `${ORDERS}${REFUNDS('BIGINT')}${QUERY}`,
  check: ({ bound, syntax }, report) => {
    for (const { query } of queriesOf(bound))
      for (const join of joinsOf(query.input))
        for (const condition of keyConditions(join, query)) {
          if (condition.op !== 'compare' || condition.operator !== '=') continue;
          const [left, right] = [asWritten(condition.left), asWritten(condition.right)];
          const sides = [leavesOf(join.left), leavesOf(join.right)];
          if (!areOf(left, right, sides, query) && !areOf(right, left, sides, query)) continue;
          if (sameKind(left.type, right.type)) continue;
          const wider = commonType(left.type, right.type);
          if (!wider) continue;
          const narrow = [left, right].find(one => one.type.kind !== wider.kind);
          report(condition.span, {
            message: `the keys are ${typeText(left.type)} and ${typeText(right.type)}: rows meet after a cast only, and partitions by the one type are not those by the other`,
            help: 'declare both with one type, or CAST where they come from',
            // The names of USING are no expressions.
            ...(narrow === undefined || left.span.start === right.span.start
              ? {}
              : {
                  fixes: [
                    {
                      title: `CAST it to ${typeText(wider)}`,
                      edits: [
                        { span: narrow.span, text: `CAST(${textAt(syntax, narrow.span)} AS ${typeText(wider)})` },
                      ],
                    },
                  ],
                }),
          });
        }
  },
});

/** What must hold for two rows to meet. After a comma it stands in WHERE. */
const keyConditions = (join: JoinInput, query: BoundQuery): readonly TypedExpression[] => [
  ...conjunctsOf(join.condition),
  ...(join.join === 'INNER' || join.join === 'CROSS' ? conjunctsOf(query.where) : []),
];

/** Without a cast that comparing put there: it stands where its operand stands. */
const asWritten = (e: TypedExpression): TypedExpression =>
  e.op === 'cast' && e.operand.span.start === e.span.start && e.operand.span.end === e.span.end ? e.operand : e;

/** Precision says nothing of how a key is written, nor does a type that only a row knows. */
function sameKind(a: SqlType, b: SqlType): boolean {
  const open = [a, b].some(({ kind }) => kind === 'ANY' || kind === 'JSON' || kind === 'NULL');
  return open || a.kind === b.kind;
}

const areOf = (
  a: TypedExpression,
  b: TypedExpression,
  [left, right]: readonly ReadonlyMap<number, unknown>[],
  query: BoundQuery,
): boolean => isOf(a, left!, query) && isOf(b, right!, query);

/** Whether an expression reads columns, and only those of one side. */
function isOf(expression: TypedExpression, side: ReadonlyMap<number, unknown>, { columns }: BoundQuery): boolean {
  const leaves: number[] = [];
  eachPart(expression, part => {
    if (part.op === 'column') leaves.push(columns[part.index]?.leaf ?? -1);
  });
  return leaves.length > 0 && leaves.every(leaf => side.has(leaf));
}
