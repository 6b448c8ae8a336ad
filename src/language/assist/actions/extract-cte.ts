/** A query after FROM or JOIN → a common table expression in front of the query around it. */
import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf, spanOfProperty } from '../../grammar/parse.ts';
import { nameOf } from '../../names/text-of.ts';
import { allNodes } from '../../rules/sql/syntax-nodes.ts';
import { GAP, indentAt, lineBreakOf } from './line-text.ts';
import { freeName, written } from './name-text.ts';
import { defineRefactoring, type Edits, type RefactoringSubject } from './offer.ts';
import { before, innermost, queryAround, textAt } from './syntax-at.ts';

const TRADES = 'CREATE STREAM trades (ticker STRING, price DOUBLE);\n';

export const extractCte = defineRefactoring({
  id: 'extract-cte',
  doc: 'Moves a query after FROM or JOIN into a common table expression in front of the query around it.',
  kind: 'refactor.extract',
  keepsMeaning: true,
  good: [
    {
      before: `${TRADES}SELECT dear.ticker FROM (SELECT ticker FROM tra|des WHERE price > 9) AS dear;`,
      title: "Extract the query as 'dear'",
      after: `${TRADES}WITH dear AS (SELECT ticker FROM trades WHERE price > 9)\nSELECT dear.ticker FROM dear;`,
    },
    {
      before: `${TRADES}SELECT ticker FROM (SELECT «ticker» FROM trades) trades;`,
      title: "Extract the query as 'trades_2'",
      after: `${TRADES}WITH trades_2 AS (SELECT ticker FROM trades)\nSELECT ticker FROM trades_2 trades;`,
    },
    {
      before: `${TRADES}SELECT t.a FROM (SELECT| ticker FROM trades) AS t (a) WHERE t.a = 'X';`,
      title: "Extract the query as 't'",
      after: `${TRADES}WITH t(a) AS (SELECT ticker FROM trades)\nSELECT t.a FROM t WHERE t.a = 'X';`,
    },
    {
      before: `${TRADES}WITH a AS (SELECT ticker FROM trades)\nSELECT ticker FROM (SELECT| ticker FROM a);`,
      title: "Extract the query as 'rows'",
      after: `${TRADES}WITH a AS (SELECT ticker FROM trades),\nrows AS (SELECT ticker FROM a)\nSELECT ticker FROM rows;`,
    },
  ],
  bad: [
    `${TRADES}SELECT tick|er FROM (SELECT ticker FROM trades) AS t;`,
    `${TRADES}SELECT t.ticker, n.one FROM trades t JOIN LATERAL (SELECT |1 AS one) n ON TRUE;`,
  ],
  offers: subject => {
    const relation = innermost(subject, 'SubqueryRelation');
    const host = relation && hostOf(relation);
    if (!relation?.query || !host || /^LATERAL\b/i.test(textAt(subject, spanOf(relation)))) return [];
    const { alias } = relation;
    const name = freeName(alias === undefined ? 'rows' : nameOf(alias), namesIn(subject, relation));
    const edits = extracted(relation, relation.query, name, host, subject);
    return edits ? [{ title: `Extract the query as '${name}'`, edits: () => edits }] : [];
  },
});

/** The nearest query around that can begin with WITH: the branches of a UNION have that of the whole. */
function hostOf(node: AstNode): ast.Query | undefined {
  const query = queryAround(node);
  return query?.$container?.$type === 'UnionBranch' ? hostOf(query) : query;
}

/** Every relation that the statement names, and every alias but the query's own. */
const namesIn = ({ statement }: RefactoringSubject, own: ast.SubqueryRelation): readonly string[] =>
  allNodes(statement.syntax).flatMap(node => {
    const { name, alias } = node as { readonly name?: string; readonly alias?: string };
    const isRelation = node.$type.endsWith('Relation');
    return [
      ...(node.$type === 'NamedRelation' || node.$type === 'CommonTable' ? [name ?? ''] : []),
      ...(isRelation && node !== own && alias !== undefined ? [alias] : []),
    ];
  });

function extracted(
  relation: ast.SubqueryRelation,
  query: ast.Query,
  name: string,
  host: ast.Query,
  subject: RefactoringSubject,
): Edits | undefined {
  const whole = spanOf(relation);
  const close = closingBracket(relation, spanOf(query).end, subject);
  if (close === undefined) return undefined;
  const { alias, aliasColumns } = relation;
  // The name of a CTE cannot be given other columns where it is read.
  const columns = aliasColumns.length === 0 ? '' : `(${aliasColumns.join(', ')})`;
  const body = `${written(name)}${columns} AS ${textAt(subject, { start: whole.start, end: close })}`;
  const end = alias === undefined ? close : endOfAlias(relation, subject);
  const keepsAlias = alias !== undefined && nameOf(alias) !== name;
  const text = keepsAlias ? `${written(name)} ${alias}` : written(name);
  return [placed(body, relation, host, subject), { span: { start: whole.start, end }, text }];
}

/** Behind the alias and its columns. */
function endOfAlias(relation: ast.SubqueryRelation, subject: RefactoringSubject): number {
  const { aliasColumns } = relation;
  if (aliasColumns.length === 0) return spanOfProperty(relation, 'alias').end;
  const { end } = spanOfProperty(relation, 'aliasColumns', aliasColumns.length - 1);
  return closingBracket(relation, end, subject) ?? end;
}

const TO_BRACKET = new RegExp(`^${GAP}\\)`);

/** Behind the bracket that closes the query. */
function closingBracket(relation: ast.SubqueryRelation, from: number, subject: RefactoringSubject): number | undefined {
  const rest = textAt(subject, { start: from, end: spanOf(relation).end });
  const gap = TO_BRACKET.exec(rest)?.[0].length;
  return gap === undefined ? undefined : from + gap;
}

/** Before the CTE that the query stands in, behind the others; else it is the first. */
function placed(
  body: string,
  relation: ast.SubqueryRelation,
  host: ast.Query,
  subject: RefactoringSubject,
): Edits[number] {
  const at = spanOf(relation);
  const newline = lineBreakOf(subject.text);
  const indent = indentAt(subject.text, subject.statement.offset + spanOf(host).start);
  const around = host.ctes.find(cte => spanOf(cte).start <= at.start && at.end <= spanOf(cte).end);
  const last = host.ctes.at(-1);
  if (around) return { span: before(spanOf(around).start), text: `${body},${newline}${indent}` };
  if (last) return { span: before(spanOf(last).end), text: `,${newline}${indent}${body}` };
  return { span: before(spanOf(host).start), text: `WITH ${body}${newline}${indent}` };
}
