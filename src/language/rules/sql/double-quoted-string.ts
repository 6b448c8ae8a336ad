/** A string stands in single quotes: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const doubleQuotedString = describeRule({
  id: 'sql/double-quoted-string',
  severity: 'warning',
  tag: 'deprecated',
  title: 'A string stands in single quotes',
  why: '`"…"` is a string here because files of this kind are written so. In standard SQL, Flink and Postgres it is a name: the same line means something else there. Names with special characters stand in back quotes.',
  bad: `${TRADES}SELECT price FROM trades WHERE ticker = "ACME";
`,
  good: `${TRADES}SELECT price FROM trades WHERE ticker = 'ACME';
`,
});
