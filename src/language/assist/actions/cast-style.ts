/** `CAST(x AS t)` ↔ `x::t`. */

import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import { stringOf } from '../../names/text-of.ts';
import { written } from './name-text.ts';
import { defineRefactoring, type Edits, type RefactoringSubject } from './offer.ts';
import { before, holds, innermost, nameOfItem, textAt } from './syntax-at.ts';

const TRADES = 'CREATE STREAM trades (price STRING);\n';

export const castStyle = defineRefactoring({
  id: 'cast-style',
  doc: 'Writes `CAST(x AS t)` as `x::t`, and the other way round.',
  kind: 'refactor.rewrite',
  keepsMeaning: true,
  good: [
    {
      before: `${TRADES}SELECT CA|ST(price AS DECIMAL(10, 2)) AS p FROM trades;`,
      title: 'Write the cast with ::',
      after: `${TRADES}SELECT price::DECIMAL(10, 2) AS p FROM trades;`,
    },
    {
      before: `${TRADES}SELECT pr|ice::DOUBLE FROM trades;`,
      title: 'Write the cast with CAST',
      after: `${TRADES}SELECT CAST(price AS DOUBLE) AS price FROM trades;`,
    },
    {
      before: `${TRADES}SELECT CAST(price || '0' AS |DOUBLE) * 2 AS p FROM trades;`,
      title: 'Write the cast with ::',
      after: `${TRADES}SELECT (price || '0')::DOUBLE * 2 AS p FROM trades;`,
    },
  ],
  bad: [`${TRADES}SELECT TRY_CAST(pri|ce AS DOUBLE) AS p FROM trades;`, `${TRADES}SELECT pri|ce FROM trades;`],
  offers: subject => {
    const colons = innermost(subject, 'TypeCast');
    const call = innermost(subject, 'Call');
    // Of one in the other it is the inner one.
    if (colons && !(call && holds(spanOf(colons), spanOf(call)))) return toCall(colons, subject);
    return call ? toColons(call, subject) : [];
  },
});

function toCall(cast: ast.TypeCast, subject: RefactoringSubject) {
  const { operand, type } = cast;
  if (!operand || !type) return [];
  const inner = operand.$type === 'Parenthesized' && operand.inner ? operand.inner : operand;
  const text = `CAST(${textAt(subject, spanOf(inner))} AS ${textAt(subject, spanOf(type))})`;
  const edits = replaced(cast, text, subject);
  return edits ? [{ title: 'Write the cast with CAST', edits: () => edits }] : [];
}

function toColons(call: ast.Call, subject: RefactoringSubject) {
  const [value, type] = call.arguments;
  if (call.name?.toUpperCase() !== 'CAST' || !value || call.over || call.filter) return [];
  const [operand, target] =
    value.$type === 'Named'
      ? [value.operand, value.type && textAt(subject, spanOf(value.type))]
      : [value, type?.$type === 'StringLiteral' ? stringOf(type.text ?? '') : undefined];
  if (!operand || !target) return [];
  const inner = textAt(subject, spanOf(operand));
  const text = `${BINDS_TIGHTLY.has(operand.$type) ? inner : `(${inner})`}::${target}`;
  const edits = replaced(call, text, subject);
  return edits ? [{ title: 'Write the cast with ::', edits: () => edits }] : [];
}

/** What `::` can stand behind without brackets. */
const BINDS_TIGHTLY: ReadonlySet<string> = new Set([
  ...['ColumnName', 'Member', 'Index', 'TypeCast', 'Parenthesized', 'Call', 'CaseExpression', 'BooleanLiteral'],
  ...['NullLiteral', 'IntegerLiteral', 'DecimalLiteral', 'DoubleLiteral', 'StringLiteral'],
]);

/** A column without an alias is named by how its cast is written: an alias keeps its name. Undefined where that is not known. */
function replaced(cast: AstNode, text: string, subject: RefactoringSubject): Edits | undefined {
  const { end } = spanOf(cast);
  let around = cast;
  while (around.$container?.$type === 'Parenthesized' || around.$container?.$type === 'TypeCast')
    around = around.$container;
  const item = around.$container;
  if (item?.$type !== 'ExpressionItem' || (item as ast.ExpressionItem).alias !== undefined)
    return [{ span: spanOf(cast), text }];
  const name = nameOfItem(item as ast.ExpressionItem, subject);
  if (name === undefined) return undefined;
  const alias = ` AS ${written(name)}`;
  return spanOf(around).end === end
    ? [{ span: spanOf(cast), text: text + alias }]
    : [
        { span: spanOf(cast), text },
        { span: before(spanOf(around).end), text: alias },
      ];
}
