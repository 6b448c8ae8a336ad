/** A join of two streams that nothing bounds → an interval join on their event times. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundInput } from '../../names/bound.ts';
import { nameOf } from '../../names/text-of.ts';
import { unboundedJoin } from '../../rules/sql/unbounded-join.ts';
import { joinsOf, type Leaf, leavesOf } from '../../rules/sql/walk.ts';
import { shift } from '../../text/span.ts';
import { written } from './name-text.ts';
import { defineRefactoring, type Edits } from './offer.ts';
import { before, holds, innermost, meaningOf, queryAround, relationsOf } from './syntax-at.ts';

const ORDERS = `CREATE STREAM orders (id BIGINT, ordered_at TIMESTAMP, WATERMARK FOR ordered_at AS ordered_at - INTERVAL '5' SECOND);
CREATE STREAM payments (id BIGINT, paid_at TIMESTAMP, WATERMARK FOR paid_at AS paid_at - INTERVAL '5' SECOND);
`;

export const intervalJoin = defineRefactoring({
  id: 'interval-join',
  doc: 'Bounds a join of two streams by the event times that both declare.',
  kind: 'quickfix',
  keepsMeaning: false,
  good: [
    {
      before: `${ORDERS}CREATE STREAM paid AS SELECT o.id FROM orders o JOIN payments p ON o.id = |p.id;`,
      title: 'Make this an interval join on o.ordered_at and p.paid_at',
      after: `${ORDERS}CREATE STREAM paid AS SELECT o.id FROM orders o JOIN payments p ON o.id = p.id AND p.paid_at BETWEEN o.ordered_at AND o.ordered_at + INTERVAL '1' HOUR;`,
    },
  ],
  bad: [
    `${ORDERS}CREATE STREAM paid AS SELECT o.id FROM orders o JOIN payments p ON o.id = |p.id WITHIN 1h;`,
    "CREATE STREAM a (id BIGINT) WITH (topic = 'a');\nCREATE STREAM b (id BIGINT) WITH (topic = 'b');\nCREATE STREAM c AS SELECT a.id FROM a JOIN b ON a.id = |b.id;",
  ],
  offers: subject => {
    const syntax = innermost(subject, 'Join');
    const around = syntax && queryAround(syntax);
    const query = around && meaningOf(subject, around);
    if (!syntax?.condition || syntax.within || syntax.kind?.toUpperCase() === 'CROSS' || !query) return [];
    const span = spanOf(syntax);
    const findings = subject.findings.filter(
      one => one.rule === unboundedJoin.id && holds(shift(span, subject.statement.offset), one.span),
    );
    const join = joinsOf(query.input).find(one => one.span.start === span.start);
    if (findings.length === 0 || !join) return [];
    const left = timeOf(join.left, around);
    const right = timeOf(join.right, around);
    return left === undefined || right === undefined
      ? []
      : [
          {
            title: `Make this an interval join on ${left} and ${right}`,
            findings,
            edits: () => bounded(syntax.condition!, `${right} BETWEEN ${left} AND ${left} + INTERVAL '1' HOUR`),
          },
        ];
  },
});

function bounded(condition: ast.Expression, bound: string): Edits {
  const { start, end } = spanOf(condition);
  const loose = condition.$type === 'Disjunction';
  return [
    ...(loose ? [{ span: before(start), text: '(' }] : []),
    { span: before(end), text: `${loose ? ')' : ''} AND ${bound}` },
  ];
}

/** The declared event time of a side as it is written in the query; of several relations that of the first. */
function timeOf(side: BoundInput, query: ast.Query): string | undefined {
  for (const [place, leaf] of leavesOf(side)) {
    const relation = relationsOf(query)[place];
    const column = timeColumnOf(leaf);
    if (!relation || column === undefined) continue;
    if (relation.alias !== undefined) return `${relation.alias}.${written(column)}`;
    if (relation.$type === 'NamedRelation') return `${written(nameOf(relation.name ?? ''))}.${written(column)}`;
  }
  return undefined;
}

/** A number or a text would have to be read as a time first. */
function timeColumnOf({ relation }: Leaf): string | undefined {
  const { column } = relation.time;
  return relation.kind === 'stream' && relation.columns.find(one => one.name === column)?.type.kind === 'TIMESTAMP'
    ? column
    : undefined;
}
