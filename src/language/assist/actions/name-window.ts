/** `OVER (…)` → `OVER w` with `WINDOW w AS (…)`, once for all that are alike. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import { CLAUSE_ORDER } from '../../names/query/clauses.ts';
import { nodesIn } from '../../rules/sql/syntax-nodes.ts';
import { indentAt, lineBreakOf } from './line-text.ts';
import { freeName } from './name-text.ts';
import { defineRefactoring, type Edits, type RefactoringSubject } from './offer.ts';
import { before, innermost, queryAround, textAt } from './syntax-at.ts';

const TRADES = 'CREATE STREAM trades (ticker STRING, price DOUBLE);\n';

export const nameWindow = defineRefactoring({
  id: 'name-window',
  doc: 'Gives a window after OVER a name, and uses the name wherever the query has the same window.',
  kind: 'refactor.extract',
  keepsMeaning: true,
  good: [
    {
      before: `${TRADES}SELECT MIN(price) OVER (PARTITION BY tic|ker) AS low, MAX(price) OVER (PARTITION BY  ticker) AS high FROM trades EMIT CHANGES;`,
      title: "Name this window 'w'",
      after: `${TRADES}SELECT MIN(price) OVER w AS low, MAX(price) OVER w AS high FROM trades\nWINDOW w AS (PARTITION BY ticker) EMIT CHANGES;`,
    },
    {
      before: `${TRADES}SELECT SUM(price) OVER w AS s, MAX(price) OVER (|ROWS 5 PRECEDING) AS high FROM trades WINDOW w AS (PARTITION BY ticker);`,
      title: "Name this window 'w_2'",
      after: `${TRADES}SELECT SUM(price) OVER w AS s, MAX(price) OVER w_2 AS high FROM trades WINDOW w AS (PARTITION BY ticker), w_2 AS (ROWS 5 PRECEDING);`,
    },
  ],
  bad: [
    `${TRADES}SELECT MIN(price) OVER w AS low FROM trades WINDOW w AS (PARTITION BY tic|ker);`,
    `${TRADES}SELECT MIN(pri|ce) OVER (PARTITION BY ticker) AS low FROM trades;`,
  ],
  offers: subject => {
    const over = innermost(subject, 'OverClause');
    const query = over && queryAround(over);
    if (over?.$container?.$type !== 'Call' || !query?.from) return [];
    const names = nodesIn(query, 'NamedWindow').map(window => window.name ?? '');
    const name = freeName('w', names);
    return [{ title: `Name this window '${name}'`, edits: () => named(over, query, name, subject) }];
  },
});

function named(over: ast.OverClause, query: ast.Query, name: string, subject: RefactoringSubject): Edits {
  const text = textAt(subject, spanOf(over));
  const alike = nodesIn(query, 'OverClause').filter(
    one =>
      one.$container?.$type === 'Call' &&
      queryAround(one) === query &&
      (one === over || plain(textAt(subject, spanOf(one))) === plain(text)),
  );
  return [...alike.map(one => ({ span: spanOf(one), text: name })), declared(`${name} AS ${text}`, query, subject)];
}

/** White space says nothing, but inside quotes and comments. */
const plain = (text: string): string =>
  /['"`-]/.test(text)
    ? text
    : text
        .replaceAll(/\s+/g, ' ')
        .replaceAll(/\s*([(),])\s*/g, '$1')
        .toUpperCase();

/** Behind the windows that have a name already, else as a clause of its own, where it usually stands. */
function declared(text: string, query: ast.Query, subject: RefactoringSubject): Edits[number] {
  const others = query.clauses.find(clause => clause.$type === 'NamedWindows');
  if (others) return { span: before(spanOf(others).end), text: `, ${text}` };
  const usual = CLAUSE_ORDER.indexOf('NamedWindows');
  const earlier = query.clauses.filter(clause => CLAUSE_ORDER.indexOf(clause.$type) < usual);
  const end = Math.max(...[query.from, ...query.joins, ...earlier].map(part => spanOf(part).end));
  const indent = indentAt(subject.text, subject.statement.offset + spanOf(query).start);
  return { span: before(end), text: `${lineBreakOf(subject.text)}${indent}WINDOW ${text}` };
}
