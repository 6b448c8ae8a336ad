/** What HAVING asks of the group's key alone could be asked of each row before it is grouped. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundQuery } from '../../names/bound.ts';
import { nameOf } from '../../names/text-of.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import type { Fix } from '../../text/diagnostic.ts';
import { defineRule } from '../define.ts';
import type { StatementSubject } from './check.ts';
import { TRADES } from './examples.ts';
import { textAt } from './statement-text.ts';
import { isSteady } from './steady.ts';
import { nodesIn } from './syntax-nodes.ts';
import { conjunctsOf, eachPart, queriesOf } from './walk.ts';
import { withCondition } from './with-condition.ts';
import { withoutCondition } from './without-condition.ts';

export const havingAsWhere = defineRule<StatementSubject>({
  id: 'sql/having-as-where',
  severity: 'info',
  title: 'HAVING asks about groups, WHERE about their keys',
  why: 'A condition on the columns of GROUP BY alone is as good before the rows are grouped: in WHERE it saves the groups that nobody sees, and their state. The result is the same. HAVING is for what an aggregate says.',
  bad: `${TRADES}SELECT ticker, SUM(volume) AS total FROM trades GROUP BY ticker\nWINDOW TUMBLING(INTERVAL '1' MINUTE)\nHAVING ticker <> 'TEST' AND SUM(volume) > 100;\n`,
  good: `${TRADES}SELECT ticker, SUM(volume) AS total FROM trades WHERE ticker <> 'TEST' GROUP BY ticker\nWINDOW TUMBLING(INTERVAL '1' MINUTE)\nHAVING SUM(volume) > 100;\n`,
  check: ({ bound, syntax }, report) => {
    for (const { query } of queriesOf(bound))
      for (const part of topLevel(query.having)) {
        if (!isOfKeys(part, query)) continue;
        const fix = fixOf(part, query, syntax);
        report(part, {
          message: 'this asks about the group’s key only: in WHERE it drops the rows before they are grouped',
          help: 'move it to WHERE',
          ...(fix ? { fixes: [fix] } : {}),
        });
      }
  },
});

/** BETWEEN is one condition, although it is two comparisons. */
const topLevel = (having: TypedExpression | undefined): readonly TypedExpression[] => {
  if (having?.op !== 'and') return conjunctsOf(having);
  const isBetween = having.parts.every(
    part => part.span.start === having.span.start && part.span.end === having.span.end,
  );
  return isBetween ? [having] : having.parts.flatMap(topLevel);
};

function isOfKeys(condition: TypedExpression, { aggregation }: BoundQuery): boolean {
  if (!aggregation || !isSteady(condition)) return false;
  let columns = 0;
  let others = 0;
  eachPart(condition, part => {
    if (part.op === 'column') aggregation.keys[part.index] ? columns++ : others++;
    else if (part.op === 'over' || part.op === 'window-bound' || part.op === 'outer') others++;
  });
  return columns > 0 && others === 0 && aggregation.keys.every(key => isSteady(key.expression));
}

/** Moves it, where its names mean the same in WHERE. */
function fixOf(part: TypedExpression, query: BoundQuery, statement: ast.Statement): Fix | undefined {
  const { syntax, aggregation } = query;
  const removal = withoutCondition(syntax, part.span, statement);
  const text = textAt(statement, part.span);
  const columns = (aggregation?.keys ?? []).flatMap(({ expression }) =>
    expression.op === 'column' ? [expression.name] : [],
  );
  const qualifiers = new Set<unknown>(nodesIn(syntax, 'Member').map(member => member.base));
  const names = nodesIn(syntax, 'ColumnName').filter(node => isWithin(node, part) && !qualifiers.has(node));
  if (!removal || text.includes('--') || !names.every(node => columns.includes(nameOf(node.name ?? ''))))
    return undefined;
  const addition = withCondition(syntax, text, part.op === 'or' && !text.startsWith('('));
  return addition && { title: 'Move it to WHERE', edits: [...addition, ...removal] };
}

const isWithin = (node: ast.ColumnName, { span }: TypedExpression): boolean => {
  const { start, end } = spanOf(node);
  return start >= span.start && end <= span.end;
};
