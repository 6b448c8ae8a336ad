/** A name after FROM that nothing declares → a stream of that name, read by its topic until its columns are declared. */
import { spanOfProperty } from '../../grammar/parse.ts';
import { nameOf } from '../../names/text-of.ts';
import { nodesIn } from '../../rules/sql/syntax-nodes.ts';
import type { Span } from '../../text/span.ts';
import { shift } from '../../text/span.ts';
import { lineBreakOf, startOfLine, takesLinesAbove } from './line-text.ts';
import { written } from './name-text.ts';
import { defineRefactoring, type RefactoringSubject } from './offer.ts';
import { before, holds } from './syntax-at.ts';

const TRADES = 'CREATE STREAM trades (ticker STRING);\n';
const QUOTES = "CREATE STREAM quotes WITH ('topic' = 'quotes');\n";

export const declareRelation = defineRefactoring({
  id: 'declare-relation',
  doc: 'Declares a stream for a name after FROM that nothing declares, above the statement that reads it. Its columns are looked up in the records until they are declared too.',
  kind: 'quickfix',
  keepsMeaning: false,
  good: [
    {
      before: `${TRADES}SELECT ticker FROM quo|tes;\n`,
      title: "Declare the stream 'quotes'",
      after: `${TRADES}${QUOTES}SELECT ticker FROM quotes;\n`,
    },
    {
      before: `${TRADES}\n-- best prices\n-- @ferris:workload=trading\nSELECT ticker FROM quo|tes;\n`,
      title: "Declare the stream 'quotes'",
      after: `${TRADES}\n-- best prices\n-- @ferris:workload=trading\n${QUOTES}SELECT ticker FROM quotes;\n`,
    },
    {
      before: `${TRADES.trim()} -- what is traded\nSELECT ticker FROM quo|tes;\n`,
      title: "Declare the stream 'quotes'",
      after: `${TRADES.trim()} -- what is traded\n${QUOTES}SELECT ticker FROM quotes;\n`,
    },
  ],
  bad: [
    `${TRADES}SELECT ticker FROM tra|des;\n`,
    `${TRADES}SEL|ECT ticker FROM quotes;\n`,
    'SELECT ticker FROM quo|tes;\n',
  ],
  offers(subject) {
    const { text, statement, at, findings } = subject;
    if (!takesLinesAbove(text, statement.piece)) return [];
    const asked = nodesIn(statement.syntax, 'NamedRelation').find(node => holds(spanOfProperty(node, 'name'), at));
    if (!asked?.name) return [];
    const span = shift(spanOfProperty(asked, 'name'), statement.offset);
    const finding = findings.find(one => one.rule === 'sql/unknown-relation' && isSame(one.span, span));
    if (!finding) return [];
    const name = nameOf(asked.name);
    return [
      {
        title: `Declare the stream '${name}'`,
        findings: [finding],
        edits: () => [
          insertion(subject, `CREATE STREAM ${written(name)} WITH ('topic' = '${name.replaceAll("'", "''")}');`),
        ],
      },
    ];
  },
});

const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** Above the comments of the statement; below its hints, or these might become the file's or another statement's. */
function insertion({ text, statement }: RefactoringSubject, declaration: string) {
  const { piece, span, offset } = statement;
  const newline = lineBreakOf(text);
  if (piece.span.start > 0 && piece.hintBlocks.length === 0 && /^[ \t]*[\r\n]/.test(text.slice(piece.span.start)))
    return { span: before(piece.span.start - offset), text: `${newline}${declaration}` };
  const indent = text.slice(startOfLine(text, span.start), span.start);
  return {
    span: before(span.start - offset),
    text: indent.trim() === '' ? `${declaration}${newline}${indent}` : `${newline}${declaration}${newline}`,
  };
}
