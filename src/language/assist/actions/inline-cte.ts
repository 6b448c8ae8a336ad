/** A common table expression that is read once → a query after FROM, where it is read. */
import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf, spanOfProperty } from '../../grammar/parse.ts';
import { nameOf } from '../../names/text-of.ts';
import { nodesIn } from '../../rules/sql/syntax-nodes.ts';
import type { Span } from '../../text/span.ts';
import { GAP } from './line-text.ts';
import { defineRefactoring, type Edits, type RefactoringSubject } from './offer.ts';
import { holds, queryAround, textAt } from './syntax-at.ts';

const TRADES = 'CREATE STREAM trades (ticker STRING, price DOUBLE);\n';

export const inlineCte = defineRefactoring({
  id: 'inline-cte',
  doc: 'Puts a common table expression that is read once where it is read.',
  kind: 'refactor.inline',
  keepsMeaning: true,
  good: [
    {
      before: `${TRADES}WITH de|ar AS (SELECT ticker FROM trades WHERE price > 9)\nSELECT dear.ticker FROM dear;`,
      title: "Inline 'dear'",
      after: `${TRADES}SELECT dear.ticker FROM (SELECT ticker FROM trades WHERE price > 9) AS dear;`,
    },
    {
      before: `${TRADES}WITH a AS (SELECT ticker FROM trades), b(t) AS (SELECT ticker FROM a)\nSELECT x.t FROM |b AS x;`,
      title: "Inline 'b'",
      after: `${TRADES}WITH a AS (SELECT ticker FROM trades)\nSELECT x.t FROM (SELECT ticker FROM a) AS x(t);`,
    },
  ],
  bad: [
    `${TRADES}WITH a| AS (SELECT ticker FROM trades) SELECT x.ticker FROM a x JOIN a y ON x.ticker = y.ticker WITHIN 1h;`,
    `${TRADES}WITH a AS (SELECT tick|er FROM trades) SELECT ticker FROM a;`,
    `${TRADES}SELECT ticker FROM tr|ades;`,
    `${TRADES}WITH |a AS (SELECT x FROM b), b AS (SELECT 1 AS x) SELECT x FROM a;`,
    `${TRADES}WITH a AS (SELECT x FROM |b), b AS (SELECT 1 AS x) SELECT x FROM a;`,
  ],
  offers: subject => {
    const found = cteAt(subject);
    if (!found) return [];
    const { cte, use, host } = found;
    return [{ title: `Inline '${nameOf(cte.name ?? '')}'`, edits: () => inlined(cte, use, host, subject) }];
  },
});

interface Found {
  readonly cte: ast.CommonTable;
  /** The only place where it is read. */
  readonly use: ast.NamedRelation;
  readonly host: ast.Query;
}

/** Where the range is in the name of a CTE, or in the relation that reads it. */
function cteAt({ statement, at }: RefactoringSubject): Found | undefined {
  const ctes = nodesIn(statement.syntax, 'CommonTable');
  const names = ctes.map(cte => nameOf(cte.name ?? '').toLowerCase());
  const relations = nodesIn(statement.syntax, 'NamedRelation');
  for (const [i, cte] of ctes.entries()) {
    const name = names[i]!;
    const uses = relations.filter(one => nameOf(one.name ?? '').toLowerCase() === name);
    const [use] = uses;
    const host = queryAround(cte);
    if (uses.length !== 1 || !use || !cte.query || !host || use.asOf) continue;
    // A name that two CTEs have may mean another one where it is put.
    if (new Set(names).size !== names.length || !isBelow(use, host) || isBelow(use, cte)) continue;
    // Before its declaration a name means another relation.
    const later = names.filter((_, other) => spanOf(ctes[other]).start >= spanOf(cte).start);
    if (spanOf(use).start < spanOf(cte).end || readsAny(cte, later)) continue;
    if (isReadOtherwise(statement.syntax, name)) continue;
    if (holds(spanOfProperty(cte, 'name'), at) || holds(spanOf(use), at)) return { cte, use, host };
  }
  return undefined;
}

const readsAny = (cte: ast.CommonTable, names: readonly string[]): boolean =>
  nodesIn(cte, 'NamedRelation').some(one => names.includes(nameOf(one.name ?? '').toLowerCase()));

/** Whether something else than a relation of FROM names it: TABLE(TUMBLE(TABLE t, …)). */
const isReadOtherwise = (root: AstNode, name: string): boolean =>
  nodesIn(root, 'TableOperand').some(one => nameOf(one.name ?? '').toLowerCase() === name);

function isBelow(node: AstNode, above: AstNode): boolean {
  let around: AstNode | undefined = node;
  while (around && around !== above) around = around.$container;
  return around === above;
}

function inlined(cte: ast.CommonTable, use: ast.NamedRelation, host: ast.Query, subject: RefactoringSubject): Edits {
  const all = spanOf(cte);
  const body = textAt(subject, { start: bodyOf(cte, subject), end: all.end });
  const columns = cte.columns.length > 0 && use.aliasColumns.length === 0 ? `(${cte.columns.join(', ')})` : '';
  const name = spanOfProperty(use, 'name');
  const alias = use.alias === undefined ? undefined : spanOfProperty(use, 'alias');
  return [
    { span: removedWith(cte, host, subject), text: '' },
    alias
      ? { span: { start: name.start, end: alias.end }, text: `${body} AS ${use.alias}${columns}` }
      : { span: name, text: `${body} AS ${use.name}${columns}` },
  ];
}

const TO_BRACKET = new RegExp(`\\bAS${GAP}\\(`, 'i');

/** Where the bracket opens in which its query stands. */
function bodyOf(cte: ast.CommonTable, subject: RefactoringSubject): number {
  const { start } = spanOf(cte);
  const head = textAt(subject, { start, end: spanOf(cte.query).start });
  const opening = TO_BRACKET.exec(head);
  return start + (opening ? opening.index + opening[0].length - 1 : head.lastIndexOf('('));
}

/** The only one goes with its WITH, another one with a comma. */
function removedWith(cte: ast.CommonTable, host: ast.Query, subject: RefactoringSubject): Span {
  const { start, end } = spanOf(cte);
  const i = host.ctes.indexOf(cte);
  const next = host.ctes[i + 1];
  const previous = host.ctes[i - 1];
  if (next) return { start, end: spanOf(next).start };
  if (previous) return { start: spanOf(previous).end, end };
  const rest = textAt(subject, { start: end, end: spanOf(host).end });
  return { start: spanOf(host).start, end: end + (rest.length - rest.trimStart().length) };
}
