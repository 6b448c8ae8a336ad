/** The clauses and joins of a query, put in their usual order; what stands between them stays where it is. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import { CLAUSE_ORDER } from '../../names/query/clauses.ts';
import { defineRefactoring, type Edits, type RefactoringSubject } from './offer.ts';
import { innermost, textAt } from './syntax-at.ts';

const TRADES = 'CREATE STREAM trades (ticker STRING, price DOUBLE);\n';

export const reorderClauses = defineRefactoring({
  id: 'reorder-clauses',
  doc: 'Puts the clauses and joins of a query in their usual order; comments between them stay where they are.',
  kind: 'refactor.rewrite',
  keepsMeaning: true,
  good: [
    {
      before: `${TRADES}SELECT ticker, COUNT(*) AS n FROM tr|ades\nWINDOW TUMBLING(1m) -- each minute\nGROUP BY ticker EMIT FINAL;`,
      title: 'Put the clauses in their usual order',
      after: `${TRADES}SELECT ticker, COUNT(*) AS n FROM trades\nGROUP BY ticker -- each minute\nWINDOW TUMBLING(1m) EMIT FINAL;`,
    },
    {
      before: `${TRADES}SELECT a.ticker FROM trades a WHERE a.price > 1 |JOIN trades b ON a.ticker = b.ticker WITHIN 1h;`,
      title: 'Put the clauses in their usual order',
      after: `${TRADES}SELECT a.ticker FROM trades a JOIN trades b ON a.ticker = b.ticker WITHIN 1h WHERE a.price > 1;`,
    },
  ],
  bad: [`${TRADES}SELECT ticker, COUNT(*) AS n FROM tr|ades GROUP BY ticker WINDOW TUMBLING(1m);`],
  offers: subject => {
    const query = innermost(subject, 'Query');
    if (!query) return [];
    const now = [...query.joins, ...query.clauses].sort((a, b) => spanOf(a).start - spanOf(b).start);
    const usual = now.toSorted((a, b) => rankOf(a) - rankOf(b));
    return usual.every((one, i) => one === now[i])
      ? []
      : [{ title: 'Put the clauses in their usual order', edits: () => exchanged(now, usual, subject) }];
  },
});

const rankOf = (part: ast.Join | ast.Clause): number => (part.$type === 'Join' ? -1 : CLAUSE_ORDER.indexOf(part.$type));

type Parts = readonly (ast.Join | ast.Clause)[];

/** A comma may stand close to what is before it, a word may not. */
const exchanged = (now: Parts, usual: Parts, subject: RefactoringSubject): Edits =>
  now.flatMap((part, i) => {
    if (part === usual[i]) return [];
    const span = spanOf(part);
    const text = textAt(subject, spanOf(usual[i]));
    const close = !/\s/.test(textAt(subject, { start: span.start - 1, end: span.start })) && !text.startsWith(',');
    return [{ span, text: close ? ` ${text}` : text }];
  });
