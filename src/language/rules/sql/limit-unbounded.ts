/** A statement that runs on has no LIMIT: after the first rows it would stand still. */
import type { BoundQuery } from '../../names/bound.ts';
import { defineRule } from '../define.ts';
import { isEndless } from './boundedness.ts';
import type { StatementSubject } from './check.ts';
import { TRADES } from './examples.ts';
import { kindOfInput } from './result-kind.ts';
import { clauseSpan, spaceBefore } from './statement-text.ts';
import { queriesOf, writeOf } from './walk.ts';

export const limitUnbounded = defineRule<StatementSubject>({
  id: 'sql/limit-unbounded',
  severity: 'warning',
  title: 'What runs on has no LIMIT',
  why: 'LIMIT counts rows from the beginning of the job: once they are out, the job reads on and puts nothing out any more. In a SELECT that is tried out, and in a run that ends, it is fine. Who wants the best few of each group writes the Top-N form, `ROW_NUMBER() OVER (…) AS rn … WHERE rn <= 10`, which is kept current. Flink keeps any 10 rows, ksqlDB allows LIMIT in queries of the terminal only.',
  bad: `${TRADES}CREATE STREAM large AS SELECT ticker, price FROM trades WHERE volume > 1000 LIMIT 10;\n`,
  good: `${TRADES}CREATE STREAM large AS SELECT ticker, price FROM trades WHERE volume > 1000;\n`,
  check: (subject, report) => {
    if (isEndless(subject) !== 'yes' || writeOf(subject.bound)?.bare) return;
    for (const { query, role } of queriesOf(subject.bound)) {
      // EXISTS and the like ask for one row, LATERAL for some per row.
      if (role === 'expression' || role === 'lateral' || query.limit === undefined) continue;
      const at = clauseSpan(query, 'LimitClause');
      // ORDER BY without an end has its own rule.
      if (!at || query.orderBy.length > 0 || !readsOn(query)) continue;
      const rows = query.limit === 1 ? 'first row comes' : `first ${query.limit} rows come`;
      report(at, {
        message: `the statement runs on, but only the ${rows} through`,
        help: 'leave LIMIT out, or keep the best rows of each group: ROW_NUMBER() OVER (…) AS rn … WHERE rn <= 10',
        fixes: [
          {
            title: 'Leave LIMIT out',
            edits: [{ span: { start: spaceBefore(subject.syntax, at.start), end: at.end }, text: '' }],
          },
        ],
      });
    }
  },
});

const readsOn = (query: BoundQuery): boolean =>
  kindOfInput(query.input) !== 'finite' || query.unions.some(union => readsOn(union.query));
