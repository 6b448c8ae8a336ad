/** A literal can be read as what it stands for: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const literal = describeRule({
  id: 'sql/literal',
  severity: 'error',
  title: 'A literal can be read as what it stands for',
  why: "A string beside a number, a time or an interval is read as one (`price > '100.00'`). This one cannot be, so the comparison would fail for every row.",
  bad: `${TRADES}SELECT ticker FROM trades WHERE price > 'abc';
`,
  good: `${TRADES}SELECT ticker FROM trades WHERE price > '100.00';
`,
});
