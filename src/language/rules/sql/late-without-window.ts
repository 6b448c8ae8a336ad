/** What is said of late rows has a window to be late for. */
import type { BoundQuery } from '../../names/bound.ts';
import { defineRule } from '../define.ts';
import type { StatementSubject } from './check.ts';
import { TRADES } from './examples.ts';
import { propertiesOf } from './statement-text.ts';
import { queriesOf, writeOf } from './walk.ts';

/** By key: which window it says something of, and what there would have to be. */
const KEYS: readonly (readonly [key: string, concerns: (query: BoundQuery) => boolean, wanted: string])[] = [
  ['late.data.strategy', ({ window }) => window !== undefined, 'a WINDOW'],
  ['window.grace', ({ window }) => window !== undefined, 'a WINDOW'],
  [
    'late.retention',
    ({ window }) => window?.window.late?.strategy === 'update_previous',
    "a WINDOW with 'late.data.strategy' = 'update_previous'",
  ],
  [
    'late.data.topic',
    ({ window }) => window?.window.late?.strategy === 'dead_letter',
    "a WINDOW with 'late.data.strategy' = 'dead_letter'",
  ],
];

export const lateWithoutWindow = defineRule<StatementSubject>({
  id: 'sql/late-without-window',
  severity: 'warning',
  tag: 'unnecessary',
  title: 'What is said of late rows has a window to be late for',
  why: 'Rows are late for a window that has closed. A query that has none passes every row on, whenever it comes: what its WITH says of late rows changes nothing, also not in the statements that read it.',
  bad: `${TRADES}SELECT ticker, price FROM trades WITH ('late.data.strategy' = 'update_previous');\n`,
  good: `${TRADES}SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW TUMBLING(INTERVAL '5' MINUTE)\nWITH ('late.data.strategy' = 'update_previous');\n`,
  check: ({ bound, syntax }, report) => {
    if (!writeOf(bound)) return;
    for (const [key, concerns, wanted] of KEYS)
      for (const { span } of propertiesOf(syntax, key))
        if (!queriesOf(bound).some(({ query }) => concerns(query)))
          report(span, {
            message: `${key} has no effect here: no query of this statement has ${wanted}`,
            help: 'say it where the window is, or of the source it reads',
          });
  },
});
