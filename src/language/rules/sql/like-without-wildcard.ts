/** LIKE with a pattern of no % and no _ is a comparison. */
import { fold, isConstant } from '../../evaluate/fold.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import type { Fix } from '../../text/diagnostic.ts';
import { defineRule } from '../define.ts';
import type { StatementSubject } from './check.ts';
import { TRADES } from './examples.ts';
import { textAt } from './statement-text.ts';
import { nodesIn } from './syntax-nodes.ts';
import { eachPart, expressionsOf, queriesOf } from './walk.ts';

type Like = Extract<TypedExpression, { readonly op: 'like' }>;

export const likeWithoutWildcard = defineRule<StatementSubject>({
  id: 'sql/like-without-wildcard',
  severity: 'info',
  title: 'LIKE has a wildcard in its pattern',
  why: 'Without `%` (any text) and `_` (one character) LIKE matches just the pattern itself: `=` says so and is faster. Often a wildcard was forgotten: LIKE does not look for a text inside another one.',
  bad: `${TRADES}SELECT ticker, price FROM trades WHERE ticker LIKE 'ACME';\n`,
  good: `${TRADES}SELECT ticker, price FROM trades WHERE ticker = 'ACME';\n`,
  check: ({ bound, syntax }, report) => {
    for (const { query } of queriesOf(bound))
      for (const { expression } of expressionsOf(query))
        eachPart(expression, part => {
          if (part.op !== 'like' || part.kind !== 'LIKE' || isConstant(fold(part))) return;
          const { pattern } = part;
          if (pattern.op !== 'literal' || pattern.text === null || pattern.type.kind !== 'STRING') return;
          // An escaped wildcard stands for itself, which may not be clear to who wrote it.
          if (/[%_\\]/.test(pattern.text)) return;
          report(pattern, {
            message: 'without % or _ this matches only the text itself',
            help: "write =, or add a wildcard, as in LIKE '%text%'",
            ...fixOf(part, syntax),
          });
        });
  },
});

function fixOf({ operand, span }: Like, statement: ast.Statement): { readonly fixes?: readonly Fix[] } {
  const node = nodesIn(statement, 'LikeTest').find(
    one => spanOf(one).start === span.start && spanOf(one).end === span.end,
  );
  // `=` compares what the record has, not the text of it.
  if (!node || node.escape || operand.type.kind !== 'STRING' || operand.op === 'cast') return {};
  const [left, pattern] = [spanOf(node.operand), spanOf(node.pattern)];
  const between = { start: left.end, end: pattern.start };
  if (/--|\/\*/.test(textAt(statement, between))) return {};
  const operator = node.not ? '<>' : '=';
  return { fixes: [{ title: `Write ${operator}`, edits: [{ span: between, text: ` ${operator} ` }] }] };
}
