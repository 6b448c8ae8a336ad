/** A constant can be computed: one that fails does so for every record. */
import { fold } from '../../evaluate/fold.ts';
import { defineRule } from '../define.ts';
import type { StatementSubject } from './check.ts';
import { zeroDivisorOf } from './division-by-zero.ts';
import { TRADES } from './examples.ts';
import { reachedIn } from './reached.ts';

export const constantError = defineRule<StatementSubject>({
  id: 'sql/constant-error',
  severity: 'error',
  title: 'A constant expression can be computed',
  why: 'What does not depend on the record gives the same for every one: a cast that fails, a sum beyond 64 bits. Each record would be counted as failed. `TRY_CAST` gives NULL instead.',
  bad: `${TRADES}SELECT ticker, CAST('abc' AS BIGINT) AS code FROM trades;\n`,
  good: `${TRADES}SELECT ticker, TRY_CAST('abc' AS BIGINT) AS code FROM trades;\n`,
  check: ({ bound }, report) => {
    for (const { expression, isChosen } of reachedIn(bound))
      fold(expression, (part, error) => {
        if (!zeroDivisorOf(part))
          report(part, {
            message: `this fails whatever the record: ${error.message}`,
            ...(isChosen(part) ? { severity: 'warning' } : {}),
            help: 'mend the value',
          });
      });
  },
});
