/** A CAST is between types that have something in common: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const cast = describeRule({
  id: 'sql/cast',
  severity: 'error',
  title: 'A CAST is between types that have something in common',
  why: 'No value of the one type can be read as the other, so the CAST would fail for every row. A TIMESTAMP, say, has no reading as a BOOLEAN.',
  bad: `${TRADES}SELECT CAST(ts AS BOOLEAN) AS traded FROM trades;
`,
  good: `${TRADES}SELECT ts IS NOT NULL AS traded FROM trades;
`,
});
