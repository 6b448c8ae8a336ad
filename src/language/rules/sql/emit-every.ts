/** EMIT EVERY holds updates back, so there must be some. */
import { defineRule } from '../define.ts';
import type { StatementSubject } from './check.ts';
import { TRADES } from './examples.ts';
import { kindOfInput } from './result-kind.ts';
import { queriesOf } from './walk.ts';

export const emitEvery = defineRule<StatementSubject>({
  id: 'sql/emit-every',
  severity: 'error',
  title: 'EMIT EVERY is for results that change',
  why: 'EMIT EVERY 10s writes at most one update of a key in ten seconds of event time. A row that is only passed on stands as it is: nothing replaces it, and there is nothing to hold back. To write less often, count or choose rows in a window.',
  bad: `${TRADES}SELECT ticker, price FROM trades EMIT EVERY 10s;\n`,
  good: `${TRADES}SELECT ticker, MAX(price) AS price FROM trades GROUP BY ticker EMIT EVERY 10s;\n`,
  check: ({ bound }, report) => {
    for (const { query } of queriesOf(bound)) {
      const { emit, aggregation, input } = query;
      if (emit?.mode !== 'EVERY' || aggregation || kindOfInput(input) === 'changing') continue;
      report(emit.span, {
        message: 'EMIT EVERY holds back updates, and the rows of this query are never updated',
        help: 'leave it out, or GROUP BY what is to be updated',
      });
    }
  },
});
